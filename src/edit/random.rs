//! Random wishes in random sheets: the wish is there, and everything else is what it was.

mod sheets;
mod texts;

use std::collections::BTreeMap;

use self::sheets::{Random, sheet};
use super::{Address, Edited, Refusal, Wish, apply, values};
use crate::finding::{Field, Rule};
use crate::read::{Reader, walk};
use crate::sheet::Form;
use crate::source::Source;
use crate::yaml::Data;

/// Returns the lists of a sheet with their lengths, and their items.
fn lists(reader: &Reader, text: &str) -> Vec<(Address, usize)> {
    let (tree, mut lists) = (reader.sheet("", text.as_bytes()).tree, Vec::new());
    if let Some(tree) = &tree {
        walk(tree, &Field::default(), &mut |field, node| {
            if let Data::List(items) = &node.data {
                lists.push((Address::from(field.clone()), items.len()));
            }
        });
    }
    lists
}

fn wish(random: &mut Random, reader: &Reader, text: &str, form: Form) -> Option<Wish> {
    if random.is(4) {
        let lists = lists(reader, text);
        let (list, count) = lists.get(random.next(lists.len()))?.clone();
        let item = list.index(random.next(count));
        return Some(match random.next(4) {
            0 => Wish::Insert { list, index: random.next(count + 1) },
            1 => Wish::Duplicate { item },
            2 => Wish::Remove { item },
            _ => Wish::Move { item, to: random.next(count) },
        });
    }
    let boxes = values(reader, text, form);
    // The form's name and the year decide how the rest is read.
    let boxes: Vec<_> = boxes.into_iter().skip(2).collect();
    let at = boxes.get(random.next(boxes.len()))?.at.clone();
    Some(if random.is(6) { Wish::Clear { at } } else { Wish::Set { at, text: random.text() } })
}

/// Returns the values of a text, one by one, as a reader of sheets has them, or `None` if its shape is at
/// fault.
fn said(reader: &Reader, text: &str) -> Option<BTreeMap<String, String>> {
    let reading = reader.sheet("", text.as_bytes());
    let is_faulty = |rule: Rule| [Rule::YAML_SYNTAX, Rule::BARE_DASH, Rule::DUPLICATE_KEY].contains(&rule);
    if reading.findings.iter().any(|finding| is_faulty(finding.rule)) {
        return None;
    }
    let mut said = BTreeMap::new();
    walk(&reading.tree?, &Field::default(), &mut |field, node| match &node.data {
        Data::Scalar(text) => {
            said.insert(field.to_string(), text.clone());
        }
        Data::Pruned => {
            said.insert(field.to_string(), "?".to_owned());
        }
        Data::Empty | Data::List(_) | Data::Map(_) => {}
    });
    Some(said)
}

fn value(reader: &Reader, text: &str, form: Form, at: &Address) -> String {
    values(reader, text, form)
        .into_iter()
        .find(|value| value.at == *at)
        .map(|value| value.text)
        .unwrap_or_default()
}

/// Returns the lines of a text that are nothing but a comment, trimmed, and how many `#` it has.
fn remarks(text: &str) -> Vec<&str> {
    let mut remarks: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("# 覚え") || line.starts_with("# 間"))
        .collect();
    remarks.extend(
        text.match_indices("# 横").map(|(at, _)| text[at..].lines().next().unwrap_or_default().trim()),
    );
    remarks.sort_unstable();
    remarks
}

fn check(reader: &Reader, text: &str, form: Form, wish: &Wish, edited: &Edited, seed: u64) {
    let reported = || format!("case {seed}: {wish:?} in\n{text}\n→\n{}", edited.text);
    let (before, after) = (said(reader, text).unwrap_or_default(), said(reader, &edited.text));
    let after = after.unwrap_or_else(|| panic!("not readable: {}", reported()));
    // Every byte outside of the edits is what it was.
    let (source, new) = (Source::new("", text), Source::new("", edited.text.as_str()));
    let mut patched = source.text().to_owned();
    for edit in edited.edits.iter().rev() {
        patched.replace_range(edit.span.range(), &edit.text);
    }
    assert_eq!(patched, new.text(), "{}", reported());
    assert_eq!(text.starts_with('\u{FEFF}'), edited.text.starts_with('\u{FEFF}'));
    let added: Vec<_> = after.iter().filter(|entry| before.get(entry.0) != Some(entry.1)).collect();
    let gone: Vec<_> = before.iter().filter(|entry| after.get(entry.0) != Some(entry.1)).collect();
    match wish {
        Wish::Set { at, text: wished } => {
            assert_eq!(value(reader, &edited.text, form, at), *wished, "{}", reported());
            assert!(added.len() <= 1 && gone.len() <= 1, "{added:?} {gone:?} {}", reported());
            assert_eq!(remarks(text), remarks(&edited.text), "{}", reported());
        }
        Wish::Clear { at } => {
            assert_eq!(value(reader, &edited.text, form, at), "", "{}", reported());
            assert!(added.len() <= 1 && gone.len() <= 1, "{added:?} {gone:?} {}", reported());
            assert_eq!(remarks(text), remarks(&edited.text), "{}", reported());
        }
        Wish::Insert { .. } | Wish::Move { .. } => {
            assert!(sorted(&before) == sorted(&after), "{}", reported());
            assert_eq!(remarks(text), remarks(&edited.text), "{}", reported());
        }
        Wish::Duplicate { .. } => assert!(after.len() >= before.len(), "{}", reported()),
        Wish::Remove { .. } => {
            assert!(after.len() <= before.len(), "{}", reported());
            let gone = edited
                .removed_comments
                .iter()
                .filter(|comment| remarks(text).contains(&comment.trim()))
                .count();
            assert_eq!(remarks(text).len(), remarks(&edited.text).len() + gone, "{}", reported());
        }
    }
}

fn sorted(said: &BTreeMap<String, String>) -> Vec<&str> {
    let mut texts: Vec<&str> = said.values().map(String::as_str).filter(|text| !text.is_empty()).collect();
    texts.sort_unstable();
    texts
}

/// Checks that a value written and written back has the same bytes, or differs on its own lines only.
fn comes_back(reader: &Reader, text: &str, form: Form, wish: &Wish, edited: &Edited, seed: u64) {
    let (Wish::Set { at, .. } | Wish::Clear { at }) = wish else { return };
    let back = Wish::Set { at: at.clone(), text: value(reader, text, form, at) };
    let reported = || format!("case {seed}: {wish:?} and back in\n{text}\n→\n{}", edited.text);
    let again = apply(reader, &edited.text, form, &back)
        .unwrap_or_else(|refusal| panic!("{refusal:?} {}", reported()));
    let without_empty = |text| {
        said(reader, text)
            .map(|entries| entries.into_iter().filter(|entry| !entry.1.is_empty()).collect::<Vec<_>>())
    };
    let (before, after) = (without_empty(text), without_empty(&again.text));
    let is_listed = before.as_ref().map(Vec::len) == after.as_ref().map(Vec::len);
    assert!(is_listed, "{before:?}\n{after:?}\n{}\n→\n{}", reported(), again.text);
    assert_eq!(remarks(text), remarks(&again.text), "{}", reported());
    is_near(text, &again.text, &reported);
}

/// Checks that the lines that differ are adjacent: those of one value, and at most the line of its key before them.
fn is_near(text: &str, again: &str, reported: &dyn Fn() -> String) {
    let (lines, others): (Vec<&str>, Vec<&str>) = (text.lines().collect(), again.lines().collect());
    let same = lines.iter().zip(&others).take_while(|(line, new_line)| line == new_line).count();
    let longest = lines.len().min(others.len()) - same;
    let end = lines
        .iter()
        .rev()
        .zip(others.iter().rev())
        .take(longest)
        .take_while(|(line, new_line)| line == new_line);
    let end = end.count();
    let [gone, come] = [lines.len(), others.len()].map(|count| count - same - end);
    let has_names = text.contains('&');
    assert!(has_names || gone <= 8 && come <= 8, "{gone} lines became {come}: {}\n→\n{again}", reported());
}

/// Returns how many edits are made; `MOKUHYO_EDITS=10000` makes as many.
fn edits() -> usize {
    std::env::var("MOKUHYO_EDITS").ok().and_then(|edits| edits.parse().ok()).unwrap_or(300)
}

#[test]
fn a_wish_is_there_and_everything_else_is_what_it_was() {
    let reader = Reader::new();
    let (mut made, mut refused, mut seed) = (0, Vec::new(), 0);
    while made + refused.len() < edits() {
        seed += 1;
        let mut random = Random(u64::wrapping_mul(seed, 0x9E37_79B9_7F4A_7C15) | 1);
        let (mut text, form) = sheet(&mut random);
        if said(&reader, &text).is_none() {
            continue;
        }
        for _ in 0..4 {
            let Some(wish) = wish(&mut random, &reader, &text, form) else { break };
            match apply(&reader, &text, form, &wish) {
                Ok(edited) => {
                    check(&reader, &text, form, &wish, &edited, seed);
                    comes_back(&reader, &text, form, &wish, &edited, seed);
                    text = edited.text;
                    made += 1;
                }
                Err(Refusal(finding)) => {
                    assert!(!finding.message.ja.is_empty());
                    refused.push(format!("case {seed}: {wish:?} {} in\n{text}", finding.message.en));
                }
            }
        }
    }
    assert!(refused.len() * 50 < made, "{} of {made} are refused, as {}", refused.len(), refused[0]);
}
