//! Pages as SVG, sent as differences.
//!
//! `typst-svg` writes a page as a flat list of elements, then definitions of glyphs whose names are hashes. After an
//! edit most elements are as they were: what a page lacks is the elements between the common beginning and the common
//! end, and the glyphs that it has not seen. That is a hundredth of the whole.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// The pages of a sheet.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    /// The revision of the text on them.
    pub revision: u64,
    pages: Vec<DrawnPage>,
    /// The boxes of the sheet's fields on the pages, as JSON.
    boxes: Value,
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq)]
struct DrawnPage {
    /// Its size in points.
    size: (f64, f64),
    /// Its elements, in the order in which they are drawn.
    elements: Vec<String>,
    /// The definitions that elements refer to, by id.
    definitions: BTreeMap<String, String>,
}

/// The difference from the pages that a browser shows.
#[derive(Serialize)]
struct DrawingDifference<'a> {
    revision: u64,
    pages: Vec<PageDifference<'a>>,
    /// Left out if they have not changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    boxes: Option<&'a Value>,
}

/// The difference of a page: the elements between the first `start` and the last `end` are replaced.
#[derive(Serialize)]
struct PageDifference<'a> {
    width: f64,
    height: f64,
    start: usize,
    end: usize,
    elements: &'a [String],
    definitions: Vec<&'a str>,
}

impl Drawing {
    /// Parses pages of `typst-svg`. Returns `None` if one of them has another structure.
    pub fn new(revision: u64, pages: &[String], boxes: Value) -> Option<Self> {
        let pages = pages.iter().map(|svg| DrawnPage::parse(svg)).collect::<Option<_>>()?;
        Some(Self { revision, pages, boxes })
    }

    /// Returns the difference from the pages `before` as JSON; everything if there were no pages.
    pub(super) fn since(&self, before: Option<&Self>) -> String {
        let blank = DrawnPage::default();
        let old_page = |place: usize| before.and_then(|drawing| drawing.pages.get(place)).unwrap_or(&blank);
        let pages = self.pages.iter().enumerate().map(|(place, page)| page.since(old_page(place))).collect();
        let is_new = before.is_none_or(|before| before.boxes != self.boxes);
        let boxes = is_new.then_some(&self.boxes);
        serde_json::to_string(&DrawingDifference { revision: self.revision, pages, boxes }).expect("JSON")
    }
}

impl DrawnPage {
    fn parse(svg: &str) -> Option<Self> {
        let mut page = Self { size: size(svg)?, ..Self::default() };
        for element in children(svg) {
            match definitions(element) {
                Some(definitions) => page.definitions.extend(definitions),
                None => page.elements.push(element.to_owned()),
            }
        }
        Some(page)
    }

    fn since(&self, before: &Self) -> PageDifference<'_> {
        let (old, new) = (&before.elements, &self.elements);
        let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
        let end = rest.take_while(|(old, new)| old == new).count();
        let is_new = |(id, _): &(&String, &String)| !before.definitions.contains_key(*id);
        PageDifference {
            width: self.size.0,
            height: self.size.1,
            start,
            end,
            elements: &new[start..new.len() - end],
            definitions: self.definitions.iter().filter(is_new).map(|(_, text)| text.as_str()).collect(),
        }
    }
}

/// Returns the width and height in the `viewBox`, or `None` if one of them is missing.
fn size(svg: &str) -> Option<(f64, f64)> {
    let (numbers, _) = svg.split_once("viewBox=\"")?.1.split_once('"')?;
    let mut numbers = numbers.split_whitespace().skip(2).map(str::parse::<f64>);
    let mut number = || numbers.next()?.ok().filter(|length| length.is_finite() && *length > 0.0);
    Some((number()?, number()?))
}

/// Returns the elements inside the outermost one.
fn children(svg: &str) -> Vec<&str> {
    let Some(inside) = svg.find('>').zip(svg.rfind("</")).filter(|(start, end)| start < end) else {
        return Vec::new();
    };
    elements(&svg[inside.0 + 1..inside.1])
}

/// Returns the elements of a text of `typst-svg`, which has no comments, and `<` and `>` only around tags.
fn elements(text: &str) -> Vec<&str> {
    let (mut found, mut depth, mut start, mut at) = (Vec::new(), 0_usize, 0, 0);
    while let Some(open) = text[at..].find('<').map(|offset| offset + at) {
        let Some(close) = text[open..].find('>').map(|offset| offset + open) else { break };
        if depth == 0 {
            start = open;
        }
        let (is_end, is_empty) = (text[open..].starts_with("</"), text[..close].ends_with('/'));
        depth = if is_end { depth.saturating_sub(1) } else { depth + usize::from(!is_empty) };
        if depth == 0 {
            found.push(&text[start..=close]);
        }
        at = close + 1;
    }
    found
}

/// Returns the definitions in a `<defs>` element, each with its id.
fn definitions(element: &str) -> Option<Vec<(String, String)>> {
    element.starts_with("<defs").then(|| {
        let id = |text: &str| text.split_once("id=\"")?.1.split_once('"').map(|(id, _)| id.to_owned());
        children(element)
            .into_iter()
            .filter_map(|definition| Some((id(definition)?, definition.to_owned())))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "<svg viewBox=\"0 0 842 595.5\" xmlns=\"x\"><path d=\"M 0\"/><g a=\"1\"><use href=\"#g1\"/></g><g/>\
                       <defs id=\"glyph\"><symbol id=\"g1\"><path d=\"\"/></symbol></defs></svg>";
    const OTHER: &str = "<svg viewBox=\"0 0 842 595.5\" xmlns=\"x\"><path d=\"M 0\"/><g a=\"2\"><use href=\"#g2\"/></g><g/><g/>\
                         <defs id=\"glyph\"><symbol id=\"g1\"/><symbol id=\"g2\"/></defs></svg>";

    #[test]
    fn a_page_is_its_elements_and_its_definitions() {
        let page = DrawnPage::parse(ONE).unwrap();
        assert_eq!(page.size, (842.0, 595.5));
        assert_eq!(page.elements, ["<path d=\"M 0\"/>", "<g a=\"1\"><use href=\"#g1\"/></g>", "<g/>"]);
        assert_eq!(page.definitions["g1"], "<symbol id=\"g1\"><path d=\"\"/></symbol>");
    }

    #[test]
    fn a_difference_holds_what_is_new() {
        let (old, new) = (
            Drawing::new(1, &[ONE.to_owned()], Value::Null).unwrap(),
            Drawing::new(2, &[OTHER.to_owned()], Value::Null).unwrap(),
        );
        let found: Value = serde_json::from_str(&new.since(Some(&old))).unwrap();
        let page = &found["pages"][0];
        assert_eq!((page["start"].as_u64(), page["end"].as_u64()), (Some(1), Some(1)));
        assert_eq!(page["elements"].as_array().unwrap().len(), 2);
        assert_eq!(page["definitions"], serde_json::json!(["<symbol id=\"g2\"/>"]));
        let whole: Value = serde_json::from_str(&new.since(None)).unwrap();
        assert_eq!(whole["pages"][0]["elements"].as_array().unwrap().len(), 4);
    }
    #[test]
    fn a_page_that_does_not_say_its_size_is_none() {
        for odd in ["", "0 0 842", "0 0 x 1", "0 0 842 0", "0 0 NaN 1", "0 0 842 -1"] {
            let svg = ONE.replace("0 0 842 595.5", odd);
            assert!(Drawing::new(1, &[ONE.to_owned(), svg], Value::Null).is_none(), "{odd}");
        }
        assert!(Drawing::new(1, &["<svg/>".to_owned()], Value::Null).is_none());
    }
}
