//! Lines of white space alone, and comments after white space where a value is missing, with a blank that
//! YAML does not treat as one: a full-width space, a no-break space. YAML reads them as text, and a reader
//! sees an empty line or a comment.

use super::form::Outline;
use super::row::{self, Row, ValueStyle, given_indentation};
use super::signs;
use crate::finding::{Finding, Message, Rule, is_invisible};
use crate::source::{Edit, Span};

/// The contents of a line apart from its white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineKind {
    /// No text.
    Empty,
    /// A comment alone.
    Comment,
    /// A comment between the lines of a block text, or one of these lines.
    Line,
    /// A key or a dash, and a comment in the place of a value.
    Value,
}

impl LineKind {
    const ALL: [Self; 4] = [Self::Empty, Self::Comment, Self::Line, Self::Value];
}

/// A line whose first blanks are not all YAML's.
#[derive(Debug)]
struct OddLine {
    kind: LineKind,
    number: usize,
    /// The blanks in question: all of an empty line, else those before the comment.
    blanks: Span,
    /// The number of ASCII spaces at its beginning.
    spaces: usize,
}

/// Returns the text with YAML's blanks on such lines, byte for byte, and their findings; `None` without such
/// lines.
pub(in crate::read) fn blanked(text: &str, outline: &Outline) -> Option<(String, Vec<Finding>)> {
    let lines = row::lines(text);
    let mut odd: Vec<OddLine> =
        lines.iter().enumerate().filter_map(|(at, line)| odd(text, at, *line)).collect();
    if odd.is_empty() {
        return None;
    }
    let empty = with(text, odd.iter().map(|odd_line| (odd_line.emptied(&lines), " ")));
    let rows = row::RowReader::new(outline).rows(&empty, &lines);
    let around = BlankContext { empty: &empty, lines: &lines, rows: &rows };
    odd.retain_mut(|odd_line| around.is_apart(odd_line));
    let sign = |odd_line: &OddLine| if odd_line.kind == LineKind::Comment { "#" } else { " " };
    let blanked = with(text, odd.iter().map(|odd_line| (odd_line.blanked(&lines), sign(odd_line))));
    let is_reported = |odd_line: &&OddLine| {
        shown(text, odd_line.blanks).is_some() || around.is_in_block(odd_line) && has_tab(text, odd_line)
    };
    let reported: Vec<&OddLine> = odd.iter().filter(is_reported).collect();
    let of_kind =
        |kind| reported.iter().copied().filter(|odd_line| odd_line.kind == kind).collect::<Vec<_>>();
    let found = LineKind::ALL.into_iter().filter_map(|kind| finding(text, &around, kind, &of_kind(kind)));
    Some((blanked, found.collect()))
}

impl OddLine {
    /// Returns what is left out where the rows around are read.
    fn emptied(&self, lines: &[Span]) -> Span {
        if self.kind == LineKind::Value { self.blanks } else { lines[self.number] }
    }

    /// Returns what is left out where the text is read.
    fn blanked(&self, lines: &[Span]) -> Span {
        if self.kind == LineKind::Line { lines[self.number] } else { self.blanks }
    }
}

fn has_tab(text: &str, odd: &OddLine) -> bool {
    text[odd.blanks.range()].chars().all(|character| matches!(character, ' ' | '\t'))
}

fn odd(text: &str, number: usize, line: Span) -> Option<OddLine> {
    let typed = text.get(line.range())?;
    let rest = typed.trim_start_matches(signs::is_blank);
    let (kind, start, end) = match rest.as_bytes().first() {
        None => (LineKind::Empty, 0, typed.len()),
        Some(b'#') => (LineKind::Comment, 0, typed.len() - rest.len()),
        Some(_) => {
            let (start, end) = value(typed)?;
            (LineKind::Value, start, end)
        }
    };
    // A tab parts a value from its comment too.
    let is_odd = |character: char| character != ' ' && (character != '\t' || kind != LineKind::Value);
    let spaces = typed.len() - typed.trim_start_matches(' ').len();
    let blanks = Span::new(line.start + start, line.start + end);
    text[blanks.range()].contains(is_odd).then_some(OddLine { kind, number, blanks, spaces })
}

/// Returns the span of the blanks between a key or a dash and a comment in the place of its value.
fn value(typed: &str) -> Option<(usize, usize)> {
    let end = typed.find('#')?;
    let head = typed[..end].trim_end_matches(signs::is_blank);
    let is_head = head.ends_with(':') || head.trim_start_matches([' ', '-']).is_empty();
    is_head.then_some((head.len(), end))
}

/// Returns the text with a sign and spaces in the place of each span.
fn with<'s>(text: &str, spans: impl Iterator<Item = (Span, &'s str)>) -> String {
    let (mut blanked, mut from) = (String::with_capacity(text.len()), 0);
    for (span, sign) in spans {
        blanked += &text[from..span.start];
        blanked += sign;
        blanked.extend(std::iter::repeat_n(' ', (span.end - span.start).saturating_sub(sign.len())));
        from = span.end;
    }
    blanked + &text[from..]
}

/// The rows around such lines, which are empty here.
struct BlankContext<'a> {
    empty: &'a str,
    lines: &'a [Span],
    rows: &'a [Row],
}

impl<'a> BlankContext<'a> {
    /// Returns whether a line is outside of texts: neither between quotation marks nor a line of a block
    /// text. A comment that is indented less than the lines of a block text around it may be one of them.
    fn is_apart(&self, odd: &mut OddLine) -> bool {
        if odd.kind == LineKind::Value {
            return self.rows.iter().any(|row| {
                row.lines.0 == odd.number
                    && row.style == ValueStyle::Empty
                    && row.value.start == odd.blanks.end
            });
        }
        let Some(row) = self.owner(odd) else { return true };
        let is_inside = odd.number < row.lines.1;
        match row.style {
            ValueStyle::Quoted | ValueStyle::OpenQuote => !is_inside,
            ValueStyle::Block => {
                if is_inside && odd.kind == LineKind::Comment {
                    odd.kind = LineKind::Line;
                }
                odd.spaces < self.column(row) && !self.sets_indentation(odd, row)
            }
            ValueStyle::Empty | ValueStyle::Plain | ValueStyle::Flow => true,
        }
    }

    /// Returns whether a line is the first of a block text and indented, so that YAML measures the lines below by it.
    fn sets_indentation(&self, odd: &OddLine, row: &Row) -> bool {
        let above = self.lines.get(row.lines.0 + 1..odd.number).unwrap_or_default();
        matches!(odd.kind, LineKind::Empty | LineKind::Line)
            && odd.number < row.lines.1
            && odd.spaces > row.head()
            && above.iter().all(|line| self.empty[line.range()].trim().is_empty())
    }

    /// Returns whether a line is between the lines of a block text, where YAML refuses a line of tabs.
    fn is_in_block(&self, odd: &OddLine) -> bool {
        let row = self.owner(odd).filter(|row| row.style == ValueStyle::Block);
        row.is_some_and(|row| odd.number < row.lines.1)
    }

    /// Returns the last row that begins above a line.
    fn owner(&self, odd: &OddLine) -> Option<&'a Row> {
        self.rows[..self.rows.partition_point(|row| row.lines.0 < odd.number)].last()
    }

    /// Returns the indentation of the lines of a block text: what its header says, else that of its lines.
    fn column(&self, row: &Row) -> usize {
        if let Some(column) = given_indentation(&self.empty[row.value.range()], row.parent()) {
            return column;
        }
        let below = self.lines.get(row.lines.0 + 1..row.lines.1).unwrap_or_default();
        let typed = below.iter().map(|line| &self.empty[line.range()]).filter(|line| !line.trim().is_empty());
        typed.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(row.head() + 1)
    }
}

/// Returns the first blank that is neither a space, a tab nor a control character, which is reported by itself.
fn shown(text: &str, blanks: Span) -> Option<char> {
    text[blanks.range()]
        .chars()
        .find(|character| !matches!(character, ' ' | '\t' | '\u{3164}') && !is_invisible(*character))
}

/// Returns the blanks of a line from the first odd one to the last.
fn odd_run(text: &str, blanks: Span) -> Span {
    let typed = &text[blanks.range()];
    let start = typed.len() - typed.trim_start_matches(' ').len();
    Span::new(blanks.start + start, blanks.start + typed.trim_end_matches(' ').len())
}

fn finding(text: &str, around: &BlankContext, kind: LineKind, odd: &[&OddLine]) -> Option<Finding> {
    let first = odd.first()?;
    let spans: Vec<Span> = odd.iter().map(|odd_line| odd_run(text, odd_line.blanks)).collect();
    let (message, help) = words(kind, signs::name(shown(text, first.blanks).unwrap_or('\t')));
    let finding = Finding::new(Rule::YAML_SYNTAX, spans[0], message, help).and_at(spans[1..].to_vec());
    if kind == LineKind::Line {
        let column = |odd_line: &OddLine| around.owner(odd_line).map_or(0, |row| around.column(row));
        let edits = odd.iter().map(|odd_line| Edit::new(odd_line.blanks, " ".repeat(column(odd_line))));
        return Some(finding.proposing(edits.collect()));
    }
    let instead = if kind == LineKind::Value { " " } else { "" };
    Some(spans.into_iter().fold(finding, |finding, span| finding.mended_by(span, instead)))
}

fn words(kind: LineKind, (ja, en): (&str, &str)) -> (Message, Message) {
    let delete = Message::new("その空白を消してください。", "Delete it.");
    match kind {
        LineKind::Empty => (
            Message::new(
                format!("空の行に{ja}があります。"),
                format!("A line that is otherwise empty holds {en}."),
            ),
            delete,
        ),
        LineKind::Comment => (
            Message::new(
                format!("覚え書きの行の初めに{ja}があります。"),
                format!("The line of a comment begins with {en}."),
            ),
            delete,
        ),
        LineKind::Line => (
            Message::new(
                format!("文章の途中の行の初めに{ja}があります。"),
                format!("A line in the middle of a text begins with {en}."),
            ),
            Message::new(
                "文章のうちなら、ほかの行と同じだけ半角の空白で字下げし、覚え書きなら、文章の上の行に移してください。",
                "Indent it with ASCII spaces like the other lines, or move a comment above the text.",
            ),
        ),
        LineKind::Value => (
            Message::new(format!("「#」の前の空白が{ja}です。"), format!("The space before the # is {en}.")),
            Message::new("半角の空白にしてください。", "Write an ASCII space."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Form, schema};

    fn reported(text: &str) -> Option<(String, Vec<(usize, bool)>)> {
        let outline = Outline::of(&schema::of_form(Form::Department));
        let (blanked, found) = blanked(text, &outline)?;
        assert_eq!(blanked.len(), text.len());
        let report = |finding: &Finding| (finding.span.start, !finding.certain_edits().is_empty());
        Some((blanked, found.iter().map(report).collect()))
    }

    #[test]
    fn a_blank_that_begins_a_block_text_is_its_text() {
        for lines in ["  \u{3000}\n  甲\n", "  \u{3000}\n   甲\n", "\n  \u{3000}\n   甲\n"] {
            let found = reported(&format!("課: |\n{lines}")).map(|(_, found)| found);
            assert!(found.is_none_or(|findings| findings.is_empty()), "{lines:?}");
        }
        assert!(reported("課: |\n\u{3000}\n  甲\n").is_some_and(|(_, found)| found.len() == 1));
    }

    #[test]
    fn blanks_that_are_not_yamls_are_reported_where_no_text_is_meant() {
        for blank in ["\u{a0}", "\u{3000}", "\u{2003}", "\u{2002}\u{2009}", " \u{a0}"] {
            let first = |text: &str| text.find(blank.trim_start_matches(' ')).expect("there");
            for text in [
                format!("{blank}\n課: 総務課\n"),
                format!("{blank}# 覚え書き\n課: 総務課\n"),
                format!("課: {blank}# 覚え書き\n"),
                format!("課:{blank}# 覚え書き\n"),
                format!("組織の目的: |\n  目的\n{blank}\n  続き\n"),
                format!("組織の目的: |\n  目的\n{blank}# 覚え書き\n"),
            ] {
                assert_eq!(reported(&text).expect("odd").1, [(first(&text), true)], "{text:?}");
            }
            // One of the lines of a text, or a comment.
            let text = format!("組織の目的: |\n  目的\n{blank}# 何か\n  続き\n");
            assert_eq!(reported(&text).expect("odd").1, [(first(&text), false)]);
        }
    }

    #[test]
    fn blanks_of_a_text_are_left_alone() {
        for text in [
            "組織の目的: |\n  目的\n  \u{3000}\n  続き\n",
            "組織の目的: |\n  \u{3000}# 一つ\n",
            "組織の目的: |2-\n  \u{3000}# 一つ\n課: 総務課\n",
            "組織の目的: |\n  \u{3000}# 一つ\n   # 二つ\n課: 総務課\n",
            "組織の目的: |2-\n   # 一つ\n  \u{3000}# 二つ\n課: 総務課\n",
            "課: \"注:\u{3000}# 一つ\"\n",
            "組織の目的: \"目的\n\u{3000}\n  続き\"\n",
            "課: 総務課 # 注:\u{3000}# 一つ\n",
        ] {
            assert!(
                reported(text).is_none_or(|(blanked, found)| blanked == text && found.is_empty()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn tabs_are_reported_only_where_yaml_refuses_them() {
        assert_eq!(reported("課: 総務課\n\t\n\t# 覚え書き\n").expect("odd").1, []);
        assert_eq!(reported("組織の目的: |\n  目的\n\t\n  続き\n").expect("odd").1, [(28, true)]);
    }
}
