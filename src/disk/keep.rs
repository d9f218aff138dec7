//! Copies owner, group, mode and extended attributes to the new file of a source. The attributes include POSIX access
//! control lists.

#[cfg(unix)]
pub(super) use self::unix::{has_other_names, keep};

#[cfg(not(unix))]
pub(super) fn keep(_: &std::fs::File, _: &std::fs::File) -> std::io::Result<()> {
    // A new file inherits the access control list of its folder, as the old one did.
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn has_other_names(_: &std::fs::File) -> bool {
    false
}

#[cfg(unix)]
mod unix {
    use std::collections::BTreeMap;
    use std::ffi::CString;
    use std::fs::{File, Permissions};
    use std::io;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr};

    /// The buffer for a value or for all names. Linux limits both to 64 KiB (xattr(7)).
    const ROOM: usize = 64 << 10;

    /// Copies owner, group, mode and attributes of `from` to `to`, as far as this user is allowed to.
    pub(in crate::disk) fn keep(from: &File, to: &File) -> io::Result<()> {
        let (old, new) = (from.metadata()?, to.metadata()?);
        let is_owned = fchown(to, Some(old.uid()), Some(old.gid())).is_ok();
        let is_of_group = is_owned || old.gid() == new.gid() || fchown(to, None, Some(old.gid())).is_ok();
        keep_attributes(from, to);
        let mode = old.mode() & 0o7777;
        // Where the group cannot be kept, the new group gets no more rights than all users have.
        let mode = if is_of_group { mode } else { mode & !0o2070 | (mode & 0o7) << 3 & mode & 0o070 };
        match to.set_permissions(Permissions::from_mode(mode)) {
            // Some network drives have fixed modes and refuse.
            Err(error) if to.metadata()?.mode() & 0o777 != 0 && is_refusal(&error) => Ok(()),
            done => done,
        }
    }

    fn is_refusal(error: &io::Error) -> bool {
        matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported)
    }

    /// Returns whether other names lead to the file.
    pub(in crate::disk) fn has_other_names(file: &File) -> bool {
        file.metadata().is_ok_and(|metadata| metadata.nlink() > 1)
    }

    /// Sets exactly the attributes of `from` on `to`. Attributes that this user may not set are left, because some belong
    /// to the system.
    fn keep_attributes(from: &File, to: &File) {
        let (old, new) = (attributes(from), attributes(to));
        for name in new.keys().filter(|name| !old.contains_key(*name)) {
            let _ = fremovexattr(to, name.as_c_str());
        }
        for (name, value) in old.iter().filter(|(name, value)| new.get(*name) != Some(*value)) {
            let _ = fsetxattr(to, name.as_c_str(), value, XattrFlags::empty());
        }
    }

    /// Returns the attributes that can be read; none on a file system without attributes.
    fn attributes(file: &File) -> BTreeMap<CString, Vec<u8>> {
        let mut room = vec![0; ROOM];
        let Ok(length) = flistxattr(file, room.as_mut_slice()) else { return BTreeMap::new() };
        let names: Vec<CString> = room[..length]
            .split(|byte| *byte == 0)
            .filter(|name| !name.is_empty())
            .filter_map(|name| CString::new(name).ok())
            .collect();
        let value = |name: CString| {
            let length = fgetxattr(file, name.as_c_str(), room.as_mut_slice()).ok()?;
            let value = room[..length].to_vec();
            Some((name, value))
        };
        names.into_iter().filter_map(value).collect()
    }
}
