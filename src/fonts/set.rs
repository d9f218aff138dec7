//! A set of characters with lookup in constant time, because every character of a sheet is looked up.

/// A set of characters: one bit for each code point up to the largest.
#[derive(Debug, Default)]
pub(super) struct CharSet(Vec<u64>);

impl CharSet {
    /// Creates the set of some code points.
    pub(super) fn of(codes: &[u32]) -> Self {
        let length = codes.iter().max().map_or(0, |largest| place(*largest).0 + 1);
        let mut words = vec![0; length];
        for (word, bit) in codes.iter().map(|code| place(*code)) {
            words[word] |= bit;
        }
        Self(words)
    }

    /// Returns whether a character is in the set.
    pub(super) fn has(&self, character: char) -> bool {
        let (word, bit) = place(u32::from(character));
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

/// Returns the index of the word and the bit mask of a code point.
const fn place(code: u32) -> (usize, u64) {
    ((code >> 6) as usize, 1 << (code & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_it_was_made_of_and_nothing_else() {
        let members = ['\0', '?', '@', '東', '\u{FFFF}', '\u{20BB7}'];
        let set = CharSet::of(&members.map(u32::from));
        let all = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        assert!(all.filter(|character| set.has(*character)).eq(members));
        assert!(!CharSet::of(&[]).has('a'));
    }
}
