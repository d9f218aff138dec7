//! Reads, writes and removes files below one folder, such as `out/`, and nothing outside of it.
//!
//! Links are not followed, because a link in the folder may lead anywhere. A file is written to `.mokuhyo/tmp/`, which
//! is on the same file system and not published, and renamed to its path. So the temporary files of killed runs are
//! found by their folder.
#![expect(clippy::disallowed_methods, reason = "this is the module that they are kept to")]

mod lock;

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

pub(crate) use self::lock::lock_name;
pub(super) use self::lock::{lock, lock_at, share};
use super::steps::{TEMPORARY, folder_of};
use super::{FileBytes, LONGEST_OUTPUT, PathRefusal, RECORDS};

/// The prefix of temporary files.
const PREFIX: &str = "write-";

/// Returns the path of a file below `out`, at which a file or nothing exists; creates its folders if `make` is set.
///
/// # Errors
/// Where a component is a link, or the path leads to something other than a regular file.
pub(super) fn reach(out: &Path, name: &Path, make: bool) -> io::Result<PathBuf> {
    if make {
        make_folder(out)?;
    }
    let mut path = out.to_owned();
    let mut parts = name.components().peekable();
    while let Some(part) = parts.next() {
        let Component::Normal(part) = part else { return Err(PathRefusal::Outside.into()) };
        path.push(part);
        if parts.peek().is_some() {
            pass(&path, make)?;
        }
    }
    match fs::symlink_metadata(&path) {
        Ok(there) if there.is_symlink() => Err(PathRefusal::Link(path).into()),
        Ok(there) if there.is_file() => Ok(path),
        Ok(_) => Err(PathRefusal::NoFile.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path),
        Err(error) => Err(error),
    }
}

/// Creates `out` where it does not exist. The system reports a file, a dangling link and a link to itself all as
/// `AlreadyExists`; the error here says which of them it is.
fn make_folder(out: &Path) -> io::Result<()> {
    match fs::create_dir_all(out) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match fs::metadata(out) {
            Ok(_) => Err(io::ErrorKind::NotADirectory.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(PathRefusal::Dangling.into()),
            Err(error) => Err(error),
        },
        made => made,
    }
}

/// Checks that a component of the path is a folder; creates it if `make` is set.
fn pass(path: &Path, make: bool) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_symlink() => Err(PathRefusal::Link(path.to_owned()).into()),
        Ok(there) if there.is_dir() => Ok(()),
        Ok(_) => Err(io::ErrorKind::NotADirectory.into()),
        Err(error) if make && error.kind() == io::ErrorKind::NotFound => match fs::create_dir(path) {
            // Another thread has created it.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => pass(path, false),
            made => made,
        },
        Err(error) => Err(error),
    }
}

/// Reads a file below `out`.
pub(super) fn read(out: &Path, name: &Path) -> io::Result<Vec<u8>> {
    let seen = look(&reach(out, name, false)?)?;
    if seen.is_whole { Ok(seen.bytes) } else { Err(io::ErrorKind::FileTooLarge.into()) }
}

/// Looks at a file below `out`.
pub(super) fn look_below(out: &Path, name: &Path) -> io::Result<FileBytes> {
    look(&reach(out, name, false)?)
}

/// The number of bytes that are read from either end of a file that is too long.
const END: u64 = 1 << 20;

/// Reads a file, or both ends of one that is longer than any output. The length is checked before reading.
pub(super) fn look(path: &Path) -> io::Result<FileBytes> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::new();
    if length <= LONGEST_OUTPUT {
        // The file may grow meanwhile.
        file.take(LONGEST_OUTPUT).read_to_end(&mut bytes)?;
        return Ok(FileBytes::from(bytes));
    }
    (&file).take(END).read_to_end(&mut bytes)?;
    file.seek(SeekFrom::Start(length - END))?;
    file.take(END).read_to_end(&mut bytes)?;
    Ok(FileBytes { bytes, is_whole: false })
}

/// Removes a file below `out`.
pub(super) fn remove(out: &Path, name: &Path) -> io::Result<()> {
    fs::remove_file(reach(out, name, false)?)
}

/// Removes the empty folders of a file below `out`, from the inner to the outer.
pub(super) fn remove_empty(out: &Path, name: &Path) {
    let Ok(path) = reach(out, name, false) else { return };
    let folders = path.ancestors().skip(1).take_while(|folder| *folder != out);
    // A folder that is not empty stays, and so do those around it.
    let _ = folders.map(fs::remove_dir).find(Result::is_err);
}

/// Writes a file below `out`; calls `settle` before the file is renamed to its path.
pub(super) fn write(
    out: &Path,
    name: &Path,
    bytes: &[u8],
    settle: impl Fn(&File) -> io::Result<()>,
) -> io::Result<()> {
    let path = reach(out, name, true)?;
    let file = filled(PREFIX, &scratch(out, true)?, bytes, &settle)?;
    match file.persist(&path) {
        Ok(_) => Ok(()),
        // A folder of `out/` may be on another file system.
        Err(error) if error.error.kind() == io::ErrorKind::CrossesDevices => {
            filled(TEMPORARY, folder_of(&path), bytes, &settle)?.persist(&path)?;
            Ok(())
        }
        Err(error) => Err(error.error),
    }
}

fn filled(
    prefix: &str,
    folder: &Path,
    bytes: &[u8],
    settle: impl Fn(&File) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let mut file = temporary(prefix, folder)?;
    file.write_all(bytes)?;
    settle(file.as_file())?;
    Ok(file)
}

/// Returns a builder of files whose mode follows the umask. Setting a mode afterwards is refused on some network drives.
#[cfg(unix)]
fn temporary(prefix: &str, folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    let everybody = fs::Permissions::from_mode(0o666);
    Builder::new().prefix(prefix).permissions(everybody).tempfile_in(folder)
}

#[cfg(not(unix))]
fn temporary(prefix: &str, folder: &Path) -> io::Result<NamedTempFile> {
    Builder::new().prefix(prefix).tempfile_in(folder)
}

/// Returns the folder of temporary files.
fn scratch(out: &Path, make: bool) -> io::Result<PathBuf> {
    let any = reach(out, &Path::new(RECORDS).join("tmp").join(PREFIX), make)?;
    Ok(folder_of(&any).to_owned())
}

/// Removes the temporary files that killed runs left.
pub(super) fn sweep(out: &Path) {
    let Ok(folder) = scratch(out, false) else { return };
    let is_ours = |entry: &fs::DirEntry| {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        is_file && entry.file_name().as_encoded_bytes().starts_with(PREFIX.as_bytes())
    };
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten().filter(is_ours) {
        // A file that cannot be removed does no harm.
        let _ = fs::remove_file(entry.path());
    }
    let _ = fs::remove_dir(&folder);
}

#[cfg(test)]
mod tests {
    use super::lock::has_no_locks;
    use super::*;
    use crate::disk::Lock;

    fn put(out: &Path, name: &str) -> io::Result<()> {
        write(out, Path::new(name), b"new", File::sync_all)
    }

    #[test]
    fn a_write_leaves_nothing_beside_and_a_sweep_nothing_of_ours() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path();
        put(out, "r2/higashi/soumu.pdf").expect("written");
        assert_eq!(read(out, Path::new("r2/higashi/soumu.pdf")).expect("there"), b"new");
        let left = out.join(".mokuhyo/tmp/write-abc123");
        let theirs = ["r2/.mokuhyo-abc123", ".mokuhyo-notes", ".mokuhyo/tmp/notes", "write-abc"]
            .map(|name| out.join(name));
        for path in theirs.iter().chain([&left]) {
            fs::write(path, b"x").expect("written");
        }
        sweep(out);
        assert!(!left.exists() && theirs.iter().all(|path| path.exists()));
        fs::remove_file(&theirs[2]).expect("there");
        sweep(out);
        assert!(!out.join(".mokuhyo/tmp").exists());
    }

    #[test]
    fn no_name_leads_outside() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("out");
        let victim = folder.path().join("soumu.yaml");
        fs::write(&victim, b"old").expect("written");
        for name in
            ["../soumu.yaml", victim.to_str().expect("text"), "a/../../soumu.yaml", "./../soumu.yaml", ""]
        {
            let name = Path::new(name);
            assert!(write(&out, name, b"new", File::sync_all).is_err(), "{name:?}");
            assert!(read(&out, name).is_err() && remove(&out, name).is_err(), "{name:?}");
        }
        assert_eq!(fs::read(victim).expect("there"), b"old");
    }

    #[test]
    #[cfg(unix)]
    fn no_link_is_followed() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let (out, outside) = (folder.path().join("out"), folder.path().join("other"));
        fs::create_dir_all(&outside).expect("made");
        fs::create_dir_all(&out).expect("made");
        for name in ["a.pdf", "write-abc", "lock"] {
            fs::write(outside.join(name), b"old").expect("written");
        }
        symlink(&outside, out.join("r2")).expect("linked");
        symlink(outside.join("a.pdf"), out.join("b.pdf")).expect("linked");
        for name in ["r2/a.pdf", "r2/new/a.pdf", "b.pdf"] {
            let refused = put(&out, name).expect_err("a link");
            let why = refused.get_ref().and_then(|inner| inner.downcast_ref::<PathRefusal>());
            assert!(matches!(why, Some(PathRefusal::Link(_))), "{name}");
            assert!(remove(&out, Path::new(name)).is_err() && read(&out, Path::new(name)).is_err(), "{name}");
        }
        symlink(&outside, out.join(".mokuhyo")).expect("linked");
        assert!(put(&out, "c.pdf").is_err() && lock(&out).is_err() && share(&out).is_err());
        sweep(&out);
        fs::remove_file(out.join(".mokuhyo")).expect("there");
        fs::create_dir_all(out.join(".mokuhyo")).expect("made");
        symlink(&outside, out.join(".mokuhyo/tmp")).expect("linked");
        sweep(&out);
        assert!(put(&out, "c.pdf").is_err());
        for name in ["a.pdf", "write-abc", "lock"] {
            assert_eq!(fs::read(outside.join(name)).expect("there"), b"old");
        }
        // `out` itself may be a link, because the user named it.
        symlink(&outside, folder.path().join("linked")).expect("linked");
        put(&folder.path().join("linked"), "d.pdf").expect("written");
        assert!(outside.join("d.pdf").exists());
    }

    #[test]
    fn who_writes_is_alone_and_who_reads_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("out");
        assert!(matches!(share(&out), Ok(Some(Lock::Alone))) && !out.exists(), "to look made a file");
        let writer = lock(&out).expect("made");
        assert!(matches!(writer, Some(Lock::Held(_))));
        assert!(lock(&out).expect("made").is_none() && share(&out).expect("there").is_none());
        drop(writer);
        let (first, second) = (share(&out).expect("there"), share(&out).expect("there"));
        assert!(first.is_some() && second.is_some() && lock(&out).expect("made").is_none());
    }

    #[test]
    #[cfg(unix)]
    fn nothing_but_files_is_taken() {
        use std::os::unix::net::UnixListener;
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path();
        fs::create_dir_all(out.join(".mokuhyo")).expect("made");
        let _sockets =
            ["a.pdf", ".mokuhyo/lock"].map(|name| UnixListener::bind(out.join(name)).expect("bound"));
        assert!(put(out, "a.pdf").is_err() && read(out, Path::new("a.pdf")).is_err());
        assert!(lock(out).is_err() && share(out).is_err());
        fs::create_dir_all(out.join("b.pdf")).expect("made");
        assert!(put(out, "b.pdf").is_err());
    }

    #[test]
    #[cfg(unix)]
    fn a_file_system_without_locks_is_known() {
        assert!(has_no_locks(&io::ErrorKind::Unsupported.into()));
        #[cfg(target_os = "linux")]
        for code in [37, 95, 38] {
            assert!(has_no_locks(&io::Error::from_raw_os_error(code)), "{code}");
        }
        assert!(!has_no_locks(&io::ErrorKind::PermissionDenied.into()));
    }

    #[test]
    #[cfg(unix)]
    fn of_a_file_of_any_length_only_the_ends_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.pdf");
        // A sparse file uses no space on the disk but would in memory.
        let mut file = File::create(&path).expect("made");
        file.write_all(b"head").and_then(|()| file.set_len(3 << 30)).expect("made");
        file.seek(SeekFrom::End(-4)).and_then(|_| file.write_all(b"tail")).expect("made");
        let seen = look(&path).expect("read");
        assert!(!seen.is_whole && seen.bytes.len() as u64 == 2 * END);
        assert!(seen.bytes.starts_with(b"head") && seen.bytes.ends_with(b"tail"));
        let error = read(folder.path(), Path::new("a.pdf")).expect_err("too long");
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    #[cfg(unix)]
    fn the_umask_is_heeded() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        put(folder.path(), "a.pdf").expect("written");
        fs::write(folder.path().join("b.pdf"), b"").expect("written");
        let mode = |name: &str| fs::metadata(folder.path().join(name)).expect("there").permissions().mode();
        assert_eq!(mode("a.pdf"), mode("b.pdf"));
    }
}
