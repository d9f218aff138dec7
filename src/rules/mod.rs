//! What a sheet must be beyond its schema: one file a rule or a tight family.
//!
//! A rule sees the pruned model and says what is wrong with it; what a fault made unknowable is
//! absent there, and no rule guesses at it. Rules of one sheet run in [`Rules::judge`], those that hold
//! sheets beside each other in the [`Survey`].

mod achieved;
mod achievement;
mod allow;
mod case;
mod characters;
mod dates;
mod empty;
mod evaluation;
mod facts;
mod governed;
mod history;
mod marks;
mod numbers;
pub mod pages;
mod phone;
mod plan;
mod pool;
mod prose;
mod settings;
mod survey;
mod surveyor;
mod typing;
mod ward;
mod ward_missing;
mod wording;
mod year_name;
mod years;

use self::case::Case;
pub(crate) use self::characters::is_control;
use self::facts::Detail;
pub use self::facts::Facts;
pub use self::governed::Governed;
pub use self::pool::{cores, is_short_of_threads, pooled};
pub use self::survey::{FileKind, Inputs, JudgedFile, JudgedSheet, Memory, Survey, Verdict};
use self::wording::Pairs;
use crate::finding::{Field, Finding, Rule, Severity};
use crate::fonts::Coverage;
use crate::read::Reading;
use crate::sheet::settings::Level;
use crate::sheet::{Form, Kinds, Model, Settings, Takes};

/// The rules, made once and shared by all threads.
#[derive(Debug)]
pub struct Rules {
    coverage: Coverage,
    pairs: Pairs,
    /// What the values of each form take.
    kinds: [(Form, Kinds); 2],
}

impl Default for Rules {
    fn default() -> Self {
        Self::new()
    }
}

impl Rules {
    /// Reads the fonts' character maps and the shipped list of spellings.
    pub fn new() -> Self {
        Self {
            coverage: Coverage::of_bundled_fonts(),
            pairs: Pairs::shipped(),
            kinds: Form::ALL.map(|form| (form, Kinds::of_form(form))),
        }
    }

    /// What is wrong with a sheet by itself, beside what reading it found.
    pub fn judge(&self, reading: &Reading<Model>, settings: &Settings) -> Vec<Finding> {
        let Some(case) = case(reading) else { return Vec::new() };
        let form = case.model.form();
        let kinds = self.kinds.iter().find(|(other, _)| *other == form);
        let takes = |field: &Field| kinds.and_then(|(_, kinds)| kinds.at(field));
        let families = [
            empty::judge(&case),
            dates::judge(&case),
            years::judge(&case),
            phone::judge(&case),
            numbers::judge(&case),
            evaluation::judge(&case, settings),
            typing::judge(&case, &takes),
            marks::judge(&case, &takes),
            characters::judge(&case, &takes, settings, &self.coverage),
        ];
        once(families.into_iter().flatten().collect())
    }
}

/// Says what the value at a field takes beside a text.
type Taking<'a> = &'a dyn Fn(&Field) -> Option<Takes>;

/// Without the signs that print as they are where the same value is told for what it should be: `修正日: null`.
fn once(findings: Vec<Finding>) -> Vec<Finding> {
    let of_mark = |finding: &Finding| finding.rule == Rule::PRINTED_MARK;
    let told: Vec<_> = findings.iter().filter(|it| !of_mark(it)).map(|it| it.span).collect();
    findings.into_iter().filter(|it| !of_mark(it) || !told.contains(&it.span)).collect()
}

/// What rules see of a reading; nothing where not even its form is known.
fn case(reading: &Reading<Model>) -> Option<Case<'_>> {
    let (tree, model) = (reading.tree.as_ref()?, reading.model.as_ref()?);
    Some(Case { source: &reading.source, tree, model })
}

/// Rules that keep a sheet from being read at all: what they find cannot be printed, whatever the
/// settings say.
const FIXED: [Rule; 4] = [Rule::ENCODING, Rule::YAML_SYNTAX, Rule::UNKNOWN_FORM, Rule::INVALID_FISCAL_YEAR];

/// The finding with the severity that the settings give its rule; nothing where they turn it off.
pub fn weighed(mut finding: Finding, settings: &Settings) -> Option<Finding> {
    if FIXED.contains(&finding.rule) {
        return Some(finding);
    }
    let levels = settings.rules.as_ref();
    match levels.and_then(|levels| levels.get(finding.rule.name).copied().flatten()) {
        Some(Level::Off) => return None,
        Some(Level::Error) => finding.severity = Severity::Error,
        Some(Level::Warn) => finding.severity = Severity::Warning,
        None => {}
    }
    Some(finding)
}

#[cfg(test)]
mod tests;
