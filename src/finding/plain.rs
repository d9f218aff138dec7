//! Text from outside, made safe to show: paths, keys, values, revision names, words of dictionaries, what
//! `git` and the operating system say.
//!
//! Whatever prints for people passes such text through [`plain`] or [`plain_lines`]. A file may have any
//! name, and a terminal or a CI log obeys what it is sent: escape sequences, marks of direction, and
//! GitHub's workflow commands, which begin a line with `::` or stand anywhere as `##[…]`.

use std::borrow::Cow;

/// Returns the text on one line, with nothing in it that a terminal or a log would obey.
///
/// What is left out is shown as `\u{…}`, so that two names never look alike.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) && !is_command(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let start = text.len() - text.trim_start().len();
    let begins_command = text[start..].starts_with("::");
    for (at, character) in text.char_indices() {
        let is_sign = begins_command && at == start || character == '#' && text[at..].starts_with("##[");
        if is_obeyed(character) || is_sign {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// Returns the text as [`plain`] does, its own line breaks kept.
pub fn plain_lines(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return plain(text);
    }
    let lines: Vec<Cow<str>> =
        text.split('\n').map(|line| plain(line.strip_suffix('\r').unwrap_or(line))).collect();
    Cow::Owned(lines.join("\n"))
}

/// Returns whether a terminal, a log or a reader's eye obeys the character instead of showing it: controls,
/// line breaks of Unicode, marks of direction, tags, and what is no character.
pub fn is_obeyed(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61C}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}'
            | '\u{E0000}'..='\u{E007F}')
}

/// Returns whether GitHub would take the line for a workflow command.
fn is_command(line: &str) -> bool {
    line.trim_start().starts_with("::") || line.contains("##[")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_obeyed_passes() {
        for code in 0..=u32::from(char::MAX) {
            let Some(character) = char::from_u32(code) else { continue };
            let shown = plain_lines(&format!("東{character}区")).replace('\n', "");
            assert!(!shown.contains(is_obeyed), "{code:x}");
        }
        assert_eq!(plain("a\n\u{1b}[2J\u{202E}b"), "a\\u{a}\\u{1b}[2J\\u{202e}b");
        assert_eq!(plain_lines("a\r\nb\r\u{7}"), "a\nb\\u{d}\\u{7}");
    }

    #[test]
    fn no_line_is_a_workflow_command() {
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
