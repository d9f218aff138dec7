//! Builds that wait, are stopped or are killed: nothing is lost, and the next run completes them.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::support::{Output, Project, program, started, waits_for};

#[test]
fn a_second_run_waits_for_the_first() {
    let project = Project::real();
    fs::create_dir_all(project.path("out/.mokuhyo")).unwrap();
    let lock = fs::File::create(project.path("out/.mokuhyo/lock")).unwrap();
    for (args, is_built) in [(&["build", "--jobs", "2"][..], false), (&["build", "--verify"], true)] {
        lock.lock().unwrap();
        let mut second = begun(&project, args);
        let said = waits_for(&mut second, "\n");
        assert_eq!(
            said,
            "別の mokuhyo が同じフォルダに出力しています。終わるのを待ちます(Ctrl-C で中断)。\n"
        );
        assert!(second.try_wait().unwrap().is_none(), "it did not wait");
        assert_eq!(project.path("out/r2").exists(), is_built);
        lock.unlock().unwrap();
        assert!(second.wait().unwrap().success());
    }
    assert!(project.path("out/r2/higashi/soumu.pdf").exists());
}

fn begun(project: &Project, args: &[&str]) -> Child {
    let mut command = program();
    command.args(args).current_dir(project.path(".")).stdout(Stdio::null()).stderr(Stdio::piped());
    started(&mut command)
}

fn built(project: &Project) -> Output {
    let output = project.run(&["build"]);
    assert_eq!(output.status, 0, "{output:?}");
    output
}

/// A ward of more sheets than are made in a moment.
fn large(sheets: usize) -> Project {
    let project = Project::real();
    let soumu = String::from_utf8(project.read("sheets/r2/higashi/soumu.yaml")).unwrap();
    for number in 0..sheets {
        let text = soumu.replace("課: 総務課", &format!("課: 総務第{number}課"));
        project.write(&format!("sheets/r2/higashi/soumu{number}.yaml"), text.as_bytes());
    }
    project
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_a_build_and_nothing_is_lost() {
    let project = large(60);
    let mut run = begun(&project, &["build", "--jobs", "2"]);
    // A folder is there a little before its first file.
    while !fs::read_dir(project.path("out/r2/higashi")).is_ok_and(|mut it| it.next().is_some()) {
        assert!(run.try_wait().unwrap().is_none());
        thread::sleep(Duration::from_millis(10));
    }
    assert!(Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap().success());
    let status = run.wait().unwrap();
    assert_eq!(status.code(), Some(130));
    let output = built(&project);
    // How many were made before the signal differs from run to run.
    assert!(
        output.stdout.contains("変更なし out") && output.stdout.contains("作成 out"),
        "{}",
        output.stdout
    );
}

/// `MOKUHYO_KILLS=200 cargo test killed` kills as many.
#[test]
#[cfg(unix)]
fn a_build_that_is_killed_leaves_no_torn_file_and_is_completed_by_the_next() {
    let kills: u64 = std::env::var("MOKUHYO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6);
    let project = large(8);
    let took = Instant::now();
    built(&project);
    let (took, whole) = (took.elapsed(), project.files("out"));
    for kill in 0..kills {
        fs::remove_dir_all(project.path("out")).unwrap();
        let mut run = begun(&project, &["build", "--jobs", "2"]);
        // Moments spread over the whole run, a little beyond its end.
        let moment = (kill * 7919 + 13) % 1000;
        thread::sleep(took.mul_f64(1.2) * u32::try_from(moment).unwrap() / 1000);
        run.kill().unwrap();
        run.wait().unwrap();
        if project.path("out").exists() {
            for (name, bytes) in project.files("out") {
                let whole = |pdf: &[u8]| lopdf::Document::load_mem(pdf).is_ok();
                let is_pdf = Path::new(&name).extension().is_some_and(|ending| ending == "pdf");
                assert!(!is_pdf || name.starts_with(".mokuhyo/tmp/") || whole(&bytes), "{name} is torn");
            }
        }
        built(&project);
        assert!(project.files("out") == whole, "kill {kill}: not completed");
        assert_eq!(project.run(&["build", "--verify"]).status, 0);
    }
}
