//! A sheet that ends its worker, or keeps it for ever, is that sheet's finding: the run and all others go on.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::support::{Output, Project, Runs, command, started, waits_for};

/// The environment variable that requests a fault of a worker: `src/pipeline/serve.rs`.
const FAULT: &str = "MOKUHYO_FAULT";

/// One sheet's PDF failed, and its booklet's; all others are there.
fn is_one_sheets_finding(project: &Project, args: &[&str], fault: &str, runs: &mut Runs) {
    let fault = format!("{fault}:総務課");
    if fault.starts_with("overflow") {
        // The standard library writes of an overflow in its own words.
        let mut output = project.run_in(args, &[(FAULT, &fault)]);
        output.stderr = output.stderr.lines().last().map(|line| format!("{line}\n")).unwrap_or_default();
        runs.add(&format!("{FAULT}={fault} mokuhyo {} 2>&1 | tail -1", args.join(" ")), project, &output);
    } else {
        project.mokuhyo(args).env(FAULT, &fault).record(runs);
    }
    // It is not remembered: the next run makes it.
    assert_eq!(project.run(&["build"]).status, 0);
    assert_eq!(project.run(&["build", "--verify"]).status, 0);
}

#[test]
fn a_fault_in_one_sheet_is_that_sheets_finding() {
    let mut runs = Runs::default();
    for (fault, jobs) in [("panic", "1"), ("panic", "2"), ("abort", "2"), ("overflow", "1")] {
        is_one_sheets_finding(&Project::real(), &["build", "--jobs", jobs], fault, &mut runs);
    }
    // A run of one output, too.
    let args = ["build", "--only", "sheets", "sheets/r2/higashi/soumu.yaml"];
    is_one_sheets_finding(&Project::real(), &args, "panic", &mut runs);
    runs.compare("a_fault_in_one_sheet_is_that_sheets_finding");
}

/// The time that the other sheets have: far more than they take on a busy machine.
const AMPLE: &str = "40";

#[test]
fn an_output_that_does_not_end_is_stopped() {
    let mut runs = Runs::default();
    let args = ["build", "--jobs", "1", "--timeout", AMPLE];
    is_one_sheets_finding(&Project::real(), &args, "hang", &mut runs);
    // What never ends is the only output that is made, so that a short time is too short for no other.
    let only = ["build", "--timeout", "1", "--only", "sheets", "sheets/r2/higashi/soumu.yaml"];
    is_one_sheets_finding(&Project::real(), &only, "spin", &mut runs);
    runs.compare("an_output_that_does_not_end_is_stopped");
}

#[test]
fn proofs_are_set_by_workers_too() {
    let project = Project::real();
    let mut runs = Runs::default();
    project.mokuhyo(&["proof"]).env(FAULT, "panic:総務課").record(&mut runs);
    assert!(project.path("out/proof/r2/higashi/chiiki.pdf").exists());
    let only = ["proof", "--timeout", "1", "sheets/r2/higashi/soumu.yaml"];
    project.mokuhyo(&only).env(FAULT, "hang:総務課").record(&mut runs);
    runs.compare("proofs_are_set_by_workers_too");
}

#[test]
fn a_fault_of_our_own_is_said_in_plain_words_with_its_status() {
    let project = Project::real();
    let mut runs = Runs::default();
    project.mokuhyo(&["check"]).env(FAULT, "main:").record(&mut runs);
    runs.compare("a_fault_of_our_own_is_said_in_plain_words_with_its_status");
}

/// A collection of more sheets than may be lost in a row.
fn many() -> Project {
    let project = Project::real();
    let soumu = String::from_utf8(project.read("sheets/r2/higashi/soumu.yaml")).unwrap();
    for number in 0..30 {
        let text = soumu.replace("課: 総務課", &format!("課: 総務第{number}課"));
        project.write(&format!("sheets/r2/higashi/soumu{number}.yaml"), text.as_bytes());
    }
    project
}

#[test]
fn workers_that_always_end_end_the_run_once() {
    let project = many();
    // How many are under way when the run ends depends on chance, and on the number of jobs, which for proofs is that
    // of the processors.
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    for (args, fault, jobs) in [
        (&["build", "--only", "sheets", "--jobs", "2"][..], "die:", 2),
        (&["build", "--only", "sheets", "--jobs", "1"], "panic:課", 1),
        (&["proof"], "die:", processors),
    ] {
        let output = project.run_in(args, &[(FAULT, fault)]);
        assert_eq!(output.status, 2, "{output:?}");
        assert_eq!(output.stderr.matches("続けて5回止まった").count(), 1, "{output:?}");
        let failed = output.stdout.matches("[template-error]").count();
        assert!((5..=5 + 2 * jobs).contains(&failed), "{failed}: {output:?}");
    }
    assert_eq!(project.run(&["build", "--only", "sheets"]).status, 0);
}

#[test]
fn another_program_in_the_place_of_this_one_is_told_once() {
    let project = many();
    let output = project.run_in(&["build", "--only", "sheets", "--jobs", "2"], &[(FAULT, "other:")]);
    assert_eq!(output.status, 2, "{output:?}");
    assert_eq!(output.stderr.matches("別の版に入れ替えられた").count(), 1, "{output:?}");
    assert!(output.stdout.matches("失敗 out").count() <= 4, "{output:?}");
}

fn begun(program: &std::path::Path, project: &Project, fault: &str) -> Child {
    let mut command = command(program);
    command.args(["build", "--only", "sheets", "--jobs", "2"]).current_dir(project.path("."));
    started(command.env(FAULT, fault).stdout(Stdio::piped()).stderr(Stdio::piped()))
}

#[test]
#[cfg(target_os = "linux")]
fn a_program_that_is_replaced_while_it_runs_goes_on() {
    let project = many();
    let program = project.path("mokuhyo");
    fs::copy(env!("CARGO_BIN_EXE_mokuhyo"), &program).unwrap();
    // The lock is held by another until the program is replaced.
    fs::create_dir_all(project.path("out/.mokuhyo")).unwrap();
    let lock = fs::File::create(project.path("out/.mokuhyo/lock")).unwrap();
    lock.lock().unwrap();
    let mut run = begun(&program, &project, "");
    waits_for(&mut run, "終わるのを待ちます");
    fs::remove_file(&program).unwrap();
    fs::write(&program, b"#!/bin/sh\nexit 1\n").unwrap();
    drop(lock);
    let output = run.wait_with_output().unwrap();
    let mut runs = Runs::default();
    // Standard error was read until it waited.
    runs.add("mokuhyo build --only sheets --jobs 2", &project, &Output::of(output));
    runs.compare("a_program_that_is_replaced_while_it_runs_goes_on");
}

/// The processes that a process started.
#[cfg(target_os = "linux")]
fn children(process: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let children = tasks.map(|task| fs::read_to_string(task.path().join("children")).unwrap_or_default());
    children
        .flat_map(|it| it.split_whitespace().map(|it| it.parse().unwrap()).collect::<Vec<u32>>())
        .collect()
}

/// Whether a process is there and no zombie.
#[cfg(target_os = "linux")]
fn lives(process: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with(['Z', 'X']))
}

#[test]
#[cfg(target_os = "linux")]
fn workers_end_with_who_started_them_even_those_that_are_stopped() {
    let project = many();
    for stops in [false, true] {
        let mut run = begun(env!("CARGO_BIN_EXE_mokuhyo").as_ref(), &project, "spin:課");
        let begun = Instant::now();
        let workers = loop {
            let workers = children(run.id());
            if workers.len() == 2 {
                break workers;
            }
            assert!(begun.elapsed() < Duration::from_mins(1), "no workers");
            std::thread::sleep(Duration::from_millis(20));
        };
        // They are at it.
        std::thread::sleep(Duration::from_millis(1500));
        let kill = |signal: &str, process: u32| {
            assert!(Command::new("kill").args([signal, &process.to_string()]).status().unwrap().success());
        };
        if stops {
            for worker in &workers {
                kill("-STOP", *worker);
            }
        }
        run.kill().unwrap();
        run.wait().unwrap();
        let killed = Instant::now();
        while workers.iter().any(|worker| lives(*worker)) {
            assert!(killed.elapsed() < Duration::from_mins(1), "workers stay when they are stopped: {stops}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// The program where no more threads and processes than `most` can be started, as somebody who is bound by that.
#[cfg(target_os = "linux")]
fn bound(project: &Project, most: usize, args: &str) -> std::process::Output {
    let limit = ["prlimit".to_owned(), format!("--nproc={most}"), env!("CARGO_BIN_EXE_mokuhyo").to_owned()];
    let is_root = fs::read_to_string("/proc/self/status").unwrap().contains("\nUid:\t0\t");
    let mut command = command(if is_root { "setpriv" } else { "env" });
    if is_root {
        let open = Command::new("chmod").args(["-R", "a+rwX"]).arg(project.path(".")).status();
        assert!(open.unwrap().success());
        // Root is bound by no limit. Nobody else has this number, another run of the tests neither, so that nothing
        // else is counted.
        let user = 60_000 + std::process::id() % 5_000;
        command.args(["--reuid", &user.to_string(), "--clear-groups", "--inh-caps=-all"]);
    }
    command.args(limit).args(args.split(' ')).current_dir(project.path(".")).output().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn where_no_thread_can_be_started_the_work_is_done_all_the_same() {
    let project = Project::real();
    let most = [1, 3, 5];
    for (place, args) in [
        "check",
        "build --force",
        "build --force --jobs 4 --only sheets",
        "proof sheets/r2/higashi/soumu.yaml",
        "build --verify",
        "diff sheets sheets --as pdf --out d.pdf",
        "new --print",
        "roll sheets/r2 --to r3",
    ]
    .iter()
    .enumerate()
    {
        // All of them where there is time: each is a run of debug code.
        for most in if place < 2 { &most[..] } else { &most[place % 3..=place % 3] } {
            let output = bound(&project, *most, args);
            if output.status.code().is_none_or(|code| code > 125) {
                // The program lies where that user may not go, or there is no such command.
                #[expect(clippy::print_stderr, reason = "a test that does nothing says so")]
                {
                    eprintln!("SKIPPED: {output:?}");
                }
                return;
            }
            assert_eq!(output.status.code(), Some(0), "{most} {args}: {output:?}");
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert!(stderr.matches("組版のプロセスを起動できない").count() <= 1, "{stderr}");
            if *args == "check" && *most == 1 {
                let told = stderr.matches("1枚ずつ時間をかけて").count();
                assert_eq!(told, 1, "{stderr}");
            }
        }
    }
    assert_eq!(project.run(&["build", "--verify"]).status, 0);
}
