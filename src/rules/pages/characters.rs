//! Characters that cannot be printed, or that look like others. Those that an eye cannot tell apart are
//! written as escapes here, and their code points stand beside the lines.

use super::{Page, Pair};

pub(super) const PAGES: &[Page] = &[
    Page {
        name: "missing-glyph",
        title: Pair { ja: "フォントにない字", en: "A character that no font has" },
        what: Pair {
            ja: "同梱のフォント(BIZ UDPゴシックとNoto Sans JP)のどちらにもない字です。絵文字、\
                 日本語で使わない文字、パソコンごとに作った外字などが当たります。",
            en: "Neither of the bundled fonts (BIZ UDPGothic and Noto Sans JP) has the character. Emoji, \
                 foreign scripts and characters that were made on one's own computer are such.",
        },
        why: Pair {
            ja: "印刷すると、その字だけが空白や四角になります。外字は、\
                 別のパソコンでは違う字になります。",
            en: "It would be printed as a gap or a box, and a home-made character is another one on the \
                 next computer.",
        },
        example: "目標: 笑顔あふれる東区を目指します\u{1F60A}",
        mend: "目標: 笑顔あふれる東区を目指します",
        fixable: false,
    },
    Page {
        name: "unsupported-variant",
        title: Pair { ja: "フォントにない異体字", en: "A variant that no font has" },
        what: Pair {
            ja: "字の形を指定する見えない符号(異体字セレクタ)が付いていますが、\
                 同梱のフォントにその形がありません。例えば「葛」では、U+E0100の形はありますが、\
                 U+E0101の形はありません。",
            en: "An invisible variation selector asks for a shape of the character that the bundled fonts \
                 do not have. Of 葛, for example, they have the shape of U+E0100 and not that of U+E0101.",
        },
        why: Pair {
            ja: "符号は無視され、指定と違う形で印刷されます。人名や地名では、\
                 普通の形でよいかを本人や所管課に確かめる必要があります。",
            en: "The selector would be passed over and another shape printed. In names of people and \
                 places, those concerned should say whether the common shape will do.",
        },
        example: "区長: 葛\u{E0101}城 太郎    # U+845B U+E0101",
        mend: "区長: 葛城 太郎    # U+845B",
        fixable: false,
    },
    Page {
        name: "compatibility-character",
        title: Pair { ja: "普通の漢字に似た別の字", en: "A double of an ordinary kanji" },
        what: Pair {
            ja: "普通の漢字と同じように見えて、文字コードの違う字です。康熙部首(U+2F00から)と、\
                 CJK互換漢字(U+F900からU+FAFFまで。普通の漢字である12字を除く。\
                 U+2F800からも)が当たります。",
            en: "The character looks like an ordinary kanji and has another code: a Kangxi radical \
                 (U+2F00 and following) or a compatibility ideograph (U+F900 to U+FAFF but for the twelve \
                 that are ordinary kanji, U+2F800 and following).",
        },
        why: Pair {
            ja: "PDFから写した文章に混じり、検索しても見つからず、\
                 正しく読み上げられないことがあります。人名などで形を残す字には、\
                 行の終わりに「# mokuhyo: allow compatibility-character」を付けてください。",
            en: "Texts copied from PDFs have them. They are not found by a search, and may be read aloud \
                 wrongly. Where a name is to keep its shape, end the line with # mokuhyo: allow \
                 compatibility-character.",
        },
        example: "項目: \u{2F6C}標の見直し    # U+2F6C",
        mend: "項目: 目標の見直し    # U+76EE",
        fixable: true,
    },
    Page {
        name: "not-nfc",
        title: Pair { ja: "濁点や半濁点が離れた仮名", en: "Kana with a separate dakuten" },
        what: Pair {
            ja: "濁点や半濁点が、仮名と別の1字になっています(「パ」が、「ハ」と半濁点の2字)。\
                 見た目では、ほとんど区別できません。",
            en: "A kana and its dakuten or handakuten are two characters: パ as ハ and a mark. To the eye \
                 there is hardly a difference.",
        },
        why: Pair {
            ja: "MacやPDFから写した文章に混じり、「パトロール」で検索しても見つかりません。",
            en: "Texts copied from a Mac or a PDF have them, and a search for パトロール does not find \
                 them.",
        },
        example: "項目: ハ\u{309A}トロールの回数    # U+30CF U+309A",
        mend: "項目: パトロールの回数    # U+30D1",
        fixable: true,
    },
    Page {
        name: "halfwidth-katakana",
        title: Pair { ja: "半角のカタカナ", en: "Half-width katakana" },
        what: Pair {
            ja: "「ﾊﾟﾄﾛｰﾙ」のような半角のカタカナです。濁点や半濁点は、\
                 前の字と合わせて全角の1字に直します。",
            en: "Katakana of half width, such as ﾊﾟﾄﾛｰﾙ. They become full-width ones, a dakuten or \
                 handakuten joined to its kana.",
        },
        why: Pair {
            ja: "紙の上で字の幅が不ぞろいになり、全角で検索しても見つかりません。\
                 古い業務システムから写した文章に残りがちです。",
            en: "They stand out on the paper, and a search for full-width ones does not find them. Texts \
                 from old systems often have them.",
        },
        example: "項目: 防犯ﾊﾟﾄﾛｰﾙの回数",
        mend: "項目: 防犯パトロールの回数",
        fixable: true,
    },
    Page {
        name: "wave-dash",
        title: Pair { ja: "「〜」が全角チルダ", en: "A full-width tilde for a wave dash" },
        what: Pair {
            ja: "「\u{FF5E}」が全角チルダ(U+FF5E)です。波ダッシュ(U+301C)の「〜」に直します。",
            en: "A full-width tilde (U+FF5E) stands for the wave dash 〜 (U+301C).",
        },
        why: Pair {
            ja: "Windowsの日本語入力では全角チルダが出ますが、見た目では区別できません。\
                 2つが混じると、「い〜てらす」のような名前が検索で漏れます。",
            en: "Japanese input on Windows gives the tilde, and the eye cannot tell them apart. Where \
                 both are used, a search misses names such as い〜てらす.",
        },
        example: "主な取組: い\u{FF5E}てらすでの講座の開催    # U+FF5E",
        mend: "主な取組: い〜てらすでの講座の開催    # U+301C",
        fixable: true,
    },
    Page {
        name: "control-character",
        title: Pair { ja: "見えない制御文字", en: "An invisible control character" },
        what: Pair {
            ja: "改行のほかの制御文字(Wordの行区切りなど、見えない印)が値の中にあります。",
            en: "A value holds a control character other than a line break: an invisible sign such as \
                 Word's manual line break.",
        },
        why: Pair {
            ja: "WordやExcelから写したときに混じります。印刷できる形がないので、\
                 そのままではPDFを作りません。",
            en: "It comes along when a text is copied from Word or Excel. It has no shape to print, so no \
                 PDF is made with it.",
        },
        example: "目標: \"防災意識の\\u000B向上を図ります。\"    # U+000B",
        mend: "目標: \"防災意識の向上を図ります。\"",
        fixable: true,
    },
    Page {
        name: "folded-space",
        title: Pair {
            ja: "全角の字の間の半角空白", en: "A half-width space between full-width characters"
        },
        what: Pair {
            ja: "全角の2字の間に、半角の空白があります。「|」を使わずに文章の途中で改行したときや、\
                 「>」の文章では、改行がこの空白になります。区長の氏名と、全角の空白は示しません。",
            en: "A half-width space stands between two full-width characters. It is also what a line \
                 break becomes in a text without |, or below a >. 区長 and full-width spaces are left \
                 alone.",
        },
        why: Pair {
            ja: "文の途中に、書いた覚えのない隙間が印刷されます。隙間を空けたい所には、\
                 全角の空白を使ってください。",
            en: "A gap that nobody typed would be printed inside a sentence. Write a full-width space \
                 where one is meant.",
        },
        example: "\
組織の目的:
  区民や地域の団体と
  連携してまちづくりを進めます。",
        mend: "組織の目的: 区民や地域の団体と連携してまちづくりを進めます。",
        fixable: true,
    },
];
