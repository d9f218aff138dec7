//! Paths in the words of the PATH that was typed.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use crate::disk::to_slash;

/// Returns a path without `.` and `..`, by its words alone.
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

/// Returns how people see the file `name`, which a file that they know as `shown` names beside itself.
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
    to_slash(&parts)
}

/// Returns a path in the words of the PATH: below it, beside it as far as the PATH itself was spelled out, or above by
/// `..`; as it is where the PATH was typed from the root or leads over a link.
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
    above(path, &places, &typed).unwrap_or_else(|| to_slash(path))
}

/// Returns a path that is not below what was typed, from the folder that this counts from.
fn above(path: &Path, places: &[&OsStr], typed: &[&str]) -> Option<String> {
    let is_relative = typed.first().is_none_or(|first| !first.is_empty() && !first.ends_with(':'));
    let target: Vec<&OsStr> = path.iter().collect();
    let common = places.iter().zip(&target).take_while(|(place, part)| place == part).count();
    let mut parts: Vec<String> = typed.iter().map(|part| (*part).to_owned()).collect();
    for place in places[common..].iter().rev() {
        match parts.last().map(String::as_str) {
            Some("..") | None => parts.push("..".to_owned()),
            Some(part) if *place == part => drop(parts.pop()),
            // A link leads to another place than its name.
            Some(_) => return None,
        }
    }
    parts.extend(target[common..].iter().map(|part| part.to_string_lossy().into()));
    (is_relative && common > 1).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_reported_in_the_words_of_the_one_that_was_typed() {
        let reported = |path: &str, typed: &str| {
            let selection = match typed.strip_prefix('/') {
                Some(_) => PathBuf::from(typed),
                None => plain(&Path::new("/town").join(typed)),
            };
            shown_as(Path::new(path), &selection, &to_slash(Path::new(typed)))
        };
        let soumu = "/town/sheets/r2/soumu.yaml";
        assert_eq!(reported(soumu, "sheets/r2/soumu.yaml"), "sheets/r2/soumu.yaml");
        assert_eq!(reported(soumu, "sheets"), "sheets/r2/soumu.yaml");
        assert_eq!(reported(soumu, "."), "sheets/r2/soumu.yaml");
        assert_eq!(reported(soumu, "./sheets/r2"), "sheets/r2/soumu.yaml");
        assert_eq!(reported(soumu, "/town/sheets"), soumu);
        // Beside and above it.
        assert_eq!(reported("/town/sheets/r2/ward.yaml", "sheets/r2/soumu.yaml"), "sheets/r2/ward.yaml");
        assert_eq!(reported("/town/sheets/mokuhyo.yaml", "sheets/r2/soumu.yaml"), "sheets/mokuhyo.yaml");
        assert_eq!(reported("/town/mokuhyo.yaml", "sheets"), "mokuhyo.yaml");
        // Further than what was typed.
        assert_eq!(reported("/mokuhyo.yaml", "sheets"), "/mokuhyo.yaml");
        assert_eq!(reported("/town/mokuhyo.yaml", "../town/sheets"), "../town/mokuhyo.yaml");
        // From inside the collection.
        let inside =
            |path: &str, place: &str, typed: &str| shown_as(Path::new(path), Path::new(place), typed);
        let (settings, ward) = ("/town/sheets/mokuhyo.yaml", "/town/sheets/r2/higashi");
        assert_eq!(inside(settings, ward, "higashi"), "../mokuhyo.yaml");
        assert_eq!(inside(settings, ward, "."), "../../mokuhyo.yaml");
        assert_eq!(inside(settings, "/town/sheets/r2/higashi/a.yaml", "a.yaml"), "../../mokuhyo.yaml");
        assert_eq!(inside(settings, ward, "../higashi"), "../../mokuhyo.yaml");
        assert_eq!(inside(settings, ward, "link"), settings);
    }

    #[test]
    fn a_dictionary_is_reported_beside_its_settings() {
        for (shown, name, reported) in [
            ("sheets/mokuhyo.yaml", "w.yaml", "sheets/w.yaml"),
            ("sheets/mokuhyo.yaml", "./words/../w.yaml", "sheets/w.yaml"),
            ("sheets/r2/mokuhyo.yaml", "../../w.yaml", "w.yaml"),
            ("mokuhyo.yaml", "../w.yaml", "../w.yaml"),
            ("../town/mokuhyo.yaml", "../../w.yaml", "../../w.yaml"),
            ("sheets/mokuhyo.yaml", "/etc/passwd", "/etc/passwd"),
        ] {
            assert_eq!(beside(shown, name), reported, "{shown} {name}");
        }
    }
}
