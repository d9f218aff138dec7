//! Names of files, as systems tell them apart.

use unicode_normalization::UnicodeNormalization;

/// Returns a name in the form in which Windows and macOS compare it: composed, and in small letters. Two
/// names with one form are one file there.
pub fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    // By way of capital letters, as NTFS does: ß and ẞ, σ and ς.
    let large = name.nfc().flat_map(char::to_uppercase);
    large.flat_map(char::to_lowercase).nfc().collect()
}

/// Returns whether Windows takes a name for a device, whatever its ending.
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
