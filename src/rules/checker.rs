//! Checks the sheets of a collection: each by itself, then the sheets of a folder together, then those of several
//! years.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::checked_sheet::CheckedSheet;
use super::facts::{Detail, Facts, Peer};
use super::resolved_settings::{ResolvedSettings, SettingsResolver};
use super::verdict::{Verdict, Verdicts};
use super::{Rules, allow, case, history, prose, ward, ward_missing, with_configured_severity};
use crate::disk::Disk;
use crate::finding::{Field, Finding, Rule, Step};
use crate::read::{Reader, RunError, SheetFile};
use crate::source::{Digest, Source};

/// Checks the sheets of a collection.
pub(super) struct CollectionChecker<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) reader: &'a Reader,
    pub(super) rules: &'a Rules,
    pub(super) resolver: &'a SettingsResolver,
    /// The verdicts of an earlier run. A sheet with the same inputs is not parsed again.
    pub(super) known: &'a Verdicts,
    /// The folders, by name, that have further sheets that are not checked: links, and names that are refused.
    pub(super) incomplete: BTreeSet<String>,
}

/// A sheet with its verdict.
struct SheetVerdict<'a> {
    sheet: CheckedSheet,
    verdict: Cow<'a, Verdict>,
}

impl SheetVerdict<'_> {
    fn peer(&self, place: usize) -> Peer<'_> {
        Peer { place, file: &self.sheet.file, facts: &self.verdict.facts, detail: &self.verdict.detail }
    }
}

impl<'a> CollectionChecker<'a> {
    /// Checks sheets. Returns them by name, the verdicts that were not known, and the sheets that could not be read.
    pub(super) fn check(mut self, mut files: Vec<SheetFile>) -> (Vec<CheckedSheet>, Verdicts, Vec<RunError>) {
        files.sort_unstable();
        let read: Vec<_> = files.into_par_iter().map(|file| self.check_alone(file)).collect();
        let (mut sheets, mut run_errors) = (Vec::with_capacity(read.len()), Vec::new());
        for checked in read {
            match checked {
                Ok(checked) => sheets.push(checked),
                Err((file, error)) => {
                    self.incomplete.insert(file.folder_name().to_owned());
                    run_errors
                        .extend(file.selected.then(|| RunError::Unreadable(file.shown.to_string(), error)));
                }
            }
        }
        for (place, finding) in self.check_together(&sheets) {
            sheets[place].sheet.findings.push(finding);
        }
        run_errors.par_extend(sheets.par_iter_mut().filter_map(|checked| self.finish(checked)));
        let (mut checked, mut new) = (Vec::with_capacity(sheets.len()), Verdicts::new());
        for SheetVerdict { sheet, verdict } in sheets {
            if let Cow::Owned(verdict) = verdict {
                new.insert(sheet.file.name.to_string(), verdict);
            }
            checked.push(sheet);
        }
        (checked, new, run_errors)
    }

    /// Checks a sheet by itself, or takes the verdict that is known.
    fn check_alone(&self, file: SheetFile) -> Result<SheetVerdict<'a>, (SheetFile, std::io::Error)> {
        let bytes = match self.disk.read_source(&file.path) {
            Ok(bytes) => bytes,
            Err(error) => return Err((file, error)),
        };
        let resolved = self.resolver.of_sheet(&file);
        let digest = Digest::of(&bytes);
        let known = self.known.get(&*file.name).filter(|known| known.inputs == resolved.inputs(digest));
        let verdict = known.map_or_else(|| Cow::Owned(self.verdict(&file, &bytes, &resolved)), Cow::Borrowed);
        // Findings and unused `allow` comments are shown with the text.
        let has_text = !verdict.findings.is_empty() || !verdict.detail.allows.is_empty();
        let source = if has_text { source(&file, &bytes) } else { Source::new(Arc::clone(&file.shown), "") };
        let (facts, findings) = (verdict.facts.clone(), verdict.findings.clone());
        Ok(SheetVerdict { sheet: CheckedSheet { file, digest, facts, resolved, findings, source }, verdict })
    }

    fn verdict(&self, file: &SheetFile, bytes: &[u8], resolved: &ResolvedSettings) -> Verdict {
        let reading = self.reader.sheet(&file.shown, bytes);
        let mut findings = self.rules.check(&reading, &resolved.settings);
        let (mut facts, mut detail) = (Facts::default(), Detail::default());
        if let Some(case) = case(&reading) {
            let outline = self.rules.outline(case.model.form());
            let takes = |field: &Field| outline.takes(field);
            let dictionaries = self.resolver.dictionaries(resolved);
            let wording = prose::wording(&case, &takes, &dictionaries, &self.rules.coverage);
            findings.extend(wording.into_iter().filter(|finding| !case.is_moved(finding)));
            facts = Facts::of(&case, &resolved.settings);
            detail = Detail::of(&case, &resolved.settings, &self.rules.pairs);
        }
        for finding in findings.iter_mut().filter(|finding| finding.field.is_root()) {
            finding.field = reading.field_at(finding.span);
        }
        findings.splice(0..0, reading.findings);
        detail.doubt(&findings);
        Verdict { inputs: resolved.inputs(Digest::of(bytes)), findings, facts, detail }
    }

    /// Returns the findings of the rules that compare sheets, by the sheets' indices.
    fn check_together(&self, sheets: &[SheetVerdict]) -> Vec<(usize, Finding)> {
        let peers: Vec<Peer> = sheets.iter().enumerate().map(|(place, sheet)| sheet.peer(place)).collect();
        let mut by_folder = peers.clone();
        by_folder.sort_by_key(|peer| peer.file.folder());
        let is_whole = |peer: &Peer| !self.incomplete.contains(peer.file.folder_name());
        let siblings = by_folder.par_chunk_by(|left, right| left.file.folder() == right.file.folder());
        let of_folder = |siblings: &[Peer]| -> Vec<(usize, Finding)> {
            let found = ward::check(siblings, siblings.first().is_some_and(is_whole));
            found.into_iter().chain(prose::mixed(siblings, &self.rules.pairs)).collect()
        };
        let mut found: Vec<_> = siblings.flat_map_iter(of_folder).collect();
        found.extend(history::check(&peers));
        let wards = ward_missing::check(&peers).into_iter();
        found.extend(wards.filter(|(place, _)| is_whole(&peers[*place])));
        found
    }

    /// Applies `allow` comments and severities to the findings of a sheet, and sorts them by span.
    fn finish(&self, checked: &mut SheetVerdict) -> Option<RunError> {
        let SheetVerdict { sheet, verdict } = checked;
        if sheet.source.text().is_empty() && !sheet.findings.is_empty() {
            match self.disk.read_source(&sheet.file.path) {
                Ok(bytes) if Digest::of(&bytes) == sheet.digest => {
                    sheet.source = source(&sheet.file, &bytes);
                }
                _ => {
                    sheet.findings.clear();
                    return Some(RunError::Changed(sheet.file.shown.to_string()));
                }
            }
        }
        let mut findings = std::mem::take(&mut sheet.findings);
        keep_one_of_year(&mut findings);
        if !verdict.detail.allows.is_empty() {
            findings = allow::apply(&sheet.source, &verdict.detail.allows, findings);
        }
        findings.sort_by(|left, right| (left.span, left.rule.name).cmp(&(right.span, right.rule.name)));
        if sheet.facts.is_readable {
            let settings = &sheet.resolved.settings;
            findings = findings
                .into_iter()
                .filter_map(|finding| with_configured_severity(finding, settings))
                .collect();
        }
        sheet.findings = findings;
        None
    }
}

/// Keeps one finding of a 年度 that both the sheet's own 実績 and its ward's page contradict: the one at 年度, with
/// the year that is meant if 実績 implies it.
fn keep_one_of_year(findings: &mut Vec<Finding>) {
    let is_of_year = |finding: &Finding| finding.field.0.as_slice() == [Step::Key("年度".to_owned())];
    let has = |rule: Rule| move |finding: &Finding| finding.rule == rule && is_of_year(finding);
    if !findings.iter().any(has(Rule::MIXED_YEARS)) {
        return;
    }
    let is_doubted = findings.iter().any(has(Rule::YEAR_WINDOW));
    let again = if is_doubted { Rule::MIXED_YEARS } else { Rule::YEAR_WINDOW };
    findings.retain(|finding| finding.rule != again || is_doubted && !is_of_year(finding));
}

/// Returns the text of a sheet, to which the spans of findings refer.
fn source(file: &SheetFile, bytes: &[u8]) -> Source {
    Source::new(Arc::clone(&file.shown), crate::read::decoded(bytes))
}
