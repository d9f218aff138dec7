//! This year's sheet against last year's.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[RulePage {
    name: "history-mismatch",
    title: Bilingual {
        ja: "実績が前の年度の結果と違う", en: "実績 is not last year's 結果"
    },
    what: Bilingual {
        ja: "前の年度の同じ部・課のシートに、項目と単位の同じ指標があり、\
             そこに書かれた「結果」が、今年度の「実績」のその年の値と違います。\
             前の年度のシートや結果がなければ調べません。",
        en: "Last year's sheet of the same 部 and 課 has an indicator of the same 項目 and 単位 with \
             a 結果, and this year's 実績 of that year is another. Where there is no such sheet or \
             結果, nothing is checked.",
    },
    why: Bilingual {
        ja: "公表した数が、年度によって食い違うことになります。確定して改めた数なら、\
             補足にその旨を書き、その年の行の終わりに「# mokuhyo: allow history-mismatch」を付けて\
             ください。",
        en: "The same figure would be published as two. Where it was corrected since, say so in 補足 \
             and end the line with # mokuhyo: allow history-mismatch.",
    },
    example: "\
# r2/higashi/soumu.yaml
項目: 南口エントランスホールの活用日数
単位: 日
結果: 248

# r3/higashi/soumu.yaml
項目: 南口エントランスホールの活用日数
単位: 日
実績:
  H30: 295
  R1: 292
-|  R2: 284
+|  R2: 248",
}];
