//! TrueType fonts without their hints (OpenType 1.9, `glyf`, `loca`, `fpgm`, `prep`, `cvt `).
//!
//! Hints are programs that fit a glyph to the pixels of a coarse screen. They are a third of what a PDF embeds of
//! our fonts, and at 72 to 144 pixels an inch `PDFium`, which is what Chrome and Edge show PDFs with, draws the same
//! page with them and without to the eye. Outlines, metrics and character maps stay as they are.

use std::collections::BTreeMap;

/// A font's tables by their tags.
type Tables = BTreeMap<[u8; 4], Vec<u8>>;

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
    let mut tables = tables(font)?;
    let glyphs = usize::from(short(tables.get(b"maxp")?, 4)?);
    let is_long = short(tables.get(b"head")?, 50)? != 0;
    let (glyf, loca) = glyphs_of(tables.get(b"glyf")?, tables.get(b"loca")?, glyphs, is_long)?;
    tables.insert(*b"glyf", glyf);
    tables.insert(*b"loca", loca);
    for tag in PROGRAMS {
        tables.remove(tag);
    }
    written(font.get(..4)?, tables)
}

fn tables(font: &[u8]) -> Option<Tables> {
    let count = usize::from(short(font, 4)?);
    (0..count)
        .map(|place| {
            let record = font.get(12 + 16 * place..28 + 16 * place)?;
            let (offset, length) = (long(record, 8)?, long(record, 12)?);
            let table = font.get(offset..offset.checked_add(length)?)?;
            Some((record.get(..4)?.try_into().ok()?, table.to_vec()))
        })
        .collect()
}

/// The glyphs without their programs, and where each begins.
fn glyphs_of(glyf: &[u8], loca: &[u8], count: usize, is_long: bool) -> Option<(Vec<u8>, Vec<u8>)> {
    let at = |place: usize| {
        if is_long { long(loca, 4 * place) } else { Some(2 * usize::from(short(loca, 2 * place)?)) }
    };
    let (mut glyphs, mut places) = (Vec::new(), Vec::new());
    for place in 0..=count {
        if is_long {
            places.extend(u32::try_from(glyphs.len()).ok()?.to_be_bytes());
        } else {
            places.extend(u16::try_from(glyphs.len() / 2).ok()?.to_be_bytes());
        }
        if place < count {
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

/// The file of these tables, with its sums.
fn written(version: &[u8], mut tables: Tables) -> Option<Vec<u8>> {
    tables.get_mut(b"head")?.get_mut(8..12)?.fill(0);
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.ilog2();
    let range = 16 << power;
    let mut file = version.to_vec();
    for number in [count, range, u16::try_from(power).ok()?, 16 * count - range] {
        file.extend(number.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut head = 0;
    for (tag, table) in &tables {
        if tag == b"head" {
            head = offset;
        }
        file.extend(tag);
        for number in [sum(table), u32::try_from(offset).ok()?, u32::try_from(table.len()).ok()?] {
            file.extend(number.to_be_bytes());
        }
        offset += table.len().next_multiple_of(4);
    }
    for table in tables.values() {
        file.extend(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(sum(&file));
    file.get_mut(head + 8..head + 12)?.copy_from_slice(&adjustment.to_be_bytes());
    Some(file)
}

/// The sum of a table's numbers of four bytes.
fn sum(table: &[u8]) -> u32 {
    let number = |bytes: &[u8]| {
        let mut four = [0; 4];
        four[..bytes.len()].copy_from_slice(bytes);
        u32::from_be_bytes(four)
    };
    table.chunks(4).map(number).fold(0, u32::wrapping_add)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}
