//! Files that cannot be read, or not as they were meant.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[
    RulePage {
        name: "encoding",
        title: Bilingual { ja: "文字コードがUTF-8ではない", en: "The file is not UTF-8" },
        what: Bilingual {
            ja: "ファイルがUTF-8で保存されていません。UTF-16、Shift_JIS(ANSI)、EUC-JPは見分けて、\
                 その名を示します。UTF-8で保存し直すまで、このファイルのほかの検査はできません。",
            en: "The file is not saved as UTF-8. UTF-16, Shift_JIS (ANSI) and EUC-JP are recognised and \
                 named. Until it is saved again as UTF-8, nothing else in the file can be checked.",
        },
        why: Bilingual {
            ja: "文字コードを推し量って読むと、違う字で公表するおそれがあります。UTF-8なら、\
                 どの課のパソコンでも同じ字になります。",
            en: "To guess at an encoding is to risk publishing other characters than were written. In \
                 UTF-8 they are the same on every department's computer.",
        },
        example: "\
-|��: �������
+|部: 東区役所",
    },
    RulePage {
        name: "yaml-syntax",
        title: Bilingual { ja: "YAMLとして読めない", en: "The file cannot be read as YAML" },
        what: Bilingual {
            ja: "書き方がYAMLの決まりに合わず、ファイルを読めません。多いのは、全角のコロン、\
                 コロンの後の空白忘れ、タブや全角の空白での字下げ、\
                 「%」「@」「*」「>」「[」で始まる値や途中に「: 」のある値の囲み忘れです。\
                 1件ずつ示すので、直したらもう一度検査してください。",
            en: "The file breaks the rules of YAML and cannot be read. Common causes are a full-width \
                 colon, no space after a colon, indentation by tabs or full-width spaces, and a value \
                 without quotation marks that begins with % @ * > [ or holds a colon and a space. One \
                 such fault is told at a time: check again after mending it.",
        },
        why: Bilingual {
            ja: "どこまでが1つの値なのかが決まらないので、PDFにすることも、\
                 ほかの誤りを調べることもできません。ほかのシートの検査は続きます。",
            en: "Where one value ends cannot be told, so the sheet can neither be printed nor checked for \
                 other faults. Other sheets are checked all the same.",
        },
        example: "\
-|課：総務課
-|組織の目的: 重点: 防災と人材育成
+|課: 総務課
+|組織の目的: \"重点: 防災と人材育成\"",
    },
    RulePage {
        name: "bare-dash",
        title: Bilingual { ja: "「-」に引用符がない", en: "A dash without quotation marks" },
        what: Bilingual {
            ja: "値が、引用符のない「-」だけです。「\"-\"」と書いたものとみなして、検査を続けます。",
            en: "A value is a single - without quotation marks. It is taken for \"-\", and the check goes \
                 on.",
        },
        why: Bilingual {
            ja: "「-」は、YAMLでは一覧の項目が始まる印です。囲めば「測っていない」という値になり、\
                 まだ書いていない空欄と区別できます。",
            en: "To YAML a dash begins an item of a list. Between quotation marks it is a value that says \
                 \"not measured\", which an empty box does not.",
        },
        example: "\
実績:
-|  H29: -
+|  H29: \"-\"
  H30: 295
  R1: 292",
    },
    RulePage {
        name: "printed-mark",
        title: Bilingual {
            ja: "記号がそのまま印刷される", en: "A sign that is printed as it is"
        },
        what: Bilingual {
            ja: "ほかのソフトでは働いても、ここでは文字として印刷される記号です。半角でない引用符で囲んだ「-」や数、\
                 実績などの「---」や「~」、改行のつもりの「<br>」や「\\n」が当たります。",
            en: "A sign that works in other programs and is text here: a dash or a number between quotation \
                 marks that are no ASCII ones, --- or ~ among the values of an indicator, <br> or \\n for a \
                 line break.",
        },
        why: Bilingual {
            ja: "書いたとおりの記号が紙に出ます。測っていないことも、改行も、読む人に伝わりません。",
            en: "The paper has the sign itself. Nobody who reads it sees that nothing was measured, or that a \
                 new line was meant.",
        },
        example: "\
-|H29: ＂-＂
+|H29: \"-\"",
    },
    RulePage {
        name: "comment-in-value",
        title: Bilingual { ja: "値の「#」から後が印刷されない", en: "A # cuts a value short" },
        what: Bilingual {
            ja: "引用符のない値の途中に、空白と「#」があり、「#」のすぐ後に字が続いています(「SNS #東\
                 区」)。値の全体が「#」で始まるもの(「目標: #250」)も示します。\
                 「# 覚え書き」のように前と後に空白を入れたものは覚え書きとみなし、示しません。\
                 空白なしに値に続く「45# 覚え書き」は、逆に印刷されるので示します。",
            en: "In a value without quotation marks, a # stands behind a space and right before a text \
                 (SNS #東区), or the whole value begins with one (目標: #250). A # with a space behind it \
                 (# 覚え書き) is a comment that is meant, and is not told. A comment right behind a value \
                 (45# 覚え書き) is printed instead, and is told.",
        },
        why: Bilingual {
            ja: "YAMLは、空白の後の「#」から行の終わりまでを覚え書きとして読み飛ばします。\
                 書いた言葉が印刷されず、紙を見るまで気付けません。",
            en: "YAML passes over everything from such a # to the end of the line. What was written is \
                 not printed, and nobody notices before seeing the paper.",
        },
        example: "\
主な取組:
-|  - SNS #東区の活用
+|  - \"SNS #東区の活用\"",
    },
];
