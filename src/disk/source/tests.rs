use super::*;
use crate::disk::{RealDisk, WritableDisk};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Returns everything below a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn replaced(path: &Path, within: &Path, from: &[u8], to: &[u8]) -> Result<(), ReplaceError> {
    RealDisk.replace(path, within, Digest::of(from), to)
}

#[test]
fn the_bytes_are_replaced_and_nothing_stays_beside() {
    let at = folder();
    let path = at.path().join("a.yaml");
    fs::write(&path, "one").expect("written");
    replaced(&path, at.path(), b"one", b"two").expect("replaced");
    assert_eq!(fs::read(&path).expect("read"), b"two");
    assert_eq!(names(at.path()), ["a.yaml"]);
}

#[test]
fn what_another_program_saved_stays() {
    let at = folder();
    let path = at.path().join("a.yaml");
    fs::write(&path, "hers").expect("written");
    let refused = replaced(&path, at.path(), b"one", b"two");
    assert!(matches!(refused, Err(ReplaceError::Changed)), "{refused:?}");
    assert_eq!(fs::read(&path).expect("read"), b"hers");
    assert_eq!(names(at.path()), ["a.yaml"]);
}

/// Returns whether two names can be exchanged here.
fn exchanges(at: &Path) -> bool {
    let (left, right) = (at.join("one"), at.join("other"));
    for path in [&left, &right] {
        fs::write(path, "").expect("written");
    }
    let can = swap::exchange(&left, &right).is_ok();
    for path in [&left, &right] {
        fs::remove_file(path).expect("there");
    }
    can
}

#[test]
fn what_another_program_saves_at_the_last_moment_stays() {
    use std::io::Write;
    let at = folder();
    if !exchanges(at.path()) {
        return;
    }
    let path = at.path().join("a.yaml");
    let saves: [&dyn Fn(); 3] = [
        &|| fs::write(&path, "hers").expect("written"),
        &|| {
            let beside = at.path().join("hers");
            fs::write(&beside, "hers").expect("written");
            fs::rename(&beside, &path).expect("renamed");
        },
        &|| {
            let mut file = File::options().append(true).open(&path).expect("there");
            file.write_all(b", hers").expect("written");
        },
    ];
    for (place, save) in saves.into_iter().enumerate() {
        fs::write(&path, "one").expect("written");
        let refused = replace_when(&path, at.path(), Digest::of(b"one"), b"two", save);
        assert!(matches!(refused, Err(ReplaceError::Changed)), "{place}: {refused:?}");
        assert!(fs::read(&path).expect("read").ends_with(b"hers"), "{place}");
        assert_eq!(names(at.path()), ["a.yaml"], "{place}");
    }
    fs::write(&path, "one").expect("written");
    replace_when(&path, at.path(), Digest::of(b"one"), b"two", || {}).expect("replaced");
    assert_eq!(fs::read(&path).expect("read"), b"two");
}

#[test]
fn no_save_is_lost_whenever_it_comes() {
    let at = folder();
    if !exchanges(at.path()) {
        return;
    }
    let path = at.path().join("a.yaml");
    for number in 0..200_u32 {
        fs::write(&path, "one").expect("written");
        let hers = format!("hers {number}");
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let beside = at.path().join("hers");
                fs::write(&beside, &hers).expect("written");
                (0..number * 50).for_each(|_| std::hint::spin_loop());
                fs::rename(&beside, &path).expect("renamed");
            });
            let done = replaced(&path, at.path(), b"one", b"two");
            assert!(matches!(done, Ok(()) | Err(ReplaceError::Changed)), "{done:?}");
        });
        assert_eq!(fs::read(&path).expect("read"), hers.as_bytes());
        assert_eq!(names(at.path()), ["a.yaml"]);
    }
}

#[test]
fn what_is_no_file_is_refused() {
    let at = folder();
    assert!(matches!(replaced(at.path(), at.path(), b"", b"x"), Err(ReplaceError::Failed(_))));
    let gone = replaced(&at.path().join("a.yaml"), at.path(), b"", b"x");
    assert!(matches!(gone, Err(ReplaceError::Failed(error)) if error.kind() == io::ErrorKind::NotFound));
    assert_eq!(names(at.path()), [""; 0]);
}

#[test]
fn a_new_file_is_never_put_over_another() {
    let at = folder();
    let path = at.path().join("r2/a.yaml");
    RealDisk.create(&path, b"one").expect("made");
    let error = RealDisk.create(&path, b"two").expect_err("there");
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).expect("read"), b"one");
    assert_eq!(names(&at.path().join("r2")), ["a.yaml"]);
}

#[test]
fn a_write_protected_file_is_refused() {
    let at = folder();
    let path = at.path().join("a.yaml");
    fs::write(&path, "one").expect("written");
    let mut protected = fs::metadata(&path).expect("there").permissions();
    protected.set_readonly(true);
    fs::set_permissions(&path, protected).expect("set");
    let refused = replaced(&path, at.path(), b"one", b"two");
    assert!(matches!(refused, Err(ReplaceError::Protected)), "{refused:?}");
    assert_eq!(fs::read(&path).expect("read"), b"one");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").mode() & 0o7777
    }

    #[test]
    fn a_link_stays_and_its_target_is_replaced() {
        let at = folder();
        fs::create_dir(at.path().join("store")).expect("made");
        fs::write(at.path().join("store/a.yaml"), "one").expect("written");
        symlink("store/a.yaml", at.path().join("b.yaml")).expect("linked");
        symlink("b.yaml", at.path().join("c.yaml")).expect("linked");
        replaced(&at.path().join("c.yaml"), at.path(), b"one", b"two").expect("replaced");
        assert_eq!(fs::read_link(at.path().join("c.yaml")).expect("a link"), Path::new("b.yaml"));
        assert_eq!(fs::read(at.path().join("store/a.yaml")).expect("read"), b"two");
        assert_eq!(names(&at.path().join("store")), ["a.yaml"]);
    }

    #[test]
    fn a_link_that_leads_out_is_refused() {
        let (at, elsewhere) = (folder(), folder());
        let target = elsewhere.path().join("a.yaml");
        fs::write(&target, "one").expect("written");
        symlink(&target, at.path().join("a.yaml")).expect("linked");
        symlink(elsewhere.path(), at.path().join("r2")).expect("linked");
        for path in ["a.yaml", "r2/a.yaml"] {
            let refused = replaced(&at.path().join(path), at.path(), b"one", b"two");
            assert!(matches!(refused, Err(ReplaceError::Outside(_))), "{path}: {refused:?}");
        }
        assert_eq!(fs::read(&target).expect("read"), b"one");
        assert_eq!(names(elsewhere.path()), ["a.yaml"]);
    }

    #[test]
    fn every_mode_is_kept() {
        let at = folder();
        let path = at.path().join("a.yaml");
        for wanted in [0o600, 0o640, 0o664, 0o666, 0o755, 0o2660] {
            fs::write(&path, "one").expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(wanted)).expect("set");
            replaced(&path, at.path(), b"one", b"two").expect("replaced");
            assert_eq!(mode(&path), wanted, "{wanted:o}");
        }
    }

    #[test]
    fn owner_and_group_are_kept() {
        let at = folder();
        let path = at.path().join("a.yaml");
        fs::write(&path, "one").expect("written");
        if chown(&path, Some(1234), Some(2345)).is_err() {
            // Only root gives files away.
            return;
        }
        replaced(&path, at.path(), b"one", b"two").expect("replaced");
        let metadata = fs::metadata(&path).expect("there");
        assert_eq!((metadata.uid(), metadata.gid()), (1234, 2345));
    }

    #[test]
    fn attributes_are_kept() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let at = folder();
        let path = at.path().join("a.yaml");
        fs::write(&path, "one").expect("written");
        if setxattr(&path, "user.mokuhyo", b"x", XattrFlags::empty()).is_err() {
            // Not every file system has them.
            return;
        }
        // An access control list as the kernel writes it: version 2; owner, user 1234, group, mask, others.
        let entry = |tag: u16, rights: u16, id: u32| {
            [&tag.to_le_bytes()[..], &rights.to_le_bytes(), &id.to_le_bytes()].concat()
        };
        let entries = [
            entry(1, 6, u32::MAX),
            entry(2, 6, 1234),
            entry(4, 4, u32::MAX),
            entry(16, 6, u32::MAX),
            entry(32, 0, u32::MAX),
        ];
        let list = [&2u32.to_le_bytes()[..], &entries.concat()].concat();
        let has_lists = setxattr(&path, "system.posix_acl_access", &list, XattrFlags::empty()).is_ok();
        replaced(&path, at.path(), b"one", b"two").expect("replaced");
        let value = |name: &str| {
            let mut room = [0; 256];
            getxattr(&path, name, &mut room[..]).map(|length| room[..length].to_vec()).ok()
        };
        assert_eq!(value("user.mokuhyo").as_deref(), Some(&b"x"[..]));
        assert_eq!(value("system.posix_acl_access"), has_lists.then_some(list));
    }

    #[test]
    fn a_file_with_further_names_is_told_and_stays() {
        let at = folder();
        let (path, link) = (at.path().join("a.yaml"), at.path().join("b.yaml"));
        fs::write(&path, "one").expect("written");
        assert!(replaced(&path, at.path(), b"one", b"one").is_ok());
        fs::hard_link(&path, &link).expect("linked");
        assert!(matches!(replaced(&path, at.path(), b"one", b"two"), Err(ReplaceError::OtherNames)));
        assert!([&path, &link].iter().all(|path| fs::read(path).is_ok_and(|bytes| bytes == b"one")));
    }

    #[test]
    fn a_new_file_has_the_mode_of_new_files() {
        let at = folder();
        RealDisk.create(&at.path().join("ours"), b"").expect("made");
        fs::write(at.path().join("theirs"), b"").expect("written");
        assert_eq!(mode(&at.path().join("ours")), mode(&at.path().join("theirs")));
    }
}
