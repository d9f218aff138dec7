//! Text from outside in all that commands print: names of files and folders, keys, values, arguments.
//!
//! A terminal obeys escape sequences and marks of direction, and GitHub obeys lines that begin with `::`. Nothing
//! of the sort reaches either, in any format.

use std::fmt::Write;

use super::support::{Output, Project};

/// What names, keys, values and arguments may hold.
const NAMES: [&str; 40] = [
    "\u{1b}[2J",
    "\u{1b}]8;;http://x\u{1b}\\y",
    "\u{1b}]0;title\u{7}",
    "a\u{1b}[31mred",
    "\u{9b}2J",
    "\u{9d}8;;x",
    "a\u{7}b",
    "a\u{8}b",
    "a\u{7f}b",
    "a\u{85}b",
    "a\tb",
    "a\nb",
    "a\n::error::x",
    "a\r::error::x",
    "a\r\n::warning file=x::y",
    "::error::x",
    "  ::error::x",
    "\u{3000}::stop-commands::x",
    "::add-mask::a",
    "##[error]x",
    "a ##[group]x",
    "a\n##[stop-commands]x",
    "a\u{202E}b",
    "a\u{202A}b\u{202C}",
    "a\u{2066}b\u{2069}",
    "a\u{200E}b\u{200F}",
    "a\u{61C}b",
    "a\u{2028}::error::b",
    "a\u{2029}b",
    "a\u{FEFF}b",
    "a\u{FFF9}b\u{FFFB}",
    "a\u{E0001}b",
    "a\u{FFFE}b",
    "a%0A::error::x",
    "a]]><x>&amp;\"'",
    "\",\"rule\":\"x",
    "a:12:3 エラー [x]",
    "$(touch x)`touch x`",
    "-a --fix",
    "葛\u{E0100}城 👩\u{200D}🚒 é",
];

const FORMATS: [&str; 5] = ["human", "json", "sarif", "github", "junit"];

/// The characters that a terminal or a log obeys.
fn is_interpreted(character: char) -> bool {
    character != '\n' && character.is_control()
        || matches!(u32::from(character),
            0x61C | 0x200E..=0x200F | 0x2028..=0x202E | 0x2066..=0x2069 | 0xFEFF | 0xFFF9..=0xFFFB | 0xFFFE..=0xFFFF
            | 0xE0000..=0xE007F)
}

/// Fails where a stream holds what a terminal, or a line of it what GitHub would obey.
fn inert(stream: &str, what: &str, is_github: bool) {
    for line in stream.split('\n') {
        let found = line.chars().find(|it| is_interpreted(*it));
        assert!(found.is_none(), "{what}: {found:?} in {line:?}");
        assert!(!line.contains("##["), "{what}: {line:?}");
        let ours = ["::error ", "::warning ", "::notice "].iter().any(|ours| line.starts_with(ours));
        assert!(!line.trim_start().starts_with("::") || is_github && ours, "{what}: {line:?}");
    }
}

fn checked(project: &Project, args: &[&str], format: &str) -> Output {
    let output = project.run(&[args, &["--format", format]].concat());
    let what = format!("{args:?} {format}");
    inert(&output.stdout, &what, format == "github");
    inert(&output.stderr, &what, false);
    assert!([0, 1, 2].contains(&output.status), "{what}: {output:?}");
    output
}

/// A text as YAML takes it whatever is in it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            character if is_interpreted(character) || character == '\n' => {
                write!(quoted, "\\U{:08X}", u32::from(character)).unwrap();
            }
            character => quoted.push(character),
        }
    }
    quoted + "\""
}

/// A sheet with a name for its keys and values.
fn sheet(name: &str, number: usize) -> String {
    let name = quoted(name);
    format!(
        "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 課{number}\n問合せ先: {name}\n作成日: {name}\n{name}: 1\n\
         組織目標:\n  - 目標: {name}\n    {name}: {name}\n    取組:\n      - 主な取組: {name}\n        指標:\n          - 項目: {name}\n            \
         単位: {name}\n            実績:\n              {name}: {name}\n              H30: -\n    達成状況: {name}\n"
    )
}

/// A project in which everything that can be called so is called so, as far as the system takes it.
fn hostile() -> (Project, usize) {
    let project = Project::with(&[("sheets/mokuhyo.yaml", &settings())]);
    let mut count = 0;
    for (number, name) in NAMES.iter().enumerate() {
        let file = name.replace('/', "_");
        for path in [format!("sheets/{file}.yaml"), format!("sheets/{file}/a.yaml")] {
            let path = project.path(&path);
            let made = std::fs::create_dir_all(path.parent().unwrap())
                .and_then(|()| std::fs::write(&path, sheet(name, number)));
            count += usize::from(made.is_ok());
        }
    }
    nameless(&project);
    (project, count)
}

/// A sheet whose name is no text.
#[cfg(unix)]
fn nameless(project: &Project) {
    use std::os::unix::ffi::OsStrExt;
    let name = std::ffi::OsStr::from_bytes(b"\xFF\x1b[2J.yaml");
    std::fs::write(project.path("sheets").join(name), sheet("x", 99)).unwrap();
}

#[cfg(not(unix))]
fn nameless(_: &Project) {}

/// Settings with such keys, rules, names of dictionaries and sheets.
fn settings() -> String {
    let mut settings = String::from("規則:\n");
    for name in NAMES {
        writeln!(settings, "  {}: off", quoted(name)).unwrap();
    }
    settings.push_str("辞書:\n");
    for name in NAMES {
        writeln!(settings, "  - {}", quoted(name)).unwrap();
    }
    for name in NAMES {
        writeln!(settings, "{}: 1", quoted(name)).unwrap();
    }
    settings
}

#[test]
fn no_name_key_or_value_is_obeyed_in_any_format() {
    let (project, count) = hostile();
    assert!(cfg!(windows) || count == 2 * NAMES.len(), "{count}");
    for format in FORMATS {
        checked(&project, &["check"], format);
    }
    let colored = project.run(&["check", "--color", "always"]).stdout;
    for foreign in ["\u{1b}[31mred", "\u{1b}[2J", "\u{1b}]", "\u{9b}", "\u{202E}", "\u{7}"] {
        assert!(colored.contains('\u{1b}') && !colored.contains(foreign), "{foreign:?}");
    }
    // Without the settings, which stop what follows.
    let mut told = 0;
    project.write("sheets/mokuhyo.yaml", b"");
    for format in FORMATS {
        told += checked(&project, &["check"], format).stdout.len();
        checked(&project, &["build", "--only", "data"], format);
        checked(&project, &["build", "--verify"], format);
    }
    assert!(told > 10_000 * NAMES.len(), "{told}");
    checked(&project, &["roll", "sheets", "--to", "R3"], "human");
    checked(&project, &["roll", "sheets", "--to", "R3"], "json");
}

#[test]
fn no_name_or_value_is_obeyed_in_what_changed() {
    let project = Project::empty();
    for (number, name) in NAMES.iter().enumerate() {
        let file = name.replace('/', "_");
        let clean =
            sheet("x", number).replace("作成日: \"x\"\n\"x\": 1\n", "").replace("    \"x\": \"x\"\n", "");
        let clean = clean.replace("\"x\": \"x\"\n              H30: -", "H30: 1");
        for (folder, text) in [("old", clean.clone()), ("new", clean.replace("\"x\"", &quoted(name)))] {
            let path = project.path(&format!("{folder}/{file}.yaml"));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            // Names that the system does not take are left to the systems that do.
            let _ = std::fs::write(path, text);
        }
    }
    let human = checked(&project, &["diff", "old", "new"], "human");
    assert!(human.stdout.contains("\\u{1b}") && human.status == 0, "{human:?}");
    checked(&project, &["diff", "old", "new", "--as", "json"], "human");
    checked(&project, &["diff", "new", "old"], "human");
}

#[test]
fn no_argument_is_obeyed() {
    let project = Project::with(&[("sheets/a.yaml", &sheet("x", 0))]);
    for (number, name) in NAMES.iter().enumerate() {
        // Every name in every place, and every place in every format.
        let calls: [&[&str]; 14] = [
            &[name],
            &["help", name],
            &["check", name],
            &["check", "--lang", name],
            &["build", "--shard", name],
            &["build", "--jobs", name],
            &["build", name, "--out", name],
            &["proof", "--mark", name],
            &["diff", name],
            &["diff", "sheets", name],
            &["diff", "sheets", "sheets", "--as", name],
            &["roll", name, "--to", name],
            &["explain", name],
            &["completions", name],
        ];
        let call = |place: usize| calls[place % calls.len()];
        for place in 0..if every() { calls.len() } else { 3 } {
            checked(&project, call(number * 3 + place), FORMATS[(number + place) % FORMATS.len()]);
        }
    }
    for name in NAMES {
        checked(&project, &["new", &name.replace('/', "_")], "human");
    }
}

/// Whether there is time for all that could be tried, as in `.ci/run`.
fn every() -> bool {
    std::env::var_os("MOKUHYO_NAMES").is_some()
}
