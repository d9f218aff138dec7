//! Paths in the words of the PATH that was typed.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use crate::disk::slashed;

/// A path without `.` and `..`, by its words alone.
pub fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
        plain
    })
}

/// How people are told of the file `name`, which a file that they know as `shown` names beside itself.
pub(super) fn beside(shown: &str, name: &str) -> String {
    let typed = Path::new(shown).parent().unwrap_or(Path::new("")).join(name);
    let parts = typed.components().fold(PathBuf::new(), |mut parts, part| {
        let is_named = matches!(parts.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if is_named => drop(parts.pop()),
            part => parts.push(part),
        }
        parts
    });
    slashed(&parts)
}

/// A path in the words of the PATH: below it, or beside it as far as the PATH itself was spelled out; else
/// as it is.
pub(super) fn shown_as(path: &Path, selection: &Path, shown: &str) -> String {
    let typed: Vec<&str> = shown.split('/').filter(|part| *part != ".").collect();
    let places: Vec<&OsStr> = selection.iter().collect();
    for up in 0..=typed.len().min(places.len()) {
        let (kept, above) = (typed.len() - up, places.len() - up);
        let Ok(rest) = path.strip_prefix(places[..above].iter().collect::<PathBuf>()) else {
            let spelled = typed.get(kept.wrapping_sub(1)).zip(places.get(above.wrapping_sub(1)));
            if spelled.is_none_or(|(typed, place)| **place != **typed) {
                break;
            }
            continue;
        };
        let words = typed[..kept].iter().map(|part| (*part).to_owned());
        let parts: Vec<String> = words.chain(rest.iter().map(|part| part.to_string_lossy().into())).collect();
        return parts.join("/");
    }
    slashed(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_in_the_words_of_the_one_that_was_typed() {
        let told = |path: &str, typed: &str| {
            let selection = match typed.strip_prefix('/') {
                Some(_) => PathBuf::from(typed),
                None => plain(&Path::new("/town").join(typed)),
            };
            shown_as(Path::new(path), &selection, &slashed(Path::new(typed)))
        };
        let soumu = "/town/sheets/r2/soumu.yaml";
        assert_eq!(told(soumu, "sheets/r2/soumu.yaml"), "sheets/r2/soumu.yaml");
        assert_eq!(told(soumu, "sheets"), "sheets/r2/soumu.yaml");
        assert_eq!(told(soumu, "."), "sheets/r2/soumu.yaml");
        assert_eq!(told(soumu, "./sheets/r2"), "sheets/r2/soumu.yaml");
        assert_eq!(told(soumu, "/town/sheets"), soumu);
        // Beside and above it.
        assert_eq!(told("/town/sheets/r2/ward.yaml", "sheets/r2/soumu.yaml"), "sheets/r2/ward.yaml");
        assert_eq!(told("/town/sheets/mokuhyo.yaml", "sheets/r2/soumu.yaml"), "sheets/mokuhyo.yaml");
        assert_eq!(told("/town/mokuhyo.yaml", "sheets"), "mokuhyo.yaml");
        // Further than what was typed.
        assert_eq!(told("/mokuhyo.yaml", "sheets"), "/mokuhyo.yaml");
        assert_eq!(told("/town/mokuhyo.yaml", "../town/sheets"), "../town/mokuhyo.yaml");
    }

    #[test]
    fn a_dictionary_is_told_beside_its_settings() {
        for (shown, name, told) in [
            ("sheets/mokuhyo.yaml", "w.yaml", "sheets/w.yaml"),
            ("sheets/mokuhyo.yaml", "./words/../w.yaml", "sheets/w.yaml"),
            ("sheets/r2/mokuhyo.yaml", "../../w.yaml", "w.yaml"),
            ("mokuhyo.yaml", "../w.yaml", "../w.yaml"),
            ("../town/mokuhyo.yaml", "../../w.yaml", "../../w.yaml"),
            ("sheets/mokuhyo.yaml", "/etc/passwd", "/etc/passwd"),
        ] {
            assert_eq!(beside(shown, name), told, "{shown} {name}");
        }
    }
}
