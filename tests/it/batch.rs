//! Batches: only what changed, the same bytes everywhere, nothing lost when something goes wrong.

use std::fs;

use super::support::{Output, Project, Runs};

fn build(project: &Project, args: &[&str]) -> Output {
    project.run(&[&["build"], args].concat())
}

fn built(project: &Project, args: &[&str]) -> Output {
    let output = build(project, args);
    assert_eq!(output.status, 0, "{output:?}");
    output
}

#[test]
fn what_has_not_changed_is_told_as_if_it_were_new() {
    // With findings, which are remembered too.
    let project = Project::published();
    let mut runs = Runs::default();
    let fresh = project.mokuhyo(&["build", "--format=json"]).record(&mut runs).stdout;
    runs.compare("what_has_not_changed_is_told_as_if_it_were_new");
    let written = || fs::metadata(project.path("out/r2/higashi/soumu.pdf")).unwrap().modified().unwrap();
    let before_written = written();
    let (before, cached) = (project.files("out"), built(&project, &["--format=json"]).stdout);
    assert_eq!(cached, fresh.replace("\"built\"", "\"unchanged\""));
    assert!(project.files("out") == before);
    assert_eq!(written(), before_written, "an unchanged output was written");
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
    let mut runs = Runs::default();
    // The table of indicators has no telephone numbers: it is rebuilt and is the same.
    project.mokuhyo(&["build"]).record(&mut runs);
    // A neighbour's finding changes although the sheet itself is remembered.
    project.edit("sheets/r2/higashi/ward.yaml", "年度: 令和2年度", "年度: 令和3年度");
    project.mokuhyo(&["build"]).record(&mut runs);
    runs.compare("an_edit_is_felt_where_it_matters_and_nowhere_else");
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
    let mut runs = Runs::default();
    project.mokuhyo(&["build"]).record(&mut runs);
    runs.compare("another_ward_is_felt_in_the_sites_index_alone");
}

#[test]
fn settings_and_force_make_everything_anew() {
    let project = Project::real();
    built(&project, &[]);
    let before = project.read("out/r2/higashi/soumu.pdf");
    project.edit("sheets/mokuhyo.yaml", "新潟市東区役所", "別の市");
    let mut runs = Runs::default();
    project.mokuhyo(&["build"]).record(&mut runs);
    assert_ne!(project.read("out/r2/higashi/soumu.pdf"), before);
    // Made anew and found to be the same: not written, and told so.
    project.mokuhyo(&["build", "--force"]).record(&mut runs);
    runs.compare("settings_and_force_make_everything_anew");
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
    let mut runs = Runs::default();
    for args in
        [&["build"][..], &["build"], &["build", "--verify"], &["build", "--prune"], &["build", "--verify"]]
    {
        project.mokuhyo(args).record(&mut runs);
    }
    assert!(!project.path("out/r2/higashi/chiiki.pdf").exists());
    // What one PATH does not select is no orphan.
    project.mokuhyo(&["build", "sheets/r2/higashi/soumu.yaml", "--prune"]).record(&mut runs);
    assert!(project.path("out/r2/higashi/ward.pdf").exists());
    runs.compare("an_output_whose_sheet_is_gone_is_told_and_pruned");
}

#[test]
fn a_manifest_that_cannot_be_used_means_a_full_build() {
    let project = Project::real();
    built(&project, &[]);
    let manifests = || {
        project.files("out").into_keys().filter(|name| name.contains(".mokuhyo/") && !name.ends_with("lock"))
    };
    let mut runs = Runs::default();
    let foreign =
        r#"{"mokuhyo":{"version":"9","sources":"","templates":"","fonts":""},"sheets":{},"outputs":{}}"#;
    for (name, damage) in [("damaged", "{\"mokuhyo\""), ("foreign", foreign)] {
        let before = project.files("out");
        for manifest in manifests() {
            project.write(&format!("out/{manifest}"), damage.as_bytes());
        }
        runs.remark(name);
        project.mokuhyo(&["build"]).record(&mut runs);
        assert!(project.files("out") == before, "{name}");
        project.mokuhyo(&["build"]).record(&mut runs);
    }
    runs.compare("a_manifest_that_cannot_be_used_means_a_full_build");
}

#[test]
fn the_same_bytes_by_however_many_wherever_and_whenever() {
    let project = Project::real();
    built(&project, &["--jobs", "1"]);
    let one = project.files("out");
    assert!(one.keys().any(|name| name.contains(".mokuhyo/") && !name.ends_with("lock")) && one.len() > 6);
    built(&project, &["--jobs", "2", "--out", "two"]);
    assert!(project.files("two") == one, "--jobs 2");
    for shard in ["1/4", "2/4", "3/4", "4/4"] {
        built(&project, &["--shard", shard, "--out", "shards"]);
    }
    // The manifest has a file for each shard.
    let published = |out: &str| {
        let mut files = project.files(out);
        files.retain(|name, _| !name.starts_with(".mokuhyo/"));
        files
    };
    assert!(published("shards") == published("out"), "shards");
    assert_eq!(build(&project, &["--verify", "--out", "shards"]).status, 0);
    let elsewhere = Project::real();
    let variables = [("TZ", "Pacific/Auckland"), ("LANG", "en_US.UTF-8"), ("LC_ALL", "C")];
    assert_eq!(elsewhere.run_in(&["build", "--jobs", "3"], &variables).status, 0);
    assert!(elsewhere.files("out") == one, "another folder, zone and locale");
    // From another working folder, under another name.
    fs::create_dir(project.path("inside")).unwrap();
    assert_eq!(project.run_at("inside", &["build", "../sheets", "--quiet"]).status, 0);
    assert!(project.files("inside/out") == one, "another working folder");
}

#[test]
fn a_shard_tells_of_its_own_outputs_and_sees_all_sheets() {
    let project = Project::published();
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
    let before = project.files("out");
    let mut runs = Runs::default();
    // The date of a ward's page is the latest of its sheets.
    let output = project.mokuhyo(&["build", "--verify"]).record(&mut runs);
    assert!(project.files("out") == before);
    assert_eq!(verified(), output);
    project.mokuhyo(&["build", "--verify", "--format=json"]).record(&mut runs);
    runs.compare("verify_says_what_no_longer_matches_and_writes_nothing");
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
fn a_ward_page_bears_the_latest_date_of_its_sheets() {
    let project = Project::real();
    let pdf = |name: &str| project.read(&format!("out/r2/higashi/{name}.pdf"));
    let has = |pdf: &[u8], date: &str| pdf.windows(date.len()).any(|window| window == date.as_bytes());
    built(&project, &["--only", "sheets"]);
    let (ward, soumu) = (pdf("ward"), pdf("soumu"));
    assert!(has(&ward, "2020-04-01") && !has(&ward, "2020-10-01"));
    project.edit("sheets/r2/higashi/chiiki.yaml", "修正日:", "修正日: R2.10.1");
    built(&project, &["--only", "sheets"]);
    let revised = pdf("ward");
    assert!(has(&revised, "2020-10-01") && pdf("soumu") == soumu);
    // The page alone knows the sheets beside it as well.
    fs::remove_dir_all(project.path("out")).unwrap();
    built(&project, &["sheets/r2/higashi/ward.yaml"]);
    assert!(pdf("ward") == revised);
}
