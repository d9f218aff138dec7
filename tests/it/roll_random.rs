//! `roll` on random sheets over the change of eras: block texts, quotation marks, comments, keys that are not
//! there. What is expected is told from the two models, which another room reads.

use std::sync::LazyLock;

use mokuhyo::edit::roll::rolled;
use mokuhyo::read::Reader;
use mokuhyo::sheet::{Department, FiscalYear, Indicator, Items, Model};
use mokuhyo::source::{Source, Text};
use proptest::prelude::*;
use proptest::sample::select;

use super::cases::cases;

static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

/// What values are made of: whatever means something to YAML, to roll, or to neither.
const PARTS: [&str; 24] = [
    "あ", "回", "1", "1,200", "-", "- ", "#", " #", "# ", ":", ": ", "'", "\"", "R2", "H31", "[", "}", "|",
    "\\", "　", " ", "%", "H30: 1", "\n",
];

/// What every comment begins with; no value has it.
const MARK: &str = "# ※";

/// A value and the manner in which it is written, where it can be.
#[derive(Debug, Clone)]
struct Value {
    text: String,
    style: u8,
}

fn value() -> impl Strategy<Value = Value> {
    let text = prop::collection::vec(select(&PARTS[..]), 0..8).prop_map(|parts| parts.concat());
    (text, 0..7_u8).prop_map(|(text, style)| Value { text, style })
}

fn maybe() -> impl Strategy<Value = Option<Value>> {
    prop::option::weighted(0.8, value())
}

/// 実績: not there, empty, in brackets or in a block, the newest last or first.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Actuals {
    None,
    Empty,
    Brackets,
    Block,
    NewestFirst,
}

#[derive(Debug, Clone)]
struct RandomIndicator {
    values: [Option<Value>; 6],
    years: [Option<Value>; 3],
    actuals: Actuals,
    order: Vec<usize>,
}

const KEYS: [&str; 7] = ["項目", "単位", "目標", "結果", "補足", "達成状況", "実績"];

fn indicator() -> impl Strategy<Value = RandomIndicator> {
    use Actuals::{Block, Brackets, Empty, NewestFirst, None};
    let actuals = select(&[None, Empty, Brackets, Block, Block, NewestFirst][..]);
    let values = [maybe(), maybe(), maybe(), maybe(), maybe(), maybe()];
    let order = Just((0..KEYS.len()).collect::<Vec<_>>()).prop_shuffle();
    (values, [maybe(), maybe(), maybe()], actuals, order)
        .prop_map(|(values, years, actuals, order)| RandomIndicator { values, years, actuals, order })
}

#[derive(Debug, Clone)]
struct RandomSheet {
    year: i32,
    manner: usize,
    top: [Option<Value>; 4],
    goals: Vec<Vec<RandomIndicator>>,
    comments: Vec<bool>,
}

fn sheet() -> impl Strategy<Value = RandomSheet> {
    let goals = prop::collection::vec(prop::collection::vec(indicator(), 1..3), 1..3);
    let comments = prop::collection::vec(any::<bool>(), 7..30);
    (2017..2022, 0..5_usize, [maybe(), maybe(), maybe(), maybe()], goals, comments)
        .prop_map(|(year, manner, top, goals, comments)| RandomSheet { year, manner, top, goals, comments })
}

/// A year in one of its names.
fn year_name(year: i32, manner: usize, long: bool) -> String {
    let year = FiscalYear::new(year);
    let heisei = year.western() - 1988;
    match manner {
        0 if heisei <= 31 => format!("H{heisei}"),
        1 if heisei <= 31 && long => format!("平成{heisei}年度"),
        2 => year.western().to_string(),
        3 if long => year.to_string(),
        _ => year.short(),
    }
}

/// Writes a sheet, with comments.
struct Writer {
    out: String,
    comments: Vec<bool>,
    at: usize,
    written: usize,
}

impl Writer {
    fn wants(&mut self) -> bool {
        self.at += 1;
        self.comments[self.at % self.comments.len()]
    }

    fn comment(&mut self) -> String {
        self.written += 1;
        format!("{MARK}{} a: 'b\" [ # c", self.written)
    }

    /// A key in its column with its value, a comment above it or beside it.
    fn line(&mut self, column: usize, dash: bool, key: &str, value: Option<&Value>) {
        let indent = " ".repeat(column);
        if self.wants() {
            let comment = self.comment();
            self.out.extend([indent.as_str(), comment.as_str(), "\n"]);
        }
        let lead = if dash { format!("{}- ", " ".repeat(column - 2)) } else { indent };
        let (first, body) = value.map(|value| written(value, column, false)).unwrap_or_default();
        let comment = if self.wants() { format!("  {}", self.comment()) } else { String::new() };
        self.out.extend([lead.as_str(), key, ":", &first, &comment, "\n", &body]);
    }

    fn indicator(&mut self, indicator: &RandomIndicator, year: i32, manner: usize) {
        let mut dash = true;
        for key in &indicator.order {
            if *key < 6 {
                self.line(12, dash, KEYS[*key], indicator.values[*key].as_ref());
            } else if indicator.actuals != Actuals::None {
                self.actuals(indicator, dash, year, manner);
            } else {
                continue;
            }
            dash = false;
        }
    }

    fn actuals(&mut self, indicator: &RandomIndicator, dash: bool, year: i32, manner: usize) {
        let names = (year - 3..year).map(|year| year_name(year, manner, false));
        let mut years: Vec<(String, Option<&Value>)> =
            names.zip(indicator.years.iter().map(Option::as_ref)).collect();
        if indicator.actuals == Actuals::Brackets {
            let entry = |(name, value): &(String, Option<&Value>)| {
                format!("{name}:{}", value.map_or(" ".to_owned(), |value| written(value, 0, true).0))
            };
            let text = years.iter().map(entry).collect::<Vec<_>>().join(", ");
            self.line(12, dash, "実績", None);
            let colon = self.out.rfind("実績:").unwrap() + "実績:".len();
            self.out.insert_str(colon, &format!(" {{ {text} }}"));
            return;
        }
        self.line(12, dash, "実績", None);
        if indicator.actuals == Actuals::NewestFirst {
            years.reverse();
        }
        for (name, value) in years.iter().filter(|_| indicator.actuals != Actuals::Empty) {
            self.line(14, false, name, *value);
        }
    }
}

/// A value behind its colon, and the lines below it.
fn written(value: &Value, column: usize, in_brackets: bool) -> (String, String) {
    let text = &value.text;
    let indent = " ".repeat(column + 2);
    let lines = || {
        text.split('\n')
            .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") })
    };
    let is_block = !in_brackets && !text.trim_matches([' ', '\n']).is_empty() && !text.starts_with('\n');
    match value.style {
        0 if is_plain(text, in_brackets) => (format!(" {text}"), String::new()),
        1 if !text.contains('\n') => (format!(" '{}'", text.replace('\'', "''")), String::new()),
        2 if is_block && !text.starts_with(' ') => (" |".to_owned(), lines().collect()),
        3 if is_block => (" |2-".to_owned(), lines().collect()),
        4 if is_block && !text.starts_with(' ') => (" |+".to_owned(), lines().collect::<String>() + "\n"),
        5 if is_block && !text.starts_with(' ') => (" >".to_owned(), lines().collect()),
        6 if !in_brackets && is_plain(text, false) && text.contains(' ') => {
            let (first, rest) = text.split_once(' ').unwrap();
            if rest.starts_with(['#', ' ']) || first.is_empty() {
                return (format!(" {text}"), String::new());
            }
            // Folded over two lines, from the line below the key.
            (String::new(), format!("{indent}{first}\n{indent}{rest}\n"))
        }
        _ => {
            let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            (format!(" \"{text}\""), String::new())
        }
    }
}

/// Returns whether YAML reads a text as it is. Full-width spaces around plain text are a slip, which the reader repairs
/// and `roll` leaves.
fn is_plain(text: &str, in_brackets: bool) -> bool {
    let starts = text.starts_with(|c| "-?:,[]{}#&*!|>'\"%@`".contains(c));
    let blank = text.is_empty() || text.trim_matches([' ', '\u{3000}']) != text;
    let signs = [": ", " #", "\n"].iter().any(|sign| text.contains(sign)) || text.ends_with(':');
    let in_brackets = in_brackets && text.contains([',', '[', ']', '{', '}', ':']);
    !(starts || blank || signs || in_brackets)
}

/// The sheet's text, and how many comments it has.
fn text(sheet: &RandomSheet) -> (String, usize) {
    let mut writer = Writer { out: String::new(), comments: sheet.comments.clone(), at: 0, written: 0 };
    let fixed = |text: &str| Value { text: text.to_owned(), style: 0 };
    let year = fixed(&year_name(sheet.year, sheet.manner, true));
    writer.line(0, false, "様式", Some(&fixed("組織目標管理シート")));
    writer.line(0, false, "年度", Some(&year));
    for (key, value) in ["部", "作成日", "評価日"].iter().zip(&sheet.top) {
        writer.line(0, false, key, value.as_ref());
    }
    writer.line(0, false, "組織目標", None);
    for goal in &sheet.goals {
        writer.line(4, true, "目標", sheet.top[0].as_ref());
        writer.line(4, false, "取組", None);
        writer.line(8, true, "主な取組", sheet.top[1].as_ref());
        writer.line(8, false, "指標", None);
        for indicator in goal {
            writer.indicator(indicator, sheet.year, sheet.manner);
        }
        writer.line(4, false, "達成状況", sheet.top[2].as_ref());
    }
    writer.line(0, false, "取り組みについて", sheet.top[3].as_ref());
    (writer.out, writer.written)
}

fn model(text: &str) -> Department {
    let reading = READER.sheet("a.yaml", text.as_bytes());
    match reading.model {
        Some(Model::Department(model)) => model,
        _ => panic!("{:?}\n{text}", reading.findings),
    }
}

/// What a value says; nothing where it is blank. The newlines that end a block text are nothing.
fn said(text: Option<&Text>) -> Option<&str> {
    text.filter(|text| !text.is_blank()).map(|text| text.text.trim_end_matches('\n'))
}

fn items(items: &Items) -> Vec<&str> {
    items.texts().map(|text| text.text.as_str()).collect()
}

fn years(indicator: &Indicator) -> Vec<(FiscalYear, Option<&str>)> {
    let years = indicator.actuals.0.iter();
    let mut years: Vec<_> = years.map(|(name, value)| (name.value.unwrap(), said(value.as_ref()))).collect();
    years.sort_unstable();
    years
}

fn check_indicator(old: &Indicator, new: &Indicator, to: FiscalYear, text: &str) {
    let result = said(old.result.as_ref());
    let mut expected: Vec<_> = years(old).into_iter().skip(1).collect();
    if !expected.is_empty() {
        expected.push((to.before(1), result));
    } else if result.is_some() {
        expected = vec![(to.before(3), None), (to.before(2), None), (to.before(1), result)];
    }
    assert_eq!(years(new), expected, "{text}");
    for (old, new) in [(&old.item, &new.item), (&old.unit, &new.unit)] {
        assert_eq!(said(new.as_ref()), said(old.as_ref()), "{text}");
    }
    assert_eq!(items(&new.notes), items(&old.notes));
    assert_eq!(
        said(new.target.as_ref()).or(said(new.result.as_ref())).or(said(new.status.as_ref())),
        None,
        "{text}"
    );
    for line in said(old.target.as_ref()).unwrap_or_default().lines() {
        let is_kept = |it: &str| it.contains('#') && it.ends_with(line.trim_matches(' '));
        assert!(text.lines().any(is_kept), "{line:?} is not kept\n{text}");
    }
}

fn check_sheet(old: &Department, new: &Department, to: FiscalYear, text: &str) {
    let year = new.year.as_ref().and_then(|year| year.value);
    assert_eq!(year, Some(to));
    for date in [&new.created, &new.evaluated] {
        assert_eq!(said(date.as_ref().map(|date| &date.text)), None, "{text}");
    }
    assert_eq!((said(new.plan.as_ref()), said(new.division.as_ref())), (None, said(old.division.as_ref())));
    assert_eq!(new.goals.len(), old.goals.len(), "{text}");
    for (old, new) in old.goals.iter().zip(&new.goals) {
        assert_eq!((said(new.text.as_ref()), said(new.status.as_ref())), (said(old.text.as_ref()), None));
        assert_eq!(items(&new.actions[0].items), items(&old.actions[0].items));
        assert_eq!(new.indicators().count(), old.indicators().count());
        old.indicators().zip(new.indicators()).for_each(|(old, new)| check_indicator(old, new, to, text));
    }
}

fn roll(text: &str, to: FiscalYear) -> String {
    let rolled = rolled(text.as_bytes(), &Source::new("a.yaml", text), to);
    let rolled = rolled.unwrap_or_else(|obstacle| panic!("{obstacle:?}\n{text}"));
    String::from_utf8(rolled.bytes).unwrap()
}

/// The comments of a text, by their numbers.
fn comments(text: &str) -> Vec<usize> {
    let number = |rest: &str| rest.split(' ').next().unwrap().parse().unwrap();
    text.split(MARK).skip(1).map(number).collect()
}

/// How many sheets are rolled: more of them in CI, with `MOKUHYO_ROLLS`.
fn count() -> u32 {
    std::env::var("MOKUHYO_ROLLS").ok().and_then(|count| count.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(cases(count()))]

    #[test]
    fn random_sheets_cross_the_eras(sheet in sheet(), crlf in any::<bool>()) {
        let (text, written) = text(&sheet);
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let to = FiscalYear::new(sheet.year + 1);
        let new = roll(&text, to);
        check_sheet(&model(&text), &model(&new), to, &new);
        prop_assert_eq!(comments(&new), (1..=written).collect::<Vec<_>>(), "{}", new);
        prop_assert_eq!(new.matches('\n').count() == new.matches("\r\n").count(), crlf);
        prop_assert!(!new.lines().any(|line| line == "取り組みについて: "));
        // And once more, with what the first time left.
        let next = roll(&new, to.before(-1));
        check_sheet(&model(&new), &model(&next), to.before(-1), &next);
        prop_assert_eq!(comments(&next), (1..=written).collect::<Vec<_>>(), "{}", next);
    }
}
