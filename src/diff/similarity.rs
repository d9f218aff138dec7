//! How alike two parts are, from 0 to 1.

use std::collections::HashMap;

use super::outline::{Body, OutlinePart};

/// What a part says, ready to be held against others.
#[derive(Debug)]
pub(super) struct Signature {
    /// Everything that it prints: equal where two parts are the same.
    pub(super) whole: String,
    /// For each of its named texts (for a text, itself) its weight and its letters.
    traits: Vec<(f64, Letters)>,
}

impl Signature {
    /// What a part says, by so many of its letters.
    pub(super) fn of(part: &OutlinePart, enough: u32) -> Self {
        let mut whole = String::new();
        said(part, &mut whole);
        let traits = match &part.body {
            Body::Record(parts) => {
                parts.iter().map(|part| (f64::from(part.weight), Letters::of(part, enough))).collect()
            }
            Body::Text(_) | Body::List(_) => vec![(1.0, Letters::of(part, enough))],
        };
        Self { whole, traits }
    }

    /// How alike two parts are: the mean over their texts, those that neither has aside.
    pub(super) fn similarity(&self, other: &Self) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for ((weight, one), (_, other)) in self.traits.iter().zip(&other.traits) {
            if one.count + other.count > 0 {
                sum += weight * one.similarity(other);
                weights += weight;
            }
        }
        if weights > 0.0 { sum / weights } else { 1.0 }
    }
}

/// Everything that a part prints, its boxes between marks that no text has.
fn said(part: &OutlinePart, whole: &mut String) {
    match &part.body {
        Body::Text(lines) => {
            whole.push_str(&lines.lines.join("\n"));
            whole.push('\0');
        }
        Body::Record(parts) | Body::List(parts) => {
            // A year that is left out is as good as an empty one: only what prints counts.
            for part in parts.iter().filter(|part| !part.is_blank()) {
                whole.push_str(&part.name);
                said(part, whole);
            }
            whole.push('\u{1}');
        }
    }
}

/// The letters and pairs of letters of a text, with how often each is there.
#[derive(Debug, Default)]
struct Letters {
    counts: HashMap<(char, char), u32>,
    count: u32,
}

impl Letters {
    fn of(part: &OutlinePart, enough: u32) -> Self {
        let mut letters = Self::default();
        letters.take(part, enough);
        letters
    }

    fn take(&mut self, part: &OutlinePart, enough: u32) {
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
                    self.take(part, enough);
                }
            }
        }
    }

    fn add(&mut self, pair: (char, char)) {
        *self.counts.entry(pair).or_default() += 1;
        self.count += 1;
    }

    /// Dice's coefficient.
    fn similarity(&self, other: &Self) -> f64 {
        let common = |(pair, count): (&(char, char), &u32)| *count.min(other.counts.get(pair).unwrap_or(&0));
        let shared: u32 = self.counts.iter().map(common).sum();
        f64::from(2 * shared) / f64::from(self.count + other.count)
    }
}
