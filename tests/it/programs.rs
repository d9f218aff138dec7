//! What programs get of a run that goes wrong, in every format; and the schema of what they get.

use serde_json::Value;

use super::formats::{keep, parsed};
use super::support::{Output, Project, Runs};

/// A sheet without faults.
const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課
作成日: R2.4.1
組織目標:
  - 目標: 防災意識の向上
    取組:
      - 主な取組: 講座
        指標:
          - 項目: 開催
            実績:
              H29: 1
              H30: 2
              R1: 3
            目標: 4
取り組みについて: 講座を開きます。
";

const FORMATS: [&str; 5] = ["human", "json", "sarif", "github", "junit"];

fn schema(form: &str) -> jsonschema::Validator {
    let told = Project::empty().run(&["schema", "--form", form]).stdout;
    jsonschema::draft7::new(&parsed(&told)).unwrap()
}

/// Fails unless a JSON object is one that the published schema allows.
fn valid(schema: &jsonschema::Validator, text: &str) -> Value {
    let object = parsed(text);
    let faults: Vec<String> = schema.iter_errors(&object).map(|it| it.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}\n{text}");
    object
}

fn run(project: &Project, args: &[&str], format: &str) -> Output {
    project.run(&[args, &["--format", format]].concat())
}

/// Fails unless each format says that the run could not do what it was asked for. What people read is compared whole;
/// the other formats say the same in their own structure.
fn told_in_all(project: &Project, args: &[&str], schema: &jsonschema::Validator, runs: &mut Runs) {
    let human = project.mokuhyo(args).record(runs);
    let told = ["json", "sarif", "github", "junit"].map(|format| run(project, args, format));
    // The usage repeats the options that were given.
    let said = |output: &Output| {
        let lines = output.stderr.lines().filter(|line| !line.starts_with("使い方: "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    for output in &told {
        assert_eq!((output.status, said(output)), (2, said(&human)), "{args:?}: {output:?}");
    }
    let [json, sarif, github, junit] = told.map(|output| output.stdout);
    let errors = valid(schema, &json)["errors"].as_array().unwrap().clone();
    assert!(!errors.is_empty(), "{args:?}: {json}");
    let run = &parsed(&sarif)["runs"][0];
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false, "{args:?}: {sarif}");
    let notifications = invocation["toolExecutionNotifications"].as_array().unwrap();
    let count = notifications.iter().filter(|it| it["level"] == "error").count();
    assert_eq!(count, errors.len(), "{args:?}: {sarif}");
    let commands =
        github.lines().filter(|line| line.starts_with("::error ") && line.contains("title=mokuhyo::"));
    assert_eq!(commands.count(), errors.len(), "{args:?}: {github}");
    assert!(junit.contains("<error message=\""), "{args:?}: {junit}");
    for error in errors {
        let message = error["message"].as_str().unwrap();
        let begins: String = message.chars().take(6).collect();
        assert!([&sarif, &github].iter().all(|text| text.contains(&begins)), "{args:?}: {message}");
    }
}

#[test]
fn every_way_to_end_with_2_is_told_in_every_format() {
    let schema = schema("report");
    let project = Project::with(&[("sheets/a.yaml", SHEET), ("empty/readme.txt", ""), ("file", "")]);
    let calls: [&[&str]; 22] = [
        &["check", "nowhere"],
        &["check", "empty"],
        &["check", "sheets", "nowhere"],
        &["build", "nowhere"],
        &["build", "--out", "file"],
        &["build", "--shard", "5/4"],
        &["build", "--verify", "nowhere"],
        &["proof", "nowhere"],
        &["proof", "--mark", ""],
        &["proof", "--against", "nothing-like-it"],
        &["diff", "nowhere", "sheets"],
        &["diff", "sheets"],
        &["diff", "sheets", "sheets", "--out", "a.docx"],
        &["roll", "nowhere", "--to", "R3"],
        &["roll", "sheets", "--to", "R9"],
        &["new", "sheets/a"],
        &["explain", "no-such-rule"],
        &["help", "no-such-command"],
        // What `clap` refuses.
        &["check", "--no-such-option"],
        &["no-such-command"],
        &["build", "--jobs", "0"],
        &["roll", "sheets"],
    ];
    let mut runs = Runs::default();
    for args in calls {
        told_in_all(&project, args, &schema, &mut runs);
    }
    runs.compare("every_way_to_end_with_2_is_told_in_every_format");
    keep("errors.sarif", &run(&project, &["check", "nowhere"], "sarif").stdout);
    keep("errors.xml", &run(&project, &["check", "nowhere"], "junit").stdout);
}

#[test]
#[cfg(unix)]
fn what_could_be_judged_stands_beside_what_could_not() {
    let schema = schema("report");
    let project = Project::with(&[("sheets/a.yaml", &SHEET.replace("H30: 2", "H30: -"))]);
    std::os::unix::fs::symlink("nowhere.yaml", project.path("sheets/b.yaml")).unwrap();
    let mut runs = Runs::default();
    told_in_all(&project, &["check"], &schema, &mut runs);
    let [json, sarif, _, junit] = ["json", "sarif", "github", "junit"]
        .map(|format| project.mokuhyo(&["check", "--format", format]).record(&mut runs).stdout);
    valid(&schema, &json);
    keep("unreadable.sarif", &sarif);
    keep("unreadable.xml", &junit);
    runs.compare("what_could_be_judged_stands_beside_what_could_not");
}

#[test]
fn what_verify_refuses_stands_in_every_format() {
    let schema = schema("report");
    let other = |name: &str| SHEET.replace("総務課", name);
    let project = Project::with(&[
        ("sheets/mokuhyo.yaml", ""),
        ("sheets/a.yaml", SHEET),
        ("sheets/b.yaml", &other("地域課")),
        ("sheets/c.yaml", &other("福祉課")),
        ("sheets/d.yaml", &other("保健課")),
    ]);
    assert_eq!(project.run(&["build", "--only", "sheets"]).status, 0);
    let verify = ["build", "--verify", "--only", "sheets"];
    let mut runs = Runs::default();
    project.mokuhyo(&[&verify[..], &["--format", "github"]].concat()).record(&mut runs);
    project.edit("sheets/a.yaml", "講座", "講習");
    std::fs::remove_file(project.path("out/b.pdf")).unwrap();
    project.write("out/c.pdf", b"%PDF-1.7 somebody else's");
    std::fs::remove_file(project.path("sheets/d.yaml")).unwrap();
    let [_, json, sarif, _, junit] = FORMATS.map(|format| {
        project.mokuhyo(&[&verify[..], &["--format", format]].concat()).record(&mut runs).stdout
    });
    valid(&schema, &json);
    runs.compare("what_verify_refuses_stands_in_every_format");
    keep("verify.sarif", &sarif);
    keep("verify.xml", &junit);
}

#[test]
fn a_sheet_that_its_settings_stop_is_not_clean() {
    let schema = schema("report");
    let project = Project::with(&[("sheets/mokuhyo.yaml", "色: 青\n"), ("sheets/a.yaml", SHEET)]);
    for command in ["check", "build", "proof"] {
        let object = valid(&schema, &run(&project, &[command], "json").stdout);
        assert_eq!(object["sheets"][0]["status"], "blocked", "{command}");
    }
    let mut runs = Runs::default();
    project.mokuhyo(&["build", "--only", "sheets", "--format", "junit"]).record(&mut runs);
    runs.compare("a_sheet_that_its_settings_stop_is_not_clean");
}

#[test]
fn all_that_commands_print_for_programs_is_as_the_schema_says() {
    let (report, diff) = (schema("report"), schema("diff"));
    let project = Project::real();
    let json = |args: &[&str]| run(&project, args, "json").stdout;
    for args in [&["check"][..], &["build"], &["build", "--verify"], &["proof"], &["new", "sheets/r2/x"]] {
        valid(&report, &json(args));
    }
    std::fs::remove_file(project.path("sheets/r2/x.yaml")).unwrap();
    std::fs::remove_file(project.path("sheets/r2/higashi/chiiki.yaml")).unwrap();
    project.edit("sheets/r2/higashi/soumu.yaml", "目標:", "目標: ###");
    for args in [&["check"][..], &["build", "--verify"], &["build", "--prune"], &["build"]] {
        valid(&report, &json(args));
    }
    let evaluated = Project::evaluated();
    let rolled = run(&evaluated, &["roll", "sheets/r2/higashi", "--to", "R3"], "json");
    assert!(valid(&report, &rolled.stdout)["copies"].is_array(), "{rolled:?}");
    let changed =
        Project::with(&[("old/a.yaml", SHEET), ("new/a.yaml", &SHEET.replace("目標: 4", "目標: 5"))]);
    for args in [&["diff", "old", "new", "--as", "json"][..], &["diff", "old", "new", "--format=json"]] {
        assert_eq!(valid(&diff, &changed.run(args).stdout)["sheets"][0]["changes"][0]["kind"], "changed");
    }
    // One that cannot be compared is told of by a report.
    valid(&report, &changed.run(&["diff", "old", "nowhere", "--as", "json"]).stdout);
}

fn git(project: &Project, args: &[&str]) {
    project.git(args).unwrap_or_else(|| panic!("git {args:?}"));
}

#[test]
fn paths_are_from_the_root_of_the_repository_wherever_it_runs() {
    let faulty = SHEET.replace("H30: 2", "H30: -");
    let project = Project::with(&[
        ("repo/wards/sheets/mokuhyo.yaml", "色: 青\n辞書: [../words.yaml]\n"),
        ("repo/wards/words.yaml", "rules:\n  - expected: [\n"),
        ("repo/wards/sheets/東/a.yaml", &faulty),
    ]);
    git(&project, &["init", "-q", "repo"]);
    let files = |folder: &str, path: &str| {
        let at = |format: &str| project.run_at(folder, &["check", path, "--format", format]).stdout;
        let github = at("github");
        let file = |line: &str| line.split_once("file=").unwrap().1.split(',').next().unwrap().to_owned();
        let mut files: Vec<String> = github.lines().map(file).collect();
        files.dedup();
        let results = parsed(&at("sarif"))["runs"][0]["results"].as_array().unwrap().clone();
        let mut locations: Vec<String> = results
            .iter()
            .map(|it| it["locations"][0]["physicalLocation"]["artifactLocation"].clone())
            .map(|it| {
                assert_eq!(it["uriBaseId"], "SRCROOT", "{it}");
                it["uri"].as_str().unwrap().replace("%E6%9D%B1", "東")
            })
            .collect();
        locations.dedup();
        assert_eq!(files, locations);
        files
    };
    let from_root = files("repo", "wards/sheets");
    assert!(from_root.contains(&"wards/sheets/mokuhyo.yaml".to_owned()), "{from_root:?}");
    assert!(from_root.contains(&"wards/sheets/東/a.yaml".to_owned()), "{from_root:?}");
    assert_eq!(files(".", "repo/wards"), from_root);
    assert_eq!(files("repo/wards", "sheets"), from_root);
    assert_eq!(files("repo/wards/sheets", "."), from_root);
    assert_eq!(files("repo/wards/sheets/東", ".."), from_root);
    // People are told a path as they typed it.
    let json = project.run_at("repo", &["check", "wards/sheets", "--format", "json"]).stdout;
    for finding in parsed(&json)["findings"].as_array().unwrap() {
        assert!(finding["path"].as_str().unwrap().starts_with("wards/"), "{finding}");
    }
    let absolute = project.path("repo/wards/sheets");
    assert_eq!(files(".", absolute.to_str().unwrap()), from_root);
}

#[test]
fn a_shallow_clone_is_named_where_a_revision_is_missing() {
    let project = Project::with(&[("old/sheets/a.yaml", SHEET)]);
    git(&project, &["init", "-q", "old"]);
    for _ in 0..2 {
        git(&project, &["-C", "old", "add", "."]);
        git(&project, &["-C", "old", "commit", "-q", "--allow-empty", "-m", "x"]);
    }
    let url = format!("file://{}", project.path("old").display());
    git(&project, &["clone", "-q", "--depth", "1", &url, "new"]);
    let mut runs = Runs::default();
    for folder in ["old", "new"] {
        project.mokuhyo(&["diff", "HEAD~1"]).at(folder).record(&mut runs);
    }
    project.mokuhyo(&["diff", "HEAD~9"]).at("old").record(&mut runs);
    runs.compare("a_shallow_clone_is_named_where_a_revision_is_missing");
}

/// A sheet with so many keys that it may not have.
fn keys(count: usize) -> String {
    let keys: Vec<String> = (0..count).map(|number| format!("k{number:06}: 1\n")).collect();
    SHEET.to_owned() + &keys.concat()
}

#[test]
fn two_hundred_findings_of_a_rule_in_a_file_are_told_and_how_many_more_there_are() {
    let schema = schema("report");
    let project =
        Project::with(&[("sheets/a.yaml", &keys(1_000)), ("sheets/b.yaml", &SHEET.replace("総務", "地域"))]);
    // Each of them is of hundreds of KB: what is counted in it says more than all of it.
    let [human, json, sarif, github, junit] = FORMATS.map(|format| {
        let output = run(&project, &["check"], format);
        assert_eq!(output.status, 1);
        assert!(output.stderr.contains("エラー 1000件"), "{:?}", output.stderr);
        output.stdout
    });
    let object = valid(&schema, &json);
    let findings = object["findings"].as_array().unwrap();
    assert_eq!(findings.iter().filter(|it| it["rule"] == "unknown-key").count(), 200);
    let omitted = &object["omitted"];
    assert_eq!((omitted[0]["rule"].as_str(), omitted[0]["count"].as_u64()), (Some("unknown-key"), Some(800)));
    let run = &parsed(&sarif)["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.iter().filter(|it| it["ruleId"] == "unknown-key").count(), 200);
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let note = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert!(note["level"] == "note" && note["message"]["text"].as_str().unwrap().contains("800件"), "{note}");
    assert_eq!(github.matches("::error ").count(), 200);
    assert_eq!(github.matches("::notice ").count(), 1);
    for text in [&human, &github, &junit] {
        assert_eq!(text.matches("800件").count(), 1);
    }
    assert_eq!(human.matches("[unknown-key]\n").count(), 200);
    assert!(junit.contains("エラー 1000件"));
    keep("many.sarif", &sarif);
    keep("many.xml", &junit);
    // What is left out is silenced like the rest.
    project.write("sheets/mokuhyo.yaml", "規則:\n  unknown-key: warn\n".as_bytes());
    assert_eq!(project.run(&["check", "--quiet"]).status, 0);
    assert_eq!(project.run(&["check", "--deny", "warnings", "--quiet"]).status, 1);
}

#[test]
fn a_report_is_no_larger_for_thirty_times_the_findings() {
    let length = |count: usize, format: &str| {
        let project = Project::with(&[("sheets/a.yaml", &keys(count))]);
        run(&project, &["check"], format).stdout.len()
    };
    for format in FORMATS {
        let (few, many) = (length(300, format), length(10_000, format));
        // A count may have more digits.
        assert!(many <= few + 50, "{format}: {few}, {many}");
    }
}

#[test]
fn wrong_calls_are_told_in_the_language_that_is_asked_for() {
    let project = Project::with(&[("sheets/a.yaml", SHEET)]);
    let mut runs = Runs::default();
    for lang in ["ja", "en"] {
        let mut told = Runs::default();
        for args in [
            &["check", "--format", "xml"][..],
            &["build", "--jobs", "0"],
            &["build", "--shard", "5/4"],
            &["proof", "--ppi", "9"],
            &["roll", "x", "--to", "R"],
            &["check", "--formt", "json"],
            &["chek"],
            &["roll", "sheets"],
            &["build", "--verify", "--prune"],
            &["build", "--jobs"],
            &["new", "a", "b"],
            &["check", "--fix", "--fix"],
            &["explain", "bare-dsh"],
            &["help", "buld"],
        ] {
            project.mokuhyo(&[args, &["--lang", lang]].concat()).record(&mut told);
        }
        assert!(lang == "ja" || !kana(told.shown()), "{}", told.shown());
        assert!(lang == "en" || !told.shown().to_lowercase().contains("usage"), "{}", told.shown());
        runs.append(&told);
    }
    // By the locale, as all that is told.
    project.mokuhyo(&["chek"]).env("LANG", "en_US.UTF-8").record(&mut runs);
    runs.compare("wrong_calls_are_told_in_the_language_that_is_asked_for");
}

fn kana(text: &str) -> bool {
    text.contains(|it: char| ('\u{3041}'..='\u{30FF}').contains(&it))
}

#[test]
fn help_is_there_in_both_languages() {
    let project = Project::empty();
    let mut runs = Runs::default();
    let commands = [
        "check",
        "build",
        "proof",
        "diff",
        "roll",
        "new",
        "open",
        "schema",
        "explain",
        "completions",
        "help",
    ];
    for lang in ["ja", "en"] {
        let mut told = Runs::default();
        let of_all = project.mokuhyo(&["help", "--lang", lang]).record(&mut told);
        assert_eq!(project.run(&["--help", "--lang", lang]), of_all);
        for command in commands {
            let of_one = project.mokuhyo(&["help", command, "--lang", lang]).record(&mut told);
            assert_eq!(project.run(&[command, "--help", "--lang", lang]), of_one);
        }
        assert_eq!(kana(told.shown()), lang == "ja");
        runs.append(&told);
    }
    project.mokuhyo(&[]).record(&mut runs);
    runs.compare("help_is_there_in_both_languages");
}
