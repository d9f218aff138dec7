//! 達成数 beside the departments.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[RulePage {
    name: "achieved-count-mismatch",
    title: Bilingual {
        ja: "達成数が課の達成状況に合わない",
        en: "達成数 that the departments' evaluations contradict",
    },
    what: Bilingual {
        ja: "区組織目標の「達成数」が、同じフォルダの課の達成状況から数えた数と違います。重点目標は、\
             それを「部区組織目標」に書いた課の目標が全部達成されたときに、達成と数えます。課の目標は、\
             達成状況(指標ごとの欄なら全部の指標の達成状況)が、評価区分に「達成: true」とある\
             記号のときに、達成と数えます。評価区分のどの記号にも「達成: true」がないとき、\
             取り組む課のない重点目標や、まだ達成状況のない課の目標があるとき、\
             読めないシートがあるときは示しません。達成数が空のときも示しません。",
        en: "達成数 on the ward's page is not the number that the departments' 達成状況 beside it come to. A \
             重点目標 is reached when every goal that names it in 部区組織目標 is, and such a goal is \
             reached when its 達成状況 (those of all indicators, where each has a box) is a symbol with \
             達成: true in 評価区分. This is not told where no symbol has 達成: true, while a 重点目標 \
             has no department, a goal that serves one has no 達成状況, or a sheet cannot be read, nor where \
             達成数 is empty.",
    },
    why: Bilingual {
        ja: "区のページと課のシートは並べて公表されます。課の評価を直した後に、\
             区の達成数が元のまま残りやすい所です。",
        en: "The ward's page and the departments' sheets are published together, and 達成数 easily stays as \
             it was when a department changes its evaluation.",
    },
    example: "\
# mokuhyo.yaml
評価区分:
  達成状況:
    〇: { 意味: 達成した, 達成: true }
    ×: { 意味: 達成できなかった }

# ward.yaml
重点目標:
  - 区民の防災意識の向上を図ります。
  - 健康づくりを推進します。
評価:
-|  達成数: 2
+|  達成数: 1

# soumu.yaml
組織目標:
  - 部区組織目標: 1
    達成状況: 〇

# kenkou-fukushi.yaml
組織目標:
  - 部区組織目標: 2
    達成状況: ×",
}];
