//! Characters that cannot be printed, or that look like others. Characters that look the same are written as
//! escapes here, with their code points beside the lines.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[
    RulePage {
        name: "missing-glyph",
        title: Bilingual { ja: "フォントにない字", en: "A character that no font has" },
        what: Bilingual {
            ja: "同梱のフォント(BIZ UDPゴシック、Noto Sans JP、記号のフォント)のどれにもない字です。絵文字、\
                 日本語で使わない文字、パソコンごとに作った外字、文字に重ねる線などが当たります。\
                 代わりに書ける文字があれば、それを示します。",
            en: "None of the bundled fonts (BIZ UDPGothic, Noto Sans JP and a font of symbols) has the \
                 character. Emoji, foreign scripts, characters that were made on one's own computer and \
                 lines drawn over letters are such. Where another character says the same, it is named.",
        },
        why: Bilingual {
            ja: "印刷すると、その字だけが空白や四角になります。外字は、\
                 別のパソコンでは違う字になります。",
            en: "It would be printed as a gap or a box, and a home-made character is another one on the \
                 next computer.",
        },
        example: "\
-|目標: 笑顔あふれる東区を目指します\u{1F60A}
+|目標: 笑顔あふれる東区を目指します",
    },
    RulePage {
        name: "unsupported-variant",
        title: Bilingual { ja: "フォントにない異体字", en: "A variant that no font has" },
        what: Bilingual {
            ja: "字の形を指定する見えない符号(異体字セレクタ)が付いていますが、\
                 同梱のフォントにその形がありません。例えば「葛」では、U+E0100の形はありますが、\
                 U+E0101の形はありません。",
            en: "An invisible variation selector asks for a shape of the character that the bundled fonts \
                 do not have. Of 葛, for example, they have the shape of U+E0100 and not that of U+E0101.",
        },
        why: Bilingual {
            ja: "符号は無視され、指定と違う形で印刷されます。人名や地名では、\
                 普通の形でよいかを本人や所管課に確かめる必要があります。記号の後の見えない符号(U+FE0F)は、\
                 印刷に関わらないので「check --fix」で消せます。",
            en: "The selector would be passed over and another shape printed. In names of people and \
                 places, those concerned should say whether the common shape will do. A selector behind a \
                 symbol (U+FE0F) makes no difference to the paper, and check --fix deletes it.",
        },
        example: "\
-|区長: 葛\u{E0101}城 太郎    # U+845B U+E0101
+|区長: 葛城 太郎    # U+845B",
    },
    RulePage {
        name: "compatibility-character",
        title: Bilingual { ja: "普通の漢字に似た別の字", en: "A double of an ordinary kanji" },
        what: Bilingual {
            ja: "普通の漢字と同じように見えて、文字コードの違う字です。部首の字(U+2E80から、U+2F00から)と、\
                 CJK互換漢字(U+F900からU+FAFFまで。普通の漢字である12字を除く。\
                 U+2F800からも)が当たります。縦書き用の約物(U+FE10から)も示します。",
            en: "The character looks like an ordinary kanji and has another code: a radical (U+2E80 and \
                 following, U+2F00 and following) or a compatibility ideograph (U+F900 to U+FAFF but for \
                 the twelve that are ordinary kanji, U+2F800 and following). Punctuation for vertical \
                 lines (U+FE10 and following) is told too.",
        },
        why: Bilingual {
            ja: "PDFから写した文章に混じり、検索しても見つからず、\
                 正しく読み上げられないことがあります。CJK互換漢字は人名に使われるので、「check --fix」は\
                 変えません。人名などで形を残す字には、行の終わりに「# mokuhyo: allow compatibility-character」を付けてください。",
            en: "Texts copied from PDFs have them. They are not found by a search, and may be read aloud \
                 wrongly. check --fix leaves compatibility ideographs alone, since names have them. Where \
                 a name is to keep its shape, end the line with # mokuhyo: allow \
                 compatibility-character.",
        },
        example: "\
-|項目: \u{2F6C}標の見直し    # U+2F6C
+|項目: 目標の見直し    # U+76EE",
    },
    RulePage {
        name: "not-nfc",
        title: Bilingual { ja: "濁点や半濁点が離れた仮名", en: "Kana with a separate dakuten" },
        what: Bilingual {
            ja: "濁点や半濁点が、仮名と別の1字になっています(「パ」が、「ハ」と半濁点の2字)。\
                 見た目では、ほとんど区別できません。",
            en: "A kana and its dakuten or handakuten are two characters: パ as ハ and a mark. To the eye \
                 there is hardly a difference.",
        },
        why: Bilingual {
            ja: "MacやPDFから写した文章に混じり、「パトロール」で検索しても見つかりません。",
            en: "Texts copied from a Mac or a PDF have them, and a search for パトロール does not find \
                 them.",
        },
        example: "\
-|項目: ハ\u{309A}トロールの回数    # U+30CF U+309A
+|項目: パトロールの回数    # U+30D1",
    },
    RulePage {
        name: "halfwidth-katakana",
        title: Bilingual { ja: "半角のカタカナ", en: "Half-width katakana" },
        what: Bilingual {
            ja: "「ﾊﾟﾄﾛｰﾙ」のような半角のカタカナです。濁点や半濁点は、\
                 前の字と合わせて全角の1字に直します。",
            en: "Katakana of half width, such as ﾊﾟﾄﾛｰﾙ. They become full-width ones, a dakuten or \
                 handakuten joined to its kana.",
        },
        why: Bilingual {
            ja: "紙の上で字の幅が不ぞろいになり、全角で検索しても見つかりません。\
                 古い業務システムから写した文章に残りがちです。",
            en: "They stand out on the paper, and a search for full-width ones does not find them. Texts \
                 from old systems often have them.",
        },
        example: "\
-|項目: 防犯ﾊﾟﾄﾛｰﾙの回数
+|項目: 防犯パトロールの回数",
    },
    RulePage {
        name: "wave-dash",
        title: Bilingual { ja: "「〜」が全角チルダ", en: "A full-width tilde for a wave dash" },
        what: Bilingual {
            ja: "「\u{FF5E}」が全角チルダ(U+FF5E)です。波ダッシュ(U+301C)の「〜」に直します。\
                 数や言葉の間の半角の「~」も同じです。",
            en: "A full-width tilde (U+FF5E) stands for the wave dash 〜 (U+301C), or an ASCII ~ between \
                 two numbers or words.",
        },
        why: Bilingual {
            ja: "Windowsの日本語入力では全角チルダが出ますが、見た目では区別できません。\
                 2つが混じると、「い〜てらす」のような名前が検索で漏れます。",
            en: "Japanese input on Windows gives the tilde, and the eye cannot tell them apart. Where \
                 both are used, a search misses names such as い〜てらす.",
        },
        example: "\
-|主な取組: い\u{FF5E}てらすでの講座の開催    # U+FF5E
+|主な取組: い〜てらすでの講座の開催    # U+301C",
    },
    RulePage {
        name: "irregular-space",
        title: Bilingual { ja: "特殊な空白", en: "A space that is not typed" },
        what: Bilingual {
            ja: "半角でも全角でもない空白(改行しない空白U+00A0、タブなど)が値の中にあります。",
            en: "A value holds a space that is neither the ASCII nor the full-width one: a no-break space \
                 (U+00A0), a tab or the like.",
        },
        why: Bilingual {
            ja: "Webページ、Word、表計算から写した文章に混じります。普通の空白と見分けが付かず、\
                 検索で見つからず、印刷の幅も違います。",
            en: "Texts copied from web pages, Word or a spreadsheet have them. They look like a space, a \
                 search does not find them, and they print with another width.",
        },
        example: "\
-|目標: \"年間\\u00A035回\"    # U+00A0
+|目標: \"年間 35回\"",
    },
    RulePage {
        name: "paragraph-indent",
        title: Bilingual {
            ja: "段落の初めの全角空白", en: "A full-width space before a paragraph"
        },
        what: Bilingual {
            ja: "文章の欄の段落が、全角の空白1つで始まっています。箇条書きの字下げと、\
                 2つ以上の空白は示しません。",
            en: "A paragraph begins with one full-width space. Lists that are set further in, and two \
                 spaces or more, are left alone.",
        },
        why: Bilingual {
            ja: "段落の初めの1字下げは様式が付けるので、2字下がって印刷されます。",
            en: "The form indents paragraphs, so that this one would be indented twice.",
        },
        example: "\
取り組みについて: |
-|  \u{3000}区民の安全を守ります。
+|  区民の安全を守ります。",
    },
    RulePage {
        name: "control-character",
        title: Bilingual { ja: "見えない制御文字", en: "An invisible control character" },
        what: Bilingual {
            ja: "改行のほかの制御文字(Wordの行区切りなど、見えない印)が値の中にあります。",
            en: "A value holds a control character other than a line break: an invisible sign such as \
                 Word's manual line break.",
        },
        why: Bilingual {
            ja: "WordやExcelから写したときに混じります。印刷できる形がないので、\
                 そのままではPDFを作りません。",
            en: "It comes along when a text is copied from Word or Excel. It has no shape to print, so no \
                 PDF is made with it.",
        },
        example: "\
-|目標: \"防災意識の\\u000B向上を図ります。\"    # U+000B
+|目標: \"防災意識の向上を図ります。\"",
    },
    RulePage {
        name: "folded-space",
        title: Bilingual { ja: "改行が空白になる文章", en: "A line break that becomes a space" },
        what: Bilingual {
            ja: "全角の2字の間の改行が、半角の空白になります。「|」を使わずに文章の途中で改行したときや、\
                 「>」の文章で起こります。書いてある空白と、区長の氏名は示しません。",
            en: "A line break between two full-width characters becomes a half-width space: in a text that \
                 is broken without |, or below a >. Spaces that are typed, and 区長, are left alone.",
        },
        why: Bilingual {
            ja: "文の途中に、書いた覚えのない隙間が印刷されます。",
            en: "A space that was not typed would be printed inside a sentence.",
        },
        example: "\
-|組織の目的:
-|  区民や地域の団体と
-|  連携してまちづくりを進めます。
+|組織の目的: 区民や地域の団体と連携してまちづくりを進めます。",
    },
];
