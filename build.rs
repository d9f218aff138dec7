//! Hashes what the program is made of, so that a manifest can tell which program wrote it: two programs of
//! one version are one program only where their sources are the same. And makes the fonts that it holds.
#![expect(clippy::disallowed_methods, reason = "a build script reads the package's own files")]

#[path = "build/unhinted.rs"]
mod unhinted;

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const FONTS: &str = "fonts";

fn main() -> io::Result<()> {
    for (name, parts) in [
        ("PROGRAM", &["src", "build.rs", "build", "Cargo.toml", "Cargo.lock"][..]),
        ("TEMPLATES", &["templates"]),
        ("FONTS", &[FONTS]),
    ] {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            println!("cargo::rerun-if-changed={part}");
            hash(Path::new(part), &mut hasher)?;
        }
        println!("cargo::rustc-env=MOKUHYO_{name}={}", hasher.finalize().to_hex());
    }
    fonts(&PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()))
}

/// Puts the fonts into a folder without their hints.
fn fonts(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(FONTS)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "ttf") {
            let font = unhinted::unhinted(&fs::read(&path)?);
            let font =
                font.ok_or_else(|| io::Error::other(format!("{} is no TrueType font", path.display())))?;
            fs::write(folder.join(path.file_name().unwrap_or_default()), font)?;
        }
    }
    Ok(())
}

/// A file's name and bytes; of a folder, those of all that is in it, by name.
fn hash(path: &Path, hasher: &mut blake3::Hasher) -> io::Result<()> {
    if path.is_dir() {
        let mut inside: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
        inside.sort();
        return inside.iter().try_for_each(|path| hash(path, hasher));
    }
    let bytes = fs::read(path)?;
    let name = path.to_string_lossy().replace('\\', "/");
    hasher.update(name.as_bytes()).update(&[0]).update(&(bytes.len() as u64).to_le_bytes()).update(&bytes);
    Ok(())
}
