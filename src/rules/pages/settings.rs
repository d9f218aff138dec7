//! Settings that name what is not there.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[
    RulePage {
        name: "unknown-sheet",
        title: Bilingual {
            ja: "並び順にある、ないシートの名前", en: "A name in 並び順 that no sheet has"
        },
        what: Bilingual {
            ja: "設定の「並び順」に、その設定が効くフォルダのどのシートの名前でもない名前があります。名前は、ファイルの名前から\
                 「.yaml」を除いたものです。",
            en: "並び順 in the settings has a name that is the file name, without its ending, of no sheet that these \
                 settings govern.",
        },
        why: Bilingual {
            ja: "その名前は並び順に効かず、課は知らないうちにファイルの名前の順に並びます。",
            en: "The name has no effect, and the department keeps the place of its file name without anybody noticing.",
        },
        example: "\
# mokuhyo.yaml
-|並び順: [総務課, kenkou-fukushi.yaml, chiki]
+|並び順: [soumu, kenkou-fukushi, chiiki]",
    },
    RulePage {
        name: "unreadable-dictionary",
        title: Bilingual { ja: "使えない辞書", en: "A dictionary that cannot be used" },
        what: Bilingual {
            ja: "設定の「辞書」にある名前のファイルがないか、読めないか、UTF-8でないか、用語の辞書ではありません。シートの集まり\
                 (または、それを入れた git のリポジトリ)の外にあるファイルも読みません。",
            en: "A file that 辞書 in the settings names is not there, cannot be read, is not UTF-8, or is no \
                 dictionary. Files outside the collection (or the git work tree around it) are not read either.",
        },
        why: Bilingual {
            ja: "辞書のないまま検査すると、表記の誤りがないように見えてしまいます。",
            en: "Without the dictionary a check would look as if all were spelled right.",
        },
        example: "\
# mokuhyo.yaml
辞書:
-|  - wordings.yaml
+|  - wording.yaml",
    },
    RulePage {
        name: "unreadable-measure",
        title: Bilingual { ja: "使えない長さや大きさ", en: "A measure that cannot be used" },
        what: Bilingual {
            ja: "設定の「文字の大きさ」が「自動」でも決まった範囲の数(A4は6.5〜12、A3は9〜16ポイント)でもないか、「とじしろ」が\
                 30mmまでの長さではありません。",
            en: "文字の大きさ in the settings is neither 自動 nor a number in its range (6.5 to 12 points on A4, 9 to \
                 16 on A3), or とじしろ is no length up to 30 mm.",
        },
        why: Bilingual {
            ja: "これより小さな文字は読めず、大きな文字では言葉が欄に入りません。",
            en: "Smaller type is not legible, and with larger type words are wider than their columns.",
        },
        example: "\
# mokuhyo.yaml
-|文字の大きさ: 大
-|とじしろ: 右10mm
+|文字の大きさ: 8
+|とじしろ: 10mm",
    },
];
