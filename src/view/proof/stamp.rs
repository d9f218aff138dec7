//! The head of a proof, which identifies the proof and its source.

use serde::{Deserialize, Serialize};

use super::glyphs::printable;
use crate::finding::brief;
use crate::fonts::Coverage;
use crate::view::Lines;

/// The parameters of a proof.
#[derive(Debug, Clone)]
pub struct Order {
    /// 校正用, or the requested mark.
    pub mark: String,
    /// The path of the source file for people.
    pub file: String,
    /// The first digits of the source's hash.
    pub hash: String,
    /// The revision in git, followed by + where the file differs from it.
    pub revision: Option<String>,
    /// `true` to print an A4 page on A3, with margins for notes.
    pub wide: bool,
    /// The earlier state of a redline, if the proof is one.
    pub redline: Option<Against>,
}

/// The earlier state of a redline.
#[derive(Debug, Clone)]
pub struct Against {
    /// The name as typed.
    pub name: String,
    /// The number of differences, or `None` if the state does not have the sheet.
    pub changes: Option<usize>,
}

impl Against {
    fn label(&self) -> String {
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

/// The texts of the head.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stamp {
    /// The mark.
    pub mark: Lines,
    /// The file, its hash, its revision, and the numbers of findings.
    pub facts: Vec<Lines>,
    /// The remark for pages on larger paper, because the margins of the sheet's own are too narrow.
    pub widened: Lines,
    /// The word before the page number.
    pub page: Lines,
    /// The word before the page number of the list.
    pub list_page: Lines,
}

/// The longest path that is not shortened, in characters.
const LONGEST: usize = 60;

/// Returns the head of a proof; `counts` are the numbers of findings, if there are any.
pub(super) fn stamp(order: &Order, counts: Option<&str>, coverage: &Coverage) -> Stamp {
    let found = counts.map_or_else(|| "指摘なし".to_owned(), |counts| format!("指摘 {counts}"));
    let revision = order.revision.as_ref().map(|revision| format!("Git {revision}"));
    let facts = [
        Some(printable(&shortened(&order.file), coverage)),
        Some(format!("原稿 {}", order.hash)),
        revision,
        Some(found),
        order.redline.as_ref().map(|redline| printable(&redline.label(), coverage)),
    ];
    Stamp {
        mark: Lines::label(begun(&order.mark)),
        facts: facts.into_iter().flatten().map(Lines::label).collect(),
        widened: Lines::label("余白に収まらないためA3"),
        page: Lines::label("ページ"),
        list_page: Lines::label("指摘一覧"),
    }
}

/// Shortens a mark to fit beside the facts. The watermark shows it completely.
fn begun(mark: &str) -> String {
    const LONGEST: usize = 30;
    match mark.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &mark[..at]),
        None => mark.to_owned(),
    }
}

/// Shortens a path at its beginning, because its end identifies the file.
fn shortened(path: &str) -> String {
    match path.char_indices().rev().nth(LONGEST - 1) {
        Some((at, _)) if at > 0 => format!("…{}", &path[at..]),
        _ => path.to_owned(),
    }
}
