//! The page measures that settings may fix: 用紙, 文字の大きさ and とじしろ.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::choice::choices;

choices! {
    /// A paper size.
    pub enum Paper {
        /// 297 × 210 mm; the default.
        A4 = "A4",
        /// 420 × 297 mm.
        A3 = "A3",
    }
}

impl Paper {
    /// Returns the width in millimetres. It is the longer side, because the forms are landscape (ISO 216).
    pub fn width(self) -> f64 {
        match self {
            Self::A4 => 297.0,
            Self::A3 => 420.0,
        }
    }

    /// Returns the height in millimetres, the shorter side.
    pub fn height(self) -> f64 {
        match self {
            Self::A4 => 210.0,
            Self::A3 => 297.0,
        }
    }
}

/// A value of 文字の大きさ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TypeSize {
    /// The largest size that does not add pages; the default.
    Automatic,
    /// A fixed size of the text in cells, in points.
    Points(f64),
}

impl TypeSize {
    /// Returns the smallest and the largest size in points that may be fixed for a paper. Smaller text is not
    /// legible; larger text leaves no column wide enough for a word.
    pub const fn range(paper: Paper) -> (f64, f64) {
        match paper {
            Paper::A4 => (6.5, 12.0),
            Paper::A3 => (9.0, 16.0),
        }
    }
}

impl FromStr for TypeSize {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = folded(text);
        if text == "自動" {
            return Ok(Self::Automatic);
        }
        let number = ["pt", "ポイント"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text);
        Ok(Self::Points(decimal(number)?))
    }
}

/// The edge of the paper at which it is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edge {
    /// The left edge.
    Left,
    /// The top edge.
    Top,
}

/// A binding margin (とじしろ).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Binding {
    /// The bound edge; by default the left one.
    pub edge: Edge,
    /// The width added to the page's margin, in millimetres.
    pub millimetres: f64,
}

impl Binding {
    /// The widest binding margin in millimetres that leaves enough of the page.
    pub const WIDEST: f64 = 30.0;
}

impl FromStr for Binding {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = folded(text);
        let (edge, length) = match text.strip_prefix('上') {
            Some(length) => (Edge::Top, length),
            None => (Edge::Left, text.strip_prefix('左').unwrap_or(&text)),
        };
        let centimetres = ["cm", "センチ"].iter().find_map(|unit| length.strip_suffix(unit));
        let millimetres = ["mm", "ミリメートル", "ミリ"].iter().find_map(|unit| length.strip_suffix(unit));
        let millimetres = match centimetres {
            Some(number) => decimal(number)? * 10.0,
            None => decimal(millimetres.unwrap_or(length))?,
        };
        Ok(Self { edge, millimetres })
    }
}

/// Returns the text after NFKC normalization, in lower case and without white space.
fn folded(text: &str) -> String {
    text.nfkc().filter(|character| !character.is_whitespace()).collect::<String>().to_lowercase()
}

/// Parses a plain decimal number, without a sign or an exponent.
fn decimal(text: &str) -> Result<f64, ()> {
    let is_plain = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|character| character.is_ascii_digit() || character == '.');
    if is_plain { text.parse().map_err(drop) } else { Err(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_a_number_of_points_or_automatic() {
        for text in ["7.5", "7.5pt", "７．５ポイント", " 7.5 PT"] {
            assert_eq!(text.parse(), Ok(TypeSize::Points(7.5)), "{text}");
        }
        assert_eq!("自動".parse(), Ok(TypeSize::Automatic));
        for text in ["", "大", "7,5", "-7", "7mm", "1e1", "inf", "nan", ".", "7.5.1"] {
            assert_eq!(text.parse::<TypeSize>(), Err(()), "{text}");
        }
    }

    #[test]
    fn a_binding_names_its_edge_or_means_the_left() {
        for text in ["10mm", "10", "左10mm", "左 １０ ｍｍ", "1cm", "10ミリ"] {
            assert_eq!(text.parse(), Ok(Binding { edge: Edge::Left, millimetres: 10.0 }), "{text}");
        }
        assert_eq!("上 12.5mm".parse(), Ok(Binding { edge: Edge::Top, millimetres: 12.5 }));
        for text in ["", "右10mm", "mm", "上", "10in", "+10"] {
            assert_eq!(text.parse::<Binding>(), Err(()), "{text}");
        }
    }
}
