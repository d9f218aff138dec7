//! `mokuhyo diff`: shows the differences between two states of the sources, as a table or in a
//! machine-readable format.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::args::{DiffArgs, DiffForm, Format};
use super::console::Console;
use super::state::StateArgument;
use super::status::ExitStatus;
use super::unfinished::report_unfinished;
use crate::diff::{Comparison, SheetPair, SheetState, TableOptions, comparison, pairs};
use crate::disk::{Disk, Kind, RealDisk, to_slash};
use crate::edition;
use crate::finding::{Message, brief};
use crate::pipeline;
use crate::read::{Reader, RunError};
use crate::report::{ErrorReport, differences, differences_json, differences_summary};
use crate::rules::pooled;
use crate::typeset::Engine;

/// The default folder of sheets.
const SHEETS: &str = "sheets";

/// Compares two states and writes the differences.
pub(super) fn run(args: &DiffArgs, console: &Console) -> ExitStatus {
    let form = match form(args, console.format).and_then(|form| is_source(args).map_or(Ok(form), Err)) {
        Ok(form) => form,
        Err(message) => return console.refuse(&message),
    };
    // A request for JSON is answered in JSON even where an error prevents the comparison.
    let format =
        if form == DiffForm::Json && console.format == Format::Human { Format::Json } else { console.format };
    let console = &Console { format, ..*console };
    let typed = [Some(&args.old), args.new.as_ref()].into_iter().flatten().map(PathBuf::from);
    report_unfinished(
        &typed.chain([fallback()]).filter(|path| RealDisk.kind(path).is_ok()).collect::<Vec<_>>(),
        console,
    );
    match compared(args) {
        Ok(compared) => report(compared, form, args, console),
        Err(errors) => console.fail(&errors, ExitStatus::Refused),
    }
}

/// Returns the requested form, else the one that the extension of `--out` implies, else the one that
/// `--format` implies.
fn form(args: &DiffArgs, format: Format) -> Result<DiffForm, Message> {
    match (args.form, &args.out) {
        (Some(form), _) => Ok(form),
        (None, None) if format == Format::Json => Ok(DiffForm::Json),
        (None, None) => Ok(DiffForm::Human),
        (None, Some(out)) => form_of(out).ok_or_else(|| unknown_ending(out)),
    }
}

fn form_of(out: &Path) -> Option<DiffForm> {
    let ending = out.extension()?.to_str()?.to_ascii_lowercase();
    Some(match ending.as_str() {
        "pdf" => DiffForm::Pdf,
        "html" | "htm" => DiffForm::Html,
        "md" | "markdown" => DiffForm::Md,
        "json" => DiffForm::Json,
        "txt" => DiffForm::Human,
        _ => return None,
    })
}

fn unknown_ending(out: &Path) -> Message {
    let shown = brief(&to_slash(out));
    Message::new(
        format!(
            "「{shown}」の名前の終わりからは、どの形で書くのか分かりません。名前を .pdf、.html、.md、.json、.txt のどれかで終えるか、--as で形を書いてください。"
        ),
        format!(
            "The extension of {shown} does not determine the format. Use .pdf, .html, .md, .json or .txt, or add --as."
        ),
    )
}

/// The comparison of two states.
struct Compared {
    /// The matched pairs of sheets.
    pairs: Vec<SheetPair>,
    /// The revisions of the two states.
    revisions: [Option<String>; 2],
    /// The sheets and folders that cannot be read, and are not compared.
    run_errors: Vec<RunError>,
}

/// Reads and compares the two states.
fn compared(args: &DiffArgs) -> Result<Compared, Vec<ErrorReport>> {
    let old = StateArgument::of(&args.old);
    let new = match &args.new {
        Some(new) => StateArgument::of(new),
        None if old.revision.is_none() => return Err(vec![no_new(&old.typed).into()]),
        None => StateArgument::today(old.path.clone()),
    };
    let path = |state: &StateArgument, fallback_state: &StateArgument| {
        state.path.clone().or_else(|| fallback_state.path.clone()).unwrap_or_else(fallback)
    };
    let (old_path, new_path) = (path(&old, &new), path(&new, &old));
    let reader = Reader::new();
    let (mut before, mut after) = (old.read(&reader, &old_path)?, new.read(&reader, &new_path)?);
    if before.sheets.is_empty() && after.sheets.is_empty() {
        return Err(vec![ErrorReport::from(&nothing_there(&new_path))]);
    }
    let revision =
        |state: &StateArgument, path: &Path| state.revision.as_ref().map(|_| state.label(path)).transpose();
    let revisions = [revision(&old, &old_path)?, revision(&new, &new_path)?];
    let mut run_errors = std::mem::take(&mut before.run_errors);
    run_errors.append(&mut after.run_errors);
    Ok(Compared { pairs: pairs(before, after), revisions, run_errors })
}

/// Returns the path that is compared when no PATH is named.
fn fallback() -> PathBuf {
    PathBuf::from(if RealDisk.kind(Path::new(SHEETS)).is_ok() { SHEETS } else { "." })
}

/// Returns the message for a single path, which leaves nothing to compare.
fn no_new(path: &str) -> Message {
    let path = brief(path);
    Message::new(
        format!("「{path}」を何と比べるかを書いてください(例: mokuhyo diff HEAD {path})。"),
        format!("Name the version to compare {path} with, for example: mokuhyo diff HEAD {path}"),
    )
}

fn nothing_there(path: &Path) -> RunError {
    match RealDisk.kind(path) {
        Ok(Kind::File | Kind::Folder) => RunError::NoSheet(to_slash(path)),
        Err(_) => RunError::NoPath(to_slash(path)),
    }
}

fn report(compared: Compared, form: DiffForm, args: &DiffArgs, console: &Console) -> ExitStatus {
    let Compared { pairs, revisions, run_errors } = compared;
    let pairs = &pairs;
    let errors: Vec<ErrorReport> = run_errors.iter().map(ErrorReport::from).collect();
    let unread = warn_of_unread(pairs, console);
    let about = TableOptions { revisions, with_paths: args.paths };
    let table = || comparison(pairs, args.style, &about);
    let made = match form {
        DiffForm::Human => {
            Ok(differences(pairs, console.lang, console.color && args.out.is_none()).into_bytes())
        }
        DiffForm::Json => Ok(differences_json(pairs, &errors, console.lang).into_bytes()),
        DiffForm::Md => Ok(edition::comparison::markdown(&table()).into_bytes()),
        DiffForm::Html => Ok(edition::comparison::html(&table()).into_bytes()),
        DiffForm::Pdf if args.out.is_none() && io::stdout().is_terminal() => {
            return console.refuse(&no_out());
        }
        DiffForm::Pdf => pdf(&table()),
    };
    let status = match made {
        Ok(bytes) => write(&bytes, args, console),
        Err(words) => return console.fail(&[words.into()], ExitStatus::Findings),
    };
    console.print_errors(&errors);
    console.mention(&differences_summary(pairs, errors.is_empty()));
    match status {
        ExitStatus::Success if !errors.is_empty() => ExitStatus::Refused,
        ExitStatus::Success if unread => ExitStatus::Findings,
        status => status,
    }
}

fn pdf(table: &Comparison) -> Result<Vec<u8>, Message> {
    let printed = pooled(1, || edition::comparison::print(&Engine::new(), table));
    let first = printed.findings.into_iter().next().map(|found| found.finding.message);
    printed.files.into_iter().next().ok_or_else(|| {
        first.unwrap_or_else(|| Message::new("PDFにできません。", "The PDF cannot be created."))
    })
}

fn write(bytes: &[u8], args: &DiffArgs, console: &Console) -> ExitStatus {
    let Some(path) = &args.out else { return console.print(bytes) };
    let shown = to_slash(path);
    match pipeline::place(&RealDisk, path, bytes, args.overwrite) {
        Ok(pipeline::State::Foreign) => console.fail(&[foreign(&shown).into()], ExitStatus::Findings),
        Ok(_) => {
            console.mention(&Message::new(format!("「{shown}」を作りました。"), format!("Created {shown}.")));
            ExitStatus::Success
        }
        Err(error) => console.give_up(&[RunError::Unwritable(shown, error)]),
    }
}

fn foreign(shown: &str) -> Message {
    Message::new(
        format!(
            "「{shown}」には、mokuhyo が作ったと分からないファイルがもうあるので、書き込みませんでした。--overwrite を付けると置き換えます。"
        ),
        format!(
            "{shown} already exists and may not have been created by mokuhyo, so it was not overwritten. Use --overwrite to replace it."
        ),
    )
}

/// Returns a refusal if `--out` has the extension of a source, which must never be overwritten.
fn is_source(args: &DiffArgs) -> Option<Message> {
    let out = args.out.as_ref()?;
    let ending = out.extension()?.to_str()?;
    if !["yaml", "yml"].iter().any(|source| ending.eq_ignore_ascii_case(source)) {
        return None;
    }
    let shown = brief(&to_slash(out));
    Some(Message::new(
        format!(
            "「{shown}」はシートや設定のファイルの名前なので、比べた結果は書き込めません。名前を .pdf、.html、.md、.json、.txt のどれかで終えてください。"
        ),
        format!(
            "{shown} has the extension of a sheet or of settings, so it is not written. Use .pdf, .html, .md, .json or .txt."
        ),
    ))
}

fn no_out() -> Message {
    Message::new(
        "PDFは画面に出せません。--out でファイルの名前を書いてください。",
        "A PDF cannot be printed to a terminal. Name a file with --out.",
    )
}

/// Warns of sheets that could not be read completely. Returns whether a sheet could not be compared at all.
fn warn_of_unread(pairs: &[SheetPair], console: &Console) -> bool {
    let mut unread = false;
    for pair in pairs {
        for (sheet, ja, en) in [(&pair.old, "旧", "old"), (&pair.new, "新", "new")] {
            let Some(sheet) = sheet.as_ref().filter(|sheet| sheet.is_faulty()) else { continue };
            unread |= sheet.reading.model.is_none();
            console.mention(&unread_warning(sheet, ja, en));
        }
    }
    unread
}

fn unread_warning(sheet: &SheetState, ja: &str, en: &str) -> Message {
    let path = &sheet.file.shown;
    if sheet.reading.model.is_none() {
        return Message::new(
            format!("「{path}」({ja})は読めないので、比べていません。mokuhyo check で確かめてください。"),
            format!("{path} ({en}) cannot be read and was not compared. Run mokuhyo check for details."),
        );
    }
    Message::new(
        format!("「{path}」({ja})には読めない所があり、そこは書かれた字のまま、または空欄として比べました。"),
        format!("Parts of {path} ({en}) cannot be read. They were compared as typed, or as empty."),
    )
}
