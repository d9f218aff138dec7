//! What hostile disks, limits and names do to a run: nothing that is not ours is touched, and what the system refuses is
//! told in plain words with status 2.

use std::fs;

#[cfg(target_os = "linux")]
use super::support::program;
use super::support::{Output, Project, Runs, command};

/// A sheet that can be compared with itself in another state.
fn compared() -> Project {
    let project = Project::real();
    project.write("old/soumu.yaml", &project.read("sheets/r2/higashi/soumu.yaml"));
    project.write("new/soumu.yaml", &project.read("sheets/r2/higashi/soumu.yaml"));
    project.edit("new/soumu.yaml", "作成日: ", "作成日: R2.9.9 # ");
    project
}

#[test]
fn a_comparison_replaces_its_own_file_and_no_other() {
    let project = compared();
    let mut runs = Runs::default();
    for name in ["a.pdf", "a.html", "a.md", "a.txt", "a.json"] {
        let diff = ["diff", "old", "new", "--out", name];
        assert_eq!(project.run(&diff).status, 0, "{name}");
        let ours = project.read(name);
        assert_eq!(project.run(&diff).status, 0, "{name}: the same again");
        project.write(name, b"somebody's own");
        project.mokuhyo(&diff).record(&mut runs);
        assert_eq!(project.read(name), b"somebody's own", "{name}");
        assert_eq!(project.run(&[&diff[..], &["--overwrite"]].concat()).status, 0, "{name}");
        assert!(project.read(name) == ours, "{name}");
    }
    runs.compare("a_comparison_replaces_its_own_file_and_no_other");
    // What says that it is ours is replaced by another comparison.
    for name in ["a.pdf", "a.html"] {
        assert_eq!(project.run(&["diff", "new", "old", "--out", name]).status, 0, "{name}");
    }
}

#[test]
fn a_comparison_is_never_written_over_a_source() {
    let project = compared();
    let before = project.read("new/soumu.yaml");
    let mut runs = Runs::default();
    for name in ["new/soumu.yaml", "new/other.YML", "sheets/mokuhyo.yaml"] {
        let args = ["diff", "old", "new", "--as", "md", "--overwrite", "--out", name];
        project.mokuhyo(&args).record(&mut runs);
    }
    runs.compare("a_comparison_is_never_written_over_a_source");
    assert!(project.read("new/soumu.yaml") == before && !project.path("new/other.YML").exists());
}

#[test]
#[cfg(unix)]
fn a_comparison_goes_through_no_link() {
    let project = compared();
    project.write("victim", b"");
    std::os::unix::fs::symlink(project.path("victim"), project.path("a.md")).unwrap();
    project
        .mokuhyo(&["diff", "old", "new", "--out", "a.md"])
        .status(2)
        .stderr(
            "\
エラー: 「a.md」に書き込めません(「a.md」はリンクなので、その先には触れません)。
シート 1枚に違い 1か所(比べたシート 1枚)
",
        )
        .check();
    assert_eq!(project.read("victim"), b"");
}

#[test]
fn a_comparison_shows_what_is_obeyed_and_obeys_nothing() {
    let project = compared();
    project.edit("new/soumu.yaml", "課: ", "課: \"\\u202E\\u2028\\uFEFF\\u2066\\u0007\" # ");
    let mut runs = Runs::default();
    for form in ["md", "html"] {
        project.mokuhyo(&["diff", "old", "new", "--as", form]).record(&mut runs);
    }
    let is_raw = |it: char| "\u{202E}\u{2028}\u{FEFF}\u{2066}\u{7}".contains(it);
    assert!(!runs.shown().contains(is_raw), "{}", runs.shown());
    runs.compare("a_comparison_shows_what_is_obeyed_and_obeys_nothing");
}

#[test]
fn a_foreign_picture_stays_where_a_proof_goes() {
    let project = Project::real();
    // A picture of the same size by another program: one grey pixel would do as well.
    let foreign = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0";
    project.write("out/proof/r2/higashi/soumu-1.png", foreign);
    let proof = ["proof", "--as", "png", "--ppi", "36", "sheets/r2/higashi/soumu.yaml"];
    let mut runs = Runs::default();
    project.mokuhyo(&proof).record(&mut runs);
    runs.compare("a_foreign_picture_stays_where_a_proof_goes");
    assert_eq!(project.read("out/proof/r2/higashi/soumu-1.png"), foreign);
    assert_eq!(project.run(&[&proof[..], &["--overwrite"]].concat()).status, 0);
    // Our own is replaced, and is a picture that others read.
    assert_eq!(project.run(&[&proof[..], &["--mark", "案"]].concat()).status, 0);
    let bytes = project.read("out/proof/r2/higashi/soumu-1.png");
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let texts = &reader.info().uncompressed_latin1_text;
    assert!(texts.iter().any(|text| text.keyword == "Software" && text.text == "mokuhyo"));
}

#[test]
#[cfg(unix)]
fn a_foreign_file_of_three_gigabytes_is_told_without_being_read() {
    let project = Project::real();
    fs::create_dir_all(project.path("out/r2/higashi")).unwrap();
    for name in ["r2/higashi/soumu.pdf", "index.html", "r2/higashi/sheets.json"] {
        fs::File::create(project.path("out").join(name)).unwrap().set_len(3 << 30).unwrap();
    }
    fs::create_dir_all(project.path("out/.mokuhyo")).unwrap();
    fs::File::create(project.path("out/.mokuhyo/0123456789abcdef-outputs.json"))
        .unwrap()
        .set_len(3 << 30)
        .unwrap();
    let limit = format!("--as={}", 2_u64 << 30);
    let output = command("prlimit")
        .args([&limit, env!("CARGO_BIN_EXE_mokuhyo"), "build", "--jobs", "1"])
        .current_dir(project.path("."))
        .output();
    let Ok(output) = output else { return };
    let mut runs = Runs::default();
    runs.add("prlimit --as=2 GiB mokuhyo build --jobs 1", &project, &Output::of(output));
    runs.compare("a_foreign_file_of_three_gigabytes_is_told_without_being_read");
    assert_eq!(fs::metadata(project.path("out/index.html")).unwrap().len(), 3 << 30);
    assert_eq!(
        fs::metadata(project.path("out/.mokuhyo/0123456789abcdef-outputs.json")).unwrap().len(),
        3 << 30
    );
}

/// Runs the program as a shell's command that may write files of at most so many blocks.
#[cfg(target_os = "linux")]
fn within(project: &Project, bytes: u64, args: &[&str]) -> Output {
    let mut command = command("prlimit");
    command.arg(format!("--fsize={bytes}")).arg(env!("CARGO_BIN_EXE_mokuhyo")).args(args);
    Output::of(command.current_dir(project.path(".")).output().unwrap())
}

/// The names of files in a folder and below that are temporary.
#[cfg(target_os = "linux")]
fn temporary(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(temporary(&entry.path()));
        }
        if name.starts_with("write-") || name.starts_with(".mokuhyo-") {
            found.push(entry.path());
        }
    }
    found
}

#[test]
#[cfg(target_os = "linux")]
fn a_limit_of_a_files_size_is_told_and_leaves_nothing_half() {
    let project = Project::real();
    let mut runs = Runs::default();
    for args in [
        &["build", "--only", "html"][..],
        &["new", "a"],
        &["roll", "sheets/r2", "--to", "r3"],
        &["diff", "sheets", "sheets", "--as", "html", "--out", "a.html"],
        &["new", "--print", "p"],
    ] {
        let output = within(&project, 100, args);
        runs.add(&format!("prlimit --fsize=100 mokuhyo {}", args.join(" ")), &project, &output);
        assert_eq!(temporary(&project.path(".")), Vec::<std::path::PathBuf>::new(), "{args:?}");
    }
    runs.compare("a_limit_of_a_files_size_is_told_and_leaves_nothing_half");
    for path in ["a.yaml", "a.html", "p.pdf", "sheets/r3"] {
        assert!(!project.path(path).exists(), "{path}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_standard_output_is_status_2() {
    let mut runs = Runs::default();
    for args in [
        &["--version"][..],
        &["--help"],
        &["build", "--help"],
        &["help"],
        &["help", "build"],
        &["completions", "bash"],
        &["schema"],
        &["explain"],
        &["check"],
        &["check", "--format", "json"],
        &["diff", "sheets", "sheets", "--as", "json"],
        &[],
    ] {
        let project = Project::published();
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = program().args(args).current_dir(project.path(".")).stdout(full).output().unwrap();
        runs.add(&format!("mokuhyo {} > /dev/full", args.join(" ")), &project, &Output::of(output));
    }
    runs.compare("a_full_disk_behind_standard_output_is_status_2");
}
