//! TrueType fonts without their hints (OpenType 1.9, `glyf`, `loca`, `fpgm`, `prep`, `cvt `).
//!
//! Hints are programs that fit a glyph to the pixels of a coarse screen. They are a third of what a PDF embeds of
//! our fonts, and at 72 to 144 pixels an inch `PDFium`, which is what Chrome and Edge show PDFs with, draws the same
//! page with them and without to the eye. Outlines, metrics and character maps stay as they are.

use write_fonts::FontBuilder;
use write_fonts::read::tables::loca::Loca;
use write_fonts::read::{FontRef, TableProvider};
use write_fonts::types::Tag;

/// Programs of hints, tables that only they need, and the signature of the font as it was.
const PROGRAMS: [&[u8; 4]; 8] = [b"fpgm", b"prep", b"cvt ", b"cvar", b"hdmx", b"VDMX", b"LTSH", b"DSIG"];

/// The signs of a composite glyph's component.
const WORDS: u16 = 0x0001;
const SCALE: u16 = 0x0008;
const MORE: u16 = 0x0020;
const TWO_SCALES: u16 = 0x0040;
const MATRIX: u16 = 0x0080;
const INSTRUCTIONS: u16 = 0x0100;

/// The same font without hints; nothing where it is not a TrueType font that can be read.
pub(crate) fn unhinted(font: &[u8]) -> Option<Vec<u8>> {
    let font = FontRef::new(font).ok()?;
    let glyf = font.glyf().ok()?;
    let (glyphs, places) = glyphs_of(glyf.offset_data().as_bytes(), &font.loca(None).ok()?)?;
    let mut builder = FontBuilder::new();
    builder.add_raw(Tag::new(b"glyf"), glyphs).add_raw(Tag::new(b"loca"), places);
    for record in font.table_directory().table_records() {
        let tag = record.tag();
        if !builder.contains(tag) && !PROGRAMS.contains(&&tag.to_be_bytes()) {
            builder.add_raw(tag, font.data_for_tag(tag)?.as_bytes());
        }
    }
    Some(builder.build())
}

/// The glyphs without their programs, and where each begins.
fn glyphs_of(glyf: &[u8], loca: &Loca) -> Option<(Vec<u8>, Vec<u8>)> {
    let is_long = matches!(loca, Loca::Long(_));
    let at = |place: usize| usize::try_from(loca.get_raw(place)?).ok();
    let (mut glyphs, mut places) = (Vec::new(), Vec::new());
    for place in 0..=loca.len() {
        if is_long {
            places.extend(u32::try_from(glyphs.len()).ok()?.to_be_bytes());
        } else {
            places.extend(u16::try_from(glyphs.len() / 2).ok()?.to_be_bytes());
        }
        if place < loca.len() {
            glyphs.extend(glyph(glyf.get(at(place)?..at(place + 1)?)?)?);
            // What counts in pairs has to begin at one.
            glyphs.resize(glyphs.len().next_multiple_of(if is_long { 1 } else { 2 }), 0);
        }
    }
    Some((glyphs, places))
}

fn glyph(glyph: &[u8]) -> Option<Vec<u8>> {
    match short(glyph, 0) {
        None => Some(Vec::new()),
        Some(contours) if contours < 0x8000 => simple(glyph, 10 + 2 * usize::from(contours)),
        Some(_) => composite(glyph.to_vec()),
    }
}

/// A simple glyph, whose program's length stands at `end`; one without contours may end there.
fn simple(glyph: &[u8], end: usize) -> Option<Vec<u8>> {
    if glyph.len() == end {
        return Some(glyph.to_vec());
    }
    let behind = end + 2 + usize::from(short(glyph, end)?);
    Some([glyph.get(..end)?, &[0, 0], glyph.get(behind..)?].concat())
}

/// A glyph that is made of others; its program stands behind them.
fn composite(mut glyph: Vec<u8>) -> Option<Vec<u8>> {
    let mut at = 10;
    loop {
        let signs = short(&glyph, at)?;
        glyph[at..at + 2].copy_from_slice(&(signs & !INSTRUCTIONS).to_be_bytes());
        at += 4 + if signs & WORDS != 0 { 4 } else { 2 };
        at += match signs {
            _ if signs & SCALE != 0 => 2,
            _ if signs & TWO_SCALES != 0 => 4,
            _ if signs & MATRIX != 0 => 8,
            _ => 0,
        };
        if signs & MORE == 0 {
            glyph.truncate(at);
            return Some(glyph);
        }
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}
