//! The texts of the comparison tables: 新旧対照表 and 正誤表.

mod cells;

use self::cells::{cells, changed_paragraph};
use super::{Change, ComparisonEntry, Kind, SheetPair, SheetState, Side, entries, label_path, whole};
use crate::finding::Field;

use crate::sheet::{EraDate, Kinds, Model, Takes};
use crate::view::{Lines, document_date};

/// The kind of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// 新旧対照表: 新 | 旧 | 備考, for those who decide on a revision.
    Shinkyu,
    /// 正誤表: 箇所 | 誤 | 正, for readers of the published sheet.
    Seigo,
}

/// The texts of a comparison table.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The kind.
    pub style: Style,
    /// The title: 新旧対照表 or 正誤表.
    pub title: String,
    /// The publisher.
    pub publisher: String,
    /// The latest date of its sheets.
    pub date: Option<EraDate>,
    /// The headings of the columns.
    pub columns: [String; 3],
    /// The revisions and dates of the two states; empty where neither has any.
    pub states: String,
    /// A section for each sheet that differs.
    pub sections: Vec<Section>,
    /// The text that replaces the sections if no sheet differs.
    pub nothing: String,
}

/// The differences of one sheet.
#[derive(Debug, Clone)]
pub struct Section {
    /// The sheet's title.
    pub title: String,
    /// The file, if paths are requested; else empty.
    pub path: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The cells.
    pub cells: [Cell; 3],
    /// The name of the row, repeated where it continues on another page.
    pub name: String,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The name of the box on the form, shown above the text.
    pub place: String,
    /// The text.
    pub paragraphs: Vec<Paragraph>,
    /// `true` for a moved item, whose position is the difference.
    pub is_moved: bool,
    /// `true` for a word of the table instead of a text: （略）, （新設）.
    pub is_word: bool,
}

/// A line of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The label of the box, in a cell with several boxes.
    pub label: String,
    /// The text in parts, with whether each differs from the other side.
    pub runs: Vec<(String, bool)>,
    /// The style of its beginning.
    pub head: Head,
}

/// The style of a line's beginning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Head {
    /// Flush left.
    #[default]
    Plain,
    /// A paragraph with the form's indent of one em, which replaces this number of typed bytes.
    Indented(usize),
    /// A list item with its 「・」; further lines are indented behind it.
    Item,
}

impl Cell {
    fn word(word: &str) -> Self {
        Self { paragraphs: vec![Paragraph::plain(word)], is_word: true, ..Self::default() }
    }

    fn text(text: &str) -> Self {
        let paragraphs = text.split('\n').map(Paragraph::plain).collect();
        Self { paragraphs, ..Self::default() }
    }
}

impl Paragraph {
    fn plain(text: &str) -> Self {
        Self { runs: vec![(text.to_owned(), false)], ..Self::default() }
    }

    /// Sets the head of the line as the form prints it. `is_prose` is true for a paragraph of the box. An
    /// indent that differs from that of the other side is kept as typed.
    #[must_use]
    fn with_head(mut self, is_prose: bool) -> Self {
        let first = self.runs.first().map_or("", |(text, _)| text.as_str());
        let typed = Lines::typed_indent(first);
        let is_plain =
            typed > 0 && self.runs.first().is_some_and(|(_, changed)| *changed) && self.runs.len() > 1;
        self.head = if Lines::is_item(first) {
            Head::Item
        } else if is_prose && self.label.is_empty() && !is_plain {
            Head::Indented(typed)
        } else {
            Head::Plain
        };
        self
    }

    /// Returns the parts of the text without the typed indent that the form's indent replaces.
    pub fn shown(&self) -> Vec<(&str, bool)> {
        let mut shown: Vec<(&str, bool)> =
            self.runs.iter().map(|(text, changed)| (text.as_str(), *changed)).collect();
        if let (Head::Indented(typed), Some(first)) = (self.head, shown.first_mut()) {
            first.0 = first.0.get(typed..).unwrap_or(first.0);
        }
        shown
    }
}

const OMITTED: &str = "（略）";

/// Additional information for a table.
#[derive(Debug, Clone, Default)]
pub struct TableOptions {
    /// The revisions of the old and the new state, or `None` for the current files.
    pub revisions: [Option<String>; 2],
    /// `true` to show the names of the files.
    pub with_paths: bool,
}

/// Returns the comparison table of the pairs that differ.
pub fn comparison(pairs: &[SheetPair], style: Style, about: &TableOptions) -> Comparison {
    let (title, columns) = match style {
        Style::Shinkyu => ("新旧対照表", ["新", "旧", "備考"]),
        Style::Seigo => ("正誤表", ["箇所", "誤", "正"]),
    };
    let sheets = || pairs.iter().filter_map(|pair| pair.new.as_ref().or(pair.old.as_ref()));
    let publisher = sheets().find_map(|sheet| sheet.settings.publisher.as_ref());
    let nothing = if pairs.iter().all(SheetPair::is_compared) {
        "違いはありません。"
    } else {
        "読めないシートがあり、比べられていません。"
    };
    Comparison {
        style,
        title: title.to_owned(),
        publisher: publisher.map(|publisher| publisher.text.clone()).unwrap_or_default(),
        date: sheets().filter_map(|sheet| dated(sheet.reading.model.as_ref()?)).max(),
        columns: columns.map(str::to_owned),
        states: states(pairs, style, &about.revisions),
        sections: pairs.iter().filter_map(|pair| section(pair, style, about.with_paths)).collect(),
        nothing: nothing.to_owned(),
    }
}

/// Formats the two states: 「旧 HEAD~1(1a2b3c4d) 令和2年4月1日、新 令和2年10月1日」.
fn states(pairs: &[SheetPair], style: Style, revisions: &[Option<String>; 2]) -> String {
    let names = match style {
        Style::Shinkyu => ["旧", "新"],
        Style::Seigo => ["訂正前", "訂正後"],
    };
    let sheets = |place| {
        pairs.iter().filter_map(move |pair| if place == 0 { pair.old.as_ref() } else { pair.new.as_ref() })
    };
    let latest = |place| sheets(place).filter_map(|sheet| sheet.reading.model.as_ref()?.latest_date()).max();
    let named = [0, 1].map(|place| {
        let date = latest(place).map(EraDate::written_out);
        let facts: Vec<String> = revisions[place].clone().into_iter().chain(date).collect();
        (!facts.is_empty()).then(|| format!("{} {}", names[place], facts.join(" ")))
    });
    named.into_iter().flatten().collect::<Vec<_>>().join("、")
}

/// Returns the date of a sheet's own document.
fn dated(model: &Model) -> Option<EraDate> {
    document_date(model.latest_date(), model.year(), None)
}

fn section(pair: &SheetPair, style: Style, with_paths: bool) -> Option<Section> {
    let model = pair.new.as_ref().or(pair.old.as_ref())?.reading.model.as_ref()?;
    let kinds = Kinds::of_form(super::form(model));
    let is_prose = |field: &Field| kinds.at(field) == Some(Takes::Paragraphs);
    let rows = match (&pair.old, &pair.new) {
        (Some(old), Some(new)) => rows(&entries(old.read(), new.read()), style, &is_prose),
        (Some(old), None) => vec![whole_row(&whole(Kind::Removed, old.read()), style)],
        (None, Some(new)) => vec![whole_row(&whole(Kind::Added, new.read()), style)],
        (None, None) => Vec::new(),
    };
    let sheet: &SheetState = pair.new.as_ref().or(pair.old.as_ref())?;
    let title = super::title(sheet.reading.model.as_ref()?, &sheet.settings);
    let path = if with_paths { pair.shown().to_owned() } else { String::new() };
    (!rows.is_empty()).then_some(Section { title, path, rows })
}

/// Returns the rows of a sheet. Each run of equal boxes is replaced by one row of （略）.
fn rows(entries: &[ComparisonEntry], style: Style, is_prose: IsProse) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut omits = false;
    for entry in entries {
        match entry {
            ComparisonEntry::Same => omits = style == Style::Shinkyu,
            ComparisonEntry::InOrder(list) => rows.push(in_order(list, style)),
            ComparisonEntry::Change(change) => {
                rows.extend(std::mem::take(&mut omits).then(omission));
                rows.push(row(change, style, is_prose));
            }
        }
    }
    // A sheet without differences has no rows.
    if !rows.is_empty() && omits {
        rows.push(omission());
    }
    rows
}

/// Returns the note on a list whose items were matched by position.
fn in_order(list: &Field, style: Style) -> Row {
    let (list, paired) = (Cell::text(&label_path(list)), Cell::word("（並び順に対応させて比較）"));
    match style {
        Style::Shinkyu => Row { cells: [paired.clone(), paired, list], ..Row::default() },
        Style::Seigo => Row { cells: [list, paired.clone(), paired], ..Row::default() },
    }
}

fn omission() -> Row {
    Row { cells: [Cell::word(OMITTED), Cell::word(OMITTED), Cell::default()], ..Row::default() }
}

/// A predicate of fields whose values are paragraphs, which the form indents.
type IsProse<'a> = &'a dyn Fn(&Field) -> bool;

fn row(change: &Change, style: Style, is_prose: IsProse) -> Row {
    let (old, new) = cells(change, is_prose);
    arranged(change, old, new, style)
}

/// Returns the row of an added or removed sheet, which shows its title.
fn whole_row(change: &Change, style: Style) -> Row {
    let title = |side: &Option<Side>, substitute| match side {
        Some(side) => Cell { paragraphs: vec![changed_paragraph("", &side.text)], ..Cell::default() },
        None => Cell::word(substitute),
    };
    let (old, new) = (title(&change.old, absent(style)), title(&change.new, "（削除）"));
    arranged(change, old, new, style)
}

fn arranged(change: &Change, mut old: Cell, mut new: Cell, style: Style) -> Row {
    let name = change.side().expect("a change has a side").place.clone();
    let note = if change.kind == Kind::Moved { Cell::text("（移動）") } else { Cell::default() };
    match style {
        Style::Shinkyu => Row { cells: [new, old, note], name },
        Style::Seigo => {
            if change.kind == Kind::Added {
                old = Cell::word(absent(style));
            }
            // The place has a column of its own, unless the places are the difference.
            let place = Cell::text(&published_place(change));
            if change.kind != Kind::Moved {
                old.place.clear();
                new.place.clear();
            }
            Row { cells: [place, old, new], name }
        }
    }
}

/// Returns the word for something that the old state does not have.
fn absent(style: Style) -> &'static str {
    match style {
        Style::Shinkyu => "（新設）",
        Style::Seigo => "（なし）",
    }
}

/// Returns the location as printed in the published (old) sheet. If the corrected sheet has another, because
/// items before it were added or removed, that is added in brackets.
fn published_place(change: &Change) -> String {
    let place =
        |side: &Option<Side>| side.as_ref().map(|side| side.place.clone()).filter(|place| !place.is_empty());
    match (place(&change.old), place(&change.new)) {
        (Some(old), Some(new)) if old != new && change.kind == Kind::Changed => {
            format!("{old}\n（正 {new}）")
        }
        (Some(place), _) if change.kind == Kind::Moved => format!("{place}（移動）"),
        (Some(place), None) => format!("{place}（削除）"),
        (Some(place), _) => place,
        (None, Some(place)) => format!("{place}（追加）"),
        (None, None) => "全体".to_owned(),
    }
}
