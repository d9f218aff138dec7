//! Unreadable YAML in the words of those who type it.

use crate::finding::{Finding, Rule, Words};
use crate::source::{Source, Span};
use crate::yaml::{Problem, Unreadable};

/// The finding for a file that is not YAML: what is wrong, at the characters that are wrong.
pub(super) fn finding(source: &Source, unreadable: &Unreadable) -> Finding {
    if let Some(finding) = typed_wide(source, unreadable.at) {
        return finding;
    }
    let span = character_at(source, unreadable.at);
    let (message, help) = words(&unreadable.problem);
    Finding::new(Rule::YAML_SYNTAX, span, message, help)
}

/// What a Japanese input method leaves, on the line of the error or the one before: 「課：総務課」, or a
/// full-width space before a key. YAML takes both for text and stumbles later.
fn typed_wide(source: &Source, at: usize) -> Option<Finding> {
    let line = source.place(at).line;
    (line.saturating_sub(1).max(1)..=line).rev().find_map(|line| {
        let span = source.line(line);
        wide_colon(source.slice(span), span.start).or_else(|| wide_space(source.slice(span), span.start))
    })
}

fn wide_colon(line: &str, start: usize) -> Option<Finding> {
    let at = line.find('：')?;
    let key = &line[..at];
    if key.contains(": ") || key.trim_start().starts_with('#') {
        return None;
    }
    let span = Span::new(start + at, start + at + '：'.len_utf8());
    let message = Words::new("コロンが全角(：)です。", "The colon is a full-width one (：).");
    let help = Words::new("半角の「: 」(コロンと空白)にしてください。", "Write an ASCII colon and a space.");
    Some(Finding::new(Rule::YAML_SYNTAX, span, message, help))
}

fn wide_space(line: &str, start: usize) -> Option<Finding> {
    let at = line.find(|c: char| !matches!(c, ' ' | '-')).filter(|&at| line[at..].starts_with('\u{3000}'))?;
    let span = Span::new(start + at, start + at + '\u{3000}'.len_utf8());
    let message = Words::new("行の初めに全角の空白があります。", "The line begins with a full-width space.");
    let help = Words::new("半角の空白で字下げしてください。", "Indent with ASCII spaces.");
    Some(Finding::new(Rule::YAML_SYNTAX, span, message, help))
}

fn character_at(source: &Source, at: usize) -> Span {
    let text = source.text();
    let at = at.min(text.len());
    let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    let length = text[at..].chars().next().filter(|&c| c != '\n').map_or(0, char::len_utf8);
    Span::new(at, at + length)
}

/// A table: each problem with what to write instead.
fn words(problem: &Problem) -> (Words, Words) {
    let words =
        |ja: &str, en: &str, help_ja: &str, help_en: &str| (Words::new(ja, en), Words::new(help_ja, help_en));
    match problem {
        Problem::Tab => words(
            "タブ文字で字下げされています。",
            "The line is indented with a tab.",
            "タブを消して、半角の空白で字下げしてください。",
            "Indent with spaces instead.",
        ),
        Problem::Indentation => words(
            "字下げがそろっていません。",
            "The indentation does not fit the lines around it.",
            "同じ段の行は、行の初めの空白の数をそろえてください。",
            "Give lines of one level the same number of spaces.",
        ),
        Problem::NoColon => words(
            "キーの後にコロンがありません。",
            "A key has no colon behind it.",
            "「キー: 値」の形に、半角のコロンと空白を入れて書いてください。長い文章は「|」の後、次の行から字下げして書けます。",
            "Write key: value, with a colon and a space; a long text goes below a |, indented.",
        ),
        Problem::SecondColon => words(
            "1行に「: 」が2回あります。",
            "There is a second \": \" on the line.",
            "値の全体を「\"」で囲んでください。",
            "Put the whole value between double quotation marks.",
        ),
        Problem::ReservedStart => words(
            "値がYAMLの記号で始まっています。",
            "The value begins with a character that YAML keeps for itself.",
            "「%」「@」「*」「>」「[」などで始まる値は、全体を「\"」で囲んでください。",
            "Put a value that begins with % @ * > [ and the like between double quotation marks.",
        ),
        Problem::Alias => words(
            "「*」で始まる値はYAMLの参照になります。",
            "A value that begins with * is a reference to YAML.",
            "文章なら、全体を「\"」で囲んでください。",
            "Put a text between double quotation marks.",
        ),
        Problem::Unclosed => words(
            "引用符やかっこが閉じていません。",
            "A quotation mark or bracket is not closed.",
            "「\"」「'」「[」「{」を閉じるか、文章なら値の全体を「\"」で囲んでください。",
            "Close it, or put the whole text between double quotation marks.",
        ),
        Problem::AfterQuote => words(
            "引用符を閉じた後に文字があります。",
            "Something stands behind the closing quotation mark.",
            "値の全体を引用符の中に入れてください。文中の「\"」は「\\\"」と書きます。",
            "Put the whole value between the marks; write \\\" for one inside it.",
        ),
        Problem::Escape => words(
            "「\\」の使い方がYAMLの決まりに合いません。",
            "This is no escape that YAML knows.",
            "「\\」を文字として書くときは「\\\\」とするか、値を「'」で囲んでください。",
            "Write \\\\ for a backslash, or put the value between single quotation marks.",
        ),
        Problem::Character(character) => (
            Words::new(
                format!("ここには書けない文字(U+{:04X})があります。", u32::from(*character)),
                format!("The character U+{:04X} cannot stand here.", u32::from(*character)),
            ),
            Words::new("その文字を消してください。", "Take it out."),
        ),
        Problem::SecondDocument => words(
            "1つのファイルに2つの文書があります。",
            "The file holds two documents.",
            "「---」の行を消すか、ファイルを分けてください。",
            "Take the line --- out, or make two files.",
        ),
        Problem::KeyNotText => words(
            "キーが文字ではありません。",
            "A key is not a text.",
            "キーは様式の項目の名前です。「[」や「{」で始めず、文章なら「\"」で囲んでください。",
            "A key is the name of a field; put a text that begins with [ or { between double quotation marks.",
        ),
        Problem::TooMuch => words(
            "入れ子や参照が多すぎて読めません。",
            "Too deeply nested, or too many references, to be read.",
            "「&」「*」の参照や深い入れ子を使わずに書いてください。",
            "Write it without references and deep nesting.",
        ),
        Problem::Other(english) => (
            Words::new(format!("YAMLとして読めません({english})。"), format!("This is not YAML: {english}.")),
            Words::new(
                "この行と前の行の書き方を確かめてください。記号の多い文章は全体を「\"」で囲むと安全です。",
                "Check this line and the one before; a text with many signs is safe between double quotation marks.",
            ),
        ),
    }
}
