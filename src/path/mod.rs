//! Paths as they are shown to people and programs, on every system.
//!
//! The differences between systems are handled only here, as functions of a path's text, so that paths of
//! Windows are tested on Linux too: drives, shares, and the `\\?\` prefix that Windows adds to resolved
//! paths.

mod name;

use std::path::{Component, Path, PathBuf};

use typed_path::{
    Utf8Component, Utf8UnixPath, Utf8WindowsComponent as Part, Utf8WindowsPath, Utf8WindowsPrefix as Prefix,
};

pub use self::name::{folded, is_device};

/// The longest path that every Windows program accepts, in UTF-16 units, without the trailing NUL (`MAX_PATH`
/// − 1).
const LONGEST: usize = 259;

/// A family of systems with the same path syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Linux, macOS and others: `/`, no drives.
    Unix,
    /// Windows: `\` and `/`, drives and shares.
    Windows,
}

impl System {
    /// The family of this machine.
    pub const HERE: Self = if cfg!(windows) { Self::Windows } else { Self::Unix };

    /// Returns a path with `/` between its components and without a verbatim prefix.
    pub fn to_slash(self, path: &str) -> String {
        match self {
            Self::Unix => {
                let parts: Vec<&str> =
                    Utf8UnixPath::new(path).components().map(|part| part.as_str()).collect();
                parts.join("/").replacen("//", "/", 1)
            }
            Self::Windows => {
                let (head, parts) = parts(path);
                head + &parts.join("/")
            }
        }
    }

    /// Returns a path from [`Self::to_slash`] as a URI reference. All characters except `/` and the
    /// unreserved ones of RFC 3986 are escaped, including the colon, which would mark a scheme.
    pub fn uri(self, to_slash: &str) -> String {
        if self == Self::Windows {
            if let Some((drive, rest)) = drive(to_slash) {
                return format!("file:///{drive}:{}", escaped(rest));
            }
            // RFC 8089: the server of a share is the authority.
            if let Some(share) = to_slash.strip_prefix("//").filter(|share| !share.starts_with(['?', '.'])) {
                return format!("file://{}", escaped(share));
            }
        }
        let scheme = if to_slash.starts_with('/') { "file://" } else { "" };
        scheme.to_owned() + &escaped(to_slash)
    }

    /// Returns a resolved path without its `\\?\` prefix, or `None` where it has none or would mean something
    /// else without it.
    pub fn simplified(self, path: &str) -> Option<String> {
        if self == Self::Unix {
            return None;
        }
        let mut components = Utf8WindowsPath::new(path).components();
        let head = match components.next()? {
            Part::Prefix(prefix) => match prefix.kind() {
                Prefix::VerbatimDisk(drive) => format!("{drive}:"),
                Prefix::VerbatimUNC(server, share) => format!(r"\\{server}\{share}"),
                _ => return None,
            },
            _ => return None,
        };
        let parts: Option<Vec<&str>> = components.filter(|part| !part.is_root()).map(ordinary).collect();
        let simple = format!(r"{head}\{}", parts?.join(r"\"));
        (simple.encode_utf16().count() <= LONGEST).then_some(simple)
    }
}

/// Returns the prefix and root of a Windows path, and its other components.
fn parts(path: &str) -> (String, Vec<&str>) {
    let (mut head, mut parts) = (String::new(), Vec::new());
    for part in Utf8WindowsPath::new(path).components() {
        match part {
            Part::Prefix(prefix) => {
                head = match prefix.kind() {
                    Prefix::Disk(drive) | Prefix::VerbatimDisk(drive) => format!("{drive}:"),
                    Prefix::UNC(server, share) | Prefix::VerbatimUNC(server, share) => {
                        format!("//{server}/{share}")
                    }
                    Prefix::Verbatim(name) => format!("//?/{name}"),
                    Prefix::DeviceNS(name) => format!("//./{name}"),
                }
            }
            Part::RootDir => head.push('/'),
            part => parts.push(part.as_str()),
        }
    }
    (head, parts)
}

/// Splits the drive letter off an absolute path with `/`.
fn drive(to_slash: &str) -> Option<(char, &str)> {
    let drive = to_slash.chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = to_slash.get(1..)?.strip_prefix(':')?;
    rest.starts_with('/').then_some((drive, rest))
}

/// Returns a component's name if it means the same with and without `\\?\`.
fn ordinary(part: Part<'_>) -> Option<&str> {
    let Part::Normal(name) = part else { return None };
    let is_special = |c: char| c.is_control() || r#"/<>:"|?*"#.contains(c);
    (!name.ends_with(['.', ' ']) && !name.contains(is_special) && !is_device(name)).then_some(name)
}

/// Percent-encodes a path, its `/` aside.
fn escaped(path: &str) -> String {
    path.split('/').map(uri_segment).collect::<Vec<_>>().join("/")
}

/// Percent-encodes a name as one segment of a URI: everything but the unreserved characters of RFC 3986.
pub fn uri_segment(name: &str) -> String {
    let byte = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    name.bytes().map(byte).collect()
}

/// Returns the path with `/` between its components, on every system.
pub fn to_slash(path: &Path) -> String {
    System::HERE.to_slash(&path.to_string_lossy())
}

/// Returns a path from [`to_slash`] as a URI reference.
pub fn uri(to_slash: &str) -> String {
    System::HERE.uri(to_slash)
}

/// Returns a resolved path in the form that other programs accept: without `\\?\` where possible.
pub fn simplified(path: PathBuf) -> PathBuf {
    let simple = path.to_str().and_then(|path| System::HERE.simplified(path));
    simple.map_or(path, PathBuf::from)
}

/// Returns the relative path from a folder to a path, both absolute; `path` itself where they share no named
/// component.
pub fn relative(folder: &Path, path: &Path) -> PathBuf {
    let common = folder.components().zip(path.components()).take_while(|(left, right)| left == right).count();
    let is_named = |part: &Component| matches!(part, Component::Normal(_));
    if !folder.components().take(common).any(|part| is_named(&part)) {
        return path.to_owned();
    }
    let up = folder.components().skip(common).map(|_| Component::ParentDir);
    let relative: PathBuf = up.chain(path.components().skip(common)).collect();
    if relative.as_os_str().is_empty() { PathBuf::from(".") } else { relative }
}

/// Resolves `.` and `..` lexically. Returns `None` where the path leads above its beginning.
pub fn plain(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => plain.pop().then_some(())?,
            part => plain.push(part),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests;
