//! Judges the sheets of a collection: each by itself, then those of a folder beside each other, then those of
//! several years.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::allow::{self, Allow};
use super::checked_collection::{Judged, JudgedSheet, Verdict, VerdictCache};
use super::history::{self, Annual};
use super::resolved_settings::SettingsResolver;
use super::ward_missing::{self, Member};
use super::{Detail, Facts, ResolvedSettings, Rules, case, prose, ward, with_configured_severity};
use crate::disk::Disk;
use crate::finding::{Finding, Rule, Step};
use crate::read::{Reader, RunError, SheetFile};
use crate::source::{Digest, Source, Span};

/// What sheets are judged with.
pub(super) struct CollectionChecker<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) reader: &'a Reader,
    pub(super) rules: &'a Rules,
    pub(super) resolver: &'a SettingsResolver,
    pub(super) memory: &'a dyn VerdictCache,
    /// The folders, by name, that have sheets beside those that are judged: links and names that are refused.
    pub(super) incomplete: BTreeSet<String>,
}

/// A sheet judged by itself.
struct Alone {
    sheet: JudgedSheet,
    verdict: Verdict,
    /// Whether nobody remembered that.
    is_new: bool,
}

/// A sheet judged beside its folder, waiting for those of other years.
struct Beside {
    sheet: JudgedSheet,
    allows: Vec<Allow>,
    annual: Option<Annual>,
    /// The key 様式 of a department's sheet.
    head: Span,
}

/// A sheet that cannot be read, by its name, and why where it was asked for: of another only its siblings would
/// know.
type Unread = (Arc<str>, Option<RunError>);

/// A part's sheets, and what could not be read.
type CheckedPart = (Vec<Beside>, Vec<Unread>);

impl CollectionChecker<'_> {
    /// Judges sheets, by name, and tells which could not be read.
    pub(super) fn checked(&self, files: Vec<SheetFile>) -> (Vec<JudgedSheet>, Vec<RunError>) {
        // Of the exact size, since these lists are long.
        let (mut sheets, mut unread) = (Vec::with_capacity(files.len()), Vec::new());
        let mut parts: BTreeMap<u8, Vec<SheetFile>> = BTreeMap::new();
        for file in files {
            parts.entry(part_of(&file)).or_default().push(file);
        }
        let judged: Vec<CheckedPart> =
            parts.into_par_iter().map(|(part, files)| self.part(part, files)).collect();
        for (judged, not) in judged {
            sheets.extend(judged);
            unread.extend(not);
        }
        unread.sort_by(|(one, _), (other, _)| one.cmp(other));
        let incomplete: BTreeSet<String> =
            unread.iter().map(|(name, _)| folder_of(name).to_owned()).collect();
        let mut run_errors: Vec<RunError> =
            unread.into_iter().filter_map(|(_, run_error)| run_error).collect();
        sheets.sort_unstable_by(|one, other| one.sheet.file.cmp(&other.sheet.file));
        let found = history::judge(&sheets.iter().map(|it| it.annual.as_ref()).collect::<Vec<_>>());
        let is_whole = |(place, _): &(usize, Finding)| {
            let folder = sheets[*place].sheet.file.folder_name();
            !self.incomplete.contains(folder) && !incomplete.contains(folder)
        };
        let wards = ward_missing::judge(&members(&sheets)).into_iter().filter(is_whole);
        for (place, finding) in found.into_iter().chain(wards).collect::<Vec<_>>() {
            sheets[place].sheet.findings.push(finding);
        }
        run_errors.par_extend(sheets.par_iter_mut().filter_map(|beside| self.tell(beside)));
        (sheets.into_iter().map(|beside| beside.sheet).collect(), run_errors)
    }

    /// Judges the sheets of whole folders.
    fn part(&self, part: u8, files: Vec<SheetFile>) -> CheckedPart {
        let mut known = self.memory.recall(part);
        let remembered = known.len();
        let with_known = |file: SheetFile| {
            let known = known.remove(&*file.name);
            (file, known)
        };
        let files: Vec<_> = files.into_iter().map(with_known).collect();
        let read: Vec<_> = files.into_par_iter().map(|(file, known)| self.alone(file, known)).collect();
        let (mut sheets, mut unread) = (Vec::new(), Vec::new());
        for alone in read {
            match alone {
                Ok(alone) => sheets.push(alone),
                Err(not) => unread.push(not),
            }
        }
        // What is remembered of a sheet that is gone, or cannot be read now, goes.
        let changed = remembered != sheets.len() || sheets.iter().any(|alone| alone.is_new);
        let left = sheets.iter().map(|it| (&*it.sheet.file.name, &it.verdict)).collect();
        self.memory.leave(part, &left, changed);
        let found = self.together(&sheets, &unread);
        (sheets.into_iter().zip(found).map(|(alone, found)| alone.beside(found)).collect(), unread)
    }

    /// A sheet judged by itself, or as it is remembered.
    fn alone(&self, file: SheetFile, known: Option<Verdict>) -> Result<Alone, Unread> {
        let bytes = match self.disk.read_source(&file.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let run_error = file.selected.then(|| RunError::Unreadable(file.shown.to_string(), error));
                return Err((file.name, run_error));
            }
        };
        let resolved = self.resolver.of_sheet(&file);
        let digest = Digest::of(&bytes);
        let inputs = resolved.inputs(digest);
        let recalled = known.filter(|known| known.inputs == inputs);
        let is_new = recalled.is_none();
        let judge = || Verdict { inputs, judged: self.judge(&file, &bytes, &resolved) };
        let verdict = recalled.unwrap_or_else(judge);
        let Judged { findings, facts, detail } = &verdict.judged;
        // The text is wanted where something may have to be told of it.
        let wanted = !findings.is_empty() || !detail.allows.is_empty();
        let source = if wanted { source(&file, &bytes) } else { Source::new(Arc::clone(&file.shown), "") };
        let facts = facts.clone();
        let sheet = JudgedSheet { file, digest, facts, resolved, findings: Vec::new(), source };
        Ok(Alone { sheet, verdict, is_new })
    }

    fn judge(&self, file: &SheetFile, bytes: &[u8], resolved: &ResolvedSettings) -> Judged {
        let reading = self.reader.sheet(&file.shown, bytes);
        let mut found = self.rules.judge(&reading, &resolved.settings);
        let (mut facts, mut detail) = (Facts::default(), Detail::default());
        if let Some(case) = case(&reading) {
            found.extend(prose::wording(&case, &self.resolver.dictionaries(resolved), &self.rules.coverage));
            facts = Facts::of(&case, &resolved.settings);
            detail = Detail::of(&case, &resolved.settings, &self.rules.pairs);
        }
        for finding in found.iter_mut().filter(|finding| finding.field.is_root()) {
            finding.field = reading.field_at(finding.span);
        }
        found.splice(0..0, reading.findings);
        detail.form.doubt(&found);
        Judged { findings: found, facts, detail }
    }

    /// What is wrong with the sheets of a folder beside each other, for each sheet.
    fn together(&self, sheets: &[Alone], unread: &[Unread]) -> Vec<Vec<Finding>> {
        let mut found = vec![Vec::new(); sheets.len()];
        let mut places: Vec<usize> = (0..sheets.len()).collect();
        let folder = |place: &usize| sheets[*place].sheet.file.folder();
        places.sort_by_key(folder);
        for siblings in places.chunk_by(|one, other| folder(one) == folder(other)) {
            let (mut beside, mut texts) = (Vec::new(), Vec::new());
            for &place in siblings {
                let Alone { sheet, verdict, .. } = &sheets[place];
                let detail = &verdict.judged.detail;
                beside.push(ward::Sibling { place, path: &sheet.file.shown, year: sheet.facts.year, detail });
                texts.push((place, detail));
            }
            let name = siblings.first().map_or("", |place| sheets[*place].sheet.file.folder_name());
            let is_whole =
                !self.incomplete.contains(name) && unread.iter().all(|(unread, _)| folder_of(unread) != name);
            let told =
                ward::judge(&beside, is_whole).into_iter().chain(prose::mixed(&texts, &self.rules.pairs));
            told.for_each(|(place, finding)| found[place].push(finding));
        }
        found
    }

    /// Puts a sheet's findings as they are told: heeding the allows of the source, with the severities of
    /// the settings, by place.
    fn tell(&self, beside: &mut Beside) -> Option<RunError> {
        let Beside { sheet, allows, .. } = beside;
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
        if !allows.is_empty() {
            findings = allow::heed(&sheet.source, allows, findings);
        }
        findings.sort_by(|one, other| (one.span, one.rule.name).cmp(&(other.span, other.rule.name)));
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

impl Alone {
    /// Lets go of what only the rules of its folder look at.
    fn beside(self, found: Vec<Finding>) -> Beside {
        let Self { mut sheet, verdict: Verdict { judged, .. }, .. } = self;
        let annual = Annual::of(sheet.facts.year, &judged.detail);
        let head = judged.detail.department().map(|department| department.head).unwrap_or_default();
        sheet.findings = judged.findings;
        sheet.findings.extend(found);
        tell_year_once(&mut sheet.findings);
        Beside { sheet, allows: judged.detail.allows, annual, head }
    }
}

/// Leaves one finding of a 年度 that both the sheet's own 実績 and its ward's page contradict: the one at 年度, with the
/// year that is meant where 実績 says it.
fn tell_year_once(findings: &mut Vec<Finding>) {
    let is_of_year = |it: &Finding| it.field.0.as_slice() == [Step::Key("年度".to_owned())];
    let is_told = |rule: Rule| move |it: &Finding| it.rule == rule && is_of_year(it);
    if !findings.iter().any(is_told(Rule::MIXED_YEARS)) {
        return;
    }
    let is_doubted = findings.iter().any(is_told(Rule::YEAR_WINDOW));
    let again = if is_doubted { Rule::MIXED_YEARS } else { Rule::YEAR_WINDOW };
    findings.retain(|it| it.rule != again || is_doubted && !is_of_year(it));
}

fn members(sheets: &[Beside]) -> Vec<Member<'_>> {
    let beside = sheets.iter().map(|it| (&it.sheet, it.head));
    beside.map(|(it, head)| Member { folder: it.file.folder_name(), facts: &it.facts, head }).collect()
}

/// The part of a collection that a sheet is in: all of a folder are in one, and in every checkout in the same.
fn part_of(file: &SheetFile) -> u8 {
    Digest::of(file.folder_name().as_bytes()).bytes()[0]
}

/// The name of a sheet's folder; empty at the root.
fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A sheet's text, as findings name its places.
fn source(file: &SheetFile, bytes: &[u8]) -> Source {
    Source::new(Arc::clone(&file.shown), crate::read::decoded(bytes))
}
