//! The shipped pairs: one word in the spelling that official Japanese prefers, and in others.
//!
//! `pairs.yaml` holds them with their examples, which the tests hold the list to.

use std::ops::Range;
use std::sync::OnceLock;

use fancy_regex::{Regex, RegexInput};

use super::javascript::compile;
use super::mask::mask;
use crate::yaml::{self, Data, Entry, Node};

const SHIPPED: &str = include_str!("pairs.yaml");

/// Words that follow a word which ends like a verb (取り組み) and make it a noun.
const AFTER_NOUN: &str =
    r"を|が(?![たちら])|は(?!じ)|の|に(?!く)|へ|と(?!も)|で|も(?!し)|や(?!す)|から|まで|より|など";
/// Words that follow a noun, and after 「…を」 or 「…に」 the verb too (…に取り組み。).
const AFTER_EITHER: &str = r"等|[・」』）)】。/／ 　\n]|$";
/// The same, and the rest of a compound (取り組み状況), but not a second verb (取り組み始める).
const AFTER_COMPOUND: &str = r"(?![始続得直切終過込出合上下行])[一-龠々]|[ァ-ヺ]";

/// Words with their spellings.
#[derive(Debug)]
pub(in crate::rules) struct Pairs {
    pairs: Vec<SpellingPair>,
    /// Where to look for what: the first character of a stem, the pair and the form.
    stems: Vec<(char, usize, usize)>,
}

/// One word.
#[derive(Debug)]
pub(super) struct SpellingPair {
    /// Where the preference comes from.
    pub why: String,
    /// `true` where official usage prefers neither: the more frequent spelling of a ward is right there.
    pub either: bool,
    /// The spellings, the preferred one first.
    pub forms: Vec<SpellingForm>,
    /// Sentences in which the spellings are found.
    #[cfg(test)]
    pub yes: Vec<String>,
    /// Sentences in which no word of the list occurs.
    #[cfg(test)]
    pub no: Vec<String>,
}

/// One spelling.
#[derive(Debug)]
pub(super) struct SpellingForm {
    /// as it is shown to people.
    pub name: String,
    /// The characters with which matches begin.
    pub stem: String,
    /// The expression, which matches this word spelled so and nothing else.
    pub pattern: String,
    /// Made when the stem is first met: most are not in a sheet.
    regex: OnceLock<Option<Regex>>,
}

/// An occurrence of a word of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Occurrence {
    /// The word, by its number in the list.
    pub pair: usize,
    /// Its spelling, by its number in the pair; 0 is the preferred one.
    pub form: usize,
    /// The bytes of the text.
    pub range: Range<usize>,
}

impl Pairs {
    /// Returns the list that the program carries.
    pub(in crate::rules) fn shipped() -> Self {
        let root = yaml::parse(SHIPPED).ok().and_then(|parsed| parsed.root);
        let nodes = match root.map(|root| root.data) {
            Some(Data::List(nodes)) => nodes,
            _ => Vec::new(),
        };
        Self::of(nodes.iter().map(SpellingPair::of).collect())
    }

    fn of(pairs: Vec<SpellingPair>) -> Self {
        let mut stems = Vec::new();
        for (pair, forms) in pairs.iter().enumerate() {
            let firsts = forms.forms.iter().map(|form| form.stem.chars().next());
            stems.extend(firsts.enumerate().filter_map(|(form, first)| Some((first?, pair, form))));
        }
        stems.sort_unstable();
        Self { pairs, stems }
    }

    /// Returns every occurrence in `text` of a word of the list, in order. Names of programmes in 「」 are
    /// skipped.
    pub(in crate::rules) fn occurrences(&self, text: &str) -> Vec<Occurrence> {
        let masked = mask(text);
        let mut found = Vec::new();
        for (at, c) in masked.char_indices() {
            for &(_, pair, form) in self.beginning_with(c) {
                let range = self.pairs[pair].forms[form].at(&masked, at);
                found.extend(range.map(|range| Occurrence { pair, form, range }));
            }
        }
        found
    }

    fn beginning_with(&self, c: char) -> &[(char, usize, usize)] {
        let start = self.stems.partition_point(|&(first, ..)| first < c);
        let count = self.stems[start..].iter().take_while(|&&(first, ..)| first == c).count();
        &self.stems[start..start + count]
    }

    /// Returns the words of the list.
    pub(super) fn all(&self) -> &[SpellingPair] {
        &self.pairs
    }
}

impl SpellingPair {
    fn of(node: &Node) -> Self {
        let forms = match node.get("forms").map(|forms| &forms.data) {
            Some(Data::Map(forms)) => forms.iter().map(SpellingForm::of).collect(),
            _ => Vec::new(),
        };
        Self {
            why: node.get("why").and_then(Node::scalar).unwrap_or_default().to_owned(),
            either: node.get("either").is_some(),
            forms,
            #[cfg(test)]
            yes: texts(node.get("yes")),
            #[cfg(test)]
            no: texts(node.get("no")),
        }
    }
}

#[cfg(test)]
fn texts(node: Option<&Node>) -> Vec<String> {
    match node.map(|node| &node.data) {
        Some(Data::List(items)) => items.iter().filter_map(Node::scalar).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

impl SpellingForm {
    fn of(entry: &Entry) -> Self {
        let name = entry.key.clone();
        let written = entry.value.scalar().unwrap_or(&name);
        let (stem, pattern) = match written {
            "noun" => (name.clone(), noun(&name, AFTER_EITHER)),
            "compound" => (name.clone(), noun(&name, &format!("{AFTER_EITHER}|{AFTER_COMPOUND}"))),
            regex => (stem(regex).to_owned(), regex.to_owned()),
        };
        Self { name, stem, pattern, regex: OnceLock::new() }
    }

    /// Returns the bytes of this spelling where `text` has it at `at`.
    fn at(&self, text: &str, at: usize) -> Option<Range<usize>> {
        if !text[at..].starts_with(&self.stem) {
            return None;
        }
        let regex = self.regex.get_or_init(|| compile(&self.pattern).ok()).as_ref()?;
        let input = RegexInput::new(text).from_pos(at).anchored(true);
        regex.find_input(input).ok().flatten().map(|found| found.range())
    }
}

fn noun(word: &str, after: &str) -> String {
    format!("(?:{word}(?={AFTER_NOUN})|(?<![をに]){word}(?={after}))")
}

/// Returns the letters that an expression of the list begins with, behind what must be before them.
fn stem(pattern: &str) -> &str {
    let word = match pattern.strip_prefix("(?<") {
        Some(_) => pattern.split_once(')').map_or("", |(_, word)| word),
        None => pattern,
    };
    let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
    &word[..end]
}
