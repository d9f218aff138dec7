//! README and docs: the commands that they show run, and their links lead somewhere.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Project, command, root};

/// The pages, relative to the root, without the officers' guide, whose commands have a test of their own.
fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut pages: Vec<PathBuf> = docs
        .filter(|name| Path::new(name).extension().is_some_and(|it| it == "md") && name != "guide.ja.md")
        .map(|name| Path::new("docs").join(name))
        .collect();
    pages.extend(["README.md", "CONTRIBUTING.md"].map(PathBuf::from));
    pages.sort();
    pages
}

fn text(page: &Path) -> String {
    fs::read_to_string(root().join(page)).unwrap()
}

/// The scripts in a page's blocks of shell, without lines that build or test mokuhyo itself.
fn scripts(page: &str) -> Vec<String> {
    let blocks = page.split("\n```sh\n").skip(1).map(|rest| rest.split("\n```").next().unwrap());
    let own =
        |block: &str| block.lines().filter(|line| !line.starts_with("cargo ")).collect::<Vec<_>>().join("\n");
    blocks.map(own).collect()
}

/// A copy of the sheets and of the evaluated example, committed to git twice.
fn sandbox() -> Project {
    let project = Project::real();
    let script = "cp -R \"$1\" tests && git init -q && git add . && git commit -qm first && \
                  sed -i 's/R2.4.1/R2.4.2/' sheets/r2/higashi/soumu.yaml && git commit -qam second";
    fs::create_dir_all(project.path("tests/collections")).unwrap();
    let script = script.replace(" tests &&", " tests/collections/evaluated &&");
    let status = shell(&project, &script).arg(root().join("tests/collections/evaluated")).status().unwrap();
    assert!(status.success());
    project
}

/// `sh -e` in the project, with mokuhyo on the PATH and a job of Slurm's and Kubernetes's kind.
fn shell(project: &Project, script: &str) -> Command {
    let bin = Path::new(env!("CARGO_BIN_EXE_mokuhyo")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut shell = command("sh");
    // Findings are results, not failures.
    let script = format!("mokuhyo() {{ command mokuhyo \"$@\" || [ $? -eq 1 ]; }}\n{script}");
    shell.args(["-ec", &script, "sh"]).current_dir(project.path("")).env("PATH", path);
    shell.env("GIT_AUTHOR_NAME", "a").env("GIT_AUTHOR_EMAIL", "a@example.jp");
    shell.env("GIT_COMMITTER_NAME", "a").env("GIT_COMMITTER_EMAIL", "a@example.jp");
    shell.env("SLURM_ARRAY_TASK_ID", "1").env("SLURM_ARRAY_TASK_COUNT", "4").env("JOB_COMPLETION_INDEX", "0");
    shell
}

#[test]
fn every_block_of_shell_runs() {
    let project = sandbox();
    let mut lines = 0;
    for page in pages() {
        for script in scripts(&text(&page)) {
            lines += script.lines().filter(|line| line.contains("mokuhyo ")).count();
            let output = shell(&project, &script).output().unwrap();
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{}:\n{script}\n{errors}", page.display());
        }
    }
    assert!(lines > 25, "{lines} commands were found");
}

#[test]
fn every_command_of_the_table_takes_its_options() {
    let readme = text(Path::new("README.md"));
    let shown: Vec<&str> =
        readme.lines().filter_map(|line| line.strip_prefix("| `mokuhyo ")?.split('`').next()).collect();
    assert!(shown.len() > 10, "{shown:?}");
    let project = Project::empty();
    for command in shown {
        let name = command.split(' ').next().unwrap();
        let help = project.run(&[name, "--help"]);
        assert_eq!(help.status, 0, "{command}");
        for option in command.split([' ', '[', ']']).filter(|word| word.starts_with("--")) {
            assert!(help.stdout.contains(option), "{command}: {option}");
        }
    }
    // And the table leaves none out.
    for name in
        project.run(&["help"]).stdout.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
    {
        let is_command = !name.is_empty() && name.is_ascii() && name != "help" && !name.starts_with('-');
        assert!(!is_command || readme.contains(&format!("`mokuhyo {name}")), "{name}");
    }
}

#[test]
fn the_readmes_sheet_has_no_errors() {
    let readme = text(Path::new("README.md"));
    let sheet = readme.split("\n```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let project = Project::with(&[("sheets/r3/higashi/kankyou.yaml", sheet)]);
    let built = project.run(&["build"]);
    assert_eq!(built.status, 0, "{built:?}");
    assert!(project.path("out/r3/higashi/kankyou.pdf").is_file());
}

#[test]
fn links_between_pages_lead_somewhere() {
    let mut seen = 0;
    for page in pages() {
        let text = text(&page);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = root().join(&page).parent().unwrap().join(file);
            assert!(target.exists(), "{}: {link}", page.display());
            let heading = format!("# {}", anchor.replace('-', " "));
            let target = if file.is_empty() { root().join(&page) } else { target };
            let is_there =
                anchor.is_empty() || fs::read_to_string(target).unwrap().to_lowercase().contains(&heading);
            assert!(is_there, "{}: {link}", page.display());
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen} links were found");
}

#[test]
fn the_readme_is_short() {
    assert!(text(Path::new("README.md")).len() <= 9 << 10);
}
