//! Paths as people and programs are told them, on every system.
//!
//! What a system makes of a path is decided here and nowhere else, so that the paths of Windows are tested
//! on Linux too: drives, shares, and the `\\?\` that Windows puts before what it was asked to resolve.

mod name;

use std::path::{Component, Path, PathBuf};

use typed_path::{
    Utf8Component, Utf8UnixPath, Utf8WindowsComponent as Part, Utf8WindowsPath, Utf8WindowsPrefix as Prefix,
};

pub use self::name::{folded, is_device};

/// The longest path that every program on Windows takes, in UTF-16 units, without the NUL behind it.
const LONGEST: usize = 259;

/// A family of systems by their paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Linux, macOS and their like: `/`, and no drives.
    Unix,
    /// Windows: `\` and `/`, drives and shares.
    Windows,
}

impl System {
    /// This machine's.
    pub const HERE: Self = if cfg!(windows) { Self::Windows } else { Self::Unix };

    /// Returns a path with `/` between its parts, without what a program put before it.
    pub fn to_slash(self, path: &str) -> String {
        match self {
            Self::Unix => {
                let parts: Vec<&str> = Utf8UnixPath::new(path).components().map(|it| it.as_str()).collect();
                parts.join("/").replacen("//", "/", 1)
            }
            Self::Windows => {
                let (head, parts) = parts(path);
                head + &parts.join("/")
            }
        }
    }

    /// Returns a path that [`Self::to_slash`] gave as a URI reference. Everything but the unreserved characters
    /// of RFC 3986 and `/` is escaped, a colon too, which would make a scheme of what stands before it.
    pub fn uri(self, to_slash: &str) -> String {
        if self == Self::Windows {
            if let Some((drive, rest)) = drive(to_slash) {
                return format!("file:///{drive}:{}", escaped(rest));
            }
            // RFC 8089: a share's server is the authority.
            if let Some(share) = to_slash.strip_prefix("//").filter(|it| !it.starts_with(['?', '.'])) {
                return format!("file://{}", escaped(share));
            }
        }
        let scheme = if to_slash.starts_with('/') { "file://" } else { "" };
        scheme.to_owned() + &escaped(to_slash)
    }

    /// Returns a resolved path as other programs take it: without `\\?\`, where it means the same without.
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

/// What stands before the parts of a path of Windows, and the parts.
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

/// The drive of an absolute path with `/`, and the rest.
fn drive(to_slash: &str) -> Option<(char, &str)> {
    let drive = to_slash.chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = to_slash.get(1..)?.strip_prefix(':')?;
    rest.starts_with('/').then_some((drive, rest))
}

/// A part that means the same with `\\?\` and without.
fn ordinary(part: Part<'_>) -> Option<&str> {
    let Part::Normal(name) = part else { return None };
    let is_odd = |it: char| it.is_control() || r#"/<>:"|?*"#.contains(it);
    (!name.ends_with(['.', ' ']) && !name.contains(is_odd) && !is_device(name)).then_some(name)
}

fn escaped(path: &str) -> String {
    let byte = |byte: u8| match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(byte).collect()
}

/// Returns the path as people are told it: with `/` between its parts, on every system.
pub fn to_slash(path: &Path) -> String {
    System::HERE.to_slash(&path.to_string_lossy())
}

/// Returns a path that was [`to_slash`] as a URI reference.
pub fn uri(to_slash: &str) -> String {
    System::HERE.uri(to_slash)
}

/// Returns a resolved path as other programs take it.
pub fn simplified(path: PathBuf) -> PathBuf {
    let simple = path.to_str().and_then(|path| System::HERE.simplified(path));
    simple.map_or(path, PathBuf::from)
}

/// Returns the way from a folder to a path, both whole; the path itself where they have nothing in common but the
/// root.
pub fn relative(folder: &Path, path: &Path) -> PathBuf {
    let common = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let is_named = |part: &Component| matches!(part, Component::Normal(_));
    if !folder.components().take(common).any(|part| is_named(&part)) {
        return path.to_owned();
    }
    let up = folder.components().skip(common).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(path.components().skip(common)).collect();
    if way.as_os_str().is_empty() { PathBuf::from(".") } else { way }
}

/// Returns the path without `.` and `..`, by its words alone; nothing where it leads above its beginning.
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
