//! File names as systems compare them.

use unicode_normalization::UnicodeNormalization;

/// Returns the form in which Windows and macOS compare a name: NFC, in lower case. Names with the same form
/// denote the same file there.
pub fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    // By way of upper case, as NTFS does, so that ß and ẞ, σ and ς are equal.
    let large = name.nfc().flat_map(char::to_uppercase);
    large.flat_map(char::to_lowercase).nfc().collect()
}

/// Returns whether Windows reserves a name for a device, whatever its extension.
pub fn is_device(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let numbered = |rest: &str| {
        let mut digits = rest.chars();
        matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CLOCK$" | "CONIN$" | "CONOUT$" => true,
        stem => ["COM", "LPT"].iter().any(|port| stem.strip_prefix(port).is_some_and(numbered)),
    }
}
