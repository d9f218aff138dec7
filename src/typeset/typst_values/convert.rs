//! Parts of views that become values field by field.

use typst::foundations::{Datetime, Dict, IntoValue, Str, Value, dict};
use typst::layout::{Abs, Ratio};

use super::{ValueBuilder, array};
use crate::diff::{Cell, Comparison, Paragraph, Row, Section, Style};
use crate::finding::Severity;
use crate::sheet::{Binding, Edge, EraDate, Paper};
use crate::typeset::ink_extent::Area;
use crate::typeset::overlay::{MarginEntry, MarkedValue, PageMarks, Side};
use crate::view::proof::{ListRow, ListView, ListedFinding, PartKind, Stamp, Tint};
use crate::view::{
    BarKind, BarView, ChartView, CoverView, DepartmentView, DocumentView, IndexRow, IndexView, Labelled,
    Labels, LegendView, Lines, Served, TrendPart, TrendView, WardView,
};

/// A part of a view that a template receives.
pub(super) trait Convert {
    fn convert(&self, builder: &mut ValueBuilder) -> Value;
}

/// A part that a template receives as a dictionary of its fields.
pub(super) trait Fields {
    fn fields(&self, builder: &mut ValueBuilder) -> Dict;
}

impl<T: Fields> Convert for T {
    fn convert(&self, builder: &mut ValueBuilder) -> Value {
        self.fields(builder).into_value()
    }
}

impl<T: Convert> Convert for [T] {
    fn convert(&self, builder: &mut ValueBuilder) -> Value {
        array(self.iter().map(|part| part.convert(builder))).into_value()
    }
}

impl<T: Convert> Convert for Option<T> {
    fn convert(&self, builder: &mut ValueBuilder) -> Value {
        self.as_ref().map_or(Value::None, |part| part.convert(builder))
    }
}

/// Implements [`Convert`] by functions, or for enums by the names of their variants, and [`Fields`] for structs.
/// Templates spell names in lower case with hyphens.
///
/// A field is converted by its type, or by the method of [`ValueBuilder`] behind `=>`, with its further arguments. The
/// function behind `+` adds what is computed. Templates do not receive the fields behind `;`.
macro_rules! values {
    ($(
        $type:ty {
            $($field:ident $(=> $method:ident $(($argument:expr))?)?),+
            $(; $($unused:ident),+)?
        } $(+ ($added:expr))?
    )+) => {
        $(impl Fields for $type {
            fn fields(&self, builder: &mut ValueBuilder) -> Dict {
                let Self { $($field,)+ $($($unused: _,)+)? } = self;
                let mut dict = Dict::new();
                $(
                    let value = values!(builder, $field $(, $method $(, $argument)?)?);
                    dict.insert(key(stringify!($field)), value);
                )+
                $(
                    let added: fn(&Self, &mut ValueBuilder) -> Dict = $added;
                    let dict = dict + added(self, builder);
                )?
                dict
            }
        })+
    };
    ($(enum $type:ident { $($variant:ident),+ })+) => {
        $(impl Convert for $type {
            fn convert(&self, _: &mut ValueBuilder) -> Value {
                key(match self { $(Self::$variant => stringify!($variant)),+ }).into_value()
            }
        })+
    };
    ($(impl $type:ty => $value:expr;)+) => {
        $(impl Convert for $type {
            fn convert(&self, builder: &mut ValueBuilder) -> Value {
                let value: fn(&Self, &mut ValueBuilder) -> _ = $value;
                value(self, builder).into_value()
            }
        })+
    };
    ($builder:ident, $field:ident) => { $field.convert($builder) };
    ($builder:ident, $field:ident, $method:ident $(, $argument:expr)?) => {
        $builder.$method($field $(, $argument)?).into_value()
    };
}

values! {
    impl Lines => |part, builder| builder.lines(part);
    impl Labels => |part, builder| -> Dict {
        part.0.iter().map(|(key, label)| (key.as_str().into(), label.convert(builder))).collect()
    };
    impl String => |part, _| part.as_str().into_value();
    impl bool => |part, _| *part;
    impl Severity => |part, _| part.name();
    impl EraDate => |part, _| datetime(*part);
    impl Option<Binding> => |part, _| array(binding(*part));
    // The length of a bar in thousandths, and whether it points upwards.
    impl u16 => |part, _| Ratio::new(f64::from(*part) / 1000.0);
    impl (u16, bool) => |part, builder| dict! { "share" => part.0.convert(builder), "upwards" => part.1 };
    // A position in points.
    impl (f64, f64) => |part, _| array([Abs::pt(part.0), Abs::pt(part.1)]);
    impl [(f64, f64); 2] => |part, builder| part.as_slice().convert(builder);
    // A bar in a margin, and a marked part of a text.
    impl (Side, Area) => |part, builder| area(part.1) + dict! { "side" => part.0.convert(builder) };
    impl (Area, &PartKind) => |part, _| area(part.0) + dict! { "kind" => line_kind(part.1) };
    impl Paragraph => |part, builder| builder.paragraph_of_runs(part);
    impl Served => |part, builder| builder.served(part);
    impl TrendPart => |part, builder| builder.trend_part(part);
    impl ListedFinding => |part, builder| builder.margin_line(part);
}

values! {
    DocumentView { title, publisher, date, paper, foot, running, binding, mark => draft_mark; size } + (
        |part, builder| dict! { "size" => Abs::pt(builder.sizing(part).size) }
    )
    DepartmentView {
        document, heading, contact => cell_of("date"), year, division => cell_of("division"),
        section => cell_of("section"), purpose => prose, dates; labels, years, goals, legends, narratives, row
    }
    Labelled { label, value }
    LegendView { label, symbols => symbols; of, meanings }
    WardView {
        document, heading, labels, organization, mayor, purpose => prose, policy => paragraphs, remark => prose,
        results => narrative, count, achieved, direction => narrative; goals
    }
    CoverView { year, title, subtitle, mayor, publisher, date }
    IndexView { heading, heads, rows, nothing }
    IndexRow { number, text => by_phrases, served }
    TrendView { heading, note => paragraphs, parts; nothing }
    ChartView { goal, item => by_phrases, remark, bars, zero, alternative }
    BarView { label, value, kind, share, is_pending } + (|part, _| dict! { "lines" => part.value.lines.len() })
    PageMarks<'_> { spots, parts, margin, bars }
    MarkedValue<'_> { boxed, free, line, tint, notes => numbers; area } + (|part, _| area(part.area))
    MarginEntry { side, entries; top, bottom } + (
        |part, _| dict! { "y" => Abs::pt(part.top), "room" => Abs::pt(part.bottom - part.top) }
    )
    Stamp { mark, facts, page, list_page; widened }
    ListView { heading, summary, heads, rows }
    ListRow { number, severity, kind, place, line, message => by_phrases, help => by_phrases }
    Comparison {
        style, title => bare, states => bare, columns => bare_heads, sections, nothing => bare; publisher, date
    } + (|part, builder| builder.document_of(part))
    Section { title => bare, path => bare, rows } + (|part, builder| dict! { "is-short" => builder.is_short(part) })
    Row { cells, name => bare } + (|part, builder| dict! { "is-tall" => builder.is_tall(part) })
    Cell { place => bare, paragraphs, is_moved, is_word }
}

values! {
    enum BarKind { Actual, Target, Result }
    enum Paper { A4, A3 }
    enum Side { Left, Right }
    enum Style { Shinkyu, Seigo }
    enum Tint { Wanted, Unread }
}

/// Spells a name as templates do.
fn key(name: &str) -> Str {
    name.replace('_', "-").to_lowercase().into()
}

fn datetime(date: EraDate) -> Option<Datetime> {
    let (year, month, day) = date.parts();
    Datetime::from_ymd(year, month, day)
}

/// Returns the additional margins at the left and at the top of each page.
fn binding(binding: Option<Binding>) -> [Abs; 2] {
    let at = |edge| binding.filter(|binding| binding.edge == edge).map_or(0.0, |binding| binding.millimetres);
    [Abs::mm(at(Edge::Left)), Abs::mm(at(Edge::Top))]
}

/// Returns how a part of a text is marked.
fn line_kind(kind: &PartKind) -> &'static str {
    match kind {
        PartKind::Unprintable => "unprintable",
        PartKind::Found(severity, _) => severity.name(),
        PartKind::Line(_) | PartKind::Removed | PartKind::Added | PartKind::Tag => "line",
    }
}

fn area(area: Area) -> Dict {
    dict! {
        "x" => Abs::pt(area.left),
        "y" => Abs::pt(area.top),
        "width" => Abs::pt(area.right - area.left),
        "height" => Abs::pt(area.bottom - area.top),
    }
}
