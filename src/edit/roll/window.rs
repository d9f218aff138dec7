//! 実績: the oldest year is removed, and this year's 結果 is added.

use super::super::source_layout::SourceLayout;
use super::carry::carried;
use super::draft::{SheetDraft, UnsupportedLayout, is_filled};
use super::name::named_alike;
use crate::sheet::FiscalYear;
use crate::source::Span;
use crate::yaml::{Data, Entry, Node};

/// Moves the window of an indicator by a year.
pub(super) fn moved(draft: &mut SheetDraft, indicator: &Node) -> Result<(), UnsupportedLayout> {
    let result = indicator.entry("結果").filter(|entry| is_filled(&entry.value));
    match indicator.entry("実績") {
        Some(Entry { value: Node { data: Data::Map(years), .. }, .. }) if !years.is_empty() => {
            slid(draft, years, result)
        }
        Some(actuals) => result.map_or(Ok(()), |result| filled(draft, actuals, result)),
        None => result.map_or(Ok(()), |result| inserted(draft, indicator, result)),
    }
}

fn year(draft: &SheetDraft, entry: &Entry) -> Option<FiscalYear> {
    FiscalYear::of_actual(&entry.key, Some(draft.from()))
}

/// Years before the new window are removed; the new year is added at the end where the newest is.
fn slid(draft: &mut SheetDraft, years: &[Entry], result: Option<&Entry>) -> Result<(), UnsupportedLayout> {
    let oldest = draft.to.before(3);
    for (place, entry) in years.iter().enumerate() {
        if year(draft, entry).is_some_and(|year| year < oldest) {
            removed(draft, entry, years.get(place + 1))?;
        }
    }
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return Ok(()) };
    let name = name(draft, years);
    if draft.layout.is_flow(first.key_span.start) {
        let value = value(draft, result, None)?;
        let touches = !draft.layout.source.text()[end(draft, last)?..].starts_with([' ', '\n', '\r']);
        let space = if value.is_empty() && touches { " " } else { "" };
        let end = end(draft, last)?;
        draft.replace(Span::new(end, end), format!(", {name}:{value}{space}"));
        return Ok(());
    }
    let column = draft.layout.column(first.key_span.start);
    let value = value(draft, result, Some(column))?;
    let (newline, indent) = (draft.layout.newline, " ".repeat(column));
    if year(draft, first) > year(draft, last) {
        let at = first.key_span.start;
        draft.replace(Span::new(at, at), format!("{name}:{value}{newline}{indent}"));
    } else {
        let at = draft.layout.line(end(draft, last)?).end;
        draft.replace(Span::new(at, at), format!("{newline}{indent}{name}:{value}"));
    }
    Ok(())
}

/// Returns the new year's key, in the manner of the newest.
fn name(draft: &SheetDraft, years: &[Entry]) -> String {
    let newest =
        years.iter().filter(|entry| year(draft, entry).is_some()).max_by_key(|entry| year(draft, entry));
    newest.map_or_else(
        || draft.from().short(),
        |entry| {
            let named = named_alike(entry.key.trim(), draft.from());
            draft.layout.source.slice(entry.key_span).replace(entry.key.trim(), &named)
        },
    )
}

/// Returns the result behind its new colon; counted.
fn value(
    draft: &mut SheetDraft,
    result: Option<&Entry>,
    column: Option<usize>,
) -> Result<String, UnsupportedLayout> {
    let Some(result) = result else { return Ok(String::new()) };
    let value_region = draft.value_region(result)?;
    draft.carried += 1;
    Ok(carried(&draft.layout, result, value_region, column))
}

/// Returns where an entry ends.
fn end(draft: &SheetDraft, entry: &Entry) -> Result<usize, UnsupportedLayout> {
    let value_region = draft.value_region(entry)?;
    Ok(draft.layout.end(value_region, &entry.value))
}

/// Takes a year out. One that has a comment stays as a comment, lest the comment seem to be the next year's.
fn removed(draft: &mut SheetDraft, entry: &Entry, next: Option<&Entry>) -> Result<(), UnsupportedLayout> {
    let (start, end) = (entry.key_span.start, end(draft, entry)?);
    if draft.layout.is_flow(start) {
        let end = next.map_or(end, |next| behind_comma(&draft.layout, end, next));
        draft.replace(Span::new(start, end), "");
        return Ok(());
    }
    let whole = Span::new(draft.layout.line(start).start, draft.layout.line(end).end);
    if draft.layout.comments_in(whole).next().is_some() {
        comment_out(draft, whole, draft.layout.column(start));
    } else {
        let behind = draft.layout.source.place(whole.end).line + 1;
        let end = draft.layout.source.line(behind).start.max(whole.end);
        draft.replace(Span::new(whole.start, end), "");
    }
    Ok(())
}

/// Returns the beginning of the next entry, or of a comment before it.
fn behind_comma(layout: &SourceLayout, end: usize, next: &Entry) -> usize {
    let between = Span::new(end, next.key_span.start);
    if layout.comments_in(between).next().is_none() {
        return next.key_span.start;
    }
    layout.source.slice(between).find(',').map_or(end, |comma| end + comma + 1)
}

fn comment_out(draft: &mut SheetDraft, lines: Span, column: usize) {
    let starts: Vec<usize> = draft
        .layout
        .lines(lines)
        .filter(|line| {
            let text = draft.layout.source.slice(*line).trim_start_matches([' ', '\t']);
            !text.is_empty()
                && !draft.layout.comments.iter().any(|comment| comment.start == line.end - text.len())
        })
        .map(|line| (line.start + column).min(line.end))
        .collect();
    for at in starts {
        draft.replace(Span::new(at, at), "# ");
    }
}

/// Fills an empty 実績 with all three years.
fn filled(draft: &mut SheetDraft, actuals: &Entry, result: &Entry) -> Result<(), UnsupportedLayout> {
    let value_region = draft.value_region(actuals)?;
    let years = if draft.layout.is_flow(value_region.after) {
        in_brackets(draft, result)?
    } else {
        let newline = draft.layout.newline;
        format!("{newline}{}", lines(draft, draft.layout.column(actuals.key_span.start), result)?)
    };
    let edit = draft.layout.cleared(value_region, &years);
    draft.edits.push(edit);
    Ok(())
}

/// Inserts a missing 実績 before 目標, as on the form.
fn inserted(draft: &mut SheetDraft, indicator: &Node, result: &Entry) -> Result<(), UnsupportedLayout> {
    let before = indicator.entry("目標").unwrap_or(result);
    let at = before.key_span.start;
    let column = draft.layout.column(at);
    let text = if draft.layout.is_flow(at) {
        format!("実績:{}, ", in_brackets(draft, result)?)
    } else {
        let (newline, indent) = (draft.layout.newline, " ".repeat(column));
        format!("実績:{newline}{}{newline}{indent}", lines(draft, column, result)?)
    };
    draft.replace(Span::new(at, at), text);
    Ok(())
}

/// Returns the three years, a line each, under a key in the column `column`.
fn lines(draft: &mut SheetDraft, column: usize, result: &Entry) -> Result<String, UnsupportedLayout> {
    let column = column + 2;
    let value = value(draft, Some(result), Some(column))?;
    let [first, second, third] = draft.to.window().map(FiscalYear::short);
    let (newline, indent) = (draft.layout.newline, " ".repeat(column));
    Ok(format!("{indent}{first}:{newline}{indent}{second}:{newline}{indent}{third}:{value}"))
}

fn in_brackets(draft: &mut SheetDraft, result: &Entry) -> Result<String, UnsupportedLayout> {
    let value = value(draft, Some(result), None)?;
    let [first, second, third] = draft.to.window().map(FiscalYear::short);
    Ok(format!(" {{ {first}: , {second}: , {third}:{value} }}"))
}
