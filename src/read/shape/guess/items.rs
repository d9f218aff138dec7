//! Items of a list with another sign for their dash, or without one.

use super::{Guess, Site, shown};
use crate::finding::Message;
use crate::read::shape::form::Shape;
use crate::read::shape::frame::Frame;
use crate::read::shape::lookahead::is_nameless;
use crate::read::shape::row::{Row, ValueStyle, is_name};
use crate::read::shape::signs;
use crate::source::{Edit, Span};
use crate::yaml;

/// Returns every guess of items.
pub(super) fn guesses(site: &Site) -> Vec<Guess> {
    let mut guesses = items(site);
    guesses.extend(quoted(site));
    guesses.extend(first_item(site));
    guesses.extend(first_dash(site));
    guesses
}

/// Guesses at items with another sign for their dash, or without one.
fn items(site: &Site) -> Vec<Guess> {
    let (row, start) = (site.row(), site.stop.row);
    let typed = &site.text[row.content.range()];
    let is_bare =
        !is_nameless(site.text, row) && row.dash.is_none() && (row.key.is_none() || signed_key(site, typed));
    if !is_bare {
        return Vec::new();
    }
    let sign = typed.chars().next().filter(|c| signs::is_dash(*c));
    let same = |candidate: &&Row| {
        candidate.dash.is_none()
            && candidate.column == row.column
            && candidate.key.is_none() == row.key.is_none()
            && sign.is_none_or(|sign| site.text[candidate.content.range()].starts_with(sign))
    };
    let run: Vec<&Row> = site.rows[start..].iter().take_while(same).collect();
    let mut guesses = Vec::new();
    if let Some(sign) = sign {
        guesses.extend([&run[..], &run[..1]].map(|rows| signed(site, sign, rows)));
    }
    let missing = |rows: &[&Row], edit: &dyn Fn(&Row) -> Edit, rank| dashless(site, rows, edit, rank);
    let before = |row: &Row| Edit::insertion(row.content.start, "- ");
    let instead = |row: &Row| Edit::new(Span::new(row.content.start - 2, row.content.start), "- ");
    for rows in [&run[..], &run[..1]] {
        guesses.push(missing(rows, &before, 6));
        if rows.iter().all(|row| row.column >= 2 && site.text[row.indent.range()].ends_with("  ")) {
            guesses.push(missing(rows, &instead, 7));
        }
    }
    guesses
}

/// Returns whether a sign is typed before a key of the form: 「●項目: 回数」.
fn signed_key(site: &Site, typed: &str) -> bool {
    let rest = typed.trim_start_matches(signs::is_dash).trim_start_matches(signs::is_blank);
    rest.len() < typed.len()
        && rest.split([':', '：']).next().is_some_and(|name| is_name(name.trim(), site.outline))
}

fn signed(site: &Site, sign: char, rows: &[&Row]) -> Guess {
    let head = |row: &Row| {
        let typed = &site.text[row.content.range()];
        let rest = typed.trim_start_matches(sign).trim_start_matches(signs::is_blank);
        Span::new(row.content.start, row.content.end - rest.len())
    };
    let signs = |row: &Row| {
        let typed = site.text[head(row).range()].trim_end_matches(signs::is_blank);
        Span::new(row.content.start, row.content.start + typed.len())
    };
    let next = site.text[head(rows[0]).end..].chars().next();
    let is_number = next.is_some_and(|c| c.is_ascii_digit() || matches!(c, '０'..='９'));
    let message = if sign == '-' && signs(rows[0]).range().len() > 1 {
        Message::new("行の初めの「-」が一つではありません。", "The line begins with more than one dash.")
    } else if sign == '-' {
        Message::new("「-」の後に空白がありません。", "There is no space after the dash.")
    } else {
        Message::new(format!("行が「{sign}」で始まっています。"), format!("The line begins with {sign}."))
    };
    let help = Message::new(
        "一覧の項目は「- 」(半角のハイフンと空白)で始めてください。",
        "Begin an item with an ASCII dash and a space.",
    );
    Guess::new(
        message,
        help,
        signs(rows[0]),
        rows.iter().map(|row| Edit::new(head(row), "- ")).collect(),
        if is_number { 9 } else { 1 },
    )
    .and_at(rows[1..].iter().map(|row| signs(row)).collect())
    .certain_if(!is_number)
}

fn dashless(site: &Site, rows: &[&Row], edit: &dyn Fn(&Row) -> Edit, rank: usize) -> Guess {
    let name = shown(&site.text[rows[0].content.range()]);
    let message = Message::new(
        format!("「{name}」の前に「- 」がありません。「- 」を忘れていませんか。"),
        format!("There is no dash before {name}. Was it forgotten?"),
    );
    let help = Message::new(
        format!("一覧の項目は、「- {name}」のように「- 」(半角のハイフンと空白)で始めてください。"),
        format!("Begin an item with an ASCII dash and a space: \"- {name}\"."),
    );
    Guess::new(message, help, rows[0].content, rows.iter().map(|row| edit(row)).collect(), rank)
        .and_at(rows[1..].iter().map(|row| row.content).collect())
}

/// Returns a text of a list that begins with a word that is a key elsewhere.
fn quoted(site: &Site) -> Option<Guess> {
    let row = site.row();
    let in_list = site.frames().any(
        |frame| matches!(frame, Frame::List { column, item: Shape::Texts } if Some(*column) == row.dash),
    ) || site.stop.pending.is_some_and(|pending| matches!(pending.shape, Shape::Texts));
    let key = row.key.as_ref().filter(|_| in_list && row.dash.is_some())?;
    let whole = row.as_text();
    let edits = vec![Edit::new(whole.value, yaml::quoted(&site.text[whole.value.range()]))];
    Some(Guess::new(
        Message::new(
            "文章の中に「: 」(コロンと空白)があります。囲まないと、文章として読めません。",
            "The text holds a colon and a space, so it is not read as a text.",
        ),
        Message::new(
            "「- 」の後の全体を「\"」で囲んでください。",
            "Put everything after the dash between double quotation marks.",
        ),
        key.colon,
        edits,
        60,
    ))
}

/// Guesses at items below a text on the line of their key, which is the first of them.
fn first_item(site: &Site) -> Option<Guess> {
    let row = site.row();
    let dash = row.dash?;
    let owner = &site.rows[site.stop.text.map(|(_, row)| row)?];
    let key = owner.key.as_ref().filter(|_| owner.style == ValueStyle::Plain && dash >= owner.column)?;
    let takes_items = site.frames().any(|frame| match frame {
        Frame::Map { column, keys, .. } if *column == owner.column => {
            keys.find(&key.name).is_some_and(|(_, key)| matches!(key.shape, Shape::Texts))
        }
        _ => false,
    });
    takes_items.then(|| {
        Guess::new(
            Message::new(
                format!("「{}」の一つ目が、「- 」なしでキーと同じ行にあります。", key.name),
                format!("The first item of {} is on the line of its key, without a dash.", key.name),
            ),
            Message::new(
                "一つ目も次の行に移し、「- 」で始めてください。",
                "Write it on the line below as well, after a dash and a space.",
            ),
            owner.value,
            vec![Edit::insertion(owner.value.start, format!("\n{}- ", " ".repeat(dash)))],
            2,
        )
    })
}

/// Guesses at items below a row of text, which is the first of them and lacks its dash.
fn first_dash(site: &Site) -> Option<Guess> {
    let dash = site.row().dash?;
    let (_, owner) = site.stop.text?;
    let rows: Vec<&Row> = site.rows.get(owner + 1..site.stop.row)?.iter().collect();
    let is_bare = |row: &&Row| row.key.is_none() && row.dash.is_none() && row.indent.end == row.content.start;
    if site.rows[owner].style != ValueStyle::Empty || rows.is_empty() || !rows.iter().all(is_bare) {
        return None;
    }
    let edit = |row: &Row| Edit::new(row.indent, format!("{}- ", " ".repeat(dash)));
    Some(dashless(site, &rows, &edit, 2))
}
