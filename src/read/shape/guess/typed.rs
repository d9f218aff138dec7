//! Characters that represent YAML's own between the parts of a row: spaces and colons.

use super::{Guess, Site};
use crate::finding::Message;
use crate::read::shape::frame::Frame;
use crate::read::shape::row::Row;
use crate::read::shape::signs;
use crate::source::{Edit, Span};

/// Returns guesses for consecutive rows that are indented with other characters than spaces: all of them for
/// each way of counting columns, and the first one for each occupied column.
pub(super) fn indents(site: &Site) -> Vec<Guess> {
    let start = site.stop.row;
    let sign = |row: &Row| site.text[row.indent.range()].chars().find(|c| *c != ' ');
    let all: Vec<&Row> =
        site.rows[start..].iter().filter(|row| row.odd_indent && sign(row) == sign(site.row())).collect();
    let next = site.rows[start..].iter().take_while(|row| row.odd_indent).count().min(all.len());
    let mut guesses = Vec::new();
    for (rank, (wide, tab)) in [(1, 2), (2, 2), (2, 4), (1, 4), (1, 8), (2, 8)].into_iter().enumerate() {
        for (order, run) in [&all[..], &all[..next]].into_iter().enumerate() {
            let edits = run.iter().map(|row| indented(row, columns(site.text, row, wide, tab))).collect();
            guesses.push(indent(site, run, edits, rank * 2 + order));
        }
    }
    let mut targets: Vec<usize> = site.frames().map(Frame::column).collect();
    targets.extend(site.stop.pending.map(|pending| pending.column + 2));
    targets.extend(site.stop.text.map(|(column, _)| column + 2));
    for (rank, target) in targets.into_iter().enumerate() {
        guesses.push(indent(site, &all[..1], vec![indented(all[0], target)], 20 + rank));
    }
    guesses
}

fn columns(text: &str, row: &Row, wide: usize, tab: usize) -> usize {
    text[row.indent.range()].chars().map(|c| signs::width(c, wide, tab)).sum()
}

fn indented(row: &Row, columns: usize) -> Edit {
    Edit::new(row.indent, " ".repeat(columns))
}

fn indent(site: &Site, rows: &[&Row], edits: Vec<Edit>, rank: usize) -> Guess {
    let odd = |row: &Row| {
        let typed = &site.text[row.indent.range()];
        let mut odd = typed.char_indices().filter(|(_, c)| *c != ' ');
        let (first, character) = odd.next().unwrap_or((0, '\t'));
        let last = odd.next_back().map_or(first + character.len_utf8(), |(at, c)| at + c.len_utf8());
        (Span::new(row.indent.start + first, row.indent.start + last), character)
    };
    let (span, character) = odd(rows[0]);
    let (ja, en) = signs::name(character);
    let message = match character {
        '\t' => Message::new("タブ文字で字下げされています。", "The line is indented with a tab."),
        _ => Message::new(format!("行の初めに{ja}があります。"), format!("The line begins with {en}.")),
    };
    let spaces = edits.first().map_or(0, |edit| edit.text.len());
    let help = match rows.len() {
        1 => Message::new(
            format!("{ja}を半角の空白に替えて、字下げを半角の空白{spaces}個にしてください。"),
            format!("Replace it: indent the line by {spaces} ASCII spaces."),
        ),
        count => Message::new(
            format!("同じ字下げの{count}行の{ja}を、半角の空白に替えてください。この行は{spaces}個です。"),
            format!(
                "Replace it on the {count} lines that have it: indent them by ASCII spaces, this one by {spaces}."
            ),
        ),
    };
    let others = rows[1..].iter().map(|row| odd(row).0).collect();
    Guess::new(message, help, span, edits, rank).and_at(others).certain()
}

/// Returns a colon or the space behind it, or behind a dash, in another form: on this row and on those that follow it
/// with the same.
pub(super) fn separators(site: &Site) -> Vec<Guess> {
    let row = site.row();
    let typed = |row: &Row| separator(row).map(|span| &site.text[span.range()]);
    let (Some(span), Some(text)) = (separator(row), typed(row)) else { return Vec::new() };
    let run: Vec<&Row> =
        site.rows[site.stop.row..].iter().take_while(|below| typed(below) == Some(text)).collect();
    let is_colon = row.odd_gap.is_none();
    let edit = |row: &&Row| {
        let span = separator(row).unwrap_or(row.value);
        let new = if !is_colon {
            " "
        } else if row.value.start == row.value.end && !row.commented {
            ":"
        } else {
            ": "
        };
        Edit::new(span, new.to_owned())
    };
    let (message, help) = if is_colon { colon_words(text) } else { gap_words(text) };
    let guess = |run: &[&Row]| {
        Guess::new(message.clone(), help.clone(), span, run.iter().map(edit).collect(), 1)
            .and_at(run[1..].iter().filter_map(|row| separator(row)).collect())
            .certain()
    };
    vec![guess(&run), guess(&run[..1])]
}

fn separator(row: &Row) -> Option<Span> {
    row.odd_gap.or_else(|| row.key.as_ref().filter(|key| key.odd).map(|key| key.colon))
}

fn colon_words(typed: &str) -> (Message, Message) {
    let sign = typed.trim_matches(signs::is_blank).chars().next();
    let (ja, en) = match sign {
        None => (
            "項目の名前と値の間が、「: 」ではなくタブです。".to_owned(),
            "A tab is used instead of a colon and a space.".to_owned(),
        ),
        Some(':') if typed.ends_with(':') => (
            "コロンの後に半角の空白がありません。".to_owned(),
            "There is no space after the colon.".to_owned(),
        ),
        Some(':') => (
            "コロンの後が半角の空白ではありません。".to_owned(),
            "The space after the colon is not an ASCII space.".to_owned(),
        ),
        Some('：') => {
            ("コロンが全角(：)です。".to_owned(), "The colon is a full-width one (：).".to_owned())
        }
        Some(sign) => (
            format!("項目の名前の後が、コロンではなく「{sign}」です。"),
            format!("{sign} is used instead of a colon."),
        ),
    };
    let help =
        Message::new("「: 」(半角のコロンと空白)にしてください。", "Write an ASCII colon and a space.");
    (Message::new(ja, en), help)
}

fn gap_words(typed: &str) -> (Message, Message) {
    let odd = typed.chars().find(|c| *c != ' ').unwrap_or(' ');
    let (ja, en) = signs::name(odd);
    (
        Message::new(format!("「-」の後が{ja}です。"), format!("The dash is followed by {en}.")),
        Message::new("半角の空白にしてください。", "Write an ASCII space."),
    )
}
