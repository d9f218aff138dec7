//! Layout of whole sheets: the real ones, those of the field, the evaluated example and generated ones.
//!
//! `MOKUHYO_SHEETS=200` sets the number of generated sheets; by default there are few, to keep the tests
//! quick. The line ends of cells are written to the target folder, for a program that rates wraps.

mod booklets;
mod lines;
mod pages;
mod sizes;

use std::path::Path;

use crate::disk::{Disk, RealDisk};
use crate::read::{Collection, Reader};
use crate::sheet::{Model, Paper, Settings};
use crate::typeset::sizing::Sizing;
use crate::typeset::{Engine, PageView, Pages, fit, forget};
use crate::view::{self, DepartmentView, SheetView};

#[path = "../../../../benches/sheets/mod.rs"]
mod generator;

/// A sheet with its name.
struct NamedSheet {
    name: String,
    view: SheetView,
}

impl NamedSheet {
    fn page(&self) -> PageView<'_> {
        (&self.view).into()
    }

    fn department(&self) -> Option<&DepartmentView> {
        match &self.view {
            SheetView::Department(view) => Some(view),
            SheetView::Ward(_) => None,
        }
    }
}

fn viewed(name: String, model: Model, settings: &Settings) -> NamedSheet {
    let view = match model {
        Model::Department(sheet) => SheetView::Department(Box::new(view::department(&sheet, settings, None))),
        Model::Ward(ward) => SheetView::Ward(Box::new(view::ward(&ward, settings, None))),
    };
    NamedSheet { name, view }
}

/// Reads the sheets of a collection in the repository.
fn collection(folder: &str) -> Vec<NamedSheet> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let reader = Reader::new();
    let collection = Collection::open(&RealDisk, &reader, std::slice::from_ref(&root)).expect("a collection");
    let sheet = |file: &crate::read::SheetFile| {
        let bytes = RealDisk.read(&file.path).expect("a sheet");
        let name = format!("{folder}/{}", file.name);
        let model = reader.sheet(&name, &bytes).model.expect("a model");
        viewed(name, model, &collection.settings_of(file))
    };
    collection.sheets.iter().map(sheet).collect()
}

const FIELD: [&str; 7] =
    ["yokote", "hamura", "hirakata", "higashimurayama", "osaka-taisho", "tondabayashi", "tokyo-env"];

/// Returns the sheets that people wrote.
fn written() -> Vec<NamedSheet> {
    let field = FIELD.iter().map(|name| format!("tests/collections/field/{name}"));
    let folders = ["sheets", "tests/collections/evaluated"].map(str::to_owned).into_iter().chain(field);
    let mut sheets: Vec<NamedSheet> = folders.flat_map(|folder| collection(&folder)).collect();
    let a3 = Settings { paper: Some(Paper::A3), ..Settings::default() };
    let bytes = RealDisk.read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sheets/r2/higashi/soumu.yaml"));
    let model = Reader::new().sheet("soumu", &bytes.expect("a sheet")).model.expect("a model");
    sheets.push(viewed("soumu on A3".to_owned(), model, &a3));
    sheets
}

fn generated() -> Vec<NamedSheet> {
    let count = std::env::var("MOKUHYO_SHEETS").ok().and_then(|count| count.parse().ok()).unwrap_or(12);
    let reader = Reader::new();
    let files = generator::collection(count).into_iter().filter(|(path, _)| !path.ends_with("mokuhyo.yaml"));
    let sheet = |(path, text): (String, String)| {
        let model = reader.sheet(&path, text.as_bytes()).model.expect("a model");
        viewed(path, model, &Settings::default())
    };
    files.map(sheet).collect()
}

/// Returns unusual sheets: one short goal, twelve goals, long texts, much of it unevaluated.
fn extreme() -> Vec<NamedSheet> {
    let head = "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n問合せ先: 025-250-2710\n\
                作成日: R2.4.1\n組織目標:\n";
    let goal = |length: usize| {
        let text = "地域の健康課題に応じた子どもから高齢者までの健康づくりを、区民と協働して推進します。";
        let text: String = text.chars().cycle().take(length).collect();
        format!(
            "  - 目標: {text}\n    取組:\n      - 主な取組:\n          - {text}\n        指標:\n          - 項目: 講座の開催\n\
             \x20           単位: 回\n            目標: 1,234,567,890千円\n"
        )
    };
    let indicator = |item: &str, actual: &str, target: &str| {
        format!(
            "          - 項目: {item}\n            実績:\n              H29: {actual}\n              R1: {actual}\n\
             \x20           目標: {target}\n"
        )
    };
    let long = "コミュニティ協議会との協働による健康づくり介護予防講座を開催するなど、取り組みを推進します。"
        .repeat(9);
    let sheets = [
        ("one goal", goal(12)),
        ("twelve goals", goal(40).repeat(12)),
        ("thirty goals", goal(40).repeat(30)),
        ("long goals", goal(900).repeat(3)),
        ("long narratives", format!("{}取り組みについて: |\n  {long}\n  {long}\n  {long}\n", goal(40))),
        ("no goals", "取り組みについて: 無い\n".to_owned()),
        ("thirty indicators", goal(40) + &indicator("講座の開催", "", "").repeat(30)),
        ("nothing but goals", "  - 目標:\n".repeat(5)),
        (
            "numbers of twelve digits",
            goal(20) + &indicator("歳入", "123,456,789,012", "999,999,999,999").repeat(6),
        ),
        ("a very long item", goal(20) + &indicator(&long.replace('。', "、"), "1", "2")),
        (
            "a long goal with seventy items",
            format!(
                "  - 目標: {text}\n    取組:\n      - 主な取組:\n{}        指標:\n          - 項目: 講座の開催\n\
                 \x20           目標: 12\n",
                "          - 防災出前講座の開催と運営体制の強化\n".repeat(70),
                text = "地域の健康課題に応じた健康づくりを、区民と協働して推進します。".repeat(7)
            ),
        ),
        (
            "thirty items",
            format!(
                "  - 目標: 区民の安全を守ります。\n    取組:\n      - 主な取組:\n{}        指標:\n          - 項目: 講座の開催\n\
                 \x20           目標: 12\n取り組みについて: 進めます。\n",
                "          - 防災出前講座の開催と運営体制の強化\n".repeat(30)
            ),
        ),
        (
            "numbers of eight digits",
            goal(20).replace("1,234,567,890千円", "12,345,678円")
                + &indicator("補助金", "12,345,678円", "9,345,678円"),
        ),
        (
            "words wider than their boxes",
            goal(20).replace("1,234,567,890千円", "12")
                + &indicator(
                    "Supercalifragilisticexpialidocious の開催",
                    "Instagram",
                    "hisho@city.example.tokyo.jp",
                ),
        ),
        ("a narrative of 2,000 characters", format!("{}取り組みについて: {}\n", goal(40), long.repeat(5))),
    ];
    let reader = Reader::new();
    let sheet = |(name, goals): (&str, String)| {
        let model = reader.sheet(name, format!("{head}{goals}").as_bytes()).model.expect("a model");
        viewed(name.to_owned(), model, &Settings::default())
    };
    sheets.into_iter().map(sheet).collect()
}

/// Returns sheets of all lengths, from less than a page to three pages.
fn lengths() -> Vec<NamedSheet> {
    let reader = Reader::new();
    let files = generator::collection(15).into_iter();
    let text = files.map(|(_, text)| text).find(|text| text.contains("組織目標管理シート")).expect("a sheet");
    let (head, rest) = text.split_once("組織目標:\n").expect("goals");
    let (goals, narratives) = rest.split_once("取り組みについて: |\n").expect("narratives");
    let goals: Vec<&str> = goals.split_inclusive('\n').collect();
    let starts: Vec<usize> = (0..goals.len()).filter(|line| goals[*line].starts_with("  - 部区")).collect();
    let first = goals[starts[0]..starts.get(1).copied().unwrap_or(goals.len())].concat();
    let paragraphs: Vec<&str> = narratives.lines().filter(|line| line.starts_with("  ")).collect();
    let of = |(goals, count): (usize, usize)| {
        let paragraphs: String = paragraphs
            .iter()
            .cycle()
            .take(count)
            .fold(String::new(), |all, paragraph| all + paragraph + "\n");
        let text = format!("{head}組織目標:\n{}取り組みについて: |\n{paragraphs}", first.repeat(goals));
        let model = reader.sheet("length", text.as_bytes()).model.expect("a model");
        viewed(format!("{goals} goals, {count} paragraphs"), model, &Settings::default())
    };
    (1..=45).step_by(2).flat_map(|goals| [1, 6, 14].map(|count| (goals, count))).map(of).collect()
}

fn all() -> Vec<NamedSheet> {
    written().into_iter().chain(generated()).chain(extreme()).collect()
}

/// Returns the sizing of a sheet.
fn sizing(engine: &Engine, sheet: &NamedSheet) -> Sizing {
    let (_, hints) = fit::typeset(engine, sheet.page()).expect("pages");
    hints.sizes[&0].clone()
}

fn set(engine: &Engine, sheet: &NamedSheet) -> Pages {
    forget();
    engine.typeset(sheet.page()).expect("pages")
}
