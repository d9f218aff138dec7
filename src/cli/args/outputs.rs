//! The arguments of the commands that check sheets and make outputs of them.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::values::{Choices, choice, within};
use crate::pipeline::Part;

/// The sheets that a command processes.
#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Sources {
    /// シートのファイルかフォルダ(書かなければ sheets)
    #[arg(value_name = "PATH", default_value = "sheets")]
    pub(in crate::cli) paths: Vec<PathBuf>,
}

/// The options of all commands that typeset outputs.
#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Writing {
    /// 出力と同じ名前の、mokuhyo が作ったものではないファイルも置き換える
    #[arg(long)]
    pub(in crate::cli) overwrite: bool,
    /// 1つの出力の組版を待つ秒数(書かなければ 60)
    #[arg(long, value_name = "SECONDS", default_value = "60")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(in crate::cli) timeout: u64,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct CheckArgs {
    #[command(flatten)]
    pub(in crate::cli) sources: Sources,
    /// 機械的に直せるものを、ファイルの中で直す
    #[arg(long)]
    pub(in crate::cli) fix: bool,
}

#[derive(Debug, ClapArgs)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(in crate::cli) struct BuildArgs {
    #[command(flatten)]
    pub(in crate::cli) sources: Sources,
    /// 作ったものを置くフォルダ(書かなければ out)
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(in crate::cli) out: PathBuf,
    /// 1種類だけ作る: シートのPDF、区の冊子、ウェブページ、オープンデータ
    #[arg(long, value_name = "sheets|booklet|html|data", value_parser = choice(PARTS))]
    pub(in crate::cli) only: Option<Part>,
    /// 同時に作る数(書かなければCPUの数)
    #[arg(long, short, value_name = "N", value_parser = within::<usize>(1, MOST_JOBS))]
    pub(in crate::cli) jobs: Option<usize>,
    /// 全体をN個に分けたうちのK番目だけを作る
    #[arg(long, value_name = "K/N")]
    pub(in crate::cli) shard: Option<String>,
    /// 何も書き込まずに、ないもの、古いもの、書き換えられたものを調べる
    #[arg(long, conflicts_with_all = ["prune", "force", "overwrite"])]
    pub(in crate::cli) verify: bool,
    /// 元のシートがなくなったものを消す
    #[arg(long)]
    pub(in crate::cli) prune: bool,
    /// 公開しないフォルダ(設定が「公開: しない」)のものも、「未公開」の印を付けて作る
    #[arg(long)]
    pub(in crate::cli) drafts: bool,
    /// 前回から変わっていないものも作り直す
    #[arg(long)]
    pub(in crate::cli) force: bool,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing,
}

/// The values of `--only`.
const PARTS: Choices<Part> = &[
    ("sheets", "シートのPDF", Part::Sheets),
    ("booklet", "区の冊子のPDF", Part::Booklet),
    ("html", "ウェブページ", Part::Html),
    ("data", "オープンデータ(CSVとJSON)", Part::Data),
];

/// The upper limit of `--jobs`; more workers would only take memory.
const MOST_JOBS: usize = 512;

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ProofArgs {
    #[command(flatten)]
    pub(in crate::cli) sources: Sources,
    /// 見え消し: 前の版(ファイルかフォルダ、または git の版)から変わった所を示す
    #[arg(long, value_name = "REV|PATH")]
    pub(in crate::cli) against: Option<String>,
    /// 紙に入れる印(書かなければ 校正用。例: 案、未定稿)
    #[arg(long, value_name = "TEXT", default_value = "校正用")]
    pub(in crate::cli) mark: String,
    /// A4のシートをA3の紙の中央に刷り、周りを書き込みのために空ける
    #[arg(long, value_name = "a3")]
    pub(in crate::cli) paper: Option<PaperArg>,
    /// 作るもの: PDF(書かないとき)か、ページごとの画像
    #[arg(long = "as", value_name = "pdf|png", default_value = "pdf")]
    pub(in crate::cli) print: PrintArg,
    /// 画像の細かさ(1インチの画素の数。書かなければ 144)
    #[arg(long, value_name = "N", default_value = "144", value_parser = within::<u16>(24, 600))]
    pub(in crate::cli) ppi: u16,
    /// 校正刷を入れる proof フォルダを置くフォルダ(書かなければ out)
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(in crate::cli) out: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) writing: Writing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PaperArg {
    /// A3の紙
    A3,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PrintArg {
    /// PDF
    Pdf,
    /// ページごとの画像
    Png,
}
