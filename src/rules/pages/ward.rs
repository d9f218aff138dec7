//! Sheets of one folder against each other: a ward's page and its departments.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[
    RulePage {
        name: "ward-missing",
        title: Bilingual { ja: "区組織目標がない", en: "The ward's page is missing" },
        what: Bilingual {
            ja: "「部区組織目標」に番号のある課のシートのフォルダに、区組織目標(「様式: 区組織目標」のファイル)がありません。\
                 番号がどのシートにもなければ示しません。番号が、フォルダの課の目標の数よりも、ほかの区組織目標の重点目標の数よりも大きければ、施策の番号などとみて示しません。",
            en: "A department's sheet has a number as 部区組織目標, and its folder no ward's page (a file with \
                 様式: 区組織目標). Nothing is said where no sheet has such a number. A number above both the count of \
                 goals in the folder's sheets and that of every ward's page is taken for that of another plan.",
        },
        why: Bilingual {
            ja: "課の目標は、番号で区の重点目標に結び付きます。区組織目標がないと、\
                 番号を確かめることも、読む人がたどることもできません。",
            en: "The departments' goals point to the ward's by number. Without its page the numbers can \
                 be neither checked nor followed.",
        },
        example: "\
# sheets/r3/higashi/
#   chiiki.yaml
#   soumu.yaml
+|#   ward.yaml
+|
+|# ward.yaml
+|様式: 区組織目標
+|年度: 令和3年度
+|組織名: 東区
+|重点目標:
+|  - 区民の防災意識の向上を図ります。",
    },
    RulePage {
        name: "unknown-ward-goal",
        title: Bilingual {
            ja: "区にない重点目標の番号", en: "A number that no goal of the ward has"
        },
        what: Bilingual {
            ja: "「部区組織目標」が、1から区の重点目標の数までの整数ではありません。課独自の目標なら、\
                 空けておきます。",
            en: "部区組織目標 is not a whole number from 1 to the count of the ward's 重点目標. It stays \
                 empty for a goal of the department's own.",
        },
        why: Bilingual {
            ja: "番号は紙に載り、読む人はそれで区の重点目標をたどります。\
                 重点目標を増やしたり減らしたりした年に、ずれやすい所です。",
            en: "The number is printed, and leads readers to the ward's goal. It easily goes wrong in a \
                 year in which the ward adds or drops one.",
        },
        example: "\
# ward.yaml
重点目標:
  - 区民の防災意識の向上を図ります。
  - 健康づくりを推進します。

# soumu.yaml
組織目標:
-|  - 部区組織目標: 3
+|  - 部区組織目標: 1",
    },
    RulePage {
        name: "uncovered-ward-goal",
        title: Bilingual {
            ja: "どの課も取り上げていない重点目標",
            en: "A goal of the ward that no department takes up",
        },
        what: Bilingual {
            ja: "区の重点目標のうちに、同じフォルダのどの課の「部区組織目標」にも番号のないものがあり\
                 ます。読めないシートが同じフォルダにある間と、課のシートが1枚もないときは示しません。",
            en: "No department beside the ward's page names one of its 重点目標 in 部区組織目標. This is \
                 not told while a sheet in the folder cannot be read, nor where there is no department.",
        },
        why: Bilingual {
            ja: "重点目標の指標や取組状況は、課のシートに載ります。取り上げる課がなければ、\
                 掲げただけで中身のない目標になります。",
            en: "The indicators and results of the ward's goals stand on the departments' sheets. A goal \
                 that none takes up is announced and never measured.",
        },
        example: "\
# ward.yaml
重点目標:
  - 区民の防災意識の向上を図ります。
  - 健康づくりを推進します。

# soumu.yaml
組織目標:
  - 部区組織目標: 1

# kenkou-fukushi.yaml
組織目標:
-|  - 部区組織目標:
+|  - 部区組織目標: 2",
    },
    RulePage {
        name: "duplicate-department",
        title: Bilingual { ja: "同じ課のシートが2枚ある", en: "Two sheets of one department" },
        what: Bilingual {
            ja: "同じフォルダに、部も課も同じシートが2枚以上あります。区のページ(様式: 区組織目標)が2枚以上あるときも同じです。",
            en: "Two or more sheets of one folder have the same 部 and 課, or it has two ward's pages.",
        },
        why: Bilingual {
            ja: "同じ課のシートが2枚とも公表されます。控えの写しか、\
                 写した後に課を直し忘れたシートです。",
            en: "Both would be published. One is a copy that was kept, or a copy in which 課 was not \
                 changed.",
        },
        example: "\
# soumu.yaml
部: 東区役所
課: 総務課

# chiiki.yaml
部: 東区役所
-|課: 総務課
+|課: 地域課",
    },
    RulePage {
        name: "mixed-years",
        title: Bilingual {
            ja: "区組織目標と年度や区が違う",
            en: "Another year or ward than the ward's page",
        },
        what: Bilingual {
            ja: "課のシートの年度が、同じフォルダの区組織目標の年度と違います。または、\
                 部が区組織目標の組織名で始まりません(組織名が「東区」なら、\
                 部は「東区役所」などです)。",
            en: "A department's 年度 is not that of the ward's page beside it, or its 部 does not begin \
                 with the page's 組織名 (東区役所 begins with 東区).",
        },
        why: Bilingual {
            ja: "1つの冊子に、違う年度や違う区のシートが混じります。フォルダの置き間違いか、\
                 写したシートの直し忘れです。",
            en: "Sheets of different years or wards would go into one booklet. The file is in the wrong \
                 folder, or was copied and not changed.",
        },
        example: "\
# ward.yaml
年度: 令和3年度
組織名: 東区

# soumu.yaml
-|年度: 令和2年度
+|年度: 令和3年度
部: 東区役所",
    },
];
