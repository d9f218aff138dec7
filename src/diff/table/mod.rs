//! The words of the tables that officers make of differences: 新旧対照表 and 正誤表.

mod cells;

use self::cells::{cells, changed_paragraph};
use super::{Change, ComparisonEntry, Kind, SheetPair, SheetState, Side, entries, label_path, whole};
use crate::finding::Field;

use crate::sheet::{EraDate, Kinds, Model, Takes};
use crate::view::{Lines, document_date};

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// 新旧対照表: 新 | 旧 | 備考, for those who decide on a revision.
    Shinkyu,
    /// 正誤表: 箇所 | 誤 | 正, for those who hold the published sheet.
    Seigo,
}

/// A table of differences in words.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Which table.
    pub style: Style,
    /// 新旧対照表 or 正誤表.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The latest date of its sheets.
    pub date: Option<EraDate>,
    /// The heads of the columns.
    pub columns: [String; 3],
    /// The two states by their revisions and dates; empty where neither has any.
    pub states: String,
    /// A section for each sheet that differs.
    pub sections: Vec<Section>,
    /// What stands in the place of sections where there are none.
    pub nothing: String,
}

/// What differs in one sheet.
#[derive(Debug, Clone)]
pub struct Section {
    /// The sheet's title.
    pub title: String,
    /// Its file, where that is asked for; else empty.
    pub path: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// What stands in each column.
    pub cells: [Cell; 3],
    /// What it is called where it goes on over a page.
    pub name: String,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Which box of the paper is meant, above its text.
    pub place: String,
    /// The text.
    pub paragraphs: Vec<Paragraph>,
    /// Whether that box is what differs: the item was moved.
    pub is_moved: bool,
    /// Whether it holds a word of the table in the place of a text: （略）, （新設）.
    pub is_word: bool,
}

/// A line of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The box that it stands in, where a cell tells of several.
    pub label: String,
    /// Its characters, with whether they differ from those of the other side.
    pub runs: Vec<(String, bool)>,
    /// How it begins.
    pub head: Head,
}

/// How a line begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Head {
    /// At the left, as its other lines do.
    #[default]
    Plain,
    /// A paragraph of the paper, which begins one em in. The form's indent stands for the bytes that the writer typed
    /// there.
    Indented(usize),
    /// An item of a list, with its 「・」: its other lines begin behind that.
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

    /// Returns the same line with the head that the paper gives it. `is_prose` says whether it is one of the box's
    /// paragraphs. An indent that differs from that of the other side stays as it is typed.
    #[must_use]
    fn headed(mut self, is_prose: bool) -> Self {
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

    /// Returns the characters that stand behind the indent of the paper.
    pub fn shown(&self) -> Vec<(&str, bool)> {
        let mut shown: Vec<(&str, bool)> =
            self.runs.iter().map(|(text, changed)| (text.as_str(), *changed)).collect();
        if let (Head::Indented(typed), Some(first)) = (self.head, shown.first_mut()) {
            first.0 = first.0.get(typed..).unwrap_or_default();
        }
        shown
    }
}

const OMITTED: &str = "（略）";

/// What a table tells beside its rows.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The revisions of the old and the new state; nothing for files as they are.
    pub revisions: [Option<String>; 2],
    /// Whether it names the files.
    pub with_paths: bool,
}

/// The table of the pairs that differ.
pub fn comparison(pairs: &[SheetPair], style: Style, about: &About) -> Comparison {
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

/// 「旧 HEAD~1(1a2b3c4d) 令和2年4月1日、新 令和2年10月1日」.
fn states(pairs: &[SheetPair], style: Style, revisions: &[Option<String>; 2]) -> String {
    let names = match style {
        Style::Shinkyu => ["旧", "新"],
        Style::Seigo => ["訂正前", "訂正後"],
    };
    let sheets = |place| {
        pairs.iter().filter_map(move |pair| if place == 0 { pair.old.as_ref() } else { pair.new.as_ref() })
    };
    let latest = |place| sheets(place).filter_map(|sheet| sheet.reading.model.as_ref()?.latest_date()).max();
    let told = [0, 1].map(|place| {
        let date = latest(place).map(EraDate::written_out);
        let facts: Vec<String> = revisions[place].clone().into_iter().chain(date).collect();
        (!facts.is_empty()).then(|| format!("{} {}", names[place], facts.join(" ")))
    });
    told.into_iter().flatten().collect::<Vec<_>>().join("、")
}

/// The date that a sheet's own document bears.
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

/// The rows of a sheet; in the place of each run of boxes that are the same, one that leaves them out.
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
    // A sheet without differences has no rows at all.
    if !rows.is_empty() && omits {
        rows.push(omission());
    }
    rows
}

/// Says of a list that its items were paired in their order.
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

/// Whether the value of a field is paragraphs, which the paper indents.
type IsProse<'a> = &'a dyn Fn(&Field) -> bool;

fn row(change: &Change, style: Style, is_prose: IsProse) -> Row {
    let (old, new) = cells(change, is_prose);
    arranged(change, old, new, style)
}

/// A sheet that came or went is told by its title.
fn whole_row(change: &Change, style: Style) -> Row {
    let title = |side: &Option<Side>, other| match side {
        Some(side) => Cell { paragraphs: vec![changed_paragraph("", &side.text)], ..Cell::default() },
        None => Cell::word(other),
    };
    let (old, new) = (title(&change.old, absent(style)), title(&change.new, "（削除）"));
    arranged(change, old, new, style)
}

fn arranged(change: &Change, mut old: Cell, mut new: Cell, style: Style) -> Row {
    let name = change.side().map(|side| side.place.clone()).unwrap_or_default();
    let note = if change.kind == Kind::Moved { Cell::text("（移動）") } else { Cell::default() };
    match style {
        Style::Shinkyu => Row { cells: [new, old, note], name },
        Style::Seigo => {
            if change.kind == Kind::Added {
                old = Cell::word(absent(style));
            }
            // The place has a column of its own, except where the places themselves are what differs.
            let place = Cell::text(&found_at(change));
            if change.kind != Kind::Moved {
                old.place.clear();
                new.place.clear();
            }
            Row { cells: [place, old, new], name }
        }
    }
}

/// What stands for something that the old state does not have.
fn absent(style: Style) -> &'static str {
    match style {
        Style::Shinkyu => "（新設）",
        Style::Seigo => "（なし）",
    }
}

/// Where a holder of the published sheet finds it: at its old place, where it had one. Where others
/// came or went before it, the mended sheet has another.
fn found_at(change: &Change) -> String {
    let place =
        |side: &Option<Side>| side.as_ref().map(|side| side.place.clone()).filter(|it| !it.is_empty());
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
