use super::*;
use crate::disk::WritableDisk;

/// Creates a repository in a temporary folder. Where `git` is missing, prints that the test is skipped and
/// returns `None`.
fn repository() -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().expect("a folder");
    match Git::at(folder.path()).bytes(&["init", "--quiet", "--initial-branch=main"]) {
        Ok(_) => Some(folder),
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a test that does nothing says so")]
            {
                eprintln!("SKIPPED: {}", error.message().en);
            }
            None
        }
    }
}

fn write(folder: &Path, path: &str, text: &str) {
    RealDisk.write(&folder.join(path), text.as_bytes()).expect("written");
}

fn commit(folder: &Path) {
    let who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    Git::at(folder).bytes(&["add", "--all"]).expect("added");
    Git::at(folder).bytes(&[&who[..], &["commit", "--quiet", "-m", "x"]].concat()).expect("committed");
}

fn names(tree: &Tree, folder: &Path) -> Vec<String> {
    let files = tree.files(folder).expect("readable");
    let top = RealDisk.canonical(folder).expect("there");
    files.iter().map(|path| to_slash(path.strip_prefix(&top).expect("below"))).collect()
}

#[test]
fn a_file_is_read_as_it_was() {
    let Some(folder) = repository() else { return };
    let at = folder.path();
    write(at, "シート/総務 課.yaml", "課: 総務課\n");
    write(at, "シート/古い.yaml", "古い");
    write(at, ".隠し.yaml", "");
    commit(at);
    write(at, "シート/総務 課.yaml", "課: 地域課\n");
    #[expect(clippy::disallowed_methods, reason = "a test takes a file away")]
    std::fs::remove_file(at.join("シート/古い.yaml")).expect("removed");
    write(at, "シート/新しい.yaml", "");
    let tree = Tree::at(&at.join("シート"), "HEAD").expect("a revision");
    assert_eq!(names(&tree, at), ["シート/古い.yaml", "シート/総務 課.yaml"]);
    assert_eq!(tree.read(&at.join("シート/総務 課.yaml")).expect("read"), "課: 総務課\n".as_bytes());
    assert_eq!(tree.read(&at.join("シート/../シート/古い.yaml")).expect("read"), "古い".as_bytes());
    assert_eq!(tree.kind(&at.join("シート")).expect("there"), Kind::Folder);
    let new = tree.kind(&at.join("シート/新しい.yaml")).expect_err("not yet there");
    assert_eq!(new.kind(), io::ErrorKind::NotFound);
}

#[test]
fn the_commits_of_a_file_are_listed_the_latest_first() {
    let Some(folder) = repository() else { return };
    let path = folder.path().join("課 [1].yaml");
    assert!(Commit::of_file(&path).is_err());
    for text in ["1", "2"] {
        write(folder.path(), "課 [1].yaml", text);
        commit(folder.path());
    }
    write(folder.path(), "other.yaml", "1");
    commit(folder.path());
    let commits = Commit::of_file(&path).expect("commits");
    let [last, first] = commits.as_slice() else { panic!("{commits:?}") };
    assert_eq!((last.subject.as_str(), last.day.len()), ("x", "2026-04-01".len()));
    for (commit, text) in [(last, "2"), (first, "1")] {
        let tree = Tree::at(&path, &commit.short).expect("a revision");
        assert_eq!(tree.read(&path).expect("read"), text.as_bytes());
    }
}

#[test]
fn a_folder_that_is_gone_still_has_its_past() {
    let Some(folder) = repository() else { return };
    write(folder.path(), "a/b/c.yaml", "1");
    commit(folder.path());
    std::fs::remove_dir_all(folder.path().join("a")).expect("removed");
    let tree = Tree::at(&folder.path().join("a/b"), "main").expect("a revision");
    assert_eq!(tree.read(&folder.path().join("a/b/c.yaml")).expect("read"), b"1");
}

#[cfg(unix)]
#[test]
fn links_lead_where_they_led() {
    use std::os::unix::fs::symlink;
    let Some(folder) = repository() else { return };
    let at = folder.path();
    write(at, "store/a.yaml", "1");
    for (target, link) in [("store", "sheets"), ("../store/a.yaml", "store/b.yaml"), ("nowhere", "c.yaml")] {
        symlink(target, at.join(link)).expect("linked");
    }
    symlink("/etc", at.join("away")).expect("linked");
    commit(at);
    let tree = Tree::at(at, "HEAD").expect("a revision");
    assert_eq!(names(&tree, at), ["store/a.yaml", "store/b.yaml"]);
    assert_eq!(tree.read(&at.join("sheets/b.yaml")).expect("read"), b"1");
    assert!(tree.kind(&at.join("away")).is_err() && tree.kind(&at.join("c.yaml")).is_err());
    // The repository named through a link.
    let elsewhere = tempfile::tempdir().expect("a folder");
    symlink(at, elsewhere.path().join("here")).expect("linked");
    assert_eq!(tree.read(&elsewhere.path().join("here/store/a.yaml")).expect("read"), b"1");
}

fn revision(path: &Path) -> Option<Revision> {
    revision_of(path).expect("readable")
}

#[test]
fn a_file_has_a_revision() {
    let Some(folder) = repository() else { return };
    let path = folder.path().join("a.yaml");
    assert_eq!(revision(&path), None);
    write(folder.path(), "a.yaml", "1\n");
    commit(folder.path());
    let clean = revision(&path).expect("a revision");
    assert!(clean.short.len() == 8 && !clean.differs, "{clean:?}");
    write(folder.path(), "a.yaml", "2\n");
    assert_eq!(revision(&path), Some(Revision { differs: true, ..clean.clone() }));
    write(folder.path(), "a.yaml", "1\n");
    assert_eq!(revision(&path), Some(clean.clone()));
    // Changes of other files do not count; a new file is in no revision.
    write(folder.path(), "b/c.yaml", "1\n");
    assert_eq!(revision(&path), Some(clean.clone()));
    assert_eq!(revision(&folder.path().join("b/c.yaml")), Some(Revision { differs: true, ..clean }));
}

#[test]
fn line_ends_alone_are_no_difference() {
    let Some(folder) = repository() else { return };
    let path = folder.path().join("東 区.yaml");
    for (committed, now, differs) in [
        ("a\nb\n", "a\r\nb\r\n", false),
        ("a\r\nb\n", "a\nb\n", false),
        ("a\nb\n", "a\rb\n", true),
        ("a\nb\n", "a\nb\n\n", true),
    ] {
        for auto in ["true", "false", "input"] {
            let git = Git::at(folder.path());
            git.bytes(&["config", "core.autocrlf", auto]).expect("set");
            write(folder.path(), "東 区.yaml", committed);
            // Another file guarantees that there is something to commit.
            write(folder.path(), "n", &format!("{auto}{committed}{now}"));
            commit(folder.path());
            write(folder.path(), "東 区.yaml", now);
            assert_eq!(revision(&path).expect("a revision").differs, differs, "{committed:?} {now:?} {auto}");
        }
    }
}

/// Creates a repository whose configuration names a program wherever it can, and returns the file that the
/// program would create.
#[cfg(unix)]
fn trapped(folder: &Path) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let (program, marker) = (folder.join(".git/trap"), folder.join(".git/sprung"));
    let script = format!("#!/bin/sh\necho x >> '{}'\n", marker.display());
    RealDisk.write(&program, script.as_bytes()).expect("written");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("set");
    let trap = program.to_str().expect("a text");
    for hook in ["post-index-change", "fsmonitor-watchman", "pre-auto-gc", "reference-transaction"] {
        std::os::unix::fs::symlink(&program, folder.join(".git/hooks").join(hook)).expect("linked");
    }
    for (key, value) in [
        ("filter.trap.clean", trap),
        ("diff.trap.textconv", trap),
        ("diff.external", trap),
        ("core.fsmonitor", trap),
        ("core.pager", trap),
        ("core.askPass", trap),
        ("core.sshCommand", trap),
        ("core.alternateRefsCommand", trap),
        ("credential.helper", trap),
        ("gpg.program", trap),
        ("extensions.partialClone", "origin"),
        ("core.repositoryFormatVersion", "1"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", &format!("ext::{trap}")),
        ("remote.origin.uploadpack", trap),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
    ] {
        Git::at(folder).bytes(&["config", key, value]).expect("set");
    }
    marker
}

#[cfg(unix)]
#[test]
fn nothing_that_a_repository_names_is_run() {
    let Some(folder) = repository() else { return };
    let at = folder.path();
    write(at, "a.yaml", "1\n");
    write(at, "b.yaml", "2\n");
    write(at, ".gitattributes", "*.yaml filter=trap diff=trap\n");
    commit(at);
    let gone = Git::at(at).line(&["rev-parse", "HEAD:b.yaml"]).expect("a hash");
    #[expect(clippy::disallowed_methods, reason = "a test takes an object away")]
    std::fs::remove_file(at.join(".git/objects").join(&gone[..2]).join(&gone[2..])).expect("removed");
    let marker = trapped(at);
    // Checks the trap itself: a plain `git` runs the program in both cases.
    let plain = |args: &[&str]| {
        let mut git = std::process::Command::new("git");
        let _ = git.args(args).current_dir(at).stdin(std::process::Stdio::null()).output().expect("run");
        RealDisk.remove(&marker).is_ok()
    };
    assert!(plain(&["hash-object", "a.yaml"]) && plain(&["status"]) && plain(&["cat-file", "-p", &gone]));
    for name in ["a.yaml", "b.yaml"] {
        let _ = revision_of(&at.join(name));
    }
    let tree = Tree::at(at, "HEAD").expect("a revision");
    assert_eq!(tree.read(&at.join("a.yaml")).expect("read"), b"1\n");
    let absent = tree.read(&at.join("b.yaml")).expect_err("gone");
    assert!(absent.to_string().contains("git fetch"), "{absent}");
    // The tree still answers.
    assert_eq!(tree.read(&at.join("a.yaml")).expect("read"), b"1\n");
    assert!(Tree::at(at, "origin/main").is_err() && Tree::at(at, &gone).is_err());
    assert!(!std::fs::exists(&marker).expect("readable"), "a program of the repository was run");
}

#[cfg(unix)]
#[test]
fn a_repository_of_another_user_is_reported() {
    let Some(folder) = repository() else { return };
    write(folder.path(), "a.yaml", "1\n");
    commit(folder.path());
    if std::os::unix::fs::chown(folder.path().join(".git"), Some(1234), None).is_err()
        || std::os::unix::fs::chown(folder.path(), Some(1234), None).is_err()
    {
        // Only root can give files away.
        return;
    }
    let path = folder.path().join("a.yaml");
    match (Tree::at(&path, "HEAD"), revision_of(&path)) {
        (Err(GitError::Foreign(at)), Err(GitError::Foreign(_))) => {
            assert_eq!(Path::new(&at), RealDisk.canonical(folder.path()).expect("there"));
            assert!(GitError::Foreign(at).message().en.contains("safe.directory"));
        }
        // A machine whose settings trust every folder.
        (Ok(_), Ok(_)) => {}
        found => panic!("{found:?}"),
    }
}

#[test]
fn an_unknown_revision_is_reported() {
    let Some(folder) = repository() else { return };
    write(folder.path(), "a.yaml", "1");
    commit(folder.path());
    for name in ["nowhere", "", "--help", "HEAD~9", "a.yaml"] {
        let error = Tree::at(folder.path(), name).expect_err("no revision");
        assert_eq!(error, GitError::NoRevision(name.to_owned()));
    }
    let outside = tempfile::tempdir().expect("a folder");
    let error = Tree::at(outside.path(), "HEAD").expect_err("no repository");
    assert_eq!(error, GitError::NoRepository(to_slash(outside.path())));
    assert_eq!(revision(&outside.path().join("a.yaml")), None);
    assert_eq!(command::not_run(&io::ErrorKind::NotFound.into()), GitError::NoGit);
}
