//! Words and numbers that people read.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[
    RulePage {
        name: "wording",
        title: Bilingual { ja: "辞書と違う表記", en: "Another spelling than the dictionary's" },
        what: Bilingual {
            ja: "設定の「辞書」に挙げたファイル(prhの形のYAML)で、別の書き方に決めてある言葉です。\
                 事業名を示す「」の中と、様式の言葉は示しません。望む書き方が既にある所(「ベンダー」の中の\
                 「ベンダ」)と、動詞の一部(「取り組みます」の中の「取り組み」)も示しません。",
            en: "A dictionary that the settings name under 辞書 (YAML as prh reads it) wants the word \
                 spelt otherwise. Names of programmes in 「」 and the form's own words are left alone, and \
                 so are places that have the wanted spelling around the other (ベンダ in ベンダー) and \
                 parts of verbs (取り組み in 取り組みます).",
        },
        why: Bilingual {
            ja: "課が出す前に、区で決めた表記にそろいます。1枚ずつ赤字を入れる手間がなくなります。",
            en: "Sheets come in with the spelling that the ward has agreed on, and need no red pencil.",
        },
        example: "\
# wording.yaml
version: 1
rules:
  - expected: 子ども
    pattern: 子供

# kenkou-fukushi.yaml
-|目標: 子供の健康づくりを推進します。
+|目標: 子どもの健康づくりを推進します。",
    },
    RulePage {
        name: "mixed-wording",
        title: Bilingual { ja: "区の中の表記の揺れ", en: "Two spellings in one ward" },
        what: Bilingual {
            ja: "1つの区のシートで、1つの言葉が2通りに書かれています(にぎわいと賑わい、\
                 生かしと活かしなど)。同梱の一覧にある言葉について、\
                 公用文の書き方から遠い方を1か所ずつ示します。事業名を示す「」の中と、\
                 様式の言葉は示しません。",
            en: "The sheets of one ward spell a word of the shipped list in two ways (にぎわい and \
                 賑わい, 生かし and 活かし). Each place of the less official one is told. Names of \
                 programmes in 「」 and the form's own words are left alone.",
        },
        why: Bilingual {
            ja: "冊子に並ぶと、課による表記の違いは読む人の目に付きます。\
                 どちらか一方にそろっていれば示しません。",
            en: "Side by side in the booklet, readers notice the difference. Where all use one spelling, \
                 whichever it is, nothing is told.",
        },
        example: "\
# soumu.yaml
-|目標: 区役所での賑わいの創出を促進します。
+|目標: 区役所でのにぎわいの創出を促進します。

# chiiki.yaml
目標: 商店街のにぎわいづくりを支援します。",
    },
    RulePage {
        name: "phone-number",
        title: Bilingual {
            ja: "電話番号ではない問合せ先", en: "問合せ先 is not a telephone number"
        },
        what: Bilingual {
            ja: "「問合せ先」が日本の電話番号ではありません。0で始まる10桁(050、070、080、090、\
                 0800は11桁)を、ハイフンかかっこで区切って書きます。2つ以上の番号は「、\
                 」「,」「/」か改行で並べます。内線と、「(直通)」のようなかっこの中の言葉は調べま\
                 せん。",
            en: "問合せ先 is not a Japanese telephone number: ten digits that begin with 0 (eleven for \
                 050, 070, 080, 090 and 0800), grouped by hyphens or brackets. Several are separated by \
                 、 or , or / or line breaks. An extension (内線) and words in brackets such as (直通) \
                 are not checked.",
        },
        why: Bilingual {
            ja: "紙を読んだ区民が掛ける番号です。桁の間違いは、誰かが掛けてみるまで気付けません。",
            en: "It is the number that readers will call, and a missing digit goes unnoticed until one \
                 does.",
        },
        example: "\
-|問合せ先: 025-250-271
+|問合せ先: 025-250-2710",
    },
];
