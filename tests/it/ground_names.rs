//! Names and links under which nothing is written: what `check` would refuse to read, `new` and `roll` refuse to make.

use std::fs;

use super::support::Project;

/// Fails where a command makes anything; what it says is returned.
fn refused(project: &Project, args: &[&str]) -> String {
    let before = tree(project);
    let output = project.run(args);
    assert_eq!(output.status, 2, "{args:?}: {output:?}");
    assert!(tree(project) == before, "{args:?} made something");
    output.stderr
}

/// The paths of all files and folders of a project.
fn tree(project: &Project) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![project.path(".")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            if entry.path().is_dir() && !entry.path().is_symlink() {
                folders.push(entry.path());
            }
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

#[test]
fn a_year_is_not_rolled_into_what_is_no_place_for_it() {
    let project = Project::real();
    let roll = |out: &str| refused(&project, &["roll", "sheets/r2", "--to", "r3", "--out", out]);
    assert!(roll("sheets/proof/con").contains("使えません"));
    assert!(roll("proof/con").contains("使えません"));
    assert!(roll("sheets/proof").contains("校正刷"));
    for year in ["sheets/r5", "sheets/R1", "sheets/令和元年度/higashi", "sheets/r2", "2024"] {
        let told = roll(year);
        assert!(told.contains("年度のシートは置けません"), "{year}: {told}");
    }
    for name in ["sheets/a:b", "sheets/trail.", "sheets/x ", "sheets/next/a?", "sheets/a\nb"] {
        let told = roll(name);
        assert!(told.contains("Windows では使えません"), "{name}: {told}");
    }
}

#[test]
#[cfg(not(any(windows, target_os = "macos")))]
fn a_year_is_not_rolled_beside_a_twin_of_its_folder() {
    for twin in ["R3", "Ｒ３"] {
        let project = Project::real();
        project.write(&format!("sheets/{twin}/a.txt"), b"");
        let twin_of = if twin == "R3" { "sheets/r3" } else { "sheets/ｒ３" };
        let told = refused(&project, &["roll", "sheets/r2", "--to", "r3", "--out", twin_of]);
        assert!(told.contains("大文字か小文字か"), "{told}");
        if twin == "R3" {
            let told = refused(&project, &["roll", "sheets/r2", "--to", "r3"]);
            assert!(told.contains("大文字か小文字か"), "{told}");
        }
        let told = refused(&project, &["new", &format!("{twin_of}/higashi/soumu")]);
        assert!(told.contains("大文字か小文字か"), "{told}");
    }
}

#[test]
fn no_sheet_gets_a_name_that_windows_has_not() {
    let project = Project::real();
    for name in [
        "a:b",
        "trail.",
        "x ",
        "a|b",
        "sheets/r3/a*b",
        "sheets/r3 /a",
        "sheets/r3./a",
        "a\tb",
        "sheets/a:b/c",
    ] {
        let told = refused(&project, &["new", name]);
        assert!(told.contains("Windows では使えません"), "{name}: {told}");
    }
    let told = refused(&project, &["new", "--form", "settings", "sheets/con/mokuhyo"]);
    assert!(told.contains("使えません"), "{told}");
}

#[test]
#[cfg(unix)]
fn what_is_not_read_through_a_link_is_not_written_through_it() {
    use std::os::unix::fs::symlink;
    let project = Project::empty();
    let inside = Project::real();
    symlink(project.path("."), inside.path("sheets/linked")).unwrap();
    symlink(project.path("."), inside.path("here")).unwrap();
    for args in [
        &["new", "sheets/linked/a"][..],
        &["new", "sheets/linked/r3/b/a"],
        &["new", "here/a"],
        &["new", "--form", "settings", "sheets/linked/mokuhyo"],
        &["new", "--print", "here/a"],
        &["roll", "sheets/r2", "--to", "r3", "--out", "sheets/linked"],
        &["roll", "sheets/r2", "--to", "r3", "--out", "sheets/linked/new"],
    ] {
        let told = refused(&inside, args);
        assert!(told.contains("シートの集まりの外を指している"), "{args:?}: {told}");
        assert_eq!(fs::read_dir(project.path(".")).unwrap().count(), 0, "{args:?}");
    }
    // A folder elsewhere that is named by itself is written to.
    let out = project.path("next");
    let roll = ["roll", "sheets/r2", "--to", "r3", "--out", out.to_str().unwrap()];
    assert_eq!(inside.run(&roll).status, 0);
    // And so is a link that stays inside, as it is read.
    fs::create_dir_all(inside.path("sheets/r2/nishi")).unwrap();
    symlink("r2/nishi", inside.path("sheets/west")).unwrap();
    assert_eq!(inside.run(&["new", "sheets/west/a"]).status, 0);
}

#[test]
fn a_roll_tells_paths_from_where_it_is_run() {
    let project = Project::real();
    let output = project.run_at("sheets/r2", &["roll", ".", "--to", "r3"]);
    assert_eq!(output.status, 0, "{output:?}");
    let root = project.path(".").canonicalize().unwrap();
    let all = output.stdout + &output.stderr;
    assert!(all.contains("../r3/higashi/soumu.yaml") && !all.contains(root.to_str().unwrap()), "{all}");
}

#[test]
fn what_a_killed_roll_left_is_named_by_every_command_however_quiet() {
    let project = Project::real();
    project.write("sheets/r4/higashi/.mokuhyo-roll-abc123/lock", b"");
    project.write("sheets/r4/higashi/.mokuhyo-roll-abc123/draft/a.yaml", b"");
    for args in [
        &["check", "sheets/r2/higashi/soumu.yaml", "-q"][..],
        &["check", "sheets/r2"],
        &["check", "-q", "--format", "json"],
        &["diff", "sheets", "sheets"],
        &["diff", "sheets/r2", "sheets/r2", "-q"],
        &["build", "--only", "data", "-q"],
    ] {
        let output = project.run(args);
        let told = output.stderr.matches("sheets/r4/higashi/.mokuhyo-roll-abc123").count();
        assert_eq!(told, 1, "{args:?}: {output:?}");
        assert!(
            !output.stderr.contains(project.path(".").canonicalize().unwrap().to_str().unwrap()),
            "{output:?}"
        );
    }
}

#[test]
fn a_text_that_a_killed_save_left_is_named_by_every_command_and_stays() {
    let project = Project::real();
    let left = "sheets/r2/higashi/.mokuhyo-AbC123";
    project.write(left, "様式: 組織目標管理シート\n年度: 令".as_bytes());
    for args in [
        &["check"][..],
        &["check", "-q", "sheets/r2/higashi/soumu.yaml"],
        &["check", "--fix"],
        &["build", "--only", "data", "-q"],
        &["proof", "sheets/r2/higashi/ward.yaml"],
        &["diff", "sheets/r2", "sheets/r2"],
        &["new", "sheets/r2/higashi/kankyou"],
        &["roll", "sheets/r2", "--to", "R3"],
    ] {
        let output = project.run(args);
        assert_eq!(output.stderr.matches(left).count(), 1, "{args:?}: {output:?}");
        assert!(project.path(left).exists(), "{args:?}");
    }
    fs::remove_file(project.path(left)).unwrap();
    assert!(!project.run(&["check"]).stderr.contains("保存の途中"));
}

#[test]
fn a_text_that_is_no_dictionary_is_told_without_its_contents() {
    for text in [
        "TOKEN=s3cret\n",
        "version: 1\ntoken: s3cret\n",
        "apiVersion: v1\nrules:\n  - apiGroups: [s3cret]\n",
        "rules: [a, s3cret\n",
        "rules:\n  s3cret: [\n",
        "- s3cret\n",
        "{\"version\": \"s3cret\", \"rules\": \"s3cret\", \"x\": 1}",
        "a: *s3cret\nrules: 1\n",
    ] {
        let project = Project::real();
        fs::create_dir(project.path(".git")).unwrap();
        project.write("secret.txt", text.as_bytes());
        project.write("sheets/mokuhyo.yaml", "辞書: [../secret.txt]\n".as_bytes());
        for format in ["human", "json", "sarif", "github", "junit"] {
            let output = project.run(&["check", "--format", format]);
            assert_eq!(output.status, 1, "{text:?} {output:?}");
            assert!(!(output.stdout + &output.stderr).contains("s3cret"), "{text:?} {format}");
        }
    }
    let project = Project::real();
    project.write("sheets/w.yaml", b"rules:\n  - expected: a\n    patern: b\n");
    project.write("sheets/mokuhyo.yaml", "辞書: [w.yaml]\n".as_bytes());
    assert!(project.run(&["check"]).stdout.contains("patern"), "a dictionary's faults are shown");
}

#[test]
fn a_line_break_in_an_offices_name_is_told() {
    for typed in
        ["\"総務課\\n::error::\"", "\"総務課\\r::error::\"", "|\n  総務課\n  第二", "\"総\\u2028務\""]
    {
        let project = Project::real();
        project.edit("sheets/r2/higashi/soumu.yaml", "課: 総務課", &format!("課: {typed}"));
        let output = project.run(&["check"]);
        assert!(
            output.stdout.contains("警告 [wrong-type]") && output.stdout.contains("2行以上"),
            "{typed}: {output:?}"
        );
    }
    let project = Project::real();
    project.edit("sheets/r2/higashi/soumu.yaml", "課: 総務課", "課: |\n  総務課");
    assert!(!project.run(&["check"]).stdout.contains("2行以上"));
}
