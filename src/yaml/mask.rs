//! What YAML refuses and reading can do without, masked by characters of the same length before parsing,
//! so that every byte stays where it is: `H29: -`, which officers type, and which is put back
//! afterwards; and control characters, which are told as such.

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
    let text = &without_controls(text);
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

/// Spaces in the place of control characters, byte for byte.
fn without_controls(text: &str) -> String {
    let is_refused = |c: char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}') || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        if is_refused(character) {
            plain.extend(std::iter::repeat_n(' ', character.len_utf8()));
        } else {
            plain.push(character);
        }
    }
    plain
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
