//! Values that YAML takes for something else than the text that they are.

use super::{Guess, Site};
use crate::finding::Message;
use crate::read::shape::fault::{self, ValueFault};
use crate::read::shape::frame::Frame;
use crate::read::shape::row::Row;
use crate::read::shape::signs;
use crate::source::{Edit, Span, newline};

/// Returns a value that has to be written in another way.
pub(super) fn guesses(site: &Site, fault: ValueFault, is_whole: bool) -> Vec<Guess> {
    let whole = site.row().as_text();
    let row = if is_whole { &whole } else { site.row() };
    let value = &site.text[row.value.range()];
    let edits = fault::edits(site.text, row, fault);
    let (message, help) = words(fault, is_whole, value, &edits);
    let span = match fault {
        ValueFault::Colon => {
            colon(value).map_or(row.value, |at| Span::new(row.value.start + at, row.value.start + at + 1))
        }
        ValueFault::Note(at) => Span::new(row.value.start + at, row.value.start + at + 1),
        _ => Span::new(row.value.start, row.value.start + value.chars().next().map_or(0, char::len_utf8)),
    };
    let spans = match fault {
        ValueFault::WideComma => edits.iter().map(|edit| edit.span).collect(),
        _ => vec![span],
    };
    let (span, others) =
        spans.split_first().map_or((span, Vec::new()), |(first, rest)| (*first, rest.to_vec()));
    let guess = Guess::new(message, help, span, edits, 1).and_at(others).certain_if(fault.is_certain());
    let two = (fault == ValueFault::Colon && !is_whole).then(|| two_keys(site, row)).flatten();
    two.into_iter().chain([guess]).collect()
}

/// Returns a second key of the map on the line of another: `部: 東区役所 課: 総務課`.
fn two_keys(site: &Site, row: &Row) -> Option<Guess> {
    let value = &site.text[row.value.range()];
    let (keys, seen) = site.frames().find_map(|frame| match frame {
        Frame::Map { column, keys, seen } if *column == row.column => Some((keys, seen)),
        _ => None,
    })?;
    let at = colon(value)?;
    let name = value[..at].rsplit(signs::is_blank).next().filter(|name| name.len() < at)?;
    let (place, _) = keys.find(name).filter(|(place, _)| seen.iter().all(|(used, _)| used != place))?;
    let start = row.value.start + at - name.len();
    let before = value[..at - name.len()].trim_end_matches(signs::is_blank);
    let gap = Span::new(row.value.start + before.len(), start);
    let newline = newline(site.text);
    let name = &keys.0[place].name;
    Some(Guess::new(
        Message::new(
            format!("「{name}」が、前の項目と同じ行にあります。"),
            format!("{name} is on the line of another key."),
        ),
        Message::new(
            format!(
                "「{name}: 」から後を、次の行に移してください。文章のうちなら、値の全体を「\"」で囲んでください。"
            ),
            format!(
                "Write {name} on a line of its own, or put a text that holds it between double quotation marks."
            ),
        ),
        Span::new(start, start + name.len()),
        vec![Edit::new(gap, format!("{newline}{}", " ".repeat(row.column)))],
        0,
    ))
}

fn without_years_words() -> (Message, Message) {
    (
        Message::new("値に年がありません。", "The values have no years."),
        Message::new("1年に1行で「H29: 値」と書いてください。", "Write a year and its value on each line."),
    )
}

fn colon(value: &str) -> Option<usize> {
    value
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|at| value[at + 1..].is_empty() || value[at + 1..].starts_with([' ', '\t']))
}

fn words(fault: ValueFault, is_whole: bool, value: &str, edits: &[Edit]) -> (Message, Message) {
    let pair = |ja: String, en: String, help_ja: &str, help_en: &str| {
        (Message::new(ja, en), Message::new(help_ja, help_en))
    };
    let quote = ("値の全体を「\"」で囲んでください。", "Put the whole value between double quotation marks.");
    match fault {
        ValueFault::Sign(sign) | ValueFault::Bracket(sign) => pair(
            format!("値が「{sign}」で始まっています。囲まないと、文章として読めません。"),
            format!("The value begins with {sign}, so it is not read as a text."),
            quote.0,
            quote.1,
        ),
        ValueFault::Note(_) => pair(
            "「#」の前に空白がないので、覚え書きになっていません。".to_owned(),
            "There is no space before the #, so it does not begin a comment.".to_owned(),
            "覚え書きなら「#」の前に半角の空白を入れ、文章のうちなら値の全体を「\"」で囲んでください。",
            "Put a space before the # of a comment, or the whole value between double quotation marks.",
        ),
        ValueFault::OpenList => pair(
            "「[」が閉じていません。".to_owned(),
            "The bracket [ is not closed.".to_owned(),
            "一覧の終わりに「]」を足してください。文章なら、値の全体を「\"」で囲んでください。",
            "Add ] at the end of the list, or put a text between double quotation marks.",
        ),
        ValueFault::Colon if !is_whole => pair(
            "1行に「: 」が2回あります。".to_owned(),
            "There is a second \": \" on the line.".to_owned(),
            quote.0,
            quote.1,
        ),
        ValueFault::Colon => pair(
            "値の中に「: 」(コロンと空白)があります。囲まないと、文章として読めません。".to_owned(),
            "The value holds a colon and a space, so it is not read as a text.".to_owned(),
            quote.0,
            quote.1,
        ),
        ValueFault::Bar if value.chars().count() > 1 => pair(
            "「|」と同じ行に文章があります。".to_owned(),
            "There is text on the line of the bar.".to_owned(),
            "「|」だけを残し、文章は次の行から字下げして書いてください。",
            "Leave the bar alone on its line, and write the text on the lines below, indented.",
        ),
        ValueFault::Bar | ValueFault::WideBar => pair(
            match value.chars().next() {
                Some(sign) if sign != '｜' => format!("「{sign}」は、半角の「|」ではありません。"),
                _ => "「｜」が全角です。".to_owned(),
            },
            match value.chars().next() {
                Some(sign) if sign != '｜' => format!("{sign} is not the bar | of YAML."),
                _ => "The bar is a full-width one.".to_owned(),
            },
            if edits.first().is_some_and(|edit| edit.text.contains('\n')) {
                "半角の「|」にし、文章は次の行から字下げして書いてください。"
            } else {
                "半角の「|」にしてください。"
            },
            "Write an ASCII bar, with the text on the lines below.",
        ),
        ValueFault::Quotes => pair(
            "引用符で始まる値の中に、引用符があります。".to_owned(),
            "A value that begins with a quotation mark holds another one.".to_owned(),
            "値の全体を「\"」で囲み、文中の「\"」は「\\\"」と書いてください。",
            "Put the whole value between double quotation marks, and write \\\" for one inside it.",
        ),
        ValueFault::Open('\'') => pair(
            "引用符「'」で始まる値が閉じていません。".to_owned(),
            "A value that begins with ' is not closed.".to_owned(),
            "「'」も文章のうちなら、値の全体を「\"」で囲んでください。",
            "If the ' is part of the text, put the whole value between double quotation marks.",
        ),
        ValueFault::Open(mark) => pair(
            format!("引用符「{mark}」が閉じていません。"),
            format!("The quotation mark {mark} is not closed."),
            "値の終わりに「\"」を足してください。",
            "Add \" at the end of the value.",
        ),
        ValueFault::Escape => pair(
            "「\"」で囲んだ値の中に、意味の決まっていない「\\」があります。".to_owned(),
            "A value between double quotation marks holds a backslash that means nothing.".to_owned(),
            "「\\」を文字として書くときは「\\\\」としてください。",
            "Write \\\\ for a backslash.",
        ),
        ValueFault::Item => pair(
            "「- 」がキーと同じ行にあります。".to_owned(),
            "An item is on the line of its key.".to_owned(),
            "「- 」から後を、次の行に字下げして書いてください。",
            "Write the item on the line below, indented.",
        ),
        ValueFault::WideComma => pair(
            "「[ ]」の中が、一つの項目として読まれます。".to_owned(),
            "The brackets hold a single item.".to_owned(),
            "項目を分けるなら、「、」ではなく「, 」(半角のコンマと空白)で区切ってください。一つの文章なら、全体を「\"」で囲んでください。",
            "Write a comma and a space between items, or put a single text between double quotation marks.",
        ),
        ValueFault::NoBracket => pair(
            "年と値が、かっこなしで1行に並んでいます。".to_owned(),
            "Years and values are on one line without brackets.".to_owned(),
            "1年に1行で「H29: 値」と書くか、1行なら「{ H29: 値, H30: 値 }」のように、半角のかっこで囲んでください。",
            "Write a year and its value on a line of their own, or all of them between { and }.",
        ),
        ValueFault::BarNote => pair(
            "「|」に覚え書きがつながっています。".to_owned(),
            "There is a note directly after the bar.".to_owned(),
            "「| # 」と、「#」の前後に半角の空白を入れてください。文章のうちなら、次の行から字下げして書いてください。",
            "Write an ASCII space before and after the #, or a text that holds it on the lines below.",
        ),
        ValueFault::BarList => pair(
            "「|」の下に、「- 」で始まる一覧があります。「- 」も文章として印刷されます。".to_owned(),
            "There is a list below a bar, so its dashes are printed.".to_owned(),
            "「|」を消してください。",
            "Delete the bar.",
        ),
        ValueFault::TwoDashes => pair(
            "「- 」が2回あります。".to_owned(),
            "The item begins with two dashes.".to_owned(),
            "「- 」を一つにしてください。文章のうちなら、全体を「\"」で囲んでください。",
            "Write one dash, or put a text that begins with one between double quotation marks.",
        ),
        ValueFault::Unnamed => without_years_words(),
        ValueFault::WideBracket => pair(
            "かっこ、コロンかコンマが全角です。".to_owned(),
            "Brackets, colons or commas are full-width ones.".to_owned(),
            "かっこ、コロン、コンマを半角にしてください。",
            "Write ASCII brackets, colons and commas.",
        ),
    }
}
