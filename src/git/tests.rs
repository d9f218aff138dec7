use super::*;

/// A repository in a folder of its own; nothing, said aloud, where there is no `git`.
fn repository() -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().expect("a folder");
    match Git::at(folder.path()).bytes(&["init", "--quiet", "--initial-branch=main"]) {
        Ok(_) => Some(folder),
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a test that does nothing says so")]
            {
                eprintln!("SKIPPED: {}", error.words().en);
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
    files.iter().map(|path| slashed(path.strip_prefix(&top).expect("below"))).collect()
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
    assert_eq!(new.kind(), std::io::ErrorKind::NotFound);
    assert!(tree.write(&at.join("a"), b"").is_err());
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
    // The repository itself named through a link.
    let other = tempfile::tempdir().expect("a folder");
    symlink(at, other.path().join("here")).expect("linked");
    assert_eq!(tree.read(&other.path().join("here/store/a.yaml")).expect("read"), b"1");
}

#[test]
fn a_file_knows_its_revision() {
    let Some(folder) = repository() else { return };
    let path = folder.path().join("a.yaml");
    assert_eq!(revision_of(&path), None);
    write(folder.path(), "a.yaml", "1\n");
    commit(folder.path());
    let clean = revision_of(&path).expect("a revision");
    assert!(clean.short.len() == 8 && !clean.differs, "{clean:?}");
    write(folder.path(), "a.yaml", "2\n");
    assert_eq!(revision_of(&path), Some(Revision { differs: true, ..clean.clone() }));
    write(folder.path(), "a.yaml", "1\n");
    assert_eq!(revision_of(&path), Some(clean.clone()));
    // Another file that changed is not this one's affair; a new one is in no revision.
    write(folder.path(), "b/c.yaml", "1\n");
    assert_eq!(revision_of(&path), Some(clean.clone()));
    assert_eq!(revision_of(&folder.path().join("b/c.yaml")), Some(Revision { differs: true, ..clean }));
}

#[test]
fn what_is_no_revision_is_told() {
    let Some(folder) = repository() else { return };
    write(folder.path(), "a.yaml", "1");
    commit(folder.path());
    for name in ["nowhere", "", "--help", "HEAD~9", "a.yaml"] {
        let error = Tree::at(folder.path(), name).expect_err("no revision");
        assert_eq!(error, GitError::NoRevision(name.to_owned()));
    }
    let outside = tempfile::tempdir().expect("a folder");
    let error = Tree::at(outside.path(), "HEAD").expect_err("no repository");
    assert_eq!(error, GitError::NoRepository(slashed(outside.path())));
    assert_eq!(revision_of(&outside.path().join("a.yaml")), None);
    assert_eq!(command::not_run(&std::io::ErrorKind::NotFound.into()), GitError::NoGit);
}
