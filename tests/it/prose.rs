//! The style of doc comments: functions begin with a third-person verb, and no comment uses a banned word.

use std::fs;
use std::path::{Path, PathBuf};

use super::support::root;

/// The modules whose comments follow the style. A module is added once its comments have been rewritten.
const MODULES: [&str; 21] = [
    "cli",
    "diff",
    "disk",
    "edit",
    "edition",
    "finding",
    "fonts",
    "git",
    "linebreak",
    "path",
    "pipeline",
    "read",
    "report",
    "rules",
    "server",
    "session",
    "sheet",
    "source",
    "typeset",
    "view",
    "yaml",
];

/// The other modules: their functions are described by verbs, and their other comments are yet to be rewritten.
const VERBS_ONLY: [&str; 0] = [];

/// Words that end like a verb of the third person but are none in our comments.
const NO_VERBS: [&str; 11] =
    ["As", "Bars", "Files", "Findings", "Its", "Items", "Lines", "Texts", "This", "Values", "Words"];

/// Words and phrases that comments do not use: metaphors, personifications, and archaic turns.
const BANNED: [&str; 31] = [
    "told",
    "tells",
    "tell",
    "befell",
    "befalls",
    "anew",
    "went",
    "twin",
    "twins",
    "judge",
    "judges",
    "judged",
    "house",
    "floor",
    "hand over",
    "handed over",
    "speaks",
    "spoken",
    "remembers",
    "remembered",
    "nobody",
    "somebody",
    "whoever",
    "is none",
    "are none",
    "is no more",
    "stands in",
    "stands at",
    "stand in",
    "knows",
    "came",
];

/// Words that begin a fragment instead of a sentence or a noun phrase.
const FRAGMENTS: [&str; 5] = ["Whether", "What", "How", "Who", "Which"];

/// A run of comment lines, and the line of code that follows it.
struct Comment {
    line: usize,
    text: String,
    code: String,
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let of = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    entries.flat_map(of).filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// Returns the comments of a source; attributes between a comment and its item are skipped.
fn comments(source: &str) -> Vec<Comment> {
    let mut comments: Vec<Comment> = Vec::new();
    let mut is_open = false;
    for (line, code) in source.lines().map(str::trim).enumerate() {
        let text = ["///", "//!", "//"].into_iter().find_map(|mark| code.strip_prefix(mark));
        match (text, comments.last_mut()) {
            (Some(text), Some(last)) if is_open => last.text = format!("{} {}", last.text, text.trim()),
            (Some(text), _) => {
                comments.push(Comment { line: line + 1, text: text.trim().to_owned(), code: String::new() });
            }
            (None, Some(last)) if last.code.is_empty() && !code.starts_with("#[") => {
                code.clone_into(&mut last.code);
            }
            (None, _) => {}
        }
        is_open = text.is_some();
    }
    comments
}

/// Returns whether a line of code begins a function.
fn is_function(code: &str) -> bool {
    let words = code.split([' ', '(']).take_while(|word| *word != "fn");
    code.contains("fn ")
        && words
            .filter(|word| !word.ends_with(')'))
            .all(|word| matches!(word, "pub" | "super" | "crate" | "const" | "async" | "unsafe" | "in"))
}

/// Returns whether a summary begins with a verb in the third person.
fn begins_with_verb(summary: &str) -> bool {
    let word = summary.split([' ', ',', ':']).next().unwrap_or_default();
    let is_capitalized = word.starts_with(|first: char| first.is_ascii_uppercase());
    is_capitalized && word.ends_with('s') && word.len() > 2 && !NO_VERBS.contains(&word)
}

/// Returns the text without code spans, in lower case, with single spaces around its words.
fn words(text: &str) -> String {
    let prose: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ").to_lowercase();
    let words: Vec<&str> =
        prose.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

/// Applies `fault` to each comment of `modules` and fails with a list of the faults.
fn assert_none(modules: &[&str], fault: impl Fn(&Comment) -> Option<String>) {
    let mut faults = Vec::new();
    let mut seen = 0;
    for path in modules.iter().flat_map(|module| sources(&root().join("src").join(module))) {
        for comment in comments(&fs::read_to_string(&path).unwrap()) {
            seen += 1;
            let shown = |fault| format!("{}:{}: {fault}", path.display(), comment.line);
            faults.extend(fault(&comment).map(shown));
        }
    }
    assert!(seen > 1000, "{seen} comments were found");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn functions_are_described_by_a_verb_in_the_third_person() {
    assert_none(&[&MODULES[..], &VERBS_ONLY].concat(), |comment| {
        let is_faulty = is_function(&comment.code) && !begins_with_verb(&comment.text);
        (is_faulty && !comment.text.starts_with("SAFETY")).then(|| comment.text.clone())
    });
}

#[test]
fn summaries_are_no_fragments() {
    assert_none(&MODULES, |comment| {
        let first = comment.text.split(' ').next().unwrap_or_default();
        FRAGMENTS.contains(&first).then(|| comment.text.clone())
    });
}

#[test]
fn comments_use_plain_words() {
    assert_none(&MODULES, |comment| {
        let words = words(&comment.text);
        let banned = BANNED.iter().find(|banned| words.contains(&format!(" {banned} ")));
        banned.map(|banned| format!("“{banned}” in: {}", comment.text))
    });
}

#[test]
fn fragments_and_banned_words_are_found() {
    let source = "/// Whether it is.\n#[must_use]\npub(super) const fn is() {}\n\n/// Returns what is told.\nfn a() {}";
    let found = comments(source);
    assert!(found.iter().all(|comment| is_function(&comment.code)));
    assert_eq!(
        found.iter().map(|comment| begins_with_verb(&comment.text)).collect::<Vec<_>>(),
        [false, true]
    );
    assert!(words(&found[1].text).contains(" told ") && !words("`told`").contains(" told "));
}
