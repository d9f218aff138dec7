//! What is done to the files of people: `check --fix` and `new` on odd disks.

use std::fs;
use std::sync::LazyLock;

use super::fuzz::kinds::sound;
use super::support::{Project, Run, Runs};

/// A sheet with a wave dash that is none, which `--fix` mends.
static SHEET: LazyLock<String> = LazyLock::new(|| sound("10～20件の講座"));

const MENDED: &str = "10〜20件";

fn fix(project: &Project) -> Run<'_> {
    project.mokuhyo(&["check", "--fix", "sheets"])
}

fn has(project: &Project, path: &str, text: &str) -> bool {
    String::from_utf8(project.read(path)).unwrap().contains(text)
}

#[test]
fn a_write_protected_sheet_is_told_and_the_others_are_mended() {
    let project = Project::with(&[
        ("sheets/a.yaml", &SHEET),
        ("sheets/b.yaml", &SHEET.replace("総務課", "地域課")),
        ("sheets/mokuhyo.yaml", "発行者: 市\n"),
    ]);
    let path = project.path("sheets/a.yaml");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let mut runs = Runs::default();
    fix(&project).record(&mut runs);
    runs.compare("a_write_protected_sheet_is_told_and_the_others_are_mended");
    assert!(has(&project, "sheets/b.yaml", MENDED) && !has(&project, "sheets/a.yaml", MENDED));
    assert_eq!(fs::read_dir(project.path("sheets")).unwrap().count(), 3);
}

#[cfg(unix)]
#[test]
fn links_and_modes_and_line_ends_outlive_a_mend() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let project = Project::with(&[("sheets/mokuhyo.yaml", "発行者: 市\n")]);
    project.write("sheets/.store/soumu.txt", SHEET.replace('\n', "\r\n").as_bytes());
    let target = project.path("sheets/.store/soumu.txt");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o660)).unwrap();
    symlink(".store/soumu.txt", project.path("sheets/soumu.yaml")).unwrap();
    let mut runs = Runs::default();
    fix(&project).record(&mut runs);
    runs.compare("links_and_modes_and_line_ends_outlive_a_mend");
    assert!(fs::symlink_metadata(project.path("sheets/soumu.yaml")).unwrap().is_symlink());
    let mended = SHEET.replace("10～20件", MENDED).replace('\n', "\r\n");
    assert_eq!(String::from_utf8(fs::read(&target).unwrap()).unwrap(), mended);
    assert_eq!(fs::metadata(&target).unwrap().mode() & 0o777, 0o660);
}

#[cfg(unix)]
#[test]
fn nothing_outside_of_the_collection_is_mended() {
    use std::os::unix::fs::symlink;
    let project = Project::with(&[("sheets/mokuhyo.yaml", "発行者: 市\n"), ("elsewhere/soumu.yaml", &SHEET)]);
    symlink("../elsewhere/soumu.yaml", project.path("sheets/soumu.yaml")).unwrap();
    let mut runs = Runs::default();
    fix(&project).record(&mut runs);
    assert_eq!(project.read("elsewhere/soumu.yaml"), SHEET.as_bytes());
    // In one work tree with it, it is the collection's own.
    fs::create_dir(project.path(".git")).unwrap();
    fix(&project).record(&mut runs);
    runs.compare("nothing_outside_of_the_collection_is_mended");
    assert!(has(&project, "elsewhere/soumu.yaml", MENDED));
}

#[test]
#[cfg(unix)]
fn a_sheet_with_further_names_is_told_and_not_mended() {
    let project = Project::with(&[("sheets/a.yaml", &SHEET)]);
    fs::hard_link(project.path("sheets/a.yaml"), project.path("copy")).unwrap();
    let mut runs = Runs::default();
    fix(&project).record(&mut runs);
    runs.compare("a_sheet_with_further_names_is_told_and_not_mended");
    assert_eq!(project.read("sheets/a.yaml"), SHEET.as_bytes());
    fs::write(project.path("sheets/a.yaml"), format!("{}# 追記\n", &*SHEET)).unwrap();
    assert_eq!(project.read("copy"), project.read("sheets/a.yaml"), "the link was cut");
}

#[test]
fn a_new_sheet_has_a_name_and_is_put_over_nothing() {
    let project = Project::empty();
    let mut runs = Runs::default();
    for name in [".", "..", "a/", "a/..", ".a", "a/.a.yaml"] {
        project.mokuhyo(&["new", name]).record(&mut runs);
    }
    assert_eq!(fs::read_dir(project.path(".")).unwrap().count(), 0);
    for name in ["東 区/総務課", "a.b", &"課".repeat(80)] {
        project.mokuhyo(&["new", name]).record(&mut runs);
        assert!(project.path(&format!("{name}.yaml")).is_file());
        project.mokuhyo(&["new", name]).record(&mut runs);
    }
    project.mokuhyo(&["new", &"a".repeat(255)]).record(&mut runs);
    runs.compare("a_new_sheet_has_a_name_and_is_put_over_nothing");
}

#[cfg(unix)]
#[test]
fn a_new_sheet_is_not_put_through_a_link_that_leads_nowhere() {
    let project = Project::empty();
    std::os::unix::fs::symlink("elsewhere.yaml", project.path("a.yaml")).unwrap();
    let mut runs = Runs::default();
    project.mokuhyo(&["new", "a"]).record(&mut runs);
    runs.compare("a_new_sheet_is_not_put_through_a_link_that_leads_nowhere");
    assert!(!project.path("elsewhere.yaml").exists());
}
