//! `roll`: next year's sheets from this year's, edited at their spans.
//!
//! 年度 moves by one year in its own notation. This year's 結果 becomes the newest 実績, and the oldest is removed.
//! 目標 is kept as a comment; dates, symbols and narratives are removed. All other bytes stay: comments, blank
//! lines, the order of keys, quotation marks, line ends. The result is parsed again before it is returned, so
//! that a sheet in an unexpected notation is refused instead of spoiled.

mod carry;
mod destination;
mod draft;
mod files;
mod name;
mod plan;
mod settings;
mod sheet;
mod target;
mod verify;
mod window;
mod years;

use std::sync::Arc;

use self::draft::{SheetDraft, UnsupportedLayout};
pub use self::files::{NewFile, PlanError, PlannedSheet, Target};
pub(super) use self::name::named_alike;
pub use self::plan::Plan;
use self::sheet::is_of_the_year;
use super::fix::with_mark;
use super::source_layout::SourceLayout;
use crate::finding::{Field, Message, Step, brief};
use crate::read::walk;
use crate::sheet::{FiscalYear, Form};
use crate::source::{Source, Span, Text};
use crate::yaml::{self, Node};

/// A sheet of the next year, with the changes of its values.
#[derive(Debug, PartialEq, Eq)]
pub struct Rolled {
    /// The new file's bytes.
    pub bytes: Vec<u8>,
    /// The number of 結果 that became 実績.
    pub carried: usize,
    /// The indicators that had no 結果, at their lines in the old file.
    pub missing: Vec<PlaceToCheck>,
    /// Texts that stay and name the old year or one before it, at their lines in the new file: to be looked
    /// at.
    pub dated: Vec<PlaceToCheck>,
}

/// A place of a sheet that a person should check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceToCheck {
    /// The field.
    pub field: Field,
    /// The line, from 1.
    pub line: usize,
    /// The years that it names; empty where it lacks something.
    pub text: String,
}

/// Why a sheet cannot be rolled.
#[derive(Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It is of another year than the one before, or its year cannot be read.
    OtherYear(Option<FiscalYear>),
    /// It is written in a way that cannot be edited safely: where, if one place is to blame.
    UnsupportedLayout(Option<usize>),
}

impl Obstacle {
    /// Returns the message about the sheet `path` that was to be rolled to `to`.
    pub fn words(&self, path: &str, to: FiscalYear) -> Message {
        match self {
            Self::OtherYear(Some(year)) => Message::new(
                format!(
                    "「{path}」は{year}のシートです。次の年度の --to {} だけが作れます(書かれているのは{to})。",
                    year.before(-1).short()
                ),
                format!(
                    "{path} is of {year}: only the year after it can be made, with --to {}, not {to}.",
                    year.before(-1).short()
                ),
            ),
            Self::OtherYear(None) => Message::new(
                format!("「{path}」の年度を読み取れません。"),
                format!("The 年度 of {path} cannot be read."),
            ),
            Self::UnsupportedLayout(line) => odd(path, *line),
        }
    }
}

fn odd(path: &str, line: Option<usize>) -> Message {
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    Message::new(
        format!(
            "「{path}{line}」は、そのまま次の年度に写せない書き方です。`mokuhyo new` のひな形のような書き方に直してください。"
        ),
        format!(
            "{path}{line} is written in a way that cannot be rolled. Write it like the skeleton of mokuhyo new."
        ),
    )
}

/// Returns the sheet `source`, which is the text of `bytes`, in the year `to`.
///
/// # Errors
/// Where it is not of the year before, or is written in a way that cannot be edited safely.
pub fn rolled(bytes: &[u8], source: &Source, to: FiscalYear) -> Result<Rolled, Obstacle> {
    let root = read(source).ok_or(Obstacle::UnsupportedLayout(None))?;
    let year = root.get("年度").and_then(Node::scalar).and_then(|year| year.trim().parse().ok());
    if year != Some(to.before(1)) {
        return Err(Obstacle::OtherYear(year));
    }
    let layout = SourceLayout::of(source, &root);
    let mut draft = SheetDraft { layout, to, edits: Vec::new(), carried: 0, missing: Vec::new() };
    let text = edited(&mut draft, &root).map_err(|UnsupportedLayout(span)| {
        Obstacle::UnsupportedLayout(Some(source.place(span.start).line))
    })?;
    let new = Source::new(Arc::clone(&source.path), text);
    let new_root = read(&new).ok_or(Obstacle::UnsupportedLayout(None))?;
    if !verify::is_rolled((&draft.layout, &root), (&SourceLayout::of(&new, &new_root), &new_root), to) {
        return Err(Obstacle::UnsupportedLayout(None));
    }
    let missing = draft.missing.into_iter();
    Ok(Rolled {
        bytes: with_mark(bytes, new.text()),
        carried: draft.carried,
        missing: missing.map(|(field, line)| PlaceToCheck { field, line, text: String::new() }).collect(),
        dated: dated(&new, &new_root, to.before(1)),
    })
}

fn read(source: &Source) -> Option<Node> {
    yaml::parse(source.text()).ok()?.root
}

fn edited(draft: &mut SheetDraft, root: &Node) -> Result<String, UnsupportedLayout> {
    match root.get("様式").and_then(Node::scalar).and_then(|name| Form::named(name.trim())) {
        Some(Form::Department) => sheet::department(draft, root)?,
        Some(Form::Ward) => sheet::ward(draft, root)?,
        None => return Err(UnsupportedLayout(Span::default())),
    }
    draft.edited()
}

/// Finds texts that name a past year. 実績 is excluded, since it always does.
fn dated(source: &Source, root: &Node, last: FiscalYear) -> Vec<PlaceToCheck> {
    let mut dated = Vec::new();
    walk(root, &Field::default(), &mut |field, node| {
        let is_history = field.0.iter().any(|step| *step == Step::Key("実績".to_owned()));
        let text = node.scalar().filter(|_| !is_history && !is_of_the_year(field)).unwrap_or_default();
        let years = years::named(text, last);
        if let Some(first) = years.first() {
            let place = Text { text: text.to_owned(), span: node.span }.place(source.text(), first.clone());
            let line = source.place(place.start).line;
            let named: Vec<String> = years.into_iter().map(|year| brief(&text[year])).collect();
            dated.push(PlaceToCheck { field: field.clone(), line, text: named.join("、") });
        }
    });
    dated
}

#[cfg(test)]
mod tests;
