//! What is handed out.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

use super::support::{Project, root};

/// The links of a page that are neither on the web nor in the page itself.
fn links(page: &str) -> Vec<&str> {
    let ends = page.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    ends.filter(|link| !link.is_empty() && !link.contains("://")).collect()
}

#[test]
fn an_archive_holds_what_its_pages_link_to() {
    let project = Project::with(&[("mokuhyo", "")]);
    let folder = project.path("mokuhyo-linux");
    let packed =
        Command::new(root().join(".ci/pack")).arg(project.path("mokuhyo")).arg(&folder).output().unwrap();
    assert!(packed.status.success(), "{packed:?}");
    let mut seen = 0;
    for page in ["README.md", "docs/guide.ja.md", "docs/sheets.md", "docs/ci.md"] {
        let path = folder.join(page);
        for link in links(&fs::read_to_string(&path).unwrap()) {
            seen += 1;
            assert!(path.parent().unwrap().join(link).exists(), "{page}: {link}");
        }
    }
    assert!(seen > 5, "the links were not found");
    let is_there = |name: &str| folder.join(name).is_file();
    assert!(
        [
            "mokuhyo",
            "LICENSE-MIT",
            "THIRD-PARTY.md",
            "fonts/BIZUDPGothic-OFL.txt",
            "fonts/NotoSansJP-OFL.txt"
        ]
        .iter()
        .all(|it| is_there(it))
    );
    // The licences of all fonts that are in the binary.
    let licences = |at: &Path| {
        fs::read_dir(at)
            .unwrap()
            .filter(|it| it.as_ref().unwrap().file_name().to_string_lossy().contains("OFL"))
            .count()
    };
    assert_eq!(licences(&folder.join("fonts")), licences(&root().join("fonts")));
}
