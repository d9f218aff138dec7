//! Results and the boxes of the evaluation.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[
    RulePage {
        name: "both-levels",
        title: Bilingual {
            ja: "達成状況が目標と指標の両方にある",
            en: "達成状況 on the goal and on its indicators",
        },
        what: Bilingual {
            ja: "目標の「達成状況」と、その目標の指標の「達成状況」の両方に値があります。\
                 どちらか一方が空なら、キーは両方にあってもかまいません。",
            en: "達成状況 is filled in on a goal and on one of its indicators. Both may have the key \
                 where only one of them has a value.",
        },
        why: Bilingual {
            ja: "紙の欄は、目標に1つか、指標ごとに1つのどちらかです。両方に書くと、\
                 目標の方が印刷されません。",
            en: "The paper has one box for the goal, or one for each indicator. With both filled in, the \
                 goal's would not be printed.",
        },
        example: "\
- 目標: 区民の防災意識の向上を図ります。
  取組:
    - 主な取組: 防災出前講座の開催
      指標:
        - 項目: 防災出前講座の開催回数
          達成状況: ◎
-|  達成状況: 〇",
    },
    RulePage {
        name: "unknown-symbol",
        title: Bilingual { ja: "評価区分にない記号", en: "A symbol that is not in 評価区分" },
        what: Bilingual {
            ja: "「達成状況」か「評価」が、設定(mokuhyo.yaml)の「評価区分」にない記号です。\
                 「評価区分」のない設定では調べません。〇と○と◯、×と✕とx、\
                 Aと Ａとaは、それぞれ同じ記号とみなします。評価の対象でないときの「―」「-」「対象外」\
                 「評価対象外」は、評価区分になくても書けます。",
            en: "達成状況 or 評価 is a symbol that 評価区分 in the settings (mokuhyo.yaml) does not have. \
                 Without 評価区分 nothing is checked. 〇, ○ and ◯ are one symbol, and so are ×, ✕ and x, and A, Ａ and a. A dash, 対象外 and \
                 評価対象外 may stand for what is not evaluated.",
        },
        why: Bilingual {
            ja: "凡例にない記号は、読む人に意味が伝わりません。課ごとに違う記号では、\
                 並べて比べることもできません。",
            en: "A symbol that the legend lacks tells the reader nothing, and departments that use \
                 different ones cannot be compared.",
        },
        example: "\
# mokuhyo.yaml
評価区分:
  評価:
    A: { 意味: 順調 }
    B: { 意味: おおむね順調 }
    C: { 意味: 遅れている }

# soumu.yaml
-|評価: 良
+|評価: A",
    },
    RulePage {
        name: "achievement-mismatch",
        title: Bilingual {
            ja: "達成状況が目標と結果の数値に合わない",
            en: "達成状況 that the numbers contradict",
        },
        what: Bilingual {
            ja: "目標と結果がどちらも数の指標で、書かれた「達成状況」が、評価区分の「以上」から出る記号と違い\
                 ます。「1,200人」「80％」「９千人」「▲3」も数です。割合は結果÷目標×100、「良い方向: 低い」の指標では\
                 目標÷結果×100で、端数を丸めずに比べ(示すときは切り捨てて「約」を付け)、満たす「以上」のうち最も高い\
                 ものの記号を取ります。どれも満たさなければ、「以上」のない記号(一つだけのとき)を取り、一つに決まらなく\
                 ても、「以上」のある記号が書かれていれば示します。目標が「80以上」「4件以下」のときは、結果がその範囲の\
                 内か外かだけを見ます。「良い方向」がなければ、「以上」なら高い方、「以下」「未満」なら低い方が良いと\
                 します。目標に一つの達成状況では、全部の指標から記号が出るときだけ調べ、最も低い記号から最も高い記号\
                 までの間になければ示します。文章、「約」の付いた数、「以上」などの付いた結果、0以下の目標、負の結果、\
                 「低い」指標の結果0、単位の違う目標と結果では何も言いません。「以上」がない、同じ数がある、数でない\
                 ときや、書かれた記号が「以上」のない二つ以上の記号の一つか、「―」「評価対象外」「対象外」のときも同じ\
                 です。欄が空のときの記号は、stage-incomplete と result-before-evaluation の直し方に示します。\
                 ファイルに書き込むことはありません。",
            en: "目標 and 結果 of an indicator are numbers, and 達成状況 is another symbol than 以上 in 評価区分 gives. 1,200人, \
                 80％, ９千人 and ▲3 are numbers too. The percentage is 結果 ÷ 目標 × 100, and 目標 ÷ 結果 × 100 where 良い方向 \
                 is 低い; it is compared without rounding (and shown cut off, with about before it). The symbol is that of the \
                 highest 以上 that is met, or else the one symbol without 以上; where several have none, a symbol with an 以上 \
                 that is not met is told all the same. Of a target such as 80以上 or 4件以下 only the side counts on which the \
                 result lies. Without 良い方向, more is better for 以上, and less for 以下 and 未満. The one box of a goal is \
                 judged only where each indicator gives a symbol, and told where it is not from the lowest of these to the \
                 highest. Nothing is said of texts, of numbers with 約, of a result with 以上 or the like, of a target of 0 or \
                 less, of a negative result, of a result of 0 where less is better, or of a target and a result in different \
                 units; nor where no symbol has 以上, two have the same, or one is no number, nor of a symbol that is one of \
                 several without 以上, or of a dash, 評価対象外 or 対象外. Where the box is empty, the help of stage-incomplete \
                 and result-before-evaluation says the symbol. It is never written into the file.",
        },
        why: Bilingual {
            ja: "数値と記号が食い違ったまま公表すると、評価そのものが疑われます。\
                 数値に表れない事情で記号を変えることはありますが、打ち間違いとは区別できません。",
            en: "A symbol that the numbers beside it contradict casts doubt on the whole evaluation. There may \
                 be reasons that no number shows, but a slip of the keys looks the same.",
        },
        example: "\
# mokuhyo.yaml
評価区分:
  達成状況:
    ◎: { 意味: 目標を上回った, 以上: 110, 達成: true }
    〇: { 意味: 目標を達成した, 以上: 100, 達成: true }
    △: { 意味: 一部達成した, 以上: 80 }
    ×: { 意味: 達成できなかった }

# soumu.yaml
目標: 100
結果: 105
-|達成状況: △
+|達成状況: 〇",
    },
    RulePage {
        name: "plan-incomplete",
        title: Bilingual { ja: "計画の欄が空", en: "A box of the plan is empty" },
        what: Bilingual {
            ja: "評価日のないシートで、作成日、指標の「目標」、「取り組みについて」のどれかが空か、どの指標にも\
                 「実績」が一つもありません。空の欄を、シートに一つの指摘でまとめて示します。評価日を書くと、\
                 代わりに stage-incomplete が評価の欄を調べます。指標のない目標、実績を書かない年があることは\
                 示しません。",
            en: "評価日 is not set, and 作成日, 目標 of an indicator or 取り組みについて is empty, or no indicator has \
                 any 実績. All these boxes are told in one finding a sheet. Once 評価日 is set, stage-incomplete \
                 looks at the boxes of the evaluation instead. A goal without indicators and a year of 実績 that \
                 is left out are not told.",
        },
        why: Bilingual {
            ja: "4月のシートは、この欄がそろって計画になります。ひな形のまま残った欄は、\
                 印刷すると空欄になって見過ごしやすいものです。校正刷では同じ欄に色が付きます。",
            en: "These boxes make the plan that is published in April. What is left of the skeleton prints as an \
                 empty box, which is easily overlooked. A proof tints the same boxes.",
        },
        example: "\
-|作成日:
+|作成日: R2.4.1
組織目標:
  - 目標: 区民の防災意識の向上を図ります。
    取組:
      - 主な取組: 防災出前講座の開催
        指標:
          - 項目: 防災出前講座の開催回数
            実績: { H29: 28, H30: 30, R1: 31 }
-|            目標:
+|            目標: 35
取り組みについて: 防災を重点とします。",
    },
    RulePage {
        name: "stage-incomplete",
        title: Bilingual {
            ja: "評価日があるのに結果や評価が空",
            en: "評価日 is set, and something is not evaluated",
        },
        what: Bilingual {
            ja: "「評価日」があるのに、結果、達成状況、評価、取り組みの結果についてのどれかが空です。\
                 達成状況では、目標と結果が数なら、評価区分から出る記号を直し方に示します。\
                 評価区分に記号がない方の欄(使わない欄)と、区組織目標は調べません。",
            en: "評価日 is set, and a 結果, 達成状況, 評価 or 取り組みの結果について is empty. For 達成状況 the \
                 help says the symbol that 評価区分 gives, where 目標 and 結果 are numbers. A box that \
                 has no symbols in 評価区分 while the other has is not used, and not looked at; nor is the \
                 ward's page.",
        },
        why: Bilingual {
            ja: "評価日の入ったシートの空欄は、書き漏れに見えます。公表の前に課に確かめてください。",
            en: "On a sheet with its 評価日 an empty box looks forgotten. Ask the department before \
                 publishing.",
        },
        example: "\
評価日: R3.3.31
# …
目標: 35
-|結果:
+|結果: 36",
    },
    RulePage {
        name: "result-before-evaluation",
        title: Bilingual {
            ja: "評価日がないのに結果や評価がある", en: "Results without 評価日"
        },
        what: Bilingual {
            ja: "「評価日」が空なのに、結果、達成状況、評価、取り組みの結果についてのどれかに値があり\
                 ます。区組織目標では調べません。",
            en: "A 結果, 達成状況, 評価 or 取り組みの結果について is filled in, and 評価日 is empty. The \
                 ward's page is not checked for this.",
        },
        why: Bilingual {
            ja: "評価日の書き忘れか、写したシートに残った前の年度の結果です。後者なら、\
                 去年の結果を今年度のものとして公表することになります。",
            en: "Either 評価日 was forgotten, or the results are last year's, left in a copied sheet, and \
                 would be published as this year's.",
        },
        example: "\
-|評価日:
+|評価日: R3.3.31
# …
目標: 35
結果: 36",
    },
    RulePage {
        name: "achieved-count",
        title: Bilingual {
            ja: "達成数が目標数に合わない", en: "達成数 does not fit the number of goals"
        },
        what: Bilingual {
            ja: "区組織目標の「達成数」が、0から目標数(重点目標の数)までの整数ではありません。",
            en: "達成数 on the ward's page is not a whole number from 0 to 目標数, the count of its \
                 重点目標.",
        },
        why: Bilingual {
            ja: "目標数は重点目標を数えて印刷するので、それを超える達成数は紙の上で矛盾します。",
            en: "目標数 is counted and printed beside it; more goals reached than set would contradict \
                 it.",
        },
        example: "\
重点目標:
  - 区民の防災意識の向上を図ります。
  - 健康づくりを推進します。
評価:
-|  達成数: 3
+|  達成数: 2",
    },
];
