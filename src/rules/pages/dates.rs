//! Days and fiscal years.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[
    RulePage {
        name: "invalid-date",
        title: Bilingual { ja: "ありえない日付", en: "An invalid date" },
        what: Bilingual {
            ja: "作成日、修正日、評価日が日付として読めないか、その元号にない日です(R2.4.31、H32.4.1、R1.4.30など)。\
                 「R2.4.1」「令和2年4月1日(水)」「2020-04-01」「R2.4.1現在」などは読めます。\
                 曜日が日付と違うときと、日付の属する年度が「年度」と2年を超えて離れているときも示します。\
                 「なし」「未定」「―」とは書かず、空けておきます。",
            en: "作成日, 修正日 or 評価日 cannot be read as a date, or its era has no such day (R2.4.31, H32.4.1, \
                 R1.4.30). R2.4.1, 令和2年4月1日(水), 2020-04-01 and R2.4.1現在 can be read. A day of the week \
                 that is not the date's, and a date whose fiscal year is more than two years away from 年度, \
                 are told as well. A date that there is not is left empty, without なし, 未定 or a dash.",
        },
        why: Bilingual {
            ja: "日付はそのまま紙に載ります。年の打ち間違いのほか、改元の前後(H31.4.30までが平成、\
                 R1.5.1からが令和)で間違えやすい所です。",
            en: "Dates go on the paper as they are. Years are easily mistyped, and so are days near the \
                 change of the era: H31.4.30 was the last of Heisei, R1.5.1 the first of Reiwa.",
        },
        example: "\
年度: 令和2年度
-|作成日: R2.4.31
-|評価日: H33.3.31
+|作成日: R2.4.30
+|評価日: R3.3.31",
    },
    RulePage {
        name: "date-order",
        title: Bilingual { ja: "日付の順序が逆", en: "Dates in the wrong order" },
        what: Bilingual {
            ja: "作成日、修正日、評価日がこの順に並んでいません。同じ日でもかまいません。\
                 空の日付は比べません。",
            en: "作成日, 修正日 and 評価日 do not follow each other in this order. They may be the same \
                 day, and those that are empty are not compared.",
        },
        why: Bilingual {
            ja: "目標を立てる前に評価したことになる紙は、公表できません。多くは年の直し忘れです。",
            en: "A paper that says a goal was evaluated before it was set cannot be published. Mostly a \
                 year was not brought up to date.",
        },
        example: "\
作成日: R2.4.1
修正日: R2.10.1
-|評価日: R2.3.31
+|評価日: R3.3.31",
    },
    RulePage {
        name: "date-outside-year",
        title: Bilingual { ja: "年度から離れた日付", en: "A date outside the fiscal year" },
        what: Bilingual {
            ja: "作成日が、年度の始まる4月の前の1月1日から、年度の終わる3月31日までの間にありません\
                 (令和2年度なら、R2.1.1からR3.3.31まで)。修正日と評価日は、その年の12月31日(R3.12.31)まで\
                 書けます。年度で数えて2年を超えて離れたものは invalid-date です。",
            en: "作成日 is before 1 January ahead of the fiscal year's April, or after the 31 March that ends \
                 the year (R2.1.1 to R3.3.31 for 令和2年度). 修正日 and 評価日 may be as late as 31 December \
                 of that year (R3.12.31). A date more than two \
                 fiscal years away is an invalid-date.",
        },
        why: Bilingual {
            ja: "前の年度のシートを写して、日付の年を直し忘れると見つかります。\
                 準備や評価が年度の外にかかることはあるので、前後に幅を取っています。",
            en: "It finds the date that was left over when last year's sheet was copied. There is room on \
                 both sides, since preparing and evaluating may take place outside the year.",
        },
        example: "\
年度: 令和2年度
-|作成日: R1.4.1
+|作成日: R2.4.1",
    },
    RulePage {
        name: "invalid-fiscal-year",
        title: Bilingual { ja: "「年度」を読み取れない", en: "年度 cannot be read" },
        what: Bilingual {
            ja: "「年度」を読み取れません。「令和2年度」「R2」「2020年度」「令和2年度(2020年度)」の形は読み取れます。\
                 元号のない「2年度」や、その元号にない「平成32年度」は読み取れません。",
            en: "年度 cannot be read. 令和2年度, R2, 2020年度 and 令和2年度(2020年度) can be; 2年度, which has no era, and \
                 平成32年度, which never was, cannot.",
        },
        why: Bilingual {
            ja: "「R2目標」などの見出し、実績の3年、日付の範囲は、すべて年度から決まります。",
            en: "Headings such as R2目標, the three years of 実績 and the range of the dates all follow \
                 from it.",
        },
        example: "\
-|年度: 2年度
+|年度: 令和2年度",
    },
    RulePage {
        name: "year-window",
        title: Bilingual {
            ja: "実績の年が前の3年ではない", en: "実績 is not of the three years before"
        },
        what: Bilingual {
            ja: "指標の「実績」に書いた年が、年度の前の3年(令和2年度なら H29、H30、\
                 R1)のどれでもありません。「H30実績」「30年度」「2018年度」もH30と読みます。H31とR1は同じ年度なので、\
                 両方は書けません。書かない年は空欄になります。",
            en: "A year under 実績 is none of the three before 年度 (H29, H30 and R1 for 令和2年度). H30実績, \
                 30年度 and 2018年度 are read as H30. H31 and R1 are one fiscal year, so that only one of them \
                 can stand there. A year that is left out prints an empty box.",
        },
        why: Bilingual {
            ja: "紙の実績の欄は、この3年のものです。シートを写して年度だけを進めると、\
                 違う年の実績が残ります。",
            en: "The paper has boxes for these three. Where a sheet was copied and only 年度 moved on, \
                 the values of other years remain.",
        },
        example: "\
年度: 令和3年度
# …
実績:
-|  H29: 230
  H30: 295
  R1: 292
+|  R2: 248",
    },
];
