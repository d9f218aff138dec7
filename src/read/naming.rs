//! The names that a sheet and a folder of sheets may have. `check`, `build`, `proof`, `roll` and `new` apply
//! these rules.
//!
//! A name becomes the name of outputs, on disks of every kind: Windows and macOS take `Soumu` and `soumu` for
//! one name, macOS `が` in one character and in two, and Windows opens a device for `con`.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::finding::{Message, brief};
use crate::path::{folded, is_device};
use crate::yaml::quoted;

/// Names that outputs of a ward have, and no sheet may.
const OUTPUTS: [&str; 3] = ["booklet", "index", "indicators"];

/// Endings of outputs, which no folder's name may have: the folder would be in a file's place.
const ENDINGS: [&str; 5] = [".pdf", ".html", ".css", ".csv", ".json"];

/// Why a sheet or a folder may not have its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misnamed {
    /// Outputs of a ward have it.
    Output,
    /// The settings have it.
    Settings,
    /// Windows opens a device for it.
    Device,
    /// Proofs go to the folder of that name in `out/`.
    Proof,
    /// A folder's name that ends like an output's.
    Ending,
    /// It begins with a dot, and so is not looked for.
    Hidden,
    /// Windows has no such names.
    Windows,
}

impl Misnamed {
    /// Returns the fault of a name in the two languages.
    pub fn words(self, name: &str) -> Message {
        let name = brief(name);
        let (ja, en) = match self {
            Self::Output => (
                "booklet、index、indicators は区の出力の名前です",
                "booklet, index and indicators are a ward's own outputs",
            ),
            Self::Settings => (
                "mokuhyo は設定のファイルの名前で、設定は「mokuhyo.yaml」と書きます",
                "mokuhyo is the name of the settings, which are called mokuhyo.yaml",
            ),
            Self::Device => (
                "con、aux、nul、com1 などは Windows では使えない名前です",
                "con, aux, nul, com1 and the like cannot be used on Windows",
            ),
            Self::Proof => ("proof は校正刷を入れるフォルダの名前です", "proof is the folder of the proofs"),
            Self::Ending => (
                ".pdf、.html、.css、.csv、.json で終わる名前は出力のファイルのものです",
                "names that end in .pdf, .html, .css, .csv or .json are those of outputs",
            ),
            Self::Windows => (
                "「<」「>」「:」「\"」「|」「?」「*」「\\」と改行などの制御文字、終わりの「.」と空白は、Windows では使えません",
                "Windows has no names with < > : \" | ? * \\ or control characters, or with a dot or a space at the end",
            ),
            Self::Hidden => (
                "「.」で始まる名前のファイルやフォルダは読まれません",
                "files and folders whose names begin with a dot are not read",
            ),
        };
        Message::new(
            format!("「{name}」の名前は使えません({ja})。別の名前にしてください。"),
            format!("{name} cannot have this name: {en}. Choose another name."),
        )
    }
}

/// Returns why no sheet may be called `stem`, its file's name without the ending.
pub fn misnamed_sheet(stem: &str) -> Option<Misnamed> {
    let folded = folded(stem);
    match folded.as_str() {
        name if name.starts_with('.') => Some(Misnamed::Hidden),
        name if OUTPUTS.contains(&name) => Some(Misnamed::Output),
        "mokuhyo" => Some(Misnamed::Settings),
        name if is_device(name) => Some(Misnamed::Device),
        _ => (!is_possible(stem)).then_some(Misnamed::Windows),
    }
}

/// Returns whether every system has files and folders of that name.
fn is_possible(name: &str) -> bool {
    let is_odd = |character: char| character.is_ascii_control() || r#"<>:"|?*\"#.contains(character);
    !name.contains(is_odd) && !name.ends_with(['.', ' '])
}

/// Returns why no folder of sheets may be called `name`. `is_top` is true at the collection's root.
pub fn misnamed_folder(name: &str, is_top: bool) -> Option<Misnamed> {
    let folded = folded(name);
    let folded = folded.trim_end_matches(['.', ' ']);
    if name.starts_with('.') {
        Some(Misnamed::Hidden)
    } else if is_top && folded == "proof" {
        Some(Misnamed::Proof)
    } else if ENDINGS.iter().any(|ending| folded.ends_with(ending)) {
        Some(Misnamed::Ending)
    } else if is_device(folded) {
        Some(Misnamed::Device)
    } else {
        (!is_possible(name)).then_some(Misnamed::Windows)
    }
}

/// Returns the first fault of a sheet's whole name, `/` between its parts and without its ending: the part
/// that is misnamed, and why. A name that Windows has not is read where it is, and made nowhere.
pub fn misnamed(name: &str) -> Option<(&str, Misnamed)> {
    let (folder, stem) = name.rsplit_once('/').unwrap_or(("", name));
    let folders = folder.split('/').filter(|part| !part.is_empty()).enumerate();
    let wrong = folders.filter_map(|(place, part)| Some((part, misnamed_folder(part, place == 0)?)));
    let stem = misnamed_sheet(stem).map(|why| (stem, why));
    wrong.chain(stem).find(|(_, why)| *why != Misnamed::Windows)
}

/// Returns the key of a name on a disk that ignores case and composition: two names with one key are one file
/// there. Windows also drops dots and spaces at the end of a folder's name.
pub fn collision_key(name: &str) -> String {
    let folded = folded(name);
    let Some((folder, stem)) = folded.rsplit_once('/') else { return folded };
    let parts = folder.split('/').map(|part| part.trim_end_matches(['.', ' ']));
    parts.chain([stem]).collect::<Vec<_>>().join("/")
}

/// Returns whether two names are spelled alike: macOS takes apart what other systems leave composed.
pub fn is_same_name(left: &str, right: &str) -> bool {
    left == right || (!is_nfc(left) || !is_nfc(right)) && left.nfc().eq(right.nfc())
}

/// Returns a name as a value of YAML: between quotation marks where it would be read otherwise.
pub fn plain_or_quoted(name: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "-_./".contains(character);
    if name.chars().all(is_plain) && name.starts_with(char::is_alphanumeric) {
        return name.to_owned();
    }
    quoted(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_names_are_refused_in_any_case() {
        for (stem, why) in [
            ("index", Misnamed::Output),
            ("Index", Misnamed::Output),
            ("BOOKLET", Misnamed::Output),
            ("Indicators", Misnamed::Output),
            ("Mokuhyo", Misnamed::Settings),
            ("con", Misnamed::Device),
            ("AUX", Misnamed::Device),
            ("nul.v2", Misnamed::Device),
            ("Com1", Misnamed::Device),
            ("lpt³", Misnamed::Device),
            (".soumu", Misnamed::Hidden),
            ("a:b", Misnamed::Windows),
            ("trail.", Misnamed::Windows),
            ("x ", Misnamed::Windows),
            ("a\\b", Misnamed::Windows),
            ("a\nb", Misnamed::Windows),
            ("a?", Misnamed::Windows),
        ] {
            assert_eq!(misnamed_sheet(stem), Some(why), "{stem}");
        }
        for stem in ["soumu", "総務課", "console", "com10", "comp", "index2", "proof", "a.index", "nula"] {
            assert_eq!(misnamed_sheet(stem), None, "{stem}");
        }
    }

    #[test]
    fn the_part_that_is_misnamed_is_named() {
        assert_eq!(misnamed("Proof/higashi/soumu"), Some(("Proof", Misnamed::Proof)));
        assert_eq!(misnamed("r2/proof/soumu"), None);
        assert_eq!(misnamed_folder("r2 ", false), Some(Misnamed::Windows));
        assert_eq!(misnamed("r2 /a:b/soumu"), None);
        assert_eq!(misnamed("r2/aux/soumu"), Some(("aux", Misnamed::Device)));
        assert_eq!(misnamed("r2/soumu.PDF/a"), Some(("soumu.PDF", Misnamed::Ending)));
        assert_eq!(misnamed(".mokuhyo/a"), Some((".mokuhyo", Misnamed::Hidden)));
        assert_eq!(misnamed("r2/higashi/index"), Some(("index", Misnamed::Output)));
    }

    #[test]
    fn names_alike_have_one_key() {
        for (left, right) in [
            ("r2/higashi/Soumu", "r2/higashi/soumu"),
            ("r2/Higashi/soumu", "r2/higashi/soumu"),
            ("が", "か\u{3099}"),
            ("Ｓoumu", "ｓoumu"),
            ("É", "e\u{301}"),
            ("r2./a", "r2/a"),
        ] {
            assert_eq!(collision_key(left), collision_key(right), "{left} {right}");
        }
        for (left, right) in [("soumu", "soumu2"), ("か", "が"), ("ｓoumu", "soumu"), ("r2/a", "r3/a")] {
            assert_ne!(collision_key(left), collision_key(right), "{left} {right}");
        }
        assert!(is_same_name("が", "か\u{3099}") && !is_same_name("か", "が") && !is_same_name("A", "a"));
    }
}
