//! One ward, two spellings: a word of the list that a ward's texts write in more ways than one.

use std::ops::Range;

use super::pairs::{Occurrence, Pair, Pairs};

/// A word that a ward spells in more ways than one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Mixed<'p, K> {
    /// The spelling to keep: the preferred one, and where officials prefer neither the ward's more
    /// frequent one. Its count is 0 where a ward uses only the others.
    pub kept: Spelling<'p>,
    /// The other spellings that the ward uses, in the list's order.
    pub others: Vec<Spelling<'p>>,
    /// Where the preference comes from, in Japanese.
    pub why: &'p str,
    /// Every place with another spelling, in the order of the texts.
    pub places: Vec<Place<'p, K>>,
}

/// A spelling and how often the ward has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Spelling<'p> {
    /// As people are told it: a verb in its plain form.
    pub name: &'p str,
    /// In all of the ward's texts.
    pub count: usize,
}

/// A place that is not spelled as the ward should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Place<'p, K> {
    /// The text's key.
    pub key: K,
    /// The bytes of the text.
    pub range: Range<usize>,
    /// What stands there (活かし).
    pub found: String,
    /// The same in the spelling to keep (生かし).
    pub expected: String,
    /// The spelling's name (活かす).
    pub name: &'p str,
}

impl Pairs {
    /// The words that `texts`, all those of one ward, spell in more ways than one, in the list's order.
    pub(in crate::rules) fn mixed<K: Clone>(&self, texts: &[(K, &str)]) -> Vec<Mixed<'_, K>> {
        let mut by_pair: Vec<Vec<(usize, Occurrence)>> = vec![Vec::new(); self.all().len()];
        for (text, (_, content)) in texts.iter().enumerate() {
            for occurrence in self.occurrences(content) {
                by_pair[occurrence.pair].push((text, occurrence));
            }
        }
        let found = self.all().iter().zip(&by_pair);
        found.filter_map(|(pair, occurrences)| mixed(pair, occurrences, texts)).collect()
    }
}

fn mixed<'p, K: Clone>(
    pair: &'p Pair,
    occurrences: &[(usize, Occurrence)],
    texts: &[(K, &str)],
) -> Option<Mixed<'p, K>> {
    let count = |form| occurrences.iter().filter(|(_, occurrence)| occurrence.form == form).count();
    let counts: Vec<usize> = (0..pair.forms.len()).map(count).collect();
    if counts.iter().filter(|&&count| count > 0).count() < 2 {
        return None;
    }
    let kept = kept(pair, &counts);
    let spelling = |form: usize| Spelling { name: &pair.forms[form].name, count: counts[form] };
    let others = (0..counts.len()).filter(|&form| form != kept && counts[form] > 0).map(spelling).collect();
    let elsewhere = occurrences.iter().filter(|(_, occurrence)| occurrence.form != kept);
    let places = elsewhere.map(|(text, occurrence)| place(pair, kept, occurrence, &texts[*text])).collect();
    Some(Mixed { kept: spelling(kept), others, why: &pair.why, places })
}

/// The form to keep; of equally frequent ones the list's first.
fn kept(pair: &Pair, counts: &[usize]) -> usize {
    let most = counts.iter().max();
    let frequent = counts.iter().position(|count| Some(count) == most);
    if pair.either { frequent.unwrap_or_default() } else { 0 }
}

fn place<'p, K: Clone>(
    pair: &'p Pair,
    kept: usize,
    occurrence: &Occurrence,
    (key, text): &(K, &str),
) -> Place<'p, K> {
    let form = &pair.forms[occurrence.form];
    let found = text[occurrence.range.clone()].to_owned();
    // What bends stands behind the stem, and bends alike in every spelling.
    let ending = found.strip_prefix(form.stem.as_str()).unwrap_or_default();
    let expected = format!("{}{ending}", pair.forms[kept].stem);
    Place { key: key.clone(), range: occurrence.range.clone(), found, expected, name: &form.name }
}
