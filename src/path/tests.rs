use System::{Unix, Windows};

use super::*;

#[test]
fn paths_are_shown_with_slashes() {
    for (path, told) in [
        (r"C:\town\sheets\r2", "C:/town/sheets/r2"),
        (r"c:/town\.\sheets/", "C:/town/sheets"),
        (r"\\?\C:\town\sheets", "C:/town/sheets"),
        (r"C:\", "C:/"),
        (r"\\?\C:\", "C:/"),
        // Relative to the current folder of the drive.
        (r"C:sheets\r2", "C:sheets/r2"),
        (r"\\server\share\sheets", "//server/share/sheets"),
        (r"\\?\UNC\server\share\sheets", "//server/share/sheets"),
        (r"\sheets", "/sheets"),
        (r"sheets\..\東 区", "sheets/../東 区"),
        ("", ""),
    ] {
        assert_eq!(Windows.to_slash(path), told, "{path}");
    }
    for (path, told) in [
        ("/srv/sheets", "/srv/sheets"),
        ("/", "/"),
        ("sheets//r2/./a/", "sheets/r2/a"),
        ("../a", "../a"),
        // On Unix a backslash is an ordinary character of a name.
        (r"C:\a", r"C:\a"),
        ("", ""),
    ] {
        assert_eq!(Unix.to_slash(path), told, "{path}");
    }
}

#[test]
fn to_slash_is_idempotent() {
    for path in [r"\\?\C:\a\b", r"\\?\UNC\s\t\a", r"C:a", r"\\s\t\a", r"\a", r"a\b"] {
        let told = Windows.to_slash(path);
        assert_eq!(Windows.to_slash(&told), told, "{path}");
    }
}

#[test]
fn a_name_is_one_segment_of_a_uri() {
    assert_eq!(uri_segment("soumu-1_a~.pdf"), "soumu-1_a~.pdf");
    assert_eq!(uri_segment("a:b?c#d%/e f総"), "a%3Ab%3Fc%23d%25%2Fe%20f%E7%B7%8F");
}

#[test]
fn a_path_is_escaped_into_a_uri() {
    for system in [Unix, Windows] {
        assert_eq!(system.uri("sheets/r2/soumu-1_a~.yaml"), "sheets/r2/soumu-1_a~.yaml");
        let odd = "東 区/50%,a:b#?\n.yaml";
        assert_eq!(system.uri(odd), "%E6%9D%B1%20%E5%8C%BA/50%25%2Ca%3Ab%23%3F%0A.yaml");
        assert_eq!(system.uri("../a.yaml"), "../a.yaml");
        assert_eq!(system.uri("/srv/a b.yaml"), "file:///srv/a%20b.yaml");
    }
    let told = |path: &str| Windows.uri(&Windows.to_slash(path));
    assert_eq!(told(r"C:\town\a b.yaml"), "file:///C:/town/a%20b.yaml");
    assert_eq!(told(r"\\?\C:\a"), "file:///C:/a");
    assert_eq!(told(r"\\server\共有\a"), "file://server/%E5%85%B1%E6%9C%89/a");
    assert_eq!(told(r"C:a"), "C%3Aa");
    assert_eq!(Unix.uri("C:/a"), "C%3A/a");
}

#[test]
fn a_resolved_path_is_one_that_every_program_takes() {
    let simple = |path: &str| Windows.simplified(path);
    assert_eq!(simple(r"\\?\C:\town\東 区").as_deref(), Some(r"C:\town\東 区"));
    assert_eq!(simple(r"\\?\C:\").as_deref(), Some(r"C:\"));
    assert_eq!(simple(r"\\?\UNC\server\share\a").as_deref(), Some(r"\\server\share\a"));
    // Names that mean something else without the prefix, or nothing.
    for kept in [r"\\?\C:\a\con", r"\\?\C:\a.\b", r"\\?\C:\a ", r"\\?\Volume{1}\a", r"C:\a", "a", ""] {
        assert_eq!(simple(kept), None, "{kept}");
    }
    assert_eq!(Unix.simplified(r"\\?\C:\a"), None);
}

#[test]
fn names_of_255_units_are_shown_whole() {
    // Names of the length limits of NTFS, ext4 and APFS: in UTF-16 units, bytes, and characters.
    for name in ["課".repeat(255), "a".repeat(255), "𠮷".repeat(127)] {
        let path = format!(r"\\?\C:\{name}");
        assert_eq!(Windows.to_slash(&path), format!("C:/{name}"));
        assert_eq!(Unix.to_slash(&name), name);
        let units = name.encode_utf16().count() + 3;
        assert_eq!(Windows.simplified(&path).is_some(), units <= LONGEST, "{units}");
    }
    let long = format!(r"\\?\C:\{0}\{0}", "a".repeat(255));
    assert_eq!(Windows.simplified(&long), None);
    assert!(Windows.to_slash(&long).starts_with("C:/aaa"));
}

#[test]
fn names_that_are_one_file_have_one_form() {
    for (left, right) in
        [("Soumu.yaml", "soumu.YAML"), ("が.yaml", "か\u{3099}.yaml"), ("ＡＢＣ", "ａｂｃ"), ("Σ", "ς")]
    {
        assert_eq!(folded(left), folded(right), "{left}");
    }
    for (left, right) in [("soumu", "somu"), ("ア", "ｱ"), ("は", "ば")] {
        assert_ne!(folded(left), folded(right), "{left}");
    }
}

#[test]
fn devices_are_known_by_any_ending() {
    for name in ["con", "CON.yaml", "nul.tar.gz", "Com1", "lpt9.yml", "aux .yaml", "COM¹", "conin$"] {
        assert!(is_device(name), "{name}");
    }
    for name in ["control", "com", "com10", "con-1", "nulla.yaml", "総務", ""] {
        assert!(!is_device(name), "{name}");
    }
}

#[test]
fn a_path_by_its_words_alone() {
    let told = |path: &str| plain(Path::new(path)).map(|path| to_slash(&path));
    assert_eq!(told("a/./b/../c").as_deref(), Some("a/c"));
    assert_eq!(told("a/../.."), None);
    assert_eq!(told("/.."), None);
}

#[test]
#[cfg(unix)]
fn a_relative_path_is_short() {
    for (folder, path, way) in [
        ("/town/sheets", "/town/sheets/r3", "r3"),
        ("/town/sheets/r2", "/town/sheets/r3", "../r3"),
        ("/town", "/town", "."),
        ("/town/a/b", "/town", "../.."),
        ("/town", "/other/r3", "/other/r3"),
    ] {
        assert_eq!(relative(Path::new(folder), Path::new(path)), Path::new(way), "{folder} {path}");
    }
}
