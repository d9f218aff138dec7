//! Values that are no numbers of their row.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[
    RulePage {
        name: "odd-number",
        title: Bilingual {
            ja: "数に見えて数でない値",
            en: "A value that looks like a number but is not one",
        },
        what: Bilingual {
            ja: "実績、目標、結果の値が数に見えますが、数字の所に文字がある(2,6OO)、「,」や「.」の場所が数と違う\
                 (12,34、1.234.567)、終わりに点がある(１，２００．)、数字の間に空白がある(1 200)、前の線がマイナスでない\
                 (ー3)のどれかなので、数として扱えません。全角の数字、▲、約、以上などの付いた数は読めるので、示しません。\
                 電話番号、日付、版の番号、コード、「1,2,3」のような並びにも何も言いません。",
            en: "A value of 実績, 目標 or 結果 looks like a number and cannot be read as one: a letter stands for a digit \
                 (2,6OO), a comma or a point is in the wrong place (12,34 or 1.234.567), it ends with a point, \
                 there is a space between its digits (1 200), or the dash before it is not a minus sign. Full-width digits, ▲, \
                 約, 以上 and the like are read and not told, nor are telephone numbers, dates, versions, codes and lists \
                 such as 1,2,3.",
        },
        why: Bilingual {
            ja: "紙の上では数に見えますが、達成状況と比べられず、グラフの棒とオープンデータの数値から抜けます。\
                 多くは打ち間違いか、画像から読み取った字の誤りです。",
            en: "On the paper it passes for a number, but it is not compared with 達成状況, and it is missing from the chart and \
                 the open data. It mostly is a slip of the keys or of character recognition.",
        },
        example: "\
-|目標: 2,6OO
+|目標: 2,600",
    },
    RulePage {
        name: "unit-mismatch",
        title: Bilingual {
            ja: "値の単位が「単位」と違う", en: "The unit of a value is not 単位"
        },
        what: Bilingual {
            ja: "実績、目標、結果の数の後に書かれた単位が、その指標の「単位」と違います。人と名、㎡とm2、％と%のような書き方の\
                 違い、「回数」と「回」、千や万の付いた数(単位が人のときの「9千人」)は同じとみなします。「単位」が空のとき、\
                 知らない単位のときは調べません。",
            en: "The unit behind a number of 実績, 目標 or 結果 is another than the indicator's 単位. Spellings of one unit (人 and \
                 名, ㎡ and m2, ％ and %), 回数 for 回, and numbers with 千 or 万 (9千人 where 単位 is 人) count as the same. \
                 Nothing is said where 単位 is empty or unknown.",
        },
        why: Bilingual {
            ja: "見出しの単位と値の単位が食い違い、どちらで読むのか分かりません。達成状況との比較、グラフ、オープンデータの\
                 数値では、数として扱いません。",
            en: "The reader cannot tell in which unit the value is meant. It is left out of the comparison with 達成状況, of the \
                 chart, and of the numbers of the open data.",
        },
        example: "\
項目: 来場者数
単位: 人
-|目標: 80%
+|目標: 800人",
    },
    RulePage {
        name: "direction-mismatch",
        title: Bilingual {
            ja: "良い方向が目標の以上・以下と逆", en: "良い方向 contradicts 以上 or 以下"
        },
        what: Bilingual {
            ja: "目標が「45以上」なのに良い方向が「低い」か、目標が「45以下」なのに良い方向が「高い」です。\
                 良い方向が空のときは、目標の以上や以下から分かるので、示しません。",
            en: "目標 is a least value such as 45以上 and 良い方向 is 低い, or 目標 is a most value such as 45以下 and 良い方向 \
                 is 高い. Nothing is said where 良い方向 is empty: 以上 and 以下 say it.",
        },
        why: Bilingual {
            ja: "どちらが良いのか分からないので、達成状況と比べられません。",
            en: "It is not known which direction is good, so 達成状況 is not compared with the numbers.",
        },
        example: "\
-|良い方向: 低い
+|良い方向: 高い
目標: 45以上",
    },
];
