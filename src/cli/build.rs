//! `mokuhyo build`: checks the sheets and builds the outputs that are missing or stale. With `--verify`,
//! compares the existing outputs with their sources instead.

use std::env;
use std::sync::atomic::AtomicBool;

use super::args::BuildArgs;
use super::console::Console;
use super::progress::Progress;
use super::status::ExitStatus;
use super::unfinished::report_unfinished;
use super::usage::invalid_value;
use super::worker;
use crate::disk::RealDisk;
use crate::finding::{Message, brief};
use crate::pipeline::{self, Part, Request, Shard, Tools};
use crate::read::Reader;
use crate::report::{Report, left_out};
use crate::rules::{Rules, cores};
use crate::sheet::EraDate;

/// The environment variable with the build date in seconds since 1970 (<https://reproducible-builds.org>).
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Builds or verifies the outputs that the PATHs select, and reports the result.
pub(super) fn run(args: &BuildArgs, console: &Console, stop: &AtomicBool) -> ExitStatus {
    let request = match request(args, console) {
        Ok(request) => request,
        Err(message) => return console.refuse(&message),
    };
    report_unfinished(&args.sources.paths, console);
    let (reader, rules) = (Reader::new(), Rules::new());
    let tools = Tools { disk: &RealDisk, reader: &reader, rules: &rules, stop };
    let mut progress = Progress::new(console);
    let report = |event: pipeline::Event| progress.report(event);
    let outcome = if args.verify {
        pipeline::verify(&request, tools, report)
    } else {
        pipeline::build(&request, tools, report)
    };
    let took = progress.end();
    match outcome {
        Err(run_errors) => console.give_up(&run_errors),
        Ok((_, run)) if run.interrupted => console.interrupted(&Message::new(
            "中断しました。もう一度実行すると続きから作ります。",
            "Interrupted. Run the command again to continue.",
        )),
        Ok((checked, run)) => {
            if run.is_partial && request.only != Some(Part::Sheets) {
                console.mention(&Message::new(
                    "区の冊子、一覧、グラフ、データは区のフォルダを、サイトの一覧は全体を指定したときに作ります。",
                    "A ward's booklet, index, charts and data are built only if its folder is named, and the site's index only if the whole collection is.",
                ));
            }
            if !run.drafts.is_empty() {
                console.mention(&left_out(&run.drafts));
            }
            console.close(Report::of_run(&checked, &run), &run.run_errors, Some(took))
        }
    }
}

fn request<'a>(args: &'a BuildArgs, console: &Console) -> Result<Request<'a>, Message> {
    let jobs = args.jobs.unwrap_or_else(cores);
    Ok(Request {
        paths: &args.sources.paths,
        out: &args.out,
        deny_warnings: console.deny_warnings,
        jobs: jobs.max(1),
        only: args.only,
        shard: shard(args.shard.as_deref())?,
        force: args.force,
        prune: args.prune,
        drafts: args.drafts,
        overwrite: args.writing.overwrite,
        undated: undated()?,
        helper: worker::helper(args.writing.timeout),
    })
}

fn shard(text: Option<&str>) -> Result<Shard, Message> {
    let Some(text) = text else { return Ok(Shard::WHOLE) };
    let expected = Message::new("K/N(全体をN個に分けたうちのK番目。1≦K≦N≦256)", "K/N with 1 ≤ K ≤ N ≤ 256");
    text.parse().map_err(|()| invalid_value("--shard", text, &expected))
}

fn undated() -> Result<Option<EraDate>, Message> {
    let Some(text) = env::var_os(EPOCH).filter(|text| !text.is_empty()) else { return Ok(None) };
    let date = text.to_str().and_then(|text| text.parse().ok()).and_then(EraDate::of_unix_time);
    let shown = brief(&text.to_string_lossy());
    date.map(Some).ok_or_else(|| {
        Message::new(
            format!("環境変数 {EPOCH} の値「{shown}」は、1970年からの秒数ではありません。"),
            format!("invalid value for {EPOCH}: {shown} (expected seconds since 1970)"),
        )
    })
}
