//! Masking of text that YAML rejects but that can be read. Before parsing, it is replaced by characters of
//! the same length, so that all spans stay valid. `H29: -`, which officers type, is restored afterwards;
//! control characters become spaces and are reported by a rule.

/// The masked character.
pub(super) const DASH: char = '-';

/// ASCII characters that a plain scalar may begin with. One that the text does not contain replaces the dash.
/// A text that contains all of them keeps its syntax errors.
const CANDIDATES: &str = "_=+^;$/.<()ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A text with masked dashes.
pub(super) struct Masked {
    /// The masked text, with the byte length of the original.
    pub(super) text: String,
    /// The character that replaces a dash, or `None` where no dash is masked.
    pub(super) sentinel: Option<char>,
}

/// Masks the dash of every line that ends in `: -`, ignoring a comment. Lines of block scalars are masked
/// too, because the builder restores every sentinel.
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

/// Replaces each byte of a control character with a space.
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

/// Returns whether a dash between these texts is a whole value after `key: `.
fn is_bare(before: &str, after: &str) -> bool {
    let spaces = before.len() - before.trim_end_matches(' ').len();
    let rest = after.trim_start_matches([' ', '\t']);
    let ends = rest.is_empty()
        || rest.starts_with(['\n', '\r'])
        || (rest.starts_with('#') && rest.len() < after.len());
    spaces > 0 && ends && before.trim_end_matches(' ').ends_with(':')
}
