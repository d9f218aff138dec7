//! Batches: only what changed, the same bytes everywhere, nothing lost when something goes wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::support::{Output, Project};

/// Every file below `out`, the manifest among them, without the lock.
fn files(project: &Project, out: &str) -> BTreeMap<String, Vec<u8>> {
    let root = project.path(out);
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn build(project: &Project, args: &[&str]) -> Output {
    project.run(&[&["build"], args].concat())
}

fn built(project: &Project, args: &[&str]) -> Output {
    let output = build(project, args);
    assert_eq!(output.status, 0, "{output:?}");
    output
}

/// The states that were told, by output.
fn states(output: &Output) -> Vec<&str> {
    output.stdout.lines().filter(|line| line.contains(" out/")).collect()
}

#[test]
fn what_has_not_changed_is_told_as_if_it_were_new() {
    let project = Project::real();
    let fresh = built(&project, &["--format=json"]).stdout;
    assert!(fresh.contains("mixed-wording"));
    let (before, cached) = (files(&project, "out"), built(&project, &["--format=json"]).stdout);
    assert_eq!(cached, fresh.replace("\"built\"", "\"unchanged\""));
    assert!(files(&project, "out") == before);
    // A sheet that was touched, and is what it was.
    let soumu = "sheets/r2/higashi/soumu.yaml";
    project.write(soumu, &project.read(soumu));
    assert_eq!(built(&project, &["--format=json"]).stdout, cached);
}

#[test]
fn an_edit_is_felt_where_it_matters_and_nowhere_else() {
    let project = Project::real();
    built(&project, &[]);
    project.edit("sheets/r2/higashi/soumu.yaml", "025-250-2710", "025-250-2711");
    let output = built(&project, &[]);
    assert_eq!(
        states(&output),
        [
            "変更なし out/r2/higashi/chiiki.pdf",
            "変更なし out/r2/higashi/chiiki.html",
            "変更なし out/r2/higashi/kenkou-fukushi.pdf",
            "変更なし out/r2/higashi/kenkou-fukushi.html",
            "作成 out/r2/higashi/soumu.pdf",
            "作成 out/r2/higashi/soumu.html",
            "変更なし out/r2/higashi/ward.pdf",
            "作成 out/r2/higashi/booklet.pdf",
            "作成 out/r2/higashi/index.html",
            "変更なし out/r2/higashi/indicators.html",
            // A telephone number is no value of an indicator: made anew and found to be the same.
            "変更なし out/r2/higashi/indicators.csv",
            "作成 out/r2/higashi/sheets.json",
            "変更なし out/index.html",
            "変更なし out/style.css",
            "変更なし out/sheets.schema.json",
        ]
    );
    // A neighbour's finding changes although the sheet itself is remembered.
    project.edit("sheets/r2/higashi/ward.yaml", "年度: 令和2年度", "年度: 令和3年度");
    let output = build(&project, &[]);
    assert_eq!(output.status, 1);
    assert_eq!(output.stdout.matches("[mixed-years]").count(), 3, "{}", output.stdout);
    let fresh = project.run(&["build", "--out", "other", "--format=json"]).stdout;
    let here = build(&project, &["--format=json"]).stdout.replace("unchanged", "built");
    assert_eq!(here, fresh.replace("other/", "out/"));
}

#[test]
fn another_ward_is_felt_in_the_sites_index_alone() {
    let project = Project::real();
    built(&project, &[]);
    // Its sheets come before all others.
    for name in ["ward", "soumu"] {
        let text = project.read(&format!("sheets/r2/higashi/{name}.yaml"));
        project.write(&format!("sheets/r2/akiha/{name}.yaml"), &text);
    }
    let output = built(&project, &[]);
    let states = states(&output);
    let remade = |name: &&&str| name.starts_with("作成") && name.contains("higashi");
    assert_eq!(states.iter().filter(remade).count(), 0, "{states:?}");
    assert!(states.contains(&"作成 out/index.html") && states.contains(&"作成 out/r2/akiha/booklet.pdf"));
}

#[test]
fn settings_and_force_make_everything_anew() {
    let project = Project::real();
    built(&project, &[]);
    let before = project.read("out/r2/higashi/soumu.pdf");
    project.write("sheets/mokuhyo.yaml", "発行者: 別の市\n".as_bytes());
    let output = built(&project, &[]);
    assert_eq!(output.stdout.matches("作成 out").count(), 13, "{output:?}");
    assert_ne!(project.read("out/r2/higashi/soumu.pdf"), before);
    // Made anew and found to be the same: not written, and told so.
    assert_eq!(states(&built(&project, &["--force"])).len(), 15);
}

#[test]
fn a_pruned_folder_goes_where_it_is_empty() {
    let project = Project::real();
    for year in ["r3", "r4"] {
        fs::create_dir_all(project.path(&format!("sheets/{year}/higashi"))).unwrap();
        let from = project.path("sheets/r2/higashi/soumu.yaml");
        fs::copy(from, project.path(&format!("sheets/{year}/higashi/soumu.yaml"))).unwrap();
    }
    let years = |years: &str| years.split(' ').map(|year| project.path(year).exists()).collect::<Vec<_>>();
    built(&project, &["--only", "sheets"]);
    assert_eq!(years("out/r3/higashi out/r4/higashi"), [true, true]);
    // What somebody else put there stays, with its folders.
    project.write("out/r4/memo/a.txt", b"a");
    fs::create_dir_all(project.path("out/r4/empty")).unwrap();
    fs::remove_dir_all(project.path("sheets/r3")).unwrap();
    fs::remove_dir_all(project.path("sheets/r4")).unwrap();
    built(&project, &["--only", "sheets", "--prune"]);
    assert_eq!(
        years("out/r3 out/r4/higashi out/r4/memo/a.txt out/r4/empty out/r2"),
        [false, false, true, true, true]
    );
}

#[test]
fn an_output_whose_sheet_is_gone_is_told_and_pruned() {
    let project = Project::real();
    built(&project, &[]);
    fs::remove_file(project.path("sheets/r2/higashi/chiiki.yaml")).unwrap();
    let orphan = "元のシートがない(--prune で消せます) out/r2/higashi/chiiki.pdf";
    for _ in 0..2 {
        let output = built(&project, &[]);
        assert!(output.stdout.contains(orphan), "{output:?}");
    }
    assert_eq!(build(&project, &["--verify"]).status, 1);
    let output = built(&project, &["--prune"]);
    assert!(output.stdout.contains("削除(元のシートがない) out/r2/higashi/chiiki.pdf"), "{output:?}");
    assert!(!project.path("out/r2/higashi/chiiki.pdf").exists());
    assert_eq!(build(&project, &["--verify"]).status, 0);
    // What one PATH does not select is no orphan.
    let output = built(&project, &["sheets/r2/higashi/soumu.yaml", "--prune"]);
    assert!(project.path("out/r2/higashi/ward.pdf").exists(), "{output:?}");
}

#[test]
fn a_manifest_that_cannot_be_used_means_a_full_build() {
    let project = Project::real();
    built(&project, &[]);
    let manifests = || {
        files(&project, "out")
            .into_keys()
            .filter(|name| name.contains(".mokuhyo/") && !name.ends_with("lock"))
    };
    for (name, damage, note) in [
        ("damaged", b"{\"mokuhyo\"".as_slice(), "前回の記録が壊れている"),
        ("foreign", b"{\"mokuhyo\":{\"version\":\"9\",\"sources\":\"\",\"templates\":\"\",\"fonts\":\"\"},\"sheets\":{},\"outputs\":{}}", "別の版"),
    ] {
        let before = files(&project, "out");
        for manifest in manifests() {
            project.write(&format!("out/{manifest}"), damage);
        }
        let output = built(&project, &[]);
        assert!(output.stderr.contains(note), "{name}: {output:?}");
        assert!(files(&project, "out") == before, "{name}");
        assert!(!built(&project, &[]).stderr.contains(note), "{name}");
    }
}

#[test]
fn the_same_bytes_by_however_many_wherever_and_whenever() {
    let project = Project::real();
    built(&project, &["--jobs", "1"]);
    let one = files(&project, "out");
    assert!(one.keys().any(|name| name.contains(".mokuhyo/") && !name.ends_with("lock")) && one.len() > 6);
    built(&project, &["--jobs", "2", "--out", "two"]);
    assert!(files(&project, "two") == one, "--jobs 2");
    for shard in ["1/4", "2/4", "3/4", "4/4"] {
        built(&project, &["--shard", shard, "--out", "shards"]);
    }
    // The manifest has a file for each shard.
    let published = |out: &str| {
        let mut files = files(&project, out);
        files.retain(|name, _| !name.starts_with(".mokuhyo/"));
        files
    };
    assert!(published("shards") == published("out"), "shards");
    assert_eq!(build(&project, &["--verify", "--out", "shards"]).status, 0);
    let elsewhere = Project::real();
    let variables = [("TZ", "Pacific/Auckland"), ("LANG", "en_US.UTF-8"), ("LC_ALL", "C")];
    assert_eq!(elsewhere.run_in(&["build", "--jobs", "3"], &variables).status, 0);
    assert!(files(&elsewhere, "out") == one, "another folder, zone and locale");
    // From another working folder, under another name.
    fs::create_dir(project.path("inside")).unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_mokuhyo"))
        .args(["build", "../sheets", "--quiet"])
        .current_dir(project.path("inside"))
        .stdout(Stdio::null())
        .status();
    assert!(status.unwrap().success());
    assert!(files(&project, "inside/out") == one, "another working folder");
}

#[test]
fn a_shard_tells_of_its_own_outputs_and_sees_all_sheets() {
    let project = Project::real();
    let whole = built(&project, &["--out", "whole", "--format=json"]).stdout;
    let mut findings = 0;
    for shard in ["1/3", "2/3", "3/3"] {
        let output = built(&project, &["--shard", shard, "--format=json"]).stdout;
        findings += output.matches("\"rule\"").count();
    }
    assert_eq!(findings, whole.matches("\"rule\"").count());
    assert_eq!(build(&project, &["--shard", "4/3"]).status, 2);
}

#[test]
fn verify_says_what_no_longer_matches_and_writes_nothing() {
    let project = Project::real();
    built(&project, &[]);
    let verified = || build(&project, &["--verify"]);
    assert_eq!(verified().status, 0);
    project.edit("sheets/r2/higashi/chiiki.yaml", "修正日:", "修正日: R2.10.1");
    fs::remove_file(project.path("out/r2/higashi/kenkou-fukushi.pdf")).unwrap();
    project.write("out/r2/higashi/soumu.pdf", b"%PDF-1.7 by another hand");
    let before = files(&project, "out");
    let output = verified();
    assert_eq!(output.status, 1);
    assert_eq!(
        states(&output),
        [
            "古い out/r2/higashi/chiiki.pdf",
            "古い out/r2/higashi/chiiki.html",
            "ファイルなし out/r2/higashi/kenkou-fukushi.pdf",
            "変更なし out/r2/higashi/kenkou-fukushi.html",
            "改変 out/r2/higashi/soumu.pdf",
            "変更なし out/r2/higashi/soumu.html",
            // Its date is the latest of its sheets.
            "古い out/r2/higashi/ward.pdf",
            "古い out/r2/higashi/booklet.pdf",
            "古い out/r2/higashi/index.html",
            "古い out/r2/higashi/indicators.html",
            "古い out/r2/higashi/indicators.csv",
            "古い out/r2/higashi/sheets.json",
            "古い out/index.html",
            "変更なし out/style.css",
            "変更なし out/sheets.schema.json",
        ]
    );
    assert!(files(&project, "out") == before);
    assert_eq!(verified(), output);
    let json = build(&project, &["--verify", "--format=json"]).stdout;
    assert!(["\"stale\"", "\"missing\"", "\"altered\""].iter().all(|state| json.contains(state)), "{json}");
    built(&project, &["--overwrite"]);
    assert_eq!(verified().status, 0);
}

#[test]
fn source_date_epoch_dates_what_has_no_date() {
    let project = Project::real();
    let soumu = "sheets/r2/higashi/soumu.yaml";
    project.edit(soumu, "作成日: R2.4.1", "作成日:");
    let with = |seconds: &str| project.run_in(&["build"], &[("SOURCE_DATE_EPOCH", seconds)]);
    let has = |name: &str, date: &str| {
        let pdf = project.read(&format!("out/r2/higashi/{name}.pdf"));
        pdf.windows(date.len()).any(|window| window == date.as_bytes())
    };
    built(&project, &[]);
    assert!(has("soumu", "2020-04-01"));
    assert_eq!(with("1593561600").status, 0);
    assert!(has("soumu", "2020-07-01") && has("ward", "2020-07-01") && has("chiiki", "2020-04-01"));
    assert_eq!(with("yesterday").status, 2);
}

#[test]
fn a_second_run_waits_for_the_first() {
    let project = Project::real();
    fs::create_dir_all(project.path("out/.mokuhyo")).unwrap();
    let lock = fs::File::create(project.path("out/.mokuhyo/lock")).unwrap();
    lock.lock().unwrap();
    let mut second = started(&project);
    std::thread::sleep(Duration::from_millis(700));
    assert!(second.try_wait().unwrap().is_none(), "it did not wait");
    assert!(!project.path("out/r2").exists());
    drop(lock);
    let output = second.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("終わるのを待ちます"));
    assert!(project.path("out/r2/higashi/soumu.pdf").exists());
}

fn started(project: &Project) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mokuhyo"));
    command.args(["build", "--jobs", "2", "--lang", "ja"]).current_dir(project.path("."));
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// A ward of more sheets than are made in a moment.
fn large(sheets: usize) -> Project {
    let project = Project::real();
    let soumu = String::from_utf8(project.read("sheets/r2/higashi/soumu.yaml")).unwrap();
    for number in 0..sheets {
        let text = soumu.replace("課: 総務課", &format!("課: 総務第{number}課"));
        project.write(&format!("sheets/r2/higashi/soumu{number}.yaml"), text.as_bytes());
    }
    project
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_a_build_and_nothing_is_lost() {
    let project = large(60);
    let mut run = started(&project);
    while !project.path("out/r2/higashi").exists() {
        assert!(run.try_wait().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap().success());
    let status = run.wait().unwrap();
    assert_eq!(status.code(), Some(130));
    let output = built(&project, &[]);
    assert!(
        output.stdout.contains("変更なし out") && output.stdout.contains("作成 out"),
        "{}",
        output.stdout
    );
}

/// `MOKUHYO_KILLS=200 cargo test killed` kills as many.
#[test]
#[cfg(unix)]
fn a_build_that_is_killed_leaves_no_torn_file_and_is_completed_by_the_next() {
    let kills: u64 = std::env::var("MOKUHYO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6);
    let project = large(8);
    let took = Instant::now();
    built(&project, &[]);
    let (took, whole) = (took.elapsed(), files(&project, "out"));
    for kill in 0..kills {
        fs::remove_dir_all(project.path("out")).unwrap();
        let mut run = started(&project);
        // Moments spread over the whole run, a little beyond its end.
        let moment = (kill * 7919 + 13) % 1000;
        std::thread::sleep(took.mul_f64(1.2) * u32::try_from(moment).unwrap() / 1000);
        run.kill().unwrap();
        run.wait().unwrap();
        if project.path("out").exists() {
            for (name, bytes) in files(&project, "out") {
                let whole = |pdf: &[u8]| lopdf::Document::load_mem(pdf).is_ok();
                let is_pdf = Path::new(&name).extension().is_some_and(|ending| ending == "pdf");
                assert!(!is_pdf || name.starts_with(".mokuhyo/tmp/") || whole(&bytes), "{name} is torn");
            }
        }
        built(&project, &[]);
        assert!(files(&project, "out") == whole, "kill {kill}: not completed");
        assert_eq!(build(&project, &["--verify"]).status, 0);
    }
}
