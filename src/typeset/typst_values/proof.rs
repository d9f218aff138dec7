//! The values of `proof.typ` and `findings.typ`.

use typst::foundations::{Array, Dict, IntoValue, Value, dict};
use typst::layout::Abs;

use super::{ValueBuilder, array};
use crate::finding::Severity;
use crate::typeset::ink_extent::Area;
use crate::typeset::overlay::{MarginEntry, MarkedValue, Overlay, PageMarks, Side};
use crate::view::Lines;
use crate::view::proof::{ListRow, ListView, Note, PartKind, Stamp, Tint};

impl ValueBuilder<'_> {
    /// Converts the additions of a proof.
    pub(super) fn proof(&mut self, overlay: &Overlay) -> Dict {
        let proof = overlay.proof;
        dict! {
            "watermark" => self.lines(&proof.watermark),
            "stamp" => self.stamp(&proof.stamp, overlay.is_wide && !proof.wide),
            "wide" => overlay.is_wide,
            "scale" => overlay.scale,
            "pages" => array(overlay.pages.iter().map(|page| self.page(page))),
            "list" => proof.list.as_ref().map_or(Value::None, |list| self.findings(list).into_value()),
        }
    }

    /// Converts the head of a proof. It mentions larger paper that was chosen automatically.
    fn stamp(&mut self, stamp: &Stamp, is_widened: bool) -> Dict {
        let widened = is_widened.then_some(&stamp.widened);
        dict! {
            "mark" => self.lines(&stamp.mark),
            "facts" => self.list(stamp.facts.iter().chain(widened)),
            "page" => self.lines(&stamp.page),
            "list-page" => self.lines(&stamp.list_page),
        }
    }

    fn page(&mut self, page: &PageMarks) -> Dict {
        dict! {
            "spots" => array(page.spots.iter().map(|spot| self.spot(spot))),
            "parts" => array(page.parts.iter().map(|(area, kind)| part(*area, kind))),
            "margin" => array(page.margin.iter().map(|margin_entry| self.margin_entry(margin_entry))),
            "bars" => array(page.bars.iter().map(|(side, place)| bar(*side, *place))),
        }
    }

    fn spot(&mut self, spot: &MarkedValue) -> Dict {
        area(spot.area)
            + dict! {
                "boxed" => spot.boxed,
                "free" => spot.free.map(|(x, y)| array([Abs::pt(x), Abs::pt(y)])),
                "tint" => spot.tint.map(tint),
                "notes" => array(Note::labels(&spot.notes).into_iter().map(|note| self.note(note))),
            }
    }

    fn note(&mut self, (number, weight): (Lines, Severity)) -> Dict {
        dict! { "number" => self.lines(&number), "severity" => weight.name() }
    }

    fn margin_entry(&mut self, margin_entry: &MarginEntry) -> Dict {
        let mut line = |text: &str| self.lines(&Lines::label(text));
        let entries: Array = array(margin_entry.entries.iter().map(|entry| {
            let address = entry.address.as_ref().map(|address| line(address));
            dict! { "address" => address, "line" => line(&entry.line) }
        }));
        dict! {
            "side" => named(margin_entry.side),
            "y" => Abs::pt(margin_entry.top),
            "room" => Abs::pt(margin_entry.bottom - margin_entry.top),
            "entries" => entries,
        }
    }

    fn findings(&mut self, list: &ListView) -> Dict {
        dict! {
            "heading" => self.lines(&list.heading),
            "summary" => self.lines(&list.summary),
            "heads" => self.list(&list.heads),
            "rows" => array(list.rows.iter().map(|row| self.finding(row))),
        }
    }

    fn finding(&mut self, row: &ListRow) -> Dict {
        dict! {
            "number" => self.lines(&row.number),
            "severity" => row.severity.name(),
            "kind" => self.lines(&row.kind),
            "place" => self.lines(&row.place),
            "line" => self.lines(&row.line),
            "message" => self.by_phrases(&row.message),
            "help" => self.by_phrases(&row.help),
        }
    }
}

fn bar(side: Side, place: Area) -> Dict {
    area(place) + dict! { "side" => named(side) }
}

fn named(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
    }
}

fn part(place: Area, kind: &PartKind) -> Dict {
    let kind = match kind {
        PartKind::Unprintable => "unprintable",
        PartKind::Found(severity, _) => severity.name(),
        PartKind::Line(_) | PartKind::Removed | PartKind::Added | PartKind::Tag => "line",
    };
    area(place) + dict! { "kind" => kind }
}

fn area(area: Area) -> Dict {
    dict! {
        "x" => Abs::pt(area.left),
        "y" => Abs::pt(area.top),
        "width" => Abs::pt(area.right - area.left),
        "height" => Abs::pt(area.bottom - area.top),
    }
}

fn tint(tint: Tint) -> &'static str {
    match tint {
        Tint::Wanted => "wanted",
        Tint::Unread => "unread",
    }
}
