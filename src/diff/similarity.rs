//! The similarity of two parts, from 0 to 1.

use std::collections::HashMap;

use super::outline::{Body, OutlinePart};

/// The texts of a part, prepared for comparisons.
#[derive(Debug)]
pub(super) struct Signature {
    /// All its printed text, which is equal for equal parts.
    pub(super) whole: String,
    /// The weight and the letters of each of its named texts, or of the part itself.
    traits: Vec<(f64, Letters)>,
}

impl Signature {
    /// Prepares a part. `enough` limits the number of letters per text.
    pub(super) fn of(part: &OutlinePart, enough: u32) -> Self {
        let mut whole = String::new();
        append_text(part, &mut whole);
        let traits = match &part.body {
            Body::Record(parts) => {
                parts.iter().map(|part| (f64::from(part.weight), Letters::of(part, enough))).collect()
            }
            Body::Text(_) | Body::List(_) => vec![(1.0, Letters::of(part, enough))],
        };
        Self { whole, traits }
    }

    /// Returns the similarity of two parts: the weighted mean over their texts, except those that both lack.
    pub(super) fn similarity(&self, other: &Self) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for ((weight, letters), (_, other_letters)) in self.traits.iter().zip(&other.traits) {
            if letters.count + other_letters.count > 0 {
                sum += weight * letters.similarity(other_letters);
                weights += weight;
            }
        }
        if weights > 0.0 { sum / weights } else { 1.0 }
    }
}

/// Appends all printed text of a part, with separators that do not occur in texts.
fn append_text(part: &OutlinePart, whole: &mut String) {
    match &part.body {
        Body::Text(lines) => {
            whole.push_str(&lines.lines.join("\n"));
            whole.push('\0');
        }
        Body::Record(parts) | Body::List(parts) => {
            // Parts that print nothing are skipped, so that a missing year equals an empty one.
            for part in parts.iter().filter(|part| !part.is_blank()) {
                whole.push_str(&part.name);
                append_text(part, whole);
            }
            whole.push('\u{1}');
        }
    }
}

/// The letters and pairs of letters of a text, with their counts.
#[derive(Debug, Default)]
struct Letters {
    counts: HashMap<(char, char), u32>,
    count: u32,
}

impl Letters {
    fn of(part: &OutlinePart, enough: u32) -> Self {
        let mut letters = Self::default();
        letters.count_part(part, enough);
        letters
    }

    fn count_part(&mut self, part: &OutlinePart, enough: u32) {
        match &part.body {
            Body::Text(lines) => {
                let mut before = None;
                for letter in lines.lines.iter().flat_map(|line| line.chars()) {
                    if self.count > enough {
                        return;
                    }
                    self.add((letter, '\0'));
                    if let Some(before) = before {
                        self.add((before, letter));
                    }
                    before = Some(letter);
                }
            }
            Body::Record(parts) | Body::List(parts) => {
                for part in parts {
                    self.count_part(part, enough);
                }
            }
        }
    }

    fn add(&mut self, pair: (char, char)) {
        *self.counts.entry(pair).or_default() += 1;
        self.count += 1;
    }

    /// Returns Dice's coefficient.
    fn similarity(&self, other: &Self) -> f64 {
        let common = |(pair, count): (&(char, char), &u32)| *count.min(other.counts.get(pair).unwrap_or(&0));
        let shared: u32 = self.counts.iter().map(common).sum();
        f64::from(2 * shared) / f64::from(self.count + other.count)
    }
}
