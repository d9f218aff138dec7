use std::sync::LazyLock;

use proptest::prelude::*;

use super::outline::{Body, OutlinePart};
use super::*;
use crate::read::Reader;
use crate::source::cases::cases;

fn read(text: &str) -> Reading<Model> {
    static READER: LazyLock<Reader> = LazyLock::new(Reader::new);
    READER.sheet("a.yaml", text.as_bytes())
}

/// Formats the differences in short: kind, field, line.
fn short(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (read(old), read(new));
    let settings = Settings::default();
    let changes =
        changes(Read { reading: &old, settings: &settings }, Read { reading: &new, settings: &settings });
    let line = |change: Change| {
        let side = change.side().expect("a side").clone();
        format!("{} {} L{}", change.kind.name(), side.field, side.line)
    };
    changes.into_iter().map(line).collect()
}

const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課
作成日: R2.4.1
組織目標:
  - 部区組織目標: 1
    目標: 地域と連携しながら区民の防災意識の向上を図ります。
    取組:
      - 主な取組:
          - 防災出前講座の開催
          - 啓発事業
        指標:
          - 項目: 防災出前講座の開催
            実績:
              H29: 31自治会
              H30: \"-\"
              R1: 49自治会
            目標: 35自治会
            結果:
          - 項目: 参加者の満足度
            目標: 80
    達成状況: 〇
  - 目標: 東区役所での「にぎわい」の創出を促進します。
    取組:
      - 主な取組: 南口エントランスホール活用事業
        指標:
          - 項目: 活用日数
            単位: 日
            目標: 250
";

#[test]
fn what_prints_alike_is_no_difference() {
    let alike = SHEET
        .replace("R1: 49", "H31: 49")
        .replace("〇", "○")
        .replace("\"-\"", "－")
        .replace("            結果:\n", "")
        .replace("令和2年度", "R2")
        .replace("単位: 日", "単位: (日)")
        .replace("- 啓発事業", "- ・啓発事業");
    assert_eq!([short(SHEET, &alike), short(SHEET, SHEET)].concat(), [""; 0]);
}

#[test]
fn a_changed_value_is_one_change() {
    let new = SHEET
        .replace("結果:\n", "結果: 36自治会\n")
        .replace("R1: 49", "H31: 50")
        .replace("- 啓発", "- 広報啓発");
    assert_eq!(
        short(SHEET, &new),
        [
            "changed 組織目標[0].取組[0].主な取組[1] L12",
            "changed 組織目標[0].取組[0].指標[0].実績.H31 L18",
            "changed 組織目標[0].取組[0].指標[0].結果 L20",
        ]
    );
    assert_eq!(short(&new, SHEET).len(), 3);
}

#[test]
fn a_refused_value_is_compared_as_typed() {
    let refused = SHEET.replace("目標: 250", "目標: [25]");
    let (old, new) = (read(&refused), read(SHEET));
    let settings = Settings::default();
    let side = |reading| Read { reading, settings: &settings };
    let text = |side: &Option<Side>| side.as_ref().map(|side| side.text.clone());
    let found = changes(side(&old), side(&new));
    let texts: Vec<_> = found.iter().map(|change| (text(&change.old), text(&change.new))).collect();
    assert_eq!(texts, [(Some("[25]".to_owned()), Some("250".to_owned()))]);
    assert!(short(&refused, &refused).is_empty());
}

#[test]
fn goals_that_change_places_are_moved() {
    let (head, goals) = SHEET.split_at(SHEET.find("  - 部区").expect("there"));
    let (first, second) = goals.split_at(goals.find("  - 目標").expect("there"));
    let swapped = format!("{head}{second}{first}");
    assert_eq!(short(SHEET, &swapped).len(), 1, "{:?}", short(SHEET, &swapped));
    assert!(short(SHEET, &swapped)[0].starts_with("moved 組織目標["));
    // A change inside a moved goal is reported too.
    let changed = swapped.replace("目標: 250", "目標: 260");
    let changes = short(SHEET, &changed);
    let inside = "changed 組織目標[0].取組[0].指標[0].目標 L13".to_owned();
    assert!(changes.len() == 2 && changes.contains(&inside), "{changes:?}");
}

#[test]
fn an_added_or_removed_item_is_one_change() {
    let gone = SHEET.replace("          - 項目: 参加者の満足度\n            目標: 80\n", "");
    assert_eq!(short(SHEET, &gone), ["removed 組織目標[0].取組[0].指標[1] L21"]);
    assert_eq!(short(&gone, SHEET), ["added 組織目標[0].取組[0].指標[1] L21"]);
    let goal = SHEET.split_at(SHEET.find("  - 部区").expect("there")).1;
    let goal = &goal[..goal.find("  - 目標").expect("there")];
    assert_eq!(short(SHEET, &SHEET.replace(goal, "")), ["removed 組織目標[0] L7"]);
    assert_eq!(short(&SHEET.replace(goal, ""), SHEET), ["added 組織目標[0] L7"]);
}

#[test]
fn another_form_is_another_sheet() {
    let ward = "様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n重点目標:\n  - 防災\n";
    assert_eq!(short(SHEET, ward), ["removed  L1", "added  L1"]);
    assert_eq!(short(ward, &ward.replace("- 防災", "- 福祉の推進\n  - 防災")), ["added 重点目標[0] L5"]);
}

/// Creates a sheet of goals that have as much in common as goals on different subjects have.
const GOALS: [&str; 10] = [
    "地域と連携しながら区民の防災意識の向上を図ります。",
    "職員の研修により、窓口で満足していただけるサービスを行います。",
    "東区役所での「にぎわい」の創出を促進します。",
    "子育ての不安感を解消させ、安心して子育てができるようにします。",
    "児童虐待を未然に防ぐために、関係機関と情報を共有します。",
    "歴史・文化の普及啓発を通じて、憩いの空間をつくります。",
    "産業のまちを広くPRし、企業の魅力を伝えます。",
    "健康寿命の延伸に向け、介護予防の講座を開きます。",
    "ごみの減量とリサイクルを進めます。",
    "交通事故のない道路を目指し、通学路を点検します。",
];

fn sheet_of(goals: &[(usize, u8)]) -> String {
    let goal = |(goal, result): &(usize, u8)| {
        let text = GOALS[*goal];
        format!(
            "  - 目標: {text}\n    取組:\n      - 主な取組: 取組{goal}\n        指標:\n          - 項目: {text}\n            結果: {result}\n"
        )
    };
    format!(
        "{}組織目標:\n{}",
        &SHEET[..SHEET.find("組織目標:").expect("there")],
        goals.iter().map(goal).collect::<String>()
    )
}

/// Returns the length of the longest increasing subsequence, by brute force.
fn longest_rising(numbers: &[usize]) -> usize {
    let runs = 0..1u32 << numbers.len();
    let rises = |run: u32| {
        let chosen: Vec<usize> =
            (0..numbers.len()).filter(|at| run >> at & 1 == 1).map(|at| numbers[at]).collect();
        chosen.is_sorted().then_some(chosen.len())
    };
    runs.filter_map(rises).max().unwrap_or(0)
}

fn goals() -> impl Strategy<Value = Vec<(usize, u8)>> {
    let order = Just((0..GOALS.len()).collect::<Vec<_>>()).prop_shuffle();
    (order, prop::collection::vec(1..3u8, GOALS.len()), 1..GOALS.len())
        .prop_map(|(order, results, count)| order.into_iter().zip(results).take(count).collect())
}

proptest! {
    #![proptest_config(cases(256))]
    #[test]
    fn whatever_is_done_to_goals_is_found(old in goals(), new in goals()) {
        let found = short(&sheet_of(&old), &sheet_of(&new));
        let count = |kind: &str| found.iter().filter(|line| line.starts_with(kind)).count();
        let place = |goal: usize| old.iter().position(|(known, _)| *known == goal);
        let stayed: Vec<usize> = new.iter().filter_map(|(goal, _)| place(*goal)).collect();
        prop_assert_eq!(count("added"), new.len() - stayed.len(), "{:?}", found);
        prop_assert_eq!(count("removed"), old.len() - stayed.len(), "{:?}", found);
        prop_assert_eq!(count("moved"), stayed.len() - longest_rising(&stayed), "{:?}", found);
        let changed = new.iter().filter(|(goal, result)| old.iter().any(|old| old.0 == *goal && old.1 != *result)).count();
        prop_assert_eq!(count("changed"), changed, "{:?}", found);
        prop_assert_eq!(short(&sheet_of(&old), &sheet_of(&old)), Vec::<String>::new());
    }
}

fn ward(goals: &[String]) -> String {
    let goals = goals.iter().flat_map(|goal| ["  - ", goal, "\n"]).collect::<String>();
    format!("様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n重点目標:\n{goals}")
}

fn found(old: &str, new: &str) -> Vec<ComparisonEntry> {
    let (old, new) = (read(old), read(new));
    let settings = Settings::default();
    entries(Read { reading: &old, settings: &settings }, Read { reading: &new, settings: &settings })
}

fn place(side: Option<&Side>) -> usize {
    match side.and_then(|side| side.field.0.last()) {
        Some(Step::Index(index)) => *index,
        step => panic!("no place: {step:?}"),
    }
}

/// Applies the reported changes to the old list, as a reader would.
fn patched(old: &[String], entries: &[ComparisonEntry]) -> Vec<String> {
    let mut kept: Vec<Option<String>> = old.iter().cloned().map(Some).collect();
    let mut put = std::collections::BTreeMap::new();
    let mut count = old.len();
    for entry in entries {
        let ComparisonEntry::Change(Change { kind, old, new, .. }) = entry else { continue };
        let (old, new) = (old.as_ref(), new.as_ref());
        let text = || new.map(|new| new.text.clone());
        match kind {
            Kind::Removed => {
                kept[place(old)] = None;
                count -= 1;
            }
            Kind::Added => {
                put.insert(place(new), text());
                count += 1;
            }
            Kind::Moved => {
                kept[place(old)] = None;
                put.insert(place(new), text());
            }
            Kind::Changed if put.contains_key(&place(new)) => drop(put.insert(place(new), text())),
            Kind::Changed => kept[place(old)] = text(),
        }
    }
    let mut kept = kept.into_iter().flatten();
    (0..count).map(|at| put.remove(&at).unwrap_or_else(|| kept.next()).expect("an item")).collect()
}

/// Generates a list and an altered copy: reordered, shorter, longer, with other words.
fn lists() -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    let counts = prop_oneof![6 => 0..12usize, 1 => 250..270usize, 1 => 1020..1030usize, 1 => 2000..2010usize];
    let edits =
        prop::collection::vec((0..4u8, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..6);
    (counts, edits, any::<bool>()).prop_map(|(count, edits, is_turned)| {
        let old: Vec<String> =
            (0..count).map(|number| format!("{}と{number}", GOALS[number % GOALS.len()])).collect();
        let mut new = if is_turned { old.iter().rev().cloned().collect() } else { old.clone() };
        for (number, (kind, place, target)) in edits.into_iter().enumerate().filter(|_| count > 0) {
            let at = place.index(new.len().max(1));
            match kind {
                0 if !new.is_empty() => drop(new.remove(at)),
                1 => new.insert(at.min(new.len()), format!("新しい目標{number}")),
                2 if !new.is_empty() => {
                    let target = target.index(new.len());
                    new.swap(at, target);
                }
                _ if !new.is_empty() => new[at] += "、また",
                _ => {}
            }
        }
        (old, new)
    })
}

/// Returns the printed text of a model, including empty items. The years of 実績 are sorted as on the form,
/// because keys have no order.
fn printed(parts: &[OutlinePart]) -> String {
    let part = |part: &OutlinePart| match &part.body {
        Body::Text(lines) => format!("{}={};", part.name, lines.lines.join("\n")),
        Body::Record(inner) => format!("{}{{{}}}", part.name, printed(inner)),
        Body::List(items) => format!(
            "{}[{}]",
            part.name,
            items.iter().map(|item| printed(std::slice::from_ref(item)) + ",").collect::<String>()
        ),
    };
    let shown =
        |part: &&OutlinePart| matches!(part.body, Body::List(_)) || part.name.is_empty() || !part.is_blank();
    let mut printed: Vec<String> = parts.iter().filter(shown).map(part).collect();
    printed.sort();
    printed.concat()
}

/// Generates altered lines of a sheet: removed, doubled, reordered, with other numbers.
fn lines_of_a_sheet() -> impl Strategy<Value = String> {
    let edit = (0..4u8, any::<prop::sample::Index>(), any::<prop::sample::Index>());
    prop::collection::vec(edit, 0..3).prop_map(|edits| {
        let mut lines: Vec<String> = SHEET.lines().map(str::to_owned).collect();
        for (kind, place, target) in edits {
            let (at, target) = (place.index(lines.len()), target.index(lines.len()));
            match kind {
                0 => drop(lines.remove(at)),
                1 => lines.insert(at, lines[at].clone()),
                2 => lines.swap(at, target),
                _ => lines[at] = lines[at].replace(|character: char| character.is_ascii_digit(), "7"),
            }
        }
        lines.join("\n") + "\n"
    })
}

proptest! {
    #![proptest_config(cases(64))]
    #[test]
    fn a_list_of_any_length_is_patched_by_its_changes((old, new) in lists()) {
        let entries = found(&ward(&old), &ward(&new));
        prop_assert_eq!(old == new, !entries.iter().any(|entry| matches!(entry, ComparisonEntry::Change(_))));
        prop_assert!(patched(&old, &entries) == new);
        prop_assert!(!entries.iter().any(|entry| matches!(entry, ComparisonEntry::InOrder(_))));
    }

    #[test]
    fn no_difference_is_found_where_and_only_where_there_is_none(old in lines_of_a_sheet(), new in lines_of_a_sheet()) {
        let settings = Settings::default();
        let texts = [&old, &new].map(|text| {
            let reading = read(text);
            reading.model.is_some().then(|| printed(&outline(Read { reading: &reading, settings: &settings })))
        });
        let [Some(before), Some(after)] = texts else { return Ok(()) };
        prop_assert_eq!(short(&old, &new).is_empty(), before == after, "{}\n---\n{}", old, new);
        prop_assert_eq!(short(&new, &new), Vec::<String>::new());
    }
}

#[test]
fn matching_by_position_is_reported() {
    let list = |word: &str| (0..300).map(|number| format!("{word}{number}")).collect::<Vec<_>>();
    let (old, new) = (list("防災"), list("福祉"));
    let entries = found(&ward(&old), &ward(&new));
    assert_eq!(
        entries
            .iter()
            .filter(|entry| matches!(entry, ComparisonEntry::InOrder(list) if list.to_string() == "重点目標"))
            .count(),
        1
    );
    assert_eq!(patched(&old, &entries), new);
    // Items that were only added need no matching.
    assert!(!found(&ward(&[]), &ward(&new)).iter().any(|entry| matches!(entry, ComparisonEntry::InOrder(_))));
}
