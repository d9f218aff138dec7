//! Signs of other programs inside a text: tags and character references of web pages, escapes of programming
//! languages.

use std::collections::BTreeMap;
use std::ops::Range;

use super::rewrite::{Sign, SignMeaning, rewritten};
use crate::finding::{Finding, Message, Rule, brief, is_invisible};
use crate::source::{Source, Text};
use crate::yaml::Node;

/// Reports the signs of a value in one finding.
pub(super) fn check(source: &Source, text: &str, node: &Node) -> Option<Finding> {
    // A text that begins with & is reported as such, and its mend puts it between quotation marks.
    if !text.contains(['<', '&', '\\']) || source.slice(node.span).starts_with('&') {
        return None;
    }
    let signs = signs(text);
    let ranges: Vec<Range<usize>> = signs.iter().map(|sign| sign.range.clone()).collect();
    let whole = Text { text: text.to_owned(), span: node.span };
    let spans = whole.places(source.text(), &ranges);
    let (first, others) = spans.split_first()?;
    let (message, help, typed) = words(text, &signs);
    let is_found = |span: &&crate::source::Span| **span != node.span;
    let others = others.iter().filter(is_found).copied().collect();
    let finding = Finding::new(Rule::PRINTED_MARK, *first, message, help).helped_in_box(typed).and_at(others);
    let edits = rewritten(source, &whole, &signs, &spans);
    Some(match edits {
        Some(edits) => finding.proposing(edits),
        None => finding,
    })
}

/// The most signs that a sentence names.
const NAMED: usize = 4;

/// Returns the message, the advice, and the advice for a box.
fn words(text: &str, signs: &[Sign]) -> (Message, Message, Message) {
    let names = first_different(signs.iter().map(|sign| brief(&text[sign.range.clone()])));
    let quoted = format!("「{}」", names.join("」「"));
    let message = Message::new(
        format!("{quoted}は働かず、そのまま印刷されます。"),
        format!("{} means nothing here and is printed as it is.", names.join(" ")),
    );
    let (mut ja, mut en) = (Vec::new(), Vec::new());
    let mut lines = [Message::new("", ""), Message::new("", "")];
    if signs.iter().any(|sign| sign.meaning == SignMeaning::Break) {
        lines = [
            Message::new(
                "行を変えるときは、「|」だけを書き、次の行から字下げして、1行ずつ書いてください。",
                "To break a line, write a bar alone and the lines below it, indented.",
            ),
            Message::new(
                "行を変える所では、それを消して Enter を押してください。",
                "To break a line, delete it and press Enter.",
            ),
        ];
    }
    let characters = signs.iter().filter(|sign| matches!(sign.meaning, SignMeaning::Text(_)));
    let pairs = first_different(characters.map(|sign| pair(text, sign)));
    if !pairs.is_empty() {
        ja.push(
            pairs.iter().map(|(ja, _)| ja.as_str()).collect::<Vec<_>>().join("、") + "と書いてください。",
        );
        en.push(format!("Write {}.", pairs.iter().map(|(_, en)| en.as_str()).collect::<Vec<_>>().join(", ")));
    }
    if signs.iter().any(|sign| sign.meaning == SignMeaning::Look) {
        ja.push("Webページの書式の印は、消してください。".to_owned());
        en.push("Delete the tags of a web page.".to_owned());
    }
    let with = |line: &Message| {
        let (ja, en) = (ja.concat(), en.join(" "));
        Message::new(format!("{}{ja}", line.ja), format!("{} {en}", line.en).trim().to_owned())
    };
    let [help, typed] = [with(&lines[0]), with(&lines[1])];
    (message, help, typed)
}

/// Returns the first values of an iterator that differ from the ones before them, at most [`NAMED`].
fn first_different<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut different = Vec::new();
    for value in values {
        if different.last() != Some(&value) {
            different.push(value);
        }
        if different.len() == NAMED {
            break;
        }
    }
    different
}

/// Returns what to write in the place of a sign.
fn pair(text: &str, sign: &Sign) -> (String, String) {
    let (found, SignMeaning::Text(instead)) = (brief(&text[sign.range.clone()]), &sign.meaning) else {
        return Default::default();
    };
    match instead.as_str() {
        " " => (format!("「{found}」は空白"), format!("a space for {found}")),
        "" => (format!("「{found}」は何も書かない"), format!("nothing for {found}")),
        replacement => (
            format!("「{found}」は「{}」", brief(replacement)),
            format!("{} for {found}", brief(replacement)),
        ),
    }
}

/// Returns the signs of a text, in its order.
pub(super) fn signs(text: &str) -> Vec<Sign> {
    let mut from = 0;
    let (mut signs, mut ends) = (Vec::new(), ClosingSigns::default());
    for (at, sign) in text.match_indices(['<', '&', '\\']) {
        if at < from {
            continue;
        }
        let found = match sign {
            "<" => tag(text, at, &mut ends),
            "&" => reference(&text[at..]),
            _ => escape(text, at),
        };
        let Some((length, meaning)) = found else { continue };
        from = at + length;
        signs.push(Sign { range: at..from, meaning });
    }
    signs
}

/// Elements that begin or end a line.
const BLOCKS: &str = " br p div li ul ol dl dt dd tr table tbody thead hr h1 h2 h3 h4 h5 h6 section article ";

/// Elements that change the look of a text, or its meaning on a web page.
const LOOKS: &str = " a b i u s q em strong span font small big sup sub strike del ins mark code center ruby rt rp rb td \
                     th img nobr wbr label input style script body html head title meta link caption blockquote pre abbr \
                     cite ";

/// The longest tag, reference or path that is looked at, in bytes.
const LONGEST: usize = 400;

/// Where closing signs occur last in a text. Each is searched once, because a text may have a million opening ones.
#[derive(Default)]
struct ClosingSigns(BTreeMap<String, Option<usize>>);

impl ClosingSigns {
    /// Returns whether a closing sign occurs at `at` or behind it.
    fn has_behind(&mut self, text: &str, sign: &str, at: usize) -> bool {
        let last = self.0.entry(sign.to_owned()).or_insert_with(|| text.rfind(sign));
        last.is_some_and(|last| last >= at)
    }
}

/// Returns the length and meaning of an HTML tag: `<br>`, `</p>`, `<span class="x">`.
fn tag(text: &str, at: usize, ends: &mut ClosingSigns) -> Option<(usize, SignMeaning)> {
    let rest = &text[at..];
    if rest.starts_with("<!--") {
        let end = if ends.has_behind(text, "-->", at) { rest.find("-->") } else { None };
        return end.map(|end| (end + 3, SignMeaning::Look));
    }
    let inner = rest[1..].bytes().take(LONGEST).position(|byte| byte == b'>').map(|end| &rest[1..=end])?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, behind) = name.split_at(length);
    let lower = name.to_ascii_lowercase();
    let is_in = |list: &str| list.contains(&format!(" {lower} "));
    if !(behind.is_empty() || behind.starts_with([' ', '/', '\n', '\t'])) || inner.contains('<') {
        return None;
    }
    // 「<A>」 may be a rank.
    let is_letter = name.len() == 1 && behind.is_empty() && name != lower;
    if is_letter && !(inner.starts_with('/') || ends.has_behind(text, &format!("</{name}>"), at)) {
        return None;
    }
    if is_in(BLOCKS) {
        let is_one_break =
            lower == "br" || lower == "hr" || inner.starts_with('/') && lower != "ul" && lower != "ol";
        let meaning = if is_one_break { SignMeaning::Break } else { SignMeaning::Look };
        return Some((inner.len() + 2, meaning));
    }
    is_in(LOOKS).then_some((inner.len() + 2, SignMeaning::Look))
}

/// Returns the length and meaning of an HTML reference: `&amp;`, `&#12354;`.
fn reference(text: &str) -> Option<(usize, SignMeaning)> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let length = text[1..].bytes().take(LONGEST).take_while(is_part).count() + 1;
    let reference = text.get(..=length).filter(|reference| length > 1 && reference.ends_with(';'))?;
    let read = html_escape::decode_html_entities(reference);
    if read == reference {
        return None;
    }
    let plain = |character: char| if character.is_whitespace() { ' ' } else { character };
    let read: String = read.chars().filter(|character| !is_invisible(*character)).map(plain).collect();
    Some((reference.len(), SignMeaning::Text(read)))
}

/// Returns the length and meaning of `\n`, `\r\n` or `\t`, except in the name of a file or a command: `C:\new`, `\name`.
fn escape(text: &str, at: usize) -> Option<(usize, SignMeaning)> {
    let rest = &text[at..];
    let escapes = [
        ("\\r\\n", SignMeaning::Break),
        ("\\n", SignMeaning::Break),
        ("\\t", SignMeaning::Text(" ".to_owned())),
    ];
    let (escape, meaning) = escapes.into_iter().find(|(escape, _)| rest.starts_with(escape))?;
    let is_of_path = |character: char| {
        character.is_ascii_alphanumeric()
            || matches!(character, '\\' | '/' | ':' | '.' | '_' | '$' | '-' | '~')
    };
    let near = &text[text.floor_char_boundary(at.saturating_sub(LONGEST))..at];
    let before = &near[near.trim_end_matches(is_of_path).len()..];
    let is_path = before.contains([':', '/', '.', '_', '$', '~']) || before.starts_with("\\\\");
    let behind = &rest[escape.len()..];
    let is_word = behind.starts_with(|character: char| character.is_ascii_lowercase());
    let is_after_word = before.is_empty()
        && !text[..at].ends_with(|character: char| !character.is_whitespace())
        || before.ends_with(|character: char| character.is_ascii_alphabetic() || character == '\\')
            && !before.ends_with("\\n");
    let is_name = is_path || is_word && is_after_word;
    (!is_name).then_some((escape.len(), meaning))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        signs(text).into_iter().map(|sign| &text[sign.range]).collect()
    }

    #[test]
    fn a_backslash_in_the_name_of_a_file_breaks_no_line() {
        assert_eq!(found("一つ\\n二つ<BR>三つ&nbsp;").len(), 3);
        for text in ["1\\n2", "A\\nB", "一つ\\r\\n二つ", "甲\\t乙", "\\n", "(1)\\n(2)", "一つ\\nhttps"]
        {
            assert_eq!(found(text).len(), 1, "{text}");
        }
        assert_eq!(found("1\\n2\\n3").len(), 2);
        for text in
            [r"C:\new", r"\\server\n", r"\name", "A&B", "a<b", "x\\", r"doc\new", r"C:\a\tab", "AT&T; x"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn tags_and_references_of_web_pages_are_known() {
        for text in
            ["<b>", "</b>", "<span class=\"x\">", "<br/>", "<BR />", "</P>", "<!-- a -->", "<a href='x'>"]
        {
            assert_eq!(found(text), [text]);
        }
        for text in ["&amp;", "&hellip;", "&#12354;", "&#x3042;", "&nbsp;", "&copy;"] {
            assert_eq!(found(text), [text]);
        }
        for text in
            ["<A>", "<参考>", "a<b>c かつ".trim_start_matches("a<b>"), "1<2>3", "&名;", "&x;", "<bold>", "<"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
        assert_eq!(signs("&nbsp;")[0].meaning, SignMeaning::Text(" ".to_owned()));
        assert_eq!(signs("&#x200b;")[0].meaning, SignMeaning::Text(String::new()));
    }
}
