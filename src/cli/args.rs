//! The command line. What users read of it is Japanese.

use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// 組織目標管理シートを検査し、PDFにします。
#[derive(Debug, Parser)]
#[command(
    name = "mokuhyo",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    max_term_width = 100,
    help_template = "{about}\n\n使い方: {usage}\n\n{all-args}",
    subcommand_help_heading = "コマンド",
    subcommand_value_name = "コマンド"
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of every command.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "オプション")]
pub(super) struct Common {
    /// 結果の形式: 人が読む human、プログラムが読む json、エディタなどが読む sarif、
    /// GitHub のプルリクエストに付く github、テスト結果として集計する junit
    #[arg(long, global = true, value_name = "human|json|sarif|github|junit", default_value = "human")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(super) format: Format,
    /// メッセージの言語(書かなければロケールの環境変数から)
    #[arg(long, global = true, value_name = "ja|en", hide_possible_values = true)]
    pub(super) lang: Option<LangArg>,
    /// 警告も失敗として扱う
    #[arg(long, global = true, value_name = "warnings", hide_possible_values = true)]
    pub(super) deny: Option<Deny>,
    /// 結果のほかは何も表示しない
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// 色を付けるかどうか
    #[arg(long, global = true, value_name = "auto|always|never", default_value = "auto")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(super) color: ColorArg,
    /// この説明を表示する
    #[arg(long, short, global = true, action = ArgAction::HelpShort)]
    help: Option<bool>,
    /// 版を表示する
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// 人が読む形
    Human,
    /// プログラムが読む形
    Json,
    /// エディタやコード検査の画面が読む形(SARIF 2.1.0)
    Sarif,
    /// GitHub のプルリクエストで行の横に出る形
    Github,
    /// テスト結果として集計する形(JUnit)
    Junit,
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
    #[command(help_template = "{about}\n\n使い方: {usage}\n\n{all-args}")]
    Check(CheckArgs),
    /// シートを検査し、公開用のPDFを作る
    #[command(help_template = "{about}\n\n使い方: {usage}\n\n{all-args}")]
    Build(BuildArgs),
}

#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    /// シートのファイルかフォルダ(書かなければ sheets)
    #[arg(value_name = "PATH", default_value = "sheets", hide_default_value = true, help_heading = "引数")]
    pub(super) paths: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct BuildArgs {
    /// シートのファイルかフォルダ(書かなければ sheets)
    #[arg(value_name = "PATH", default_value = "sheets", hide_default_value = true, help_heading = "引数")]
    pub(super) paths: Vec<PathBuf>,
    /// PDFを置くフォルダ(書かなければ out)
    #[arg(
        long,
        value_name = "DIR",
        default_value = "out",
        hide_default_value = true,
        help_heading = "オプション"
    )]
    pub(super) out: PathBuf,
}
