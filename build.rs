//! Hashes what the program is made of, so that a manifest can tell which program wrote it: two programs of
//! one version are one program only where their sources are the same.
#![expect(clippy::disallowed_methods, reason = "a build script reads the package's own files")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    for (name, parts) in [
        ("PROGRAM", &["src", "build.rs", "Cargo.toml", "Cargo.lock"][..]),
        ("TEMPLATES", &["templates"]),
        ("FONTS", &["fonts"]),
    ] {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            println!("cargo::rerun-if-changed={part}");
            hash(Path::new(part), &mut hasher)?;
        }
        println!("cargo::rustc-env=MOKUHYO_{name}={}", hasher.finalize().to_hex());
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
