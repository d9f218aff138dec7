//! One ward, two spellings: a word of the list that a ward's texts write in more ways than one.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::pairs::{Pairs, SpellingPair};

/// A word of the list, as a text spells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u16, u16, Box<str>)", into = "(u16, u16, Box<str>)")]
pub(in crate::rules) struct Spelled {
    /// The word, by its number in the list.
    pair: u16,
    /// Its spelling, by its number in the pair.
    form: u16,
    /// The inflected part: the characters after the stem of the spelling.
    ending: Box<str>,
}

impl From<(u16, u16, Box<str>)> for Spelled {
    fn from((pair, form, ending): (u16, u16, Box<str>)) -> Self {
        Self { pair, form, ending }
    }
}

impl From<Spelled> for (u16, u16, Box<str>) {
    fn from(spelled: Spelled) -> Self {
        (spelled.pair, spelled.form, spelled.ending)
    }
}

/// A word that a ward spells in more ways than one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct MixedWord<'p, K> {
    /// The spelling to keep: the preferred one, and where officials prefer neither the ward's more
    /// frequent one. Its count is 0 where a ward uses only the others.
    pub kept: Spelling<'p>,
    /// The other spellings that the ward uses, in the list's order.
    pub others: Vec<Spelling<'p>>,
    /// Where the preference comes from, in Japanese.
    pub why: &'p str,
    /// Every place with another spelling, in the order of the texts.
    pub places: Vec<MixedPlace<'p, K>>,
}

/// A spelling and how often the ward has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Spelling<'p> {
    /// as it is shown to people: a verb in its plain form.
    pub name: &'p str,
    /// In all of the ward's texts.
    pub count: usize,
}

/// A place that is not spelled as the ward should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct MixedPlace<'p, K> {
    /// The place's key.
    pub key: K,
    /// The text that was found (活かし).
    pub found: String,
    /// The same in the spelling to keep (生かし).
    pub expected: String,
    /// The spelling's name (活かす).
    pub name: &'p str,
}

impl Pairs {
    /// Returns the words of the list that a text has, in order, each with its bytes of the text.
    pub(in crate::rules) fn spelled(&self, text: &str) -> Vec<(Range<usize>, Spelled)> {
        let spelled = |pair: usize, form: usize, range: &Range<usize>| {
            let stem = self.all()[pair].forms[form].stem.as_str();
            let ending =
                text[range.clone()].strip_prefix(stem).expect("an occurrence begins with its stem").into();
            let number = |number| u16::try_from(number).unwrap_or(u16::MAX);
            Spelled { pair: number(pair), form: number(form), ending }
        };
        let found = self.occurrences(text).into_iter();
        found
            .map(|occurrence| {
                (occurrence.range.clone(), spelled(occurrence.pair, occurrence.form, &occurrence.range))
            })
            .collect()
    }

    /// Returns the words that a ward spells in more ways than one, in the list's order. `spelled` are the words in
    /// all of its texts, under keys of the caller's.
    pub(in crate::rules) fn mixed<K: Copy>(&self, spelled: &[(K, &Spelled)]) -> Vec<MixedWord<'_, K>> {
        let mut by_pair: Vec<Vec<(K, &Spelled)>> = vec![Vec::new(); self.all().len()];
        for &(key, spelled) in spelled {
            by_pair.get_mut(usize::from(spelled.pair)).into_iter().for_each(|all| all.push((key, spelled)));
        }
        let found = self.all().iter().zip(&by_pair);
        found.filter_map(|(pair, spelled)| mixed(pair, spelled)).collect()
    }
}

fn mixed<'p, K: Copy>(pair: &'p SpellingPair, spelled: &[(K, &Spelled)]) -> Option<MixedWord<'p, K>> {
    let count = |form| spelled.iter().filter(|(_, spelled)| usize::from(spelled.form) == form).count();
    let counts: Vec<usize> = (0..pair.forms.len()).map(count).collect();
    if counts.iter().filter(|&&count| count > 0).count() < 2 {
        return None;
    }
    let kept = kept(pair, &counts);
    let spelling = |form: usize| Spelling { name: &pair.forms[form].name, count: counts[form] };
    let others = (0..counts.len()).filter(|&form| form != kept && counts[form] > 0).map(spelling).collect();
    let elsewhere = spelled.iter().filter(|(_, spelled)| usize::from(spelled.form) != kept);
    let places = elsewhere.filter_map(|&(key, spelled)| place(pair, kept, key, spelled)).collect();
    Some(MixedWord { kept: spelling(kept), others, why: &pair.why, places })
}

/// Returns the form to keep; of equally frequent ones the list's first.
fn kept(pair: &SpellingPair, counts: &[usize]) -> usize {
    let most = counts.iter().max();
    let frequent = || counts.iter().position(|count| Some(count) == most).expect("a pair has two forms");
    if pair.either { frequent() } else { 0 }
}

fn place<'p, K>(pair: &'p SpellingPair, kept: usize, key: K, spelled: &Spelled) -> Option<MixedPlace<'p, K>> {
    let form = pair.forms.get(usize::from(spelled.form))?;
    // The inflected part follows the stem and is the same in every spelling.
    let ending = &spelled.ending;
    let found = format!("{}{ending}", form.stem);
    let expected = format!("{}{ending}", pair.forms[kept].stem);
    Some(MixedPlace { key, found, expected, name: &form.name })
}
