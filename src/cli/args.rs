//! The command line. What users read of it is Japanese.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// 組織目標管理シートを検査し、PDFにします。
#[derive(Debug, Parser)]
#[command(name = "mokuhyo", version, disable_help_subcommand = true, max_term_width = 100)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of every command.
#[derive(Debug, ClapArgs)]
pub(super) struct Common {
    /// 結果の形式
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
    /// メッセージの言語(書かなければロケールの環境変数から)
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<LangArg>,
    /// 失敗として扱うもの
    #[arg(long, global = true, value_enum)]
    pub(super) deny: Option<Deny>,
    /// 結果のほかは何も表示しない
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// 色を付けるかどうか
    #[arg(long, global = true, value_enum, default_value_t = ColorArg::Auto)]
    pub(super) color: ColorArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// 人が読む形
    Human,
    /// プログラムが読む形
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LangArg {
    /// 日本語
    Ja,
    /// 英語
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// 警告
    Warnings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorArg {
    /// 端末に表示するときだけ
    Auto,
    /// いつも
    Always,
    /// 付けない
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// シートを読んで検査する(何も書き込まない)
    Check(CheckArgs),
    /// シートを検査し、公開用のPDFを作る
    Build(BuildArgs),
}

#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    /// シートのファイルかフォルダ
    #[arg(value_name = "PATH", default_value = "sheets")]
    pub(super) paths: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct BuildArgs {
    /// シートのファイルかフォルダ
    #[arg(value_name = "PATH", default_value = "sheets")]
    pub(super) paths: Vec<PathBuf>,
    /// PDFを置くフォルダ
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(super) out: PathBuf,
}
