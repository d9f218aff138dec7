//! The command line. Doc comments of arguments and commands are the Japanese help; `english` has the English
//! one.

mod outputs;
mod values;

use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum};

pub(super) use self::outputs::{BuildArgs, CheckArgs, PrintArg, ProofArgs};
use self::values::{Choices, choice, within};
pub(super) use self::values::{Expected, chosen};
use crate::diff::Style;
use crate::edit::Skeleton;
use crate::finding::Lang;
use crate::sheet::FiscalYear;

/// 組織目標管理シートを検査し、PDFにします。
#[derive(Debug, Parser)]
#[command(
    name = "mokuhyo",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    max_term_width = 100,
    subcommand_help_heading = "コマンド",
    subcommand_value_name = "コマンド"
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options that every command accepts.
#[derive(Debug, ClapArgs)]
#[command(next_display_order = 100)]
pub(super) struct Common {
    /// 結果の形式: 人が読む human、プログラムが読む json、エディタなどが読む sarif、
    /// GitHub のプルリクエストに付く github、テスト結果として集計する junit
    #[arg(long, global = true, value_name = "human|json|sarif|github|junit", default_value = "human")]
    pub(super) format: Format,
    /// メッセージの言語(書かなければロケールの環境変数から)
    #[arg(long, global = true, value_name = "ja|en", value_parser = choice(LANGS))]
    pub(super) lang: Option<Lang>,
    /// 警告も失敗として扱う
    #[arg(long, global = true, value_name = "warnings")]
    pub(super) deny: Option<Deny>,
    /// 結果のほかは何も表示しない
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// 色を付けるかどうか
    #[arg(long, global = true, value_name = "auto|always|never", default_value = "auto")]
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

/// The values of `--lang`.
pub(super) const LANGS: Choices<Lang> = &[("ja", "日本語", Lang::Ja), ("en", "英語", Lang::En)];

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
    /// シートを読んで検査する(--fix がなければ何も書き込まない)
    Check(CheckArgs),
    /// シートを検査し、公開するもの(PDF、冊子、ウェブページ、オープンデータ)を作る
    Build(BuildArgs),
    /// 校正刷を作る(誤りがあっても、読めるかぎり作る)
    Proof(ProofArgs),
    /// 2つの版の違いを、新旧対照表や正誤表にする
    Diff(DiffArgs),
    /// 今年度のシートから、次の年度のシートを作る
    Roll(RollArgs),
    /// 書き込むだけのシートのひな形を作る
    New(NewArgs),
    /// 印刷する紙面をブラウザで開き、欄に書き込む
    Open(OpenArgs),
    /// エディタが使うJSON Schemaを表示する
    Schema(SchemaArgs),
    /// 規則の説明を表示する
    Explain(ExplainArgs),
    /// mokuhyo、書体、部品のライセンスを表示する
    Licenses,
    /// シェルの入力補完の設定を表示する
    Completions(CompletionsArgs),
    /// この説明、またはコマンドの説明を表示する
    Help(HelpArgs),
    /// 組版だけをする(mokuhyo 自身が使う)
    #[command(name = super::worker::NAME, hide = true)]
    Worker,
}

#[derive(Debug, ClapArgs)]
pub(super) struct CompletionsArgs {
    /// シェルの名前
    #[arg(value_name = "bash|zsh|fish|powershell|elvish")]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, ClapArgs)]
pub(super) struct HelpArgs {
    /// コマンドの名前(書かなければ全体の説明)
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct DiffArgs {
    /// 前の版: ファイルかフォルダ、または git の版(HEAD~1、v1 など。「版:パス」とも書ける)
    #[arg(value_name = "OLD")]
    pub(super) old: String,
    /// 新しい版: 同じ書き方(書かなければ、いまのファイル)
    #[arg(value_name = "NEW")]
    pub(super) new: Option<String>,
    /// 違いの形: 画面で読む human、プログラムが読む json、表にする md、html、pdf
    /// (書かなければ --out の名前の終わりから。--out もなければ human)
    #[arg(long = "as", value_name = "human|json|md|html|pdf")]
    pub(super) form: Option<DiffForm>,
    /// 表の種類: 新旧対照表(書かないとき)、正誤表
    #[arg(long, value_name = "shinkyu|seigo", default_value = "shinkyu", value_parser = choice(STYLES))]
    pub(super) style: Style,
    /// 書き込むファイル(書かなければ画面に出す)
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// 同じ名前の、mokuhyo が作ったものではないファイルも置き換える
    #[arg(long, requires = "out")]
    pub(super) overwrite: bool,
    /// 表に、シートのファイルの場所も書く
    #[arg(long)]
    pub(super) paths: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffForm {
    /// 画面で読む形
    Human,
    /// プログラムが読む形
    Json,
    /// Markdown の表
    Md,
    /// ブラウザで開く表
    Html,
    /// 印刷する表
    Pdf,
}

/// The values of `--style`.
const STYLES: Choices<Style> =
    &[("shinkyu", "新旧対照表", Style::Shinkyu), ("seigo", "正誤表", Style::Seigo)];

#[derive(Debug, ClapArgs)]
pub(super) struct RollArgs {
    /// 今年度のシートのフォルダ(例: sheets/r2/higashi)、またはシートのファイル
    #[arg(value_name = "DIR")]
    pub(super) path: PathBuf,
    /// 次の年度(例: R3、令和3年度)
    #[arg(long, value_name = "YEAR", value_parser = fiscal_year)]
    pub(super) to: FiscalYear,
    /// 新しいシートを置くフォルダ(書かなければ、DIRの年度のフォルダの名前を次の年度に変えた所)
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

fn fiscal_year(text: &str) -> Result<FiscalYear, Expected> {
    text.trim()
        .parse()
        .map_err(|()| Expected::new("R3 や 令和3年度 のような年度", "a year as in R3 or 令和3年度"))
}

#[derive(Debug, ClapArgs)]
pub(super) struct NewArgs {
    /// 作るファイルの名前(例: sheets/r3/higashi/soumu)。--print なら、書かなければ blank.pdf
    #[arg(value_name = "NAME", required_unless_present = "print")]
    pub(super) name: Option<PathBuf>,
    /// 様式: 課のシート(書かないとき)、区のページ(名前が ward なら書かなくてよい)、設定
    #[arg(long, value_name = "department|ward|settings", value_parser = choice(SKELETONS))]
    pub(super) form: Option<Skeleton>,
    /// 手書き用の空の様式を、PDFで作る
    #[arg(long, conflicts_with = "form")]
    pub(super) print: bool,
    /// --print の目標の数(書かなければ 5)
    #[arg(long, value_name = "N", requires = "print", default_value = "5", value_parser = within::<usize>(1, 50))]
    pub(super) goals: usize,
}

#[derive(Debug, ClapArgs)]
pub(super) struct OpenArgs {
    /// シートのファイルかフォルダ(書かなければ sheets)
    #[arg(value_name = "PATH", default_value = "sheets")]
    pub(super) path: PathBuf,
    /// ブラウザを開かない(表示されたアドレスを自分で開く)
    #[arg(long)]
    pub(super) no_browser: bool,
    /// 待ち受けるポートの番号(書かなければ、空いている番号)
    #[arg(long, value_name = "N", value_parser = within::<u16>(1024, u16::MAX))]
    pub(super) port: Option<u16>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct SchemaArgs {
    /// 様式: 課のシート(書かないとき)、区のページ、設定、公開するデータ(sheets.json)、
    /// --format json が表示するもの、diff --as json が表示するもの
    #[arg(long, value_name = "department|ward|settings|data|report|diff", default_value = "department")]
    pub(super) form: SchemaArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaArg {
    /// 課のシート
    Department,
    /// 区のページ
    Ward,
    /// 設定
    Settings,
    /// 公開するデータ
    Data,
    /// --format json が表示するもの
    Report,
    /// diff --as json が表示するもの
    Diff,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ExplainArgs {
    /// 規則の名前(書かなければ一覧)
    #[arg(value_name = "RULE")]
    pub(super) rule: Option<String>,
}

/// The values of `new --form`.
const SKELETONS: Choices<Skeleton> = &[
    ("department", "課のシート", Skeleton::Department),
    ("ward", "区のページ", Skeleton::Ward),
    ("settings", "設定", Skeleton::Settings),
];
