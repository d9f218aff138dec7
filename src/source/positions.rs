//! How many characters a text has up to a byte, from a table that one pass over the text makes.

use std::sync::OnceLock;

/// Bytes between two entries of the table, which is the most that is counted for one answer.
const BLOCK: usize = 512;

/// The characters before every [`BLOCK`] bytes of a text. The table is made when a long line is first asked
/// about: most files have none, and thousands of files are kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Positions {
    before: OnceLock<Vec<usize>>,
}

impl Positions {
    /// Returns how many characters begin from `start` up to `end`, both bytes of `text`.
    pub(super) fn between(&self, text: &str, start: usize, end: usize) -> usize {
        let bytes = text.as_bytes();
        if end.saturating_sub(start) <= BLOCK {
            return bytes.get(start..end).map_or(0, begun);
        }
        self.up_to(bytes, end) - self.up_to(bytes, start)
    }

    fn up_to(&self, bytes: &[u8], end: usize) -> usize {
        let before = self.before.get_or_init(|| table(bytes));
        let block = (end / BLOCK).min(before.len() - 1);
        before[block] + begun(&bytes[block * BLOCK..end])
    }
}

fn table(bytes: &[u8]) -> Vec<usize> {
    let counted = bytes.chunks(BLOCK).scan(0, |all, block| {
        *all += begun(block);
        Some(*all)
    });
    std::iter::once(0).chain(counted).collect()
}

/// Counts the characters of UTF-8 that begin in some bytes: all but continuations do.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}
