//! The style of doc comments: functions begin with a third-person verb, and no comment uses a banned word.
//! Parameters and variables have names that say what they hold.

use std::fs;
use std::path::{Path, PathBuf};

use fancy_regex::{Captures, Regex};

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

/// Names that do not say what a parameter or a variable holds.
const VAGUE: [&str; 4] = ["both", "it", "one", "other"];

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

/// Returns code without comments and without what is between quotation marks. Lines keep their numbers.
fn without_texts(code: &str) -> String {
    let text = r##"//[^\n]*|\br#"[\s\S]*?"#|\br"[^"]*"|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[^']+|[^'\\])'"##;
    let blank = |text: &Captures<str>| "\n".repeat(text[0].matches('\n').count());
    Regex::new(text).unwrap().replace_all(code, blank).into_owned()
}

/// Returns the parameter lists of the closures with the places where they begin.
fn closures(code: &str) -> Vec<(usize, &str)> {
    let (mut lists, mut end) = (Vec::new(), 0);
    for (at, _) in code.match_indices('|') {
        let before = code[..at].trim_end();
        let is_open = before.ends_with(['(', ',', '=', '{', '&', '>', '|', ';']) || before.ends_with("move");
        if let Some(length) = code[at + 1..].find('|').filter(|_| at >= end && is_open) {
            end = at + length + 2;
            lists.push((at, &code[at..end]));
        }
    }
    lists
}

/// Returns the vague names of parameters and variables with their lines. `other` of the type `Self` is the name
/// that the standard library gives it.
fn vague_names(source: &str) -> Vec<(usize, String)> {
    let code = without_texts(source);
    let bindings = Regex::new(r"\bfn \w+[^{]*\{|\b(?:let|for)\s[^=;{}]*?(?:=|\bin\b)").unwrap();
    let mut lists = closures(&code);
    lists.extend(bindings.find_iter(&code).map(Result::unwrap).map(|found| (found.start(), found.as_str())));
    let name = format!(r"(?<!fn )(?<!\.)\b(?:{})\b(?!: &?(?:mut )?Self\b)(?!\s*\()", VAGUE.join("|"));
    let name = Regex::new(&name).unwrap();
    let in_list = |(start, list): (usize, &str)| {
        let found = name.find_iter(list).map(Result::unwrap);
        let line = |at: usize| code[..start + at].matches('\n').count() + 1;
        found.map(|found| (line(found.start()), found.as_str().to_owned())).collect::<Vec<_>>()
    };
    lists.into_iter().flat_map(in_list).collect()
}

#[test]
fn parameters_have_the_names_of_what_they_hold() {
    let mut faults = Vec::new();
    for path in sources(&root().join("src")) {
        let names = vague_names(&fs::read_to_string(&path).unwrap());
        faults.extend(names.into_iter().map(|(line, name)| format!("{}:{line}: {name}", path.display())));
    }
    assert!(faults.is_empty(), "{} vague names:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn vague_names_are_found() {
    for (code, vague) in [
        ("fn f(one: u8) {}", "one"),
        ("fn f(\n    name: &str,\n    other: &str,\n) {}", "other"),
        ("fn f((it, at): (u8, u8)) {}", "it"),
        ("all.map(|it| it)", "it"),
        ("all.map(move |(_, &it)| it)", "it"),
        ("all.map(|at: Vec<u8>| at).map(|at, other: &u8| at)", "other"),
        ("let all = |at| |both: &str| at;", "both"),
        ("for other in all {}", "other"),
        ("if let Some(one) = first {}", "one"),
        ("let (one, _) = pair;", "one"),
        ("let a = '\"'; let b = |it: char| '\"';", "it"),
    ] {
        let found: Vec<String> = vague_names(code).into_iter().map(|(_, name)| name).collect();
        assert_eq!(found, [vague], "{code}");
    }
    for code in [
        "fn eq(&self, other: &Self) -> bool {}",
        "fn one(text: &str) {}",
        "// all.map(|it| it)",
        "let text = \"|it|\";",
        "let all = a | one.other() | b;",
        "let first = one(text);",
        "matches!(kind, Kind::One | Kind::Other)",
    ] {
        assert_eq!(vague_names(code), [], "{code}");
    }
    assert_eq!(vague_names("let text = \"a\nb\";\nfn f(it: u8) {}"), [(3, "it".to_owned())]);
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
