//! The comment that silences a rule, if there is nothing to silence.

use super::{Bilingual, RulePage};

pub(super) const PAGES: &[RulePage] = &[RulePage {
    name: "unused-allow",
    title: Bilingual { ja: "要らなくなった「allow」", en: "An allow that has no effect" },
    what: Bilingual {
        ja: "「# mokuhyo: allow 規則の名前」が、何も止めていません。この覚え書きは、\
             行の終わりに書けばその行で、1行に単独で書けば次の行で、その規則の指摘を止めます。\
             2つ以上の規則は「,」で区切ります。今回調べなかった規則のもの(check での overflow な\
             ど)は示しません。",
        en: "A comment # mokuhyo: allow RULE silences nothing. At the end of a line it silences the \
             rule on that line; alone on a line, on the next one. Several rules are separated by \
             commas. One of a rule that was not run (overflow in check, for example) is not told.",
    },
    why: Bilingual {
        ja: "直した後に残ったものは、同じ所に次に入る誤りを隠します。\
             規則の名前の打ち間違いのこともあります。",
        en: "Left behind after the fault was mended, it would hide the next one in that place. The \
             rule may also be misspelt.",
    },
    example: "\
-|項目: 防犯パトロールの回数    # mokuhyo: allow halfwidth-katakana
+|項目: 防犯パトロールの回数",
}];
