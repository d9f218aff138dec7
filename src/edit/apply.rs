//! A wish → a text in which it is fulfilled.

use super::fix::applied;
use super::place::Sheet;
use super::plan::{EditPlan, PlanFailure, Planner};
use super::value::Edits;
use super::{Edited, Refusal, Wish, verify};
use crate::finding::{Finding, Message, Rule};
use crate::read::Reader;
use crate::sheet::Form;
use crate::source::{Edit, Source, Span};
use crate::yaml::{self, Node};

/// The byte order mark, which a source's text does not have and a file keeps.
const MARK: char = '\u{FEFF}';

/// Fulfils a wish in the text of a sheet of `form`.
///
/// What comes out has been read again: the one value is the wish, every other value and every comment is what it
/// was, and no byte outside the edits has changed.
///
/// # Errors
/// A finding where the wish has no place in the form, or cannot be fulfilled safely.
pub fn apply(reader: &Reader, text: &str, form: Form, wish: &Wish) -> Result<Edited, Refusal> {
    let source = Source::new("", text);
    let mark = if text.starts_with(MARK) { "\u{FEFF}" } else { "" };
    let done = match (&wish, source.text().ends_with(['\n', '\r'])) {
        (Wish::Set { .. } | Wish::Clear { .. }, _) | (_, true) => fulfilled(reader, &source, form, wish)?,
        _ => without_last_break(reader, &source, form, wish)?,
    };
    Ok(Edited { text: format!("{mark}{}", done.text), ..done })
}

/// Treats items as whole lines: a last line without a break has one while they are put in order.
fn without_last_break(reader: &Reader, source: &Source, form: Form, wish: &Wish) -> Result<Edited, Refusal> {
    let newline = source.newline();
    let whole = Source::new("", format!("{}{newline}", source.text()));
    let done = fulfilled(reader, &whole, form, wish)?;
    let text = done.text.strip_suffix(newline).unwrap_or(&done.text).to_owned();
    Ok(Edited { edits: difference(source.text(), &text), text, ..done })
}

fn fulfilled(reader: &Reader, source: &Source, form: Form, wish: &Wish) -> Result<Edited, Refusal> {
    let unreadable = || refusal(wish, Span::default(), unreadable());
    let root = yaml::parse(source.text()).ok().and_then(|parsed| parsed.root).ok_or_else(unreadable)?;
    let before = verify::before(reader, source, &root).ok_or_else(unreadable)?;
    let outline = reader.outline(form);
    let planner = Planner { sheet: Sheet::of(source, &root, outline), form };
    if planner.is_fulfilled(wish) {
        return Ok(Edited {
            edits: Vec::new(),
            text: source.text().to_owned(),
            removed_comments: Vec::new(),
        });
    }
    let refused = |words| refusal(wish, nearest(&root, wish), words);
    let (plan, is_single) = match planner.plan(wish) {
        Ok(plan) => (Some(plan), false),
        Err(PlanFailure::Single) => (Some(planner.listed(wish).ok_or_else(|| refused(odd()))?), true),
        Err(PlanFailure::NoPlace) => return Err(refused(no_place())),
        Err(PlanFailure::NoItem) => return Err(refused(no_item())),
        Err(PlanFailure::UnsupportedLayout) => (None, false),
    };
    let mend_verifier = |plan: EditPlan| {
        let EditPlan { candidates, expected, removed_comments } = plan;
        let mut made = candidates.into_iter().map(|edits| made(source, edits));
        let (edits, text) =
            made.find(|(_, text)| verify::has_expected_contents(reader, outline, text, &before, &expected))?;
        Some(Edited { edits, text, removed_comments })
    };
    let done = match plan.and_then(mend_verifier) {
        Some(done) if !is_single => return Ok(done),
        Some(done) => done,
        // A value that others refer to by its name is written out first.
        None => planner.written_out(wish).and_then(mend_verifier).ok_or_else(|| refused(odd()))?,
    };
    // Another step was needed first: a list of the text, or the text alone.
    let next = fulfilled(reader, &Source::new("", done.text), form, wish)?;
    Ok(Edited { edits: difference(source.text(), &next.text), ..next })
}

/// Makes edits, but for those that change nothing.
fn made(source: &Source, mut edits: Edits) -> (Edits, String) {
    edits.sort_by_key(|edit| edit.span);
    edits.retain(|edit| source.slice(edit.span) != edit.text);
    let text = applied(source.text(), &edits.iter().collect::<Vec<_>>());
    (edits, text)
}

/// Returns the single shortest edit between two texts; no edit if they are equal.
pub fn difference(old: &str, new: &str) -> Vec<Edit> {
    if old == new {
        return Vec::new();
    }
    let prefix = old.bytes().zip(new.bytes()).take_while(|(old, new)| old == new).count();
    let start = old.floor_char_boundary(prefix).min(new.floor_char_boundary(prefix));
    let longest = old.len().min(new.len()) - start;
    let suffix = old.bytes().rev().zip(new.bytes().rev()).take(longest);
    let suffix = suffix.take_while(|(old, new)| old == new).count();
    let end = (0..=suffix)
        .rev()
        .find(|length| old.is_char_boundary(old.len() - length) && new.is_char_boundary(new.len() - length));
    let end = end.expect("the end of a text is between characters");
    vec![Edit::new(Span::new(start, old.len() - end), new[start..new.len() - end].to_owned())]
}

fn nearest(root: &Node, wish: &Wish) -> Span {
    root.nearest(wish.address().field()).0
}

fn refusal(wish: &Wish, span: Span, [message, help]: [Message; 2]) -> Refusal {
    let finding = Finding::new(Rule::YAML_SYNTAX, span, message, help);
    Refusal(Box::new(finding.in_field(wish.address().field().clone())))
}

fn unreadable() -> [Message; 2] {
    [
        Message::new(
            "ファイルの書き方に、読み取れない所があります。このままでは書き換えられません。",
            "Part of the file cannot be read, so that it cannot be edited here.",
        ),
        Message::new(
            "先に、指摘に従ってファイルを直してください。",
            "Correct the file first, as its findings say.",
        ),
    ]
}

fn no_place() -> [Message; 2] {
    [
        Message::new("この様式に、この欄はありません。", "The form has no such box."),
        Message::new("ページを読み込み直してください。", "Load the page again."),
    ]
}

fn no_item() -> [Message; 2] {
    [
        Message::new("この行は、もうありません。", "The list has no such item any more."),
        Message::new("ページを読み込み直してください。", "Load the page again."),
    ]
}

fn odd() -> [Message; 2] {
    [
        Message::new(
            "この欄は、ほかの所を変えずには書き換えられない書き方になっています。何も変えていません。",
            "This box is written in a way that cannot be edited without changing something else. Nothing is changed.",
        ),
        Message::new(
            "ファイルをエディタで開いて、`mokuhyo new` のひな形のような書き方に直してください。",
            "Open the file in an editor, and write it like the skeleton of mokuhyo new.",
        ),
    ]
}

#[cfg(test)]
mod tests;
