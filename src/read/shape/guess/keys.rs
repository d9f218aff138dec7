//! Keys without their colon, between brackets or after a dash, and notes in the place of keys.

use super::{Guess, Site, shown};
use crate::finding::Message;
use crate::read::shape::frame::Frame;
use crate::read::shape::lookahead::is_nameless;
use crate::read::shape::row::is_year;
use crate::read::shape::signs;
use crate::source::{Edit, Span};

/// Returns every guess of keys and notes.
pub(super) fn guesses(site: &Site) -> Vec<Guess> {
    let mut guesses = colon(site);
    guesses.extend(dashed_key(site));
    guesses.extend(memo(site));
    guesses.extend(comment(site));
    guesses
}

/// Returns a key without its colon.
fn colon(site: &Site) -> Vec<Guess> {
    let row = site.row();
    if row.key.is_some() {
        return Vec::new();
    }
    let typed = &site.text[row.content.range()];
    let names = site.frames().filter(|frame| frame.column() == row.column).find_map(|frame| match frame {
        Frame::Map { keys, seen, .. } => {
            let unseen = keys.0.iter().enumerate().filter(|(at, _)| seen.iter().all(|(used, _)| used != at));
            unseen
                .map(|(_, key)| key.name.as_str())
                .filter(|name| typed.starts_with(name))
                .max_by_key(|name| name.len())
        }
        _ => None,
    });
    let first = typed.split_once(signs::is_blank).map_or(typed, |(first, _)| first);
    if let Some(guess) = bracketed(site) {
        return vec![guess];
    }
    let Some(name) = names.or_else(|| is_year(first).then_some(first)) else { return Vec::new() };
    let at = row.content.start + name.len();
    let rest = &site.text[at..row.content.end];
    let blanks = rest.len() - rest.trim_start_matches(signs::is_blank).len();
    let text = if rest[blanks..].is_empty() || rest[blanks..].starts_with('#') { ":" } else { ": " };
    let span = Span::new(at, at + if text == ":" { 0 } else { blanks });
    let message = Message::new(
        format!("「{name}」の後にコロンがありません。"),
        format!("There is no colon after {name}."),
    );
    let help = Message::new(
        format!("「{name}: 」と、半角のコロンと空白を入れてください。"),
        format!("Write \"{name}: \", with a colon and a space."),
    );
    let guess = Guess::new(
        message,
        help,
        Span::new(row.content.start, at),
        vec![Edit::new(span, text.to_owned())],
        5,
    );
    vec![guess]
}

/// Guesses at a key between brackets: 「【課】総務課」.
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
    Some(Guess::new(
        Message::new(
            format!("「{name}」がかっこで囲まれ、コロンがありません。"),
            format!("{name} is in brackets, without a colon."),
        ),
        Message::new(format!("「{name}: 」と書いてください。"), format!("Write \"{name}: \".")),
        span,
        vec![Edit::new(span, text)],
        4,
    ))
}

/// Returns a dash before a key that belongs to the map around it.
fn dashed_key(site: &Site) -> Option<Guess> {
    let (row, name) = (site.row(), site.row().name()?);
    let dash = row.dash?;
    let column = site.frames().find_map(|frame| match frame {
        Frame::Map { column, keys, seen } if *column == dash || *column == row.column => {
            let (place, _) = keys.find(name)?;
            seen.iter().all(|(used, _)| *used != place).then_some(*column)
        }
        _ => None,
    })?;
    let span = Span::new(row.line.start + dash, row.content.start);
    Some(Guess::new(
        Message::new(
            format!("「{name}」の前に、余分な「- 」があります。"),
            format!("There is an extra dash before {name}."),
        ),
        Message::new(
            format!("「- 」を消して、「{name}: 」から始めてください。"),
            format!("Delete the dash, so that the line begins with {name}."),
        ),
        Span::new(span.start, span.start + 1),
        vec![Edit::new(span, " ".repeat(column - dash))],
        3,
    ))
}

/// The longest text that may be a note of the writer's, in characters.
const LONGEST_NOTE: usize = 20;

/// Returns a guess for a short text in the column of keys: a note that was not to be printed, rather than the
/// continuation of a text.
fn memo(site: &Site) -> Option<Guess> {
    let row = site.row();
    let typed = site.text[row.content.range()].trim_end();
    let in_keys =
        site.frames().any(|frame| matches!(frame, Frame::Map { column, .. } if *column == row.column));
    let is_note = typed.chars().count() <= LONGEST_NOTE && !typed.contains(['。', '、']);
    if !in_keys || !is_note || row.key.is_some() || row.dash.is_some() || is_nameless(site.text, row) {
        return None;
    }
    if continues_text(site) {
        return None;
    }
    let name = shown(typed);
    Some(Guess::new(
        Message::new(format!("「{name}」だけの行があります。"), format!("A line holds {name} and no key.")),
        Message::new(
            "覚え書きなら、行の初めに「# 」を付けてください(印刷されません)。前の項目の文章の続きなら、その行に続けて書いてください。",
            "Begin a note with # and a space; it is not printed. Write what goes on with the text above on the line of that text.",
        ),
        row.content,
        vec![Edit::insertion(row.content.start, "# ")],
        13,
    ))
}

/// Returns whether the row is indented less than the text above it, and what follows it is not: it continues the text.
fn continues_text(site: &Site) -> bool {
    let row = site.row();
    let owner = site.stop.text.and_then(|(_, owner)| site.rows.get(owner));
    let is_right_below = owner.is_some_and(|owner| row.column < owner.column && owner.lines.1 == row.lines.0);
    let next = site.rows.get(site.stop.row + 1);
    is_right_below
        && next.is_some_and(|next| next.head() > row.column)
        && !site.text[row.content.range()].contains('\t')
}

/// Returns a comment that begins with another sign than `#`.
fn comment(site: &Site) -> Option<Guess> {
    let row = site.row();
    let typed = &site.text[row.content.range()];
    let sign = ["＃", "♯", "//", "﹟"].into_iter().find(|sign| typed.starts_with(sign))?;
    let span = Span::new(row.content.start, row.content.start + sign.len());
    let is_apart = typed[sign.len()..].starts_with(signs::is_blank);
    Some(
        Guess::new(
            Message::new(
                if sign == "＃" {
                    "「＃」が全角です。".to_owned()
                } else {
                    format!("行が「{sign}」で始まっています。")
                },
                format!("The line begins with {sign}."),
            ),
            Message::new(
                "覚え書きは半角の「# 」で始めてください。",
                "Begin a comment with an ASCII # and a space.",
            ),
            span,
            vec![Edit::new(span, if is_apart { "#" } else { "# " }.to_owned())],
            0,
        )
        .certain(),
    )
}
