use super::*;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Returns every file and empty folder below a folder, with a file's text.
fn all(at: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(at).min_depth(1).sort_by_file_name().into_iter().flatten();
    let told = |entry: walkdir::DirEntry| {
        let name = crate::path::to_slash(entry.path().strip_prefix(at).expect("below"));
        match fs::read_to_string(entry.path()) {
            Ok(text) => Some(format!("{name}={text}")),
            Err(_) if fs::read_dir(entry.path()).is_ok_and(|mut entries| entries.next().is_none()) => {
                Some(name + "/")
            }
            Err(_) => None,
        }
    };
    entries.filter_map(told).collect()
}

fn made(at: &Path, below: &str, files: &[&str]) -> Result<(), DiskError> {
    made_until(at, below, files, &AtomicBool::new(false))
}

fn made_until(at: &Path, below: &str, files: &[&str], stop: &AtomicBool) -> Result<(), DiskError> {
    let folder = at.join(below);
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
    let files: Vec<(&Path, &[u8])> = paths.iter().map(|path| (path.as_path(), &b"new"[..])).collect();
    create_all(&folder, at, &files, stop)
}

fn write(at: &Path, name: &str, text: &str) {
    let path = at.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

#[test]
fn all_files_are_made_whatever_is_there() {
    for there in ["", "s/r3/x", "s/r3/kita/x", "s/r3/kita/a/x"] {
        let at = folder();
        if !there.is_empty() {
            write(at.path(), there, "old");
        }
        made(at.path(), "s/r3", &["mokuhyo.yaml", "kita/a.yaml", "kita/a/b.yaml", "minami/a.yaml"])
            .expect("made");
        let mut expected = ["kita/a.yaml", "kita/a/b.yaml", "minami/a.yaml", "mokuhyo.yaml"]
            .map(|file| format!("s/r3/{file}=new"))
            .to_vec();
        expected.extend((!there.is_empty()).then(|| format!("{there}=old")));
        expected.sort();
        let mut found = all(at.path());
        found.sort();
        assert_eq!(found, expected, "{there}");
    }
}

#[test]
fn nothing_is_made_where_one_cannot_be() {
    for there in ["s/r3/minami/a.yaml", "s/r3/minami", "s/r3"] {
        let at = folder();
        write(at.path(), there, "old");
        let error =
            made(at.path(), "s/r3", &["kita/a.yaml", "minami/a.yaml", "zz/a.yaml"]).expect_err("there");
        assert!(
            at.path().join(there).starts_with(&error.path) || error.path.starts_with(at.path()),
            "{error:?}"
        );
        assert_eq!(all(at.path()), [format!("{there}=old")], "{there}");
    }
}

#[test]
fn a_run_that_is_stopped_makes_nothing() {
    let at = folder();
    let error = made_until(at.path(), "s/r3", &["a.yaml"], &AtomicBool::new(true)).expect_err("stopped");
    assert_eq!(error.error.kind(), io::ErrorKind::Interrupted);
    assert_eq!(all(at.path()), [""; 0]);
}

#[test]
fn no_name_leads_elsewhere() {
    let at = folder();
    fs::create_dir(at.path().join("in")).expect("made");
    for (below, file) in [("in", "../a.yaml"), ("in/r3/../..", "a.yaml")] {
        let bound = at.path().join("in");
        let path = at.path().join(below).join(file);
        let made = create_all(&at.path().join(below), &bound, &[(&path, b"")], &AtomicBool::new(false));
        assert!(made.is_err(), "{below}");
    }
    assert_eq!(all(at.path()), ["in/"]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_not_followed() {
    let (at, elsewhere) = (folder(), folder());
    write(at.path(), "s/r3/x", "old");
    std::os::unix::fs::symlink(elsewhere.path(), at.path().join("s/r3/kita")).expect("linked");
    assert!(made(at.path(), "s/r3", &["kita/a.yaml"]).is_err());
    assert!(made(at.path(), "s/r3", &["kita/a.yaml", "minami/a.yaml"]).is_err());
    assert_eq!(all(elsewhere.path()), [""; 0]);
    assert!(!at.path().join("s/r3/minami").exists());
    // A link inside is a folder like any other.
    fs::remove_file(at.path().join("s/r3/kita")).expect("removed");
    fs::create_dir(at.path().join("store")).expect("made");
    std::os::unix::fs::symlink("../../store", at.path().join("s/r3/kita")).expect("linked");
    made(at.path(), "s/r3", &["kita/a.yaml", "minami/a.yaml"]).expect("made");
    assert!(at.path().join("store/a.yaml").is_file());
}

fn recovered(at: &Path) -> Vec<String> {
    let told = |result: Recovered| match result {
        Recovered::Undone => "undone".to_owned(),
        Recovered::Finished { moved, taken, .. } => format!("{} moved, {} taken", moved.len(), taken.len()),
        Recovered::Failed(error) => format!("{error:?}"),
    };
    recover(&at.join("s/r3"), at).into_iter().map(told).collect()
}

#[test]
fn what_was_not_whole_is_undone() {
    let at = folder();
    write(at.path(), "s/.mokuhyo-roll-aaaaaa/lock", "");
    write(at.path(), "s/.mokuhyo-roll-aaaaaa/draft/r3/a.yaml", "ne");
    write(at.path(), ".mokuhyo-roll-bbbbbb/lock", "");
    fs::create_dir_all(at.path().join("s/r3/kita/.mokuhyo-roll-cccccc")).expect("made");
    assert_eq!(recovered(at.path()), ["undone"; 3]);
    assert_eq!(all(at.path()), ["s/r3/kita/"]);
    assert_eq!(recovered(at.path()), [""; 0]);
}

#[test]
fn what_was_whole_is_finished() {
    let at = folder();
    write(at.path(), "s/r3/.mokuhyo-roll-aaaaaa/lock", "");
    for name in ["minami/a.yaml", "zz/a.yaml", "zz/b.yaml"] {
        write(&at.path().join("s/r3/.mokuhyo-roll-aaaaaa/ready"), name, "new");
    }
    write(at.path(), "s/r3/kita/a.yaml", "new");
    write(at.path(), "s/r3/zz/a.yaml", "hers");
    assert_eq!(recovered(at.path()), ["2 moved, 1 taken"]);
    assert_eq!(
        all(at.path()),
        ["s/r3/kita/a.yaml=new", "s/r3/minami/a.yaml=new", "s/r3/zz/a.yaml=hers", "s/r3/zz/b.yaml=new"]
    );
}

#[test]
fn a_run_that_lives_is_left_alone() {
    let at = folder();
    fs::create_dir(at.path().join("s")).expect("made");
    let staging = Staging::begin(&at.path().join("s")).expect("begun");
    assert_eq!(recovered(at.path()), [""; 0]);
    assert!(staging.folder.path().join(DRAFT).is_dir());
    staging.end();
    assert_eq!(all(at.path()), ["s/"]);
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let at = folder();
    write(at.path(), "s/.mokuhyo-roll-aaaaaa/memo.txt", "hers");
    write(at.path(), "s/.mokuhyo-roll-bbbbbb", "hers");
    write(at.path(), "s/r3/.git/.mokuhyo-roll-cccccc/draft/a", "hers");
    write(at.path(), "s/.mokuhyo-roll-notes/draft/keep", "hers");
    write(at.path(), "s/.mokuhyo-roll-dddddd/ready/notes.txt", "hers, without a lock");
    assert_eq!(recovered(at.path()), [""; 0]);
    assert_eq!(all(at.path()).len(), 5);
}

#[cfg(unix)]
#[test]
fn a_folder_with_a_link_is_no_transaction() {
    use std::os::unix::fs::symlink;
    for link in ["ready", "ready/r3", "draft", "draft/r3/a.yaml", "lock"] {
        let (at, elsewhere) = (folder(), folder());
        write(elsewhere.path(), "hers", "hers");
        let staging = at.path().join("s/.mokuhyo-roll-aaaaaa");
        let link = staging.join(link);
        fs::create_dir_all(link.parent().expect("inside")).expect("made");
        symlink(elsewhere.path(), &link).expect("linked");
        if !link.ends_with("lock") {
            write(&staging, "lock", "");
        }
        assert_eq!(recovered(at.path()), [""; 0], "{}", link.display());
        assert!(fs::symlink_metadata(&link).is_ok());
        assert_eq!(all(elsewhere.path()), ["hers=hers"]);
    }
}
