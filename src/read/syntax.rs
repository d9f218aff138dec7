//! Unreadable YAML in the words of those who type it.

use crate::finding::{Finding, Message, Rule};
use crate::source::{Source, Span};
use crate::yaml::{SyntaxProblem, Unreadable};

/// Returns the finding for a file that is not YAML: what is wrong, at the characters that are wrong.
pub(crate) fn finding(source: &Source, unreadable: &Unreadable) -> Finding {
    let from_typing = matches!(
        unreadable.problem,
        SyntaxProblem::NoColon
            | SyntaxProblem::Indentation
            | SyntaxProblem::SecondColon
            | SyntaxProblem::Unknown
    );
    if let Some(finding) = typed_wide(source, unreadable.at).filter(|_| from_typing) {
        return finding;
    }
    if let Some(finding) = left_open(source, unreadable.at) {
        return finding;
    }
    let span = character_at(source, unreadable.at);
    let (message, help) = words(&unreadable.problem);
    Finding::new(Rule::YAML_SYNTAX, span, message, help)
}

/// Returns a character that a Japanese input method leaves, or a space that was not typed, on the line of the
/// error or the one before: 「課：総務課」, 「課:総務課」, 「-講座」. YAML reads them as text and fails later. The line before
/// is searched only if it is not part of a block text, which is indented further.
fn typed_wide(source: &Source, at: usize) -> Option<Finding> {
    let line = source.place(at).line;
    let before =
        line.checked_sub(1).filter(|before| *before > 0 && indent(source, *before) <= indent(source, line));
    [Some(line), before].into_iter().flatten().find_map(|line| {
        let span = source.line(line);
        let text = source.slice(span);
        wide_space(text, span.start)
            .or_else(|| wide_sign(text, span.start))
            .or_else(|| colon(text, span.start))
    })
}

fn indent(source: &Source, line: usize) -> usize {
    let text = source.slice(source.line(line));
    text.len() - text.trim_start_matches(' ').len()
}

/// Returns a full-width space where only ASCII spaces indent or part a dash from its item.
fn wide_space(line: &str, start: usize) -> Option<Finding> {
    let at = line.find(|c: char| !matches!(c, ' ' | '-')).filter(|&at| line[at..].starts_with('\u{3000}'))?;
    let message = if line[..at].ends_with('-') {
        Message::new("「-」の後が全角の空白です。", "The dash is followed by a full-width space.")
    } else {
        Message::new("行の初めに全角の空白があります。", "The line begins with a full-width space.")
    };
    let help = Message::new("半角の空白にしてください。", "Write an ASCII space.");
    Some(syntax(start + at, '\u{3000}'.len_utf8(), message, help))
}

/// Returns a line that begins with a dash without its space, a dash or sharp of full width, or 「・」.
fn wide_sign(line: &str, start: usize) -> Option<Finding> {
    let text = line.trim_start_matches(' ');
    let at = start + line.len() - text.len();
    let mut characters = text.chars();
    let (sign, next) = (characters.next()?, characters.next()?);
    let (message, help) = match sign {
        '-' if !matches!(next, ' ' | '-') => (
            Message::new("「-」の後に空白がありません。", "There is no space after the dash."),
            Message::new("「- 」(ハイフンと半角の空白)で始めてください。", "Begin with a dash and a space."),
        ),
        '－' | 'ー' | '・' | '―' | '‐' => (
            Message::new(
                format!("行が「{sign}」で始まっています。"),
                format!("The line begins with {sign}."),
            ),
            Message::new(
                "一覧の項目は「- 」(半角のハイフンと空白)で始めてください。",
                "Begin an item with an ASCII dash and a space.",
            ),
        ),
        '＃' => (
            Message::new("「＃」が全角です。", "The sharp is a full-width one."),
            Message::new("メモは半角の「# 」で始めてください。", "Begin a comment with an ASCII #."),
        ),
        _ => return None,
    };
    Some(syntax(at, sign.len_utf8(), message, help))
}

/// Returns a key whose colon is of full width, or has no space behind it.
fn colon(line: &str, start: usize) -> Option<Finding> {
    let at = line.find(['：', ':'])?;
    let rest = &line[at..];
    if line.trim_start().starts_with('#') || rest.starts_with("://") || rest.starts_with(": ") || rest == ":"
    {
        return None;
    }
    let (message, help) = if rest.starts_with('：') {
        (
            Message::new("コロンが全角(：)です。", "The colon is a full-width one (：)."),
            "半角の「: 」(コロンと空白)にしてください。",
        )
    } else {
        (
            Message::new("コロンの後に半角の空白がありません。", "There is no space after the colon."),
            "「: 」(コロンと半角の空白)にしてください。",
        )
    };
    let length = rest.chars().next().map_or(0, char::len_utf8);
    Some(syntax(start + at, length, message, Message::new(help, "Write an ASCII colon and a space.")))
}

/// The number of lines before an error in which an unclosed quotation mark or bracket is searched for.
const LINES_BEFORE: usize = 3;

/// Returns a value that begins with a quotation mark or a bracket and does not end on its line: YAML reads on
/// and stumbles further down.
fn left_open(source: &Source, at: usize) -> Option<Finding> {
    let line = source.place(at).line;
    (line.saturating_sub(LINES_BEFORE).max(1)..line).rev().find_map(|line| {
        let span = source.line(line);
        let text = source.slice(span);
        let value = text.find(": ").map(|at| at + 2).or_else(|| text.find("- ").map(|at| at + 2))?;
        let open = text[value..].chars().next()?;
        let close = match open {
            '[' => ']',
            '{' => '}',
            '"' | '\'' => open,
            _ => return None,
        };
        let is_open = !text[value + 1..].contains(close);
        let (message, help) = words(&SyntaxProblem::Unclosed);
        is_open.then(|| syntax(span.start + value, 1, message, help))
    })
}

fn syntax(at: usize, length: usize, message: Message, help: Message) -> Finding {
    Finding::new(Rule::YAML_SYNTAX, Span::new(at, at + length), message, help)
}

fn character_at(source: &Source, at: usize) -> Span {
    let text = source.text();
    let at = text.floor_char_boundary(at);
    let length = text[at..].chars().next().filter(|&c| c != '\n').map_or(0, char::len_utf8);
    Span::new(at, at + length)
}

/// Returns a table: each problem with what to write instead.
pub(crate) fn words(problem: &SyntaxProblem) -> (Message, Message) {
    let words = |ja: &str, en: &str, help_ja: &str, help_en: &str| {
        (Message::new(ja, en), Message::new(help_ja, help_en))
    };
    match problem {
        SyntaxProblem::Tab => words(
            "タブ文字で字下げされています。",
            "The line is indented with a tab.",
            "タブを消して、半角の空白で字下げしてください。",
            "Indent with spaces instead.",
        ),
        SyntaxProblem::Indentation => words(
            "字下げがそろっていません。",
            "The indentation does not fit the lines around it.",
            "同じ段の行は、行の初めの空白の数をそろえてください。",
            "Give lines of one level the same number of spaces.",
        ),
        SyntaxProblem::NoColon => words(
            "キーの後にコロンがありません。",
            "There is no colon after a key.",
            "「キー: 値」の形に、半角のコロンと空白を入れて書いてください。長い文章は「|」の後、次の行から字下げして書けます。",
            "Write key: value, with a colon and a space; a long text goes below a |, indented.",
        ),
        SyntaxProblem::SecondColon => words(
            "1行に「: 」が2回あります。",
            "There is a second \": \" on the line.",
            "値の全体を「\"」で囲んでください。",
            "Put the whole value between double quotation marks.",
        ),
        SyntaxProblem::ReservedStart => words(
            "値がYAMLの記号で始まっています。",
            "The value begins with a character that is reserved in YAML.",
            "「%」「@」「*」「>」「|」「[」「{」「!」「?」「- 」などで始まる文章は、全体を「\"」で囲んでください。",
            "Put a text that begins with % @ * > | [ { ! ? or a dash between double quotation marks.",
        ),
        SyntaxProblem::Alias => words(
            "「*」で始まる値はYAMLの参照になります。",
            "YAML reads a value that begins with * as a reference.",
            "文章なら、全体を「\"」で囲んでください。",
            "Put a text between double quotation marks.",
        ),
        SyntaxProblem::Unclosed => words(
            "引用符やかっこが閉じていません。",
            "A quotation mark or bracket is not closed.",
            "「\"」「'」「[」「{」を閉じるか、文章なら値の全体を「\"」で囲んでください。",
            "Close it, or put the whole text between double quotation marks.",
        ),
        SyntaxProblem::AfterQuote => words(
            "引用符を閉じた後に文字があります。",
            "There is text after the closing quotation mark.",
            "値の全体を引用符の中に入れてください。文中の「\"」は「\\\"」と書きます。",
            "Put the whole value between the marks; write \\\" for one inside it.",
        ),
        SyntaxProblem::Escape => words(
            "「\\」の使い方がYAMLの決まりに合いません。",
            "This is not an escape sequence of YAML.",
            "「\\」を文字として書くときは「\\\\」とするか、値を「'」で囲んでください。",
            "Write \\\\ for a backslash, or put the value between single quotation marks.",
        ),
        SyntaxProblem::Character(character) => (
            Message::new(
                format!("ここには書けない文字(U+{:04X})があります。", u32::from(*character)),
                format!("The character U+{:04X} is not allowed here.", u32::from(*character)),
            ),
            Message::new("その文字を消してください。", "Remove it."),
        ),
        SyntaxProblem::SecondDocument => words(
            "1つのファイルに2つの文書があります。",
            "The file holds two documents.",
            "「---」の行を消すか、ファイルを分けてください。",
            "Remove the line ---, or make two files.",
        ),
        SyntaxProblem::KeyNotText => words(
            "キーが文字ではありません。",
            "A key is not a text.",
            "キーは様式の項目の名前です。「[」や「{」で始めず、文章なら「\"」で囲んでください。",
            "A key is the name of a field; put a text that begins with [ or { between double quotation marks.",
        ),
        SyntaxProblem::TooMuch => words(
            "項目、一覧、入れ子、参照のどれかが多すぎて読めません。",
            "There are too many keys, items, levels or references to be read.",
            "シートのファイルか、確かめてください。「&」「*」の参照や深い入れ子を使っていれば、使わずに書いてください。",
            "Check whether it is a sheet. Write it without references and deep nesting.",
        ),
        SyntaxProblem::CommentInText => words(
            "文章の途中に「# 」の覚え書きがあり、文章がそこで切れています。",
            "A comment between the lines of a text ends the text.",
            "「# 」も文章のうちなら全体を「\"」で囲み、覚え書きなら文章の上の行に移してください。",
            "Put the whole text between double quotation marks if the # is part of it, else move the comment above the text.",
        ),
        SyntaxProblem::CommentNotApart => words(
            "「#」の前に半角の空白がありません。",
            "There is no space before the #.",
            "覚え書きなら「#」の前に半角の空白を入れ、文章のうちなら値の全体を「\"」で囲んでください。",
            "Put a space before the # of a comment, or the whole value between double quotation marks.",
        ),
        SyntaxProblem::Directive => words(
            "行が「%」で始まっています。",
            "The line begins with %.",
            "文章なら全体を「\"」で囲み、覚え書きなら行の初めに「# 」を付けてください。",
            "Put a text between double quotation marks, or # and a space before a comment.",
        ),
        SyntaxProblem::Brackets => words(
            "「[」や「{」の中の書き方が正しくありません。",
            "The text in brackets is not written as a list.",
            "文章なら値の全体を「\"」で囲んでください。",
            "Put a text between double quotation marks.",
        ),
        SyntaxProblem::Unknown => words(
            "この行の書き方では読めません。",
            "The line cannot be read as it is written.",
            "文章なら値の全体を「\"」で囲んでください。",
            "Put a text between double quotation marks.",
        ),
    }
}
