//! The requirements on a sheet beyond its schema: one file per rule or family of rules.
//!
//! A rule receives the pruned model and reports its faults. Values that a fault made unknown are absent in
//! the model, and no rule guesses at them. Rules of one sheet are applied by [`Rules::check`], those that
//! compare sheets by [`CheckedCollection`].

mod achieved;
mod achievement;
mod allow;
mod case;
mod characters;
mod checked_collection;
mod checked_file;
mod checked_sheet;
mod checker;
mod dates;
mod empty;
mod evaluation;
mod facts;
mod history;
mod marks;
mod numbers;
mod order;
pub mod pages;
mod phone;
mod plan;
mod prose;
mod resolved_settings;
mod settings;
mod thread_pool;
mod typing;
mod verdict;
mod ward;
mod ward_missing;
mod wording;
mod year_name;
mod years;

use std::collections::{HashMap, HashSet};

use self::case::Case;
pub(crate) use self::characters::{is_control, is_selector};
pub use self::checked_collection::CheckedCollection;
pub use self::checked_file::{CheckedFile, FileKind};
pub use self::checked_sheet::CheckedSheet;
pub use self::facts::Facts;
pub use self::order::{first_served, place_in_order};
pub use self::resolved_settings::ResolvedSettings;
pub use self::thread_pool::{cores, is_short_of_threads, pooled};
pub use self::verdict::{Inputs, Verdict, Verdicts};
use self::wording::Pairs;
use crate::finding::{Field, Finding, Mend, Rule, Severity};
use crate::fonts::Coverage;
use crate::read::{Outline, Reading};
use crate::sheet::settings::Level;
use crate::sheet::{Form, Model, Settings, Takes, schema};
use crate::source::Span;

/// The rules, made once and shared by all threads.
#[derive(Debug)]
pub struct Rules {
    coverage: Coverage,
    pairs: Pairs,
    /// The keys of each form, with the kinds of their values.
    outlines: [(Form, Outline); 2],
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
            outlines: Form::ALL.map(|form| (form, Outline::of(&schema::of_form(form)))),
        }
    }

    fn outline(&self, form: Form) -> &Outline {
        let [(first, outline), (_, second)] = &self.outlines;
        if form == *first { outline } else { second }
    }

    /// Returns what is wrong with a sheet by itself, beside what reading it found.
    pub fn check(&self, reading: &Reading<Model>, settings: &Settings) -> Vec<Finding> {
        let Some(case) = case(reading) else { return Vec::new() };
        let outline = self.outline(case.model.form());
        let takes = |field: &Field| outline.takes(field);
        let families = [
            empty::check(&case, outline),
            dates::check(&case, years::doubted(&case).is_some_and(|doubt| doubt.is_dated)),
            years::check(&case),
            phone::check(&case),
            numbers::check(&case),
            evaluation::check(&case, settings),
            typing::check(&case, &takes),
            marks::check(&case, &takes),
            characters::check(&case, &takes, settings, &self.coverage),
        ];
        let findings = families.into_iter().flatten().filter(|finding| !case.is_moved(finding));
        deduplicated(findings.collect(), &reading.findings)
    }
}

/// Says what the value at a field takes beside a text.
type TakesOf<'a> = &'a dyn Fn(&Field) -> Option<Takes>;

/// Returns the findings without those that repeat another of the same characters: signs that print as they
/// are in a value with a finding of its own (`修正日: null`), and blanks before a comment or between digits.
/// `read` are the findings of reading the sheet.
fn deduplicated(findings: Vec<Finding>, read: &[Finding]) -> Vec<Finding> {
    const DOUBTFUL: [Rule; 4] =
        [Rule::PRINTED_MARK, Rule::IRREGULAR_SPACE, Rule::COMMENT_IN_VALUE, Rule::CONTROL_CHARACTER];
    let is_doubtful = |finding: &Finding| DOUBTFUL.contains(&finding.rule);
    if !findings.iter().any(is_doubtful) {
        return findings;
    }
    let reported: HashSet<Span> = findings
        .iter()
        .filter(|finding| finding.rule != Rule::PRINTED_MARK)
        .map(|finding| finding.span)
        .collect();
    let mut of_value: HashMap<&Field, Vec<&Finding>> = HashMap::new();
    for finding in &findings {
        of_value.entry(&finding.field).or_default().push(finding);
    }
    let repairs: Vec<&Finding> = read.iter().filter(|finding| finding.rule == Rule::YAML_SYNTAX).collect();
    let is_again = |finding: &Finding| match finding.rule {
        Rule::PRINTED_MARK => reported.contains(&finding.span),
        // Characters that do not print are reported first, because they stop the sheet.
        Rule::IRREGULAR_SPACE | Rule::COMMENT_IN_VALUE => {
            of_value[&finding.field].iter().any(|beside| is_duplicate_of(beside, finding))
        }
        Rule::CONTROL_CHARACTER => repairs.iter().any(|repair| mends(repair, finding)),
        _ => false,
    };
    let again: Vec<bool> = findings.iter().map(is_again).collect();
    findings.into_iter().zip(again).filter(|(_, is_again)| !is_again).map(|(finding, _)| finding).collect()
}

/// Returns whether a finding repeats another on blanks.
fn is_duplicate_of(finding: &Finding, candidate: &Finding) -> bool {
    match (finding.rule, candidate.rule) {
        (Rule::COMMENT_IN_VALUE | Rule::ODD_NUMBER, Rule::IRREGULAR_SPACE) => mends(finding, candidate),
        (Rule::MISSING_GLYPH | Rule::CONTROL_CHARACTER, Rule::COMMENT_IN_VALUE) => mends(candidate, finding),
        _ => false,
    }
}

/// Returns whether the edits of a finding replace every place of another.
fn mends(finding: &Finding, mended: &Finding) -> bool {
    let edits = finding.mend.as_ref().map(Mend::edits).unwrap_or_default();
    !edits.is_empty() && mended.spans().all(|span| edits.iter().any(|edit| edit.span.contains(span)))
}

/// Returns what rules see of a reading; `None` if not even its form is known.
fn case(reading: &Reading<Model>) -> Option<Case<'_>> {
    let (tree, model) = (reading.tree.as_ref()?, reading.model.as_ref()?);
    Some(Case { source: &reading.source, tree, model })
}

/// Rules for sheets that cannot be read at all. Their findings prevent printing, whatever the settings are.
const FIXED: [Rule; 4] = [Rule::ENCODING, Rule::YAML_SYNTAX, Rule::UNKNOWN_FORM, Rule::INVALID_FISCAL_YEAR];

/// Returns the finding with the severity that the settings give its rule; `None` if they turn it off.
pub fn with_configured_severity(mut finding: Finding, settings: &Settings) -> Option<Finding> {
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
