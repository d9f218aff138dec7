//! The pages of `explain`: one for every rule, in the two languages.
//!
//! One file per family. A page describes the rule's findings and why they matter to an office, and shows
//! wrong lines beside the same lines put right. Severities belong to the rules and are on no page.

mod achieved;
mod allow;
mod characters;
mod dates;
mod evaluation;
mod history;
mod numbers;
mod prose;
mod reading;
mod settings;
mod structure;
mod typesetting;
mod ward;

use crate::finding::{Lang, Rule};

/// A text in the two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bilingual {
    /// Japanese.
    pub ja: &'static str,
    /// English.
    pub en: &'static str,
}

impl Bilingual {
    /// Returns the text in one language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

/// The description of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RulePage {
    /// The rule's name.
    pub name: &'static str,
    /// The rule in a few words, without a full stop.
    pub title: Bilingual,
    /// The findings of the rule, and cases that it does not report.
    pub what: Bilingual,
    /// Why that matters.
    pub why: Bilingual,
    /// Lines that it finds and the same lines put right, as a diff: a line after `-|` is wrong, one after
    /// `+|` takes its place, and any other is in both. Lines of several files are under comments that name
    /// these. Empty where no sheet is known to cause the finding.
    pub example: &'static str,
}

impl RulePage {
    /// Returns the lines that the rule finds.
    pub fn wrong(&self) -> String {
        self.lines_without("+|", "-|")
    }

    /// Returns the same lines put right.
    pub fn right(&self) -> String {
        self.lines_without("-|", "+|")
    }

    /// Returns the lines of the example without those marked `other` and without the mark `own`.
    fn lines_without(&self, dropped: &str, own: &str) -> String {
        let lines = self.example.lines().filter(|line| !line.starts_with(dropped));
        lines.map(|line| line.strip_prefix(own).unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }
}

const FAMILIES: [&[RulePage]; 13] = [
    reading::PAGES,
    structure::PAGES,
    dates::PAGES,
    numbers::PAGES,
    evaluation::PAGES,
    achieved::PAGES,
    ward::PAGES,
    history::PAGES,
    characters::PAGES,
    prose::PAGES,
    settings::PAGES,
    typesetting::PAGES,
    allow::PAGES,
];

/// Returns every page, in the order of the rules.
pub fn all() -> impl Iterator<Item = &'static RulePage> {
    Rule::ALL.iter().filter_map(|rule| page(rule.name))
}

/// Returns the page of the rule `name`.
pub fn page(name: &str) -> Option<&'static RulePage> {
    FAMILIES.into_iter().flatten().find(|page| page.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> impl Iterator<Item = &'static RulePage> {
        FAMILIES.into_iter().flatten()
    }

    #[test]
    fn every_rule_has_its_page_and_every_page_its_rule() {
        let ruled: Vec<&str> = all().map(|page| page.name).collect();
        let rules: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name).collect();
        assert_eq!(ruled, rules);
        let (mut paged, mut rules): (Vec<&str>, _) = (pages().map(|page| page.name).collect(), rules);
        paged.sort_unstable();
        rules.sort_unstable();
        assert_eq!(paged, rules);
    }

    #[test]
    fn texts_are_sentences_and_titles_are_none() {
        for page in pages() {
            for text in [page.what, page.why] {
                assert!(text.ja.ends_with('。') && text.en.ends_with('.'), "{}", page.name);
            }
            assert!(!page.title.ja.ends_with('。') && !page.title.en.ends_with('.'), "{}", page.name);
            for text in [page.title, page.what, page.why] {
                let lines = text.ja.contains('\n') || text.en.contains('\n');
                let gaps = text.ja.contains("  ") || text.en.contains("  ");
                assert!(!lines && !gaps, "{}", page.name);
            }
        }
    }

    #[test]
    fn an_example_differs_from_its_mend_and_has_no_loose_ends() {
        for page in pages() {
            let (wrong, right) = (page.wrong(), page.right());
            assert!(wrong != right || page.example.is_empty(), "{}", page.name);
            for line in page.example.lines() {
                assert_eq!(line, line.trim_end(), "{}", page.name);
            }
            assert!(!wrong.ends_with('\n') && !right.ends_with('\n'), "{}", page.name);
        }
    }
}
