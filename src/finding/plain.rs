//! Sanitizing of external text for display: paths, keys, values, revision names, words of dictionaries,
//! output of `git` and the operating system.
//!
//! All output for people passes external text through [`plain`] or [`plain_lines`]. File names may contain
//! anything, and terminals and CI logs interpret control sequences: escape sequences, direction marks, and
//! GitHub's workflow commands, which begin a line with `::` or occur anywhere as `##[…]`.

use std::borrow::Cow;

/// Returns the text on one line, without characters that a terminal or a log interprets.
///
/// These are shown as `\u{…}`, so that two different names never look alike.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_interpreted) && !is_command(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let start = text.len() - text.trim_start().len();
    let begins_command = text[start..].starts_with("::");
    for (at, character) in text.char_indices() {
        let is_sign = begins_command && at == start || character == '#' && text[at..].starts_with("##[");
        if is_interpreted(character) || is_sign {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// Sanitizes a text like [`plain`], but keeps its line breaks.
pub fn plain_lines(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return plain(text);
    }
    let lines: Vec<Cow<str>> =
        text.split('\n').map(|line| plain(line.strip_suffix('\r').unwrap_or(line))).collect();
    Cow::Owned(lines.join("\n"))
}

/// Returns whether a terminal, a log or a renderer interprets the character instead of showing it: controls,
/// Unicode line breaks, direction marks, tags, and noncharacters.
pub fn is_interpreted(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61C}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}'
            | '\u{E0000}'..='\u{E007F}')
}

/// Returns whether GitHub interprets the line as a workflow command.
fn is_command(line: &str) -> bool {
    line.trim_start().starts_with("::") || line.contains("##[")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interpreted_characters_are_escaped() {
        for code in 0..=u32::from(char::MAX) {
            let Some(character) = char::from_u32(code) else { continue };
            let shown = plain_lines(&format!("東{character}区")).replace('\n', "");
            assert!(!shown.contains(is_interpreted), "{code:x}");
        }
        assert_eq!(plain("a\n\u{1b}[2J\u{202E}b"), "a\\u{a}\\u{1b}[2J\\u{202e}b");
        assert_eq!(plain_lines("a\r\nb\r\u{7}"), "a\nb\\u{d}\\u{7}");
    }

    #[test]
    fn workflow_commands_are_escaped() {
        for text in
            ["::error::x", "  ::error::x", "\u{3000}::error::x", "a ##[error]x", "##[group]", "###[x]"]
        {
            assert!(!is_command(&plain(text)), "{text}");
            assert!(!is_command(&plain(&format!("\n{text}"))), "{text}");
            assert!(plain_lines(&format!("a\n{text}\nb")).lines().all(|line| !is_command(line)), "{text}");
        }
    }

    #[test]
    fn what_is_plain_stays_as_it_is() {
        for text in ["sheets/r2/東区/総務課 (2).yaml", "a::b", "# [x] ##", "葛\u{E0100}城", "👩\u{200D}🚒"]
        {
            assert!(matches!(plain(text), Cow::Borrowed(it) if it == text), "{text}");
        }
    }
}
