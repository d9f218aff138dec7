//! An index of a text by characters, for columns in long lines.

use std::sync::OnceLock;

/// The number of bytes between two entries, which is the most that a lookup counts.
const BLOCK: usize = 512;

/// The number of characters before every block of [`BLOCK`] bytes. The table is built on the first lookup in
/// a long line, because most files have none, and thousands of files are kept in memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Positions {
    before: OnceLock<Vec<usize>>,
}

impl Positions {
    /// Returns the number of characters that begin between the bytes `start` and `end` of `text`.
    pub(super) fn between(&self, text: &str, start: usize, end: usize) -> usize {
        let bytes = text.as_bytes();
        if end.saturating_sub(start) <= BLOCK {
            return bytes.get(start..end).map_or(0, count_characters);
        }
        self.up_to(bytes, end) - self.up_to(bytes, start)
    }

    fn up_to(&self, bytes: &[u8], end: usize) -> usize {
        let before = self.before.get_or_init(|| table(bytes));
        let block = (end / BLOCK).min(before.len() - 1);
        before[block] + count_characters(&bytes[block * BLOCK..end])
    }
}

fn table(bytes: &[u8]) -> Vec<usize> {
    let counted = bytes.chunks(BLOCK).scan(0, |all, block| {
        *all += count_characters(block);
        Some(*all)
    });
    std::iter::once(0).chain(counted).collect()
}

/// Counts the characters that begin in a slice of UTF-8: all bytes except continuation bytes.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}
