//! Findings that only the finished page shows: `build` and `proof` report them.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[
    RulePage {
        name: "overflow",
        title: Bilingual { ja: "欄に収まらない", en: "A text does not fit its cell" },
        what: Bilingual {
            ja: "組版した紙の上で、文章が欄からはみ出すか、隣の文章に重なります。\
                 長い文章は折り返して次のページに続くので、はみ出すのは、\
                 「—」や「ー」の連なりのように、途中で改行できないものです。\
                 build と proof のときだけ調べます。",
            en: "On the finished page a text crosses the rules of its cell or runs into another text. \
                 Long texts wrap and go on over the page; what does not fit is what no line can break, \
                 such as a row of — or ー. Only build and proof look for it.",
        },
        why: Bilingual {
            ja: "そのまま公表すると、重なった文字が読めません。示された欄の文章が短いときは、\
                 隣の欄がはみ出していないかを見てください。",
            en: "Published like this, the texts could not be read. Where the text that is told is a short \
                 one, look at the cells beside it.",
        },
        example: "\
-|目標: 検討中————————
+|目標: 検討中",
    },
    RulePage {
        name: "template-error",
        title: Bilingual { ja: "組版の失敗", en: "Typesetting failed" },
        what: Bilingual {
            ja: "組版のプログラム(Typst)が、このシートを紙にできませんでした。原因の値が分かれば、\
                 その場所を示します。build と proof のときだけ調べます。",
            en: "Typst, which sets the pages, refused this sheet. Where the value that caused it is \
                 known, its place is told. Only build and proof look for it.",
        },
        why: Bilingual {
            ja: "紙が正しくできたと確かめられないものは、公表しません。\
                 多くはシートの誤りではなく mokuhyo の不具合です。その値を短くしても直らなければ、\
                 開発者に知らせてください。",
            en: "A page that is not known to be right is not published. Mostly the fault is mokuhyo's and \
                 not the sheet's: if a shorter value does not help, tell its makers.",
        },
        example: "",
    },
    RulePage {
        name: "typesetting-timeout",
        title: Bilingual { ja: "組版が終わらない", en: "Typesetting took too long" },
        what: Bilingual {
            ja: "1つの出力の組版が、--timeout の秒数(書かなければ60秒)たっても終わらなかったので、止めました。\
                 ほかの出力は作ります。校正刷は、4,000欄、2,500改行、50,000文字のどれかを超えるシートからは作りません。\
                 build と proof のときだけ調べます。",
            en: "Typesetting one output took longer than --timeout allows (60 seconds by default) and was stopped. \
                 All others are made. No proof is made of a sheet with more than 4,000 cells, 2,500 line breaks or 50,000 \
                 characters. Only build and proof look for it.",
        },
        why: Bilingual {
            ja: "ふつうのシートは1秒もかかりません。終わらない出力が1つあっても、全体を待たせません。\
                 次に実行したときは、もう一度作ってみます。",
            en: "An ordinary sheet takes less than a second. One output that does not end keeps no other waiting. \
                 The next run tries it again.",
        },
        example: "",
    },
];
