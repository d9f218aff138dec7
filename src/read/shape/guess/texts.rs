//! Rows of text where a key or an item belongs.

use super::{Guess, Site, shown};
use crate::finding::Words;
use crate::read::shape::fault;
use crate::read::shape::form::Shape;
use crate::read::shape::row::{Row, Style, is_name, is_year};
use crate::read::shape::signs;
use crate::read::shape::walk::{Frame, is_nameless};
use crate::source::{Edit, Span};

/// Every guess of what the text is.
pub(super) fn guesses(site: &Site) -> Vec<Guess> {
    let mut guesses = items(site);
    guesses.extend(blocks(site));
    guesses.extend(colon(site));
    guesses.extend(years_as_items(site));
    guesses.extend(quoted(site));
    guesses.extend(first_item(site));
    guesses.extend(first_dash(site));
    guesses.extend(dashed_key(site));
    guesses.extend(memo(site));
    guesses.extend(comment(site));
    guesses
}

fn insert(at: usize, text: &str) -> Edit {
    Edit { span: Span::new(at, at), text: text.to_owned() }
}

/// Items with another sign for their dash, or without one.
fn items(site: &Site) -> Vec<Guess> {
    let (row, start) = (site.row(), site.stop.row);
    let typed = &site.text[row.content.range()];
    let is_bare =
        !is_nameless(site.text, row) && row.dash.is_none() && (row.key.is_none() || signed_key(site, typed));
    if !is_bare {
        return Vec::new();
    }
    let sign = typed.chars().next().filter(|c| signs::is_dash(*c));
    let same = |other: &&Row| {
        other.dash.is_none()
            && other.column == row.column
            && other.key.is_none() == row.key.is_none()
            && sign.is_none_or(|sign| site.text[other.content.range()].starts_with(sign))
    };
    let run: Vec<&Row> = site.rows[start..].iter().take_while(same).collect();
    let mut guesses = Vec::new();
    if let Some(sign) = sign {
        guesses.extend([&run[..], &run[..1]].map(|rows| signed(site, sign, rows)));
    }
    let missing = |rows: &[&Row], edit: &dyn Fn(&Row) -> Edit, rank| dashless(site, rows, edit, rank);
    let before = |row: &Row| insert(row.content.start, "- ");
    let instead =
        |row: &Row| Edit { span: Span::new(row.content.start - 2, row.content.start), text: "- ".to_owned() };
    for rows in [&run[..], &run[..1]] {
        guesses.push(missing(rows, &before, 6));
        if row.column >= 2 && !row.odd_indent {
            guesses.push(missing(rows, &instead, 7));
        }
    }
    guesses
}

/// 「●項目: 回数」: a sign before a key of the form.
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
        Words::new("行の初めの「-」が一つではありません。", "The line begins with more than one dash.")
    } else if sign == '-' {
        Words::new("「-」の後に空白がありません。", "No space stands behind the dash.")
    } else {
        Words::new(format!("行が「{sign}」で始まっています。"), format!("The line begins with {sign}."))
    };
    let help = Words::new(
        "一覧の項目は「- 」(半角のハイフンと空白)で始めてください。",
        "Begin an item with an ASCII dash and a space.",
    );
    Guess {
        message,
        help,
        span: signs(rows[0]),
        others: rows[1..].iter().map(|row| signs(row)).collect(),
        edits: rows.iter().map(|row| Edit { span: head(row), text: "- ".to_owned() }).collect(),
        is_certain: !is_number,
        parts_items: false,
        rank: if is_number { 9 } else { 1 },
    }
}

fn dashless(site: &Site, rows: &[&Row], edit: &dyn Fn(&Row) -> Edit, rank: usize) -> Guess {
    let name = shown(&site.text[rows[0].content.range()]);
    let message = Words::new(
        format!("「{name}」の前に「- 」がありません。「- 」を忘れていませんか。"),
        format!("No dash stands before {name}. Was it forgotten?"),
    );
    let help = Words::new(
        format!("一覧の項目は、「- {name}」のように「- 」(半角のハイフンと空白)で始めてください。"),
        format!("Begin an item with an ASCII dash and a space: \"- {name}\"."),
    );
    Guess {
        message,
        help,
        span: rows[0].content,
        others: rows[1..].iter().map(|row| row.content).collect(),
        edits: rows.iter().map(|row| edit(row)).collect(),
        is_certain: false,
        parts_items: false,
        rank,
    }
}

/// Whether a row can be a line of a text: it has no key of the form.
fn is_prose(site: &Site, row: &Row) -> bool {
    row.name().is_none_or(|name| !site.outline.knows(name) && !is_year(name))
}

/// Lines of a text below a key without its bar, or further out than its first line.
fn blocks(site: &Site) -> Option<Guess> {
    let (row, start) = (site.row(), site.stop.row);
    let owner = owner(site)?;
    let parent = if owner.key.is_some() { owner.column } else { owner.head() };
    // A key that stands where keys do is one.
    if !is_prose(site, row)
        || is_nameless(site.text, row)
        || row.dash.is_some()
        || row.key.is_some() && row.head() <= parent
    {
        return None;
    }
    let run = site.rows[start..].iter().take_while(|other| {
        is_prose(site, other)
            && (other.head() > parent || other.dash.is_none() && other.key.is_none() && row.head() <= parent)
    });
    let end = start + run.count().max(1);
    let least = site.rows[start..end].iter().map(Row::head).min().unwrap_or_default();
    let inner = inner(site, owner).unwrap_or(parent + 2).max(parent + 1);
    let by = if least > parent && owner.style != Style::Block { 0 } else { inner.saturating_sub(least) };
    let mut edits = if by > 0 { site.moved(site.lines_of(end), by.cast_signed()) } else { Vec::new() };
    edits.extend(bar(site, owner, if by > 0 { inner } else { least }));
    let name = owner.name().map_or_else(|| shown(&site.text[owner.content.range()]), ToOwned::to_owned);
    let (message, help) = if owner.style == Style::Block {
        (
            Words::new(
                format!("「{name}」の文章の続きなら、字下げが足りません。"),
                format!("If this goes on with the text of {name}, it is not indented enough."),
            ),
            Words::new(
                format!("文章の行は、どれも半角の空白{inner}個以上で字下げしてください。"),
                format!("Indent every line of the text by at least {inner} spaces."),
            ),
        )
    } else {
        (
            Words::new(
                format!("「{name}」の下に、「|」のない文章の行があります。"),
                format!("Lines of text stand below {name} without a bar."),
            ),
            Words::new(
                format!("何行もある文章は、「{name}: |」の次の行から、字下げをそろえて書いてください。"),
                format!(
                    "Write a bar behind {name}:, and the text on the lines below it, all indented alike."
                ),
            ),
        )
    };
    Some(Guess {
        message,
        help,
        span: row.content,
        others: Vec::new(),
        edits,
        is_certain: false,
        parts_items: false,
        rank: 14,
    })
}

/// The row above that a text belongs to.
fn owner<'a>(site: &Site<'a>) -> Option<&'a Row> {
    let takes_text = |shape: &Shape| matches!(shape, Shape::Text | Shape::Texts);
    let pending = site.stop.pending.filter(|pending| takes_text(pending.shape)).map(|pending| pending.row);
    let row = pending.or(site.stop.text.map(|(_, row)| row)).or_else(|| site.stop.row.checked_sub(1))?;
    let row = &site.rows[row];
    let is_text = matches!(row.style, Style::Block | Style::Plain) || pending.is_some();
    is_text.then_some(row)
}

/// The column of the lines of a block text that are there.
fn inner(site: &Site, owner: &Row) -> Option<usize> {
    let lines = &site.lines[owner.lines.0 + 1..owner.lines.1];
    let line = lines.iter().map(|line| &site.text[line.range()]).find(|line| !line.trim().is_empty())?;
    Some(line.len() - line.trim_start_matches(' ').len())
}

/// The bar behind the owner's colon; what stands there already goes below it.
fn bar(site: &Site, owner: &Row, column: usize) -> Option<Edit> {
    let behind = owner.key.as_ref().map_or(owner.head() + 1 + owner.line.start, |key| key.colon.end);
    match owner.style {
        Style::Empty => Some(insert(behind, " |")),
        Style::Plain => {
            let below = format!("|\n{}", " ".repeat(column));
            let _ = site;
            Some(insert(owner.value.start, &below))
        }
        _ => None,
    }
}

/// A key without its colon.
fn colon(site: &Site) -> Vec<Guess> {
    let row = site.row();
    if row.key.is_some() {
        return Vec::new();
    }
    let typed = &site.text[row.content.range()];
    let names = site.frames().filter(|frame| frame.column() == row.column).find_map(|frame| match frame {
        Frame::Map { keys, seen, .. } => {
            let unseen = keys.0.iter().enumerate().filter(|(at, _)| seen.iter().all(|(it, _)| it != at));
            unseen
                .map(|(_, key)| key.name.as_str())
                .filter(|name| typed.starts_with(name))
                .max_by_key(|name| name.len())
        }
        _ => None,
    });
    let first = typed.split(signs::is_blank).next().unwrap_or_default();
    if let Some(guess) = bracketed(site) {
        return vec![guess];
    }
    let Some(name) = names.or_else(|| is_year(first).then_some(first)) else { return Vec::new() };
    let at = row.content.start + name.len();
    let rest = &site.text[at..row.content.end];
    let blanks = rest.len() - rest.trim_start_matches(signs::is_blank).len();
    let text = if rest[blanks..].is_empty() || rest[blanks..].starts_with('#') { ":" } else { ": " };
    let span = Span::new(at, at + if text == ":" { 0 } else { blanks });
    let message = Words::new(
        format!("「{name}」の後にコロンがありません。"),
        format!("No colon stands behind {name}."),
    );
    let help = Words::new(
        format!("「{name}: 」と、半角のコロンと空白を入れてください。"),
        format!("Write \"{name}: \", with a colon and a space."),
    );
    let guess = Guess {
        message,
        help,
        span: Span::new(row.content.start, at),
        others: Vec::new(),
        edits: vec![Edit { span, text: text.to_owned() }],
        is_certain: false,
        parts_items: false,
        rank: 5,
    };
    vec![guess]
}

/// 「【課】総務課」: a key between brackets.
fn bracketed(site: &Site) -> Option<Guess> {
    let row = site.row();
    let typed = &site.text[row.content.range()];
    let inner = typed.strip_prefix(['【', '［', '〔', '《', '〈', '「', '『'])?;
    let end = inner.find(['】', '］', '〕', '》', '〉', '」', '』'])?;
    let keys = site.frames().find_map(|frame| match frame {
        Frame::Map { column, keys, .. } if *column == row.column => Some(keys),
        _ => None,
    })?;
    let name = inner[..end].trim();
    keys.find(name)?;
    let closing = inner[end..].chars().next().map_or(0, char::len_utf8);
    let rest = inner[end + closing..].trim_start_matches(signs::is_blank).trim_start_matches([':', '：']);
    let rest = rest.trim_start_matches(signs::is_blank);
    let span = Span::new(row.content.start, row.content.end - rest.len());
    let text = if rest.is_empty() { format!("{name}:") } else { format!("{name}: ") };
    Some(Guess {
        message: Words::new(
            format!("「{name}」がかっこで囲まれ、コロンがありません。"),
            format!("{name} stands between brackets, without a colon."),
        ),
        help: Words::new(format!("「{name}: 」と書いてください。"), format!("Write \"{name}: \".")),
        span,
        others: Vec::new(),
        edits: vec![Edit { span, text }],
        is_certain: false,
        parts_items: false,
        rank: 4,
    })
}

/// 「- H29: 1」: years need no dashes.
fn years_as_items(site: &Site) -> Option<Guess> {
    let row = site.row();
    let is_pending = site.stop.pending.is_some_and(|pending| matches!(pending.shape, Shape::Named(_)));
    let is_item = |row: &&Row| row.dash.is_some() && row.name().is_some_and(is_year);
    if !is_pending || !is_item(&row) {
        return None;
    }
    let rows =
        site.rows[site.stop.row..].iter().take_while(|other| is_item(other) && other.head() == row.head());
    let edit = |row: &Row| Edit { span: Span::new(row.indent.end, row.indent.end + 1), text: " ".to_owned() };
    let rows: Vec<&Row> = rows.collect();
    Some(Guess {
        message: Words::new("年の前に「-」があります。", "A dash stands before a year."),
        help: Words::new("「-」を半角の空白にしてください。", "Write a space in the place of the dash."),
        span: Span::new(row.indent.end, row.indent.end + 1),
        others: rows[1..].iter().map(|row| Span::new(row.indent.end, row.indent.end + 1)).collect(),
        edits: rows.iter().map(|row| edit(row)).collect(),
        is_certain: true,
        parts_items: false,
        rank: 3,
    })
}

/// A text of a list that begins with a word that is a key elsewhere.
fn quoted(site: &Site) -> Option<Guess> {
    let row = site.row();
    let in_list = site.frames().any(
        |frame| matches!(frame, Frame::List { column, item: Shape::Texts } if Some(*column) == row.dash),
    ) || site.stop.pending.is_some_and(|pending| matches!(pending.shape, Shape::Texts));
    let key = row.key.as_ref().filter(|_| in_list && row.dash.is_some())?;
    let whole = row.as_text();
    let edits = vec![Edit { span: whole.value, text: fault::quoted(&site.text[whole.value.range()]) }];
    Some(Guess {
        message: Words::new(
            "文章の中に「: 」(コロンと空白)があります。囲まないと、文章として読めません。",
            "The text holds a colon and a space, so it is not read as a text.",
        ),
        help: Words::new(
            "「- 」の後の全体を「\"」で囲んでください。",
            "Put everything behind the dash between double quotation marks.",
        ),
        span: key.colon,
        others: Vec::new(),
        edits,
        is_certain: false,
        parts_items: false,
        rank: 60,
    })
}

/// Items below a text on the line of their key: that is the first of them.
fn first_item(site: &Site) -> Option<Guess> {
    let row = site.row();
    let dash = row.dash?;
    let owner = &site.rows[site.stop.text.map(|(_, row)| row)?];
    let key = owner.key.as_ref().filter(|_| owner.style == Style::Plain && dash >= owner.column)?;
    let takes_items = site.frames().any(|frame| match frame {
        Frame::Map { column, keys, .. } if *column == owner.column => {
            keys.find(&key.name).is_some_and(|(_, key)| matches!(key.shape, Shape::Texts))
        }
        _ => false,
    });
    takes_items.then(|| Guess {
        message: Words::new(
            format!("「{}」の一つ目が、「- 」なしでキーと同じ行にあります。", key.name),
            format!("The first item of {} stands on the line of its key, without a dash.", key.name),
        ),
        help: Words::new(
            "一つ目も次の行に移し、「- 」で始めてください。",
            "Write it on the line below as well, behind a dash and a space.",
        ),
        span: owner.value,
        others: Vec::new(),
        edits: vec![insert(owner.value.start, &format!("\n{}- ", " ".repeat(dash)))],
        is_certain: false,
        parts_items: false,
        rank: 2,
    })
}

/// Items below a row of text: that is the first of them, and lacks its dash.
fn first_dash(site: &Site) -> Option<Guess> {
    let dash = site.row().dash?;
    let (_, owner) = site.stop.text?;
    let rows: Vec<&Row> = site.rows.get(owner + 1..site.stop.row)?.iter().collect();
    let is_bare = |row: &&Row| row.key.is_none() && row.dash.is_none() && row.indent.end == row.content.start;
    if site.rows[owner].style != Style::Empty || rows.is_empty() || !rows.iter().all(is_bare) {
        return None;
    }
    let edit = |row: &Row| Edit { span: row.indent, text: format!("{}- ", " ".repeat(dash)) };
    Some(dashless(site, &rows, &edit, 2))
}

/// A dash before a key that belongs to the map around it.
fn dashed_key(site: &Site) -> Option<Guess> {
    let (row, name) = (site.row(), site.row().name()?);
    let dash = row.dash?;
    let column = site.frames().find_map(|frame| match frame {
        Frame::Map { column, keys, seen } if *column == dash || *column == row.column => {
            let (place, _) = keys.find(name)?;
            seen.iter().all(|(it, _)| *it != place).then_some(*column)
        }
        _ => None,
    })?;
    let span = Span::new(row.line.start + dash, row.content.start);
    Some(Guess {
        message: Words::new(
            format!("「{name}」の前に、余分な「- 」があります。"),
            format!("An extra dash stands before {name}."),
        ),
        help: Words::new(
            format!("「- 」を消して、「{name}: 」から始めてください。"),
            format!("Delete the dash, so that the line begins with {name}."),
        ),
        span: Span::new(span.start, span.start + 1),
        others: Vec::new(),
        edits: vec![Edit { span, text: " ".repeat(column - dash) }],
        is_certain: false,
        parts_items: false,
        rank: 3,
    })
}

/// The longest text that may be a note of the writer's, in characters.
const LONGEST_NOTE: usize = 20;

/// A short text in the column of keys: a note that was not to be printed, more likely than a text that goes on.
fn memo(site: &Site) -> Option<Guess> {
    let row = site.row();
    let typed = site.text[row.content.range()].trim_end();
    let in_keys =
        site.frames().any(|frame| matches!(frame, Frame::Map { column, .. } if *column == row.column));
    let is_note = typed.chars().count() <= LONGEST_NOTE && !typed.contains(['。', '、']);
    if !in_keys || !is_note || row.key.is_some() || row.dash.is_some() || is_nameless(site.text, row) {
        return None;
    }
    let name = shown(typed);
    Some(Guess {
        message: Words::new(
            format!("「{name}」だけの行があります。"),
            format!("A line holds {name} and no key."),
        ),
        help: Words::new(
            "覚え書きなら、行の初めに「# 」を付けてください(印刷されません)。前の項目の文章の続きなら、その行に続けて書いてください。",
            "Begin a note with # and a space; it is not printed. Write what goes on with the text above on the line of that text.",
        ),
        span: row.content,
        others: Vec::new(),
        edits: vec![insert(row.content.start, "# ")],
        is_certain: false,
        parts_items: false,
        rank: 13,
    })
}

/// A comment that begins with another sign than `#`.
fn comment(site: &Site) -> Option<Guess> {
    let row = site.row();
    let typed = &site.text[row.content.range()];
    let sign = ["＃", "♯", "//", "﹟"].into_iter().find(|sign| typed.starts_with(sign))?;
    let span = Span::new(row.content.start, row.content.start + sign.len());
    let is_apart = typed[sign.len()..].starts_with(signs::is_blank);
    Some(Guess {
        message: Words::new(
            if sign == "＃" {
                "「＃」が全角です。".to_owned()
            } else {
                format!("行が「{sign}」で始まっています。")
            },
            format!("The line begins with {sign}."),
        ),
        help: Words::new(
            "覚え書きは半角の「# 」で始めてください。",
            "Begin a comment with an ASCII # and a space.",
        ),
        span,
        others: Vec::new(),
        edits: vec![Edit { span, text: if is_apart { "#" } else { "# " }.to_owned() }],
        is_certain: true,
        parts_items: false,
        rank: 0,
    })
}
