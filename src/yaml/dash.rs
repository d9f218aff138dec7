//! `H29: -`, which YAML refuses and officers type: masked by a character of the same length before
//! parsing, so that every byte stays where it is, and put back afterwards.

/// What was typed, and is put back.
pub(super) const DASH: char = '-';

/// Characters of one byte that a plain scalar may begin with. One that the text does not use stands in
/// for the dash; a text that uses them all keeps its syntax errors.
const CANDIDATES: &str = "_=+^;$/.<()ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A text whose bare dashes are masked.
pub(super) struct Masked {
    /// As long as the original, byte for byte.
    pub(super) text: String,
    /// What stands for a dash; nothing where there was none to mask.
    pub(super) sentinel: Option<char>,
}

/// Masks the dash of every line that ends in `: -`, a comment aside. Lines inside block texts are
/// masked too: the builder puts every sentinel back, wherever it stands.
pub(super) fn mask(text: &str) -> Masked {
    let dashes: Vec<usize> = bare_dashes(text).collect();
    let sentinel = CANDIDATES.chars().find(|&c| !text.contains(c));
    match sentinel {
        Some(sentinel) if !dashes.is_empty() => {
            let mut masked = text.to_owned();
            for at in dashes {
                masked.replace_range(at..=at, sentinel.encode_utf8(&mut [0; 4]));
            }
            Masked { text: masked, sentinel: Some(sentinel) }
        }
        _ => Masked { text: text.to_owned(), sentinel: None },
    }
}

fn bare_dashes(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(DASH).map(|(at, _)| at).filter(|&at| is_bare(&text[..at], &text[at + 1..]))
}

/// Whether a dash between these texts is a whole value after `key: `.
fn is_bare(before: &str, after: &str) -> bool {
    let spaces = before.len() - before.trim_end_matches(' ').len();
    let rest = after.trim_start_matches([' ', '\t']);
    let ends = rest.is_empty()
        || rest.starts_with(['\n', '\r'])
        || (rest.starts_with('#') && rest.len() < after.len());
    spaces > 0 && ends && before.trim_end_matches(' ').ends_with(':')
}
