//! The characters that represent YAML's own: other spaces, dashes, colons and marks.

/// Returns whether a character indents, or would: spaces of all kinds, tabs, and what shows nothing at all.
pub(super) fn is_blank(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\u{A0}' | '\u{1680}' | '\u{180E}' | '\u{2000}'
            ..='\u{200D}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{202F}'
                | '\u{205F}'
                | '\u{2060}'
                | '\u{3000}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{AD}'
                | '\u{B}'
                | '\u{C}'
                | '\u{85}'
    )
}

/// Returns how many columns a blank takes where one is counted by its looks.
pub(super) fn width(character: char, wide: usize, tab: usize) -> usize {
    match character {
        '\t' => tab,
        '\u{3000}' | '\u{2003}' | '\u{3164}' => wide,
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{180E}' => 0,
        _ => 1,
    }
}

/// Returns what a blank is called, in Japanese and in English.
pub(super) fn name(character: char) -> (&'static str, &'static str) {
    match character {
        '\t' => ("タブ", "a tab"),
        '\u{3000}' => ("全角の空白", "a full-width space"),
        '\u{A0}' => ("改行しない空白(U+00A0)", "a no-break space (U+00A0)"),
        '\u{2003}' => ("幅の広い空白(U+2003)", "an em space (U+2003)"),
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{180E}' => {
            ("見えない文字", "an invisible character")
        }
        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{B}' | '\u{C}' => ("改行に似た文字", "a line separator"),
        _ => ("特殊な空白", "an unusual space"),
    }
}

/// Characters that are typed for a dash at the head of an item.
pub(super) fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '●'
            | '•'
            | '·'
            | '・'
            | '･'
            | '◆'
            | '■'
            | '▪'
            | '▶'
            | '▸'
            | '►'
            | '*'
            | '＊'
            | '–'
            | '—'
            | '―'
            | '‐'
            | '‑'
            | '‒'
            | '−'
            | '－'
            | 'ー'
            | 'ｰ'
            | '─'
            | '━'
            | '﹣'
    )
}

/// Characters that are typed for the bar of a text that is below, and the bar.
pub(super) fn is_bar(character: char) -> bool {
    matches!(character, '|' | '｜' | '￨' | '∣' | '│' | '❘' | '┃' | '︱')
}

/// Characters that are typed for a colon, and the colon.
pub(super) fn is_separator(character: char) -> bool {
    matches!(character, ':' | '：' | '︓' | '﹕' | '∶' | 'ː' | ';' | '；' | '=' | '＝' | '\t')
}

/// Returns the mark that a mark of another kind represents.
pub(super) fn ascii_quote(character: char) -> Option<char> {
    match character {
        '＂' | '“' | '”' | '„' | '‟' | '〝' | '〞' | '〟' => Some('"'),
        '＇' | '‘' | '’' => Some('\''),
        _ => None,
    }
}
/// Returns the place after the closing mark of a text that begins with a quotation mark.
pub(super) fn closing(text: &str) -> Option<usize> {
    let mark = text.chars().next()?;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if mark == '"' => {
                characters.next();
            }
            '\'' if mark == '\'' && characters.peek().is_some_and(|(_, next)| *next == '\'') => {
                characters.next();
            }
            _ if character == mark => return Some(at + 1),
            _ => {}
        }
    }
    None
}
