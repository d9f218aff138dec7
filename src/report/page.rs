//! The pages of `explain`.

use crate::finding::{Lang, Message, Rule};
use crate::rules::pages::{self, RulePage};

/// Lists all rules, one a line: name, severity, whether `--fix` corrects it, and title.
pub fn page_list(lang: Lang) -> String {
    let line = |(rule, page): (&Rule, &RulePage)| {
        let severity = rule.severity.word().get(lang).to_owned();
        let fix = if rule.is_fixable { " --fix" } else { "" };
        format!("{:<26}{severity}{fix}  {}\n", rule.name, page.title.get(lang))
    };
    Rule::ALL.iter().filter_map(|rule| Some((rule, pages::page(rule.name)?))).map(line).collect()
}

/// Formats a rule's page as Markdown that is readable as plain text. Returns `None` for an unknown rule.
pub fn page(name: &str, lang: Lang) -> Option<String> {
    let rule = Rule::ALL.iter().find(|rule| rule.name == name)?;
    let page = pages::page(name)?;
    let head = format!("# {name}({}): {}\n\n", rule.severity.word().get(lang), page.title.get(lang));
    Some(head + &body(*rule, page, lang))
}

/// Formats the sections of a page: what, why, example and correction.
pub(super) fn body(rule: Rule, page: &RulePage, lang: Lang) -> String {
    let heads =
        [Message::new("なぜ", "Why"), Message::new("例", "Example"), Message::new("直し方", "Correction")];
    let [why, example, mend] = heads.map(|words| words.get(lang).to_owned());
    let mut parts = vec![format!("{}\n\n## {why}\n\n{}\n", page.what.get(lang), page.why.get(lang))];
    if !page.example.is_empty() {
        parts.push(format!("## {example}\n\n```yaml\n{}\n```\n", page.wrong()));
        parts.push(format!("## {mend}\n\n```yaml\n{}\n```\n", page.right()));
    }
    if rule.is_fixable {
        let fix = Message::new("`mokuhyo check --fix` で直せます。", "`mokuhyo check --fix` corrects it.");
        parts.push(format!("{}\n", fix.get(lang)));
    }
    parts.join("\n")
}
