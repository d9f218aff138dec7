//! The head of a proof: what it is, and of which text.

use serde::{Deserialize, Serialize};

use super::glyphs::printable;
use crate::finding::brief;
use crate::fonts::Coverage;
use crate::view::Lines;

/// What a proof is of, and how it is wanted.
#[derive(Debug, Clone)]
pub struct Order {
    /// 校正用, or what was asked for instead.
    pub mark: String,
    /// The source file, as people are told it.
    pub file: String,
    /// The first characters of the source's hash.
    pub hash: String,
    /// The revision in git, with a + where the file differs from it.
    pub revision: Option<String>,
    /// Whether an A4 page is printed on A3, with room around it.
    pub wide: bool,
    /// What the redline is against, where it is one.
    pub redline: Option<Against>,
}

/// The earlier state of a redline.
#[derive(Debug, Clone)]
pub struct Against {
    /// As it was named.
    pub name: String,
    /// How many places changed; nothing where it has no such sheet.
    pub changes: Option<usize>,
}

impl Against {
    fn told(&self) -> String {
        let name = brief(&self.name);
        match self.changes {
            None => format!("見え消し: {name} にはないシート"),
            Some(0) => format!("見え消し: {name} からの変更なし"),
            Some(count) => {
                format!("見え消し: {name} からの変更 {count}か所(二重線は消えた字、下線は加わった字)")
            }
        }
    }
}

/// The head in words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stamp {
    /// 校正用.
    pub mark: Lines,
    /// The file, its hash, its revision and how much was found.
    pub facts: Vec<Lines>,
    /// What it says besides where the margins of the sheet's own paper are too narrow.
    pub widened: Lines,
    /// Before the page's number.
    pub page: Lines,
    /// The same on the pages of the list.
    pub list_page: Lines,
}

/// The longest path that prints whole.
const LONGEST: usize = 60;

/// The head of a proof; `counts` says how much was found, where something was.
pub(super) fn stamp(order: &Order, counts: Option<&str>, coverage: &Coverage) -> Stamp {
    let found = counts.map_or_else(|| "指摘なし".to_owned(), |counts| format!("指摘 {counts}"));
    let revision = order.revision.as_ref().map(|revision| format!("Git {revision}"));
    let facts = [
        Some(printable(&shortened(&order.file), coverage)),
        Some(format!("原稿 {}", order.hash)),
        revision,
        Some(found),
        order.redline.as_ref().map(|redline| printable(&redline.told(), coverage)),
    ];
    Stamp {
        mark: Lines::label(begun(&order.mark)),
        facts: facts.into_iter().flatten().map(Lines::label).collect(),
        widened: Lines::label("余白に収まらないためA3"),
        page: Lines::label("ページ"),
        list_page: Lines::label("指摘一覧"),
    }
}

/// The beginning of a mark, as much of it as has room beside the facts; the watermark has all of it.
fn begun(mark: &str) -> String {
    const LONGEST: usize = 30;
    match mark.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &mark[..at]),
        None => mark.to_owned(),
    }
}

/// The end of a path says more than its beginning.
fn shortened(path: &str) -> String {
    match path.char_indices().rev().nth(LONGEST - 1) {
        Some((at, _)) if at > 0 => format!("…{}", &path[at..]),
        _ => path.to_owned(),
    }
}
