//! Keys and values that are not as the form has them.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[
    RulePage {
        name: "duplicate-key",
        title: Bilingual { ja: "同じキーが2回ある", en: "Repeated key" },
        what: Bilingual {
            ja: "同じ所に、同じキーが2回あります。初めのものだけを読み、後のものは読みません。",
            en: "A key occurs twice in one place. Only the first is read.",
        },
        why: Bilingual {
            ja: "写した行の消し忘れに多い誤りです。どちらの値が正しいかは、\
                 書いた課にしか分かりません。",
            en: "Mostly a copied line was left in. Only the department knows which of the two values is \
                 right.",
        },
        example: "\
課: 総務課
問合せ先: 025-250-2710
-|課: 地域課",
    },
    RulePage {
        name: "missing-key",
        title: Bilingual { ja: "必要なキーがない", en: "A key is missing" },
        what: Bilingual {
            ja: "様式に必要なキーがありません。課のシートでは、様式、年度、部、課、組織目標と、\
                 その中の目標、主な取組、項目が必要です。区組織目標では、様式、年度、\
                 組織名、重点目標が必要です。",
            en: "A key that the form needs is missing. A department's sheet needs 様式, 年度, 部, 課 and \
                 組織目標, and in it 目標, 主な取組 and 項目; the ward's page needs 様式, \
                 年度, 組織名 and 重点目標.",
        },
        why: Bilingual {
            ja: "必要な欄の抜けたシートは公表できません。キーの名前の打ち間違いで「ない」ことになって\
                 いるときは、unknown-key も一緒に出ます。",
            en: "A sheet that lacks a box of the form cannot be published. Where the key is only \
                 misspelt, unknown-key is told beside it.",
        },
        example: "\
指標:
-|  - 単位: 回
+|  - 項目: 防災出前講座の開催
+|    単位: 回
    目標: 35",
    },
    RulePage {
        name: "wrong-type",
        title: Bilingual { ja: "値の形が欄に合わない", en: "A value has the wrong shape" },
        what: Bilingual {
            ja: "一覧を書く所に文章がある、文章を書く所に一覧や「キー: 値」の組があるなど、\
                 値の形が欄に合いません。決まった言葉から選ぶ所(良い方向なら「高い」か「低い」)に別の\
                 言葉があるときも示します。",
            en: "A text stands where a list belongs, a list or a group of keys where a text belongs, and \
                 the like. A word other than those that a key takes (高い or 低い for 良い方向) is told \
                 as well.",
        },
        why: Bilingual {
            ja: "形の合わない値は読めないので、その欄に何も印刷できません。原因の多くは、\
                 「- 」や字下げ、引用符の忘れです。",
            en: "Such a value cannot be read, so its box would stay empty. Mostly a dash, some \
                 indentation or quotation marks were forgotten.",
        },
        example: "\
組織目標:
-|  部区組織目標: 1
-|  目標: 区民の防災意識の向上を図ります。
+|  - 部区組織目標: 1
+|    目標: 区民の防災意識の向上を図ります。",
    },
    RulePage {
        name: "unknown-form",
        title: Bilingual { ja: "「様式」の名前が違う", en: "様式 names no known form" },
        what: Bilingual {
            ja: "「様式」が「組織目標管理シート」でも「区組織目標」でもありません。\
                 どちらの様式か分かるまで、中のキーは検査できません。",
            en: "様式 is neither 組織目標管理シート nor 区組織目標. Until the form is known, the keys \
                 below it cannot be checked.",
        },
        why: Bilingual {
            ja: "課のシートか区のページかを、この名前で見分けます。紙の表題にもなります。",
            en: "By this name a department's sheet is told from the ward's page. It is also the paper's \
                 title.",
        },
        example: "\
-|様式: 組織目標シート
+|様式: 組織目標管理シート",
    },
    RulePage {
        name: "unknown-key",
        title: Bilingual { ja: "様式にないキー", en: "A key that the form does not have" },
        what: Bilingual {
            ja: "その場所に、その名前のキーはありません。打ち間違いや、\
                 紙の欄の名前のまま書いたキー(補足・参考指標、R2目標、目標達成状況など)には、\
                 「もしかして」で正しいキーを示します。",
            en: "There is no key of that name in that place. For one that is misspelt, or written as the \
                 paper has it (補足・参考指標, R2目標, 目標達成状況 and the like), the right key is \
                 suggested.",
        },
        why: Bilingual {
            ja: "様式にないキーの値は、どの欄にも印刷されません。書いたつもりの内容が紙から抜けます。",
            en: "Its value would be printed in no box: what the department wrote would be missing on the \
                 paper.",
        },
        example: "\
-|補足・参考指標:
+|補足:
  - 区ビジョンまちづくり計画",
    },
    RulePage {
        name: "empty-list",
        title: Bilingual { ja: "必要な一覧が空", en: "A list that the form needs is empty" },
        what: Bilingual {
            ja: "組織目標、主な取組、重点目標のキーはありますが、中に1つも並んでいません。\
                 取組、指標、補足は空でもかまいません。",
            en: "組織目標, 主な取組 or 重点目標 is there and has no item. 取組, 指標 and 補足 may be empty.",
        },
        why: Bilingual {
            ja: "目標のないシートでは、何を行うのかを区民に示せません。",
            en: "Without goals a sheet does not tell the public what is to be done.",
        },
        example: "\
取組:
-|  - 主な取組: []
+|  - 主な取組:
+|      - 防災出前講座の開催
    指標:
      - 項目: 防災出前講座の開催回数",
    },
    RulePage {
        name: "empty-text",
        title: Bilingual { ja: "必要な文章が空", en: "A text that the form needs is empty" },
        what: Bilingual {
            ja: "年度、部、組織名、組織目標の中の目標、指標の項目、\
                 または主な取組や重点目標に並べたものの1つに、キーや「- 」だけがあって中身がありま\
                 せん。部のシートの課と、補足は空でもかまいません。",
            en: "年度, 部, 組織名, the 目標 of a goal, the 項目 of an indicator, or an item of \
                 主な取組 or 重点目標 is there and holds nothing. 課 on the sheet of a whole 部, \
                 and 補足, may be empty.",
        },
        why: Bilingual {
            ja: "どの組織が何を目標にしたのか、紙を読んでも分からなくなります。\
                 ひな形の書き残しに多い誤りです。",
            en: "The paper would not say who has set which goal. Mostly a part of the skeleton was not \
                 filled in.",
        },
        example: "\
主な取組:
  - 防災出前講座の開催
-|  -
指標:
-|  - 項目: \"\"
+|  - 項目: 防災出前講座の開催回数",
    },
];
