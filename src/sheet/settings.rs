//! `mokuhyo.yaml`: settings of a collection, and of a folder in it.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use super::choice::choices;
use super::page::{Binding, TypeSize};
use super::scale::Scales;
use super::written::{Items, Written};
use crate::finding::Rule;
use crate::source::Text;

/// What 並び順 says where the departments follow the ward's goals that they serve first.
pub const BY_GOALS: &str = "重点目標";

/// The settings of one file, or of several laid over each other.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "mokuhyo の設定", description = "シートの集まり、またはその中のフォルダの設定")]
pub struct Settings {
    /// Who publishes; the PDF's author.
    #[serde(rename = "発行者")]
    #[schemars(description = "発行者。PDFの作成者になる。例: 新潟市東区役所")]
    pub publisher: Option<Text>,
    /// Where the site is published: the address of the folder that `out/` becomes.
    #[serde(rename = "公開先")]
    #[schemars(
        description = "公開するサイトのアドレス(out/ の中身を置く場所)。ページの下に印刷される。例: https://www.example.lg.jp/mokuhyo/"
    )]
    pub address: Option<Text>,
    /// The licence of the pages and the open data.
    #[serde(rename = "データのライセンス")]
    #[schemars(description = "ページとオープンデータのライセンス。例: CC BY 4.0")]
    pub license: Option<Text>,
    /// The paper, always landscape.
    #[serde(rename = "用紙")]
    #[schemars(description = "用紙。A4(書かないとき)か A3。いつも横")]
    pub paper: Option<Paper>,
    /// The size of the type in cells.
    #[serde(rename = "文字の大きさ")]
    #[schemars(
        description = "表の文字の大きさ(ポイント)。自動(書かないとき)なら、ページを増やさない最も大きな文字。例: 7"
    )]
    pub type_size: Option<Written<TypeSize>>,
    /// The room at the edge that is bound.
    #[serde(rename = "とじしろ")]
    #[schemars(description = "とじしろ。左の余白に足す。上をとじるなら「上 10mm」。例: 10mm")]
    pub binding: Option<Written<Binding>>,
    /// The symbols that evaluation may use.
    #[serde(rename = "評価区分")]
    #[schemars(description = "評価に使う記号とその意味。書くと、ここにある記号だけが使える")]
    pub scales: Option<Scales>,
    /// The departments' order, by file name without its ending; or the one word 重点目標, by the ward's goals that
    /// they serve.
    #[serde(rename = "並び順")]
    #[schemars(
        description = "課の並び順。ファイル名(.yaml なし)を並べるか、「重点目標」と書く(区の重点目標の順)"
    )]
    pub order: Option<Items>,
    /// Whether outputs are made of what these settings govern.
    #[serde(rename = "公開")]
    #[schemars(
        description = "公開するか。する(書かないとき)か しない。しないフォルダは build で作られない(--drafts で作る)"
    )]
    pub publish: Option<Publish>,
    /// Dictionaries of house spelling, beside this file.
    #[serde(rename = "辞書")]
    #[schemars(description = "用語の辞書のファイル名")]
    pub dictionaries: Option<Vec<Option<Text>>>,
    /// Severities of rules.
    #[serde(rename = "規則")]
    #[schemars(description = "規則ごとの扱い。error、warn、off のどれか", transform = name_rules)]
    pub rules: Option<BTreeMap<String, Option<Level>>>,
}

impl Settings {
    /// Whether what they govern is a draft, which is not published.
    pub fn is_draft(&self) -> bool {
        self.publish == Some(Publish::No)
    }

    /// Returns the size that all sheets are set in, in points; nothing where each has its own.
    pub fn fixed_size(&self) -> Option<f64> {
        let (smallest, largest) = TypeSize::range(self.paper.unwrap_or(Paper::A4));
        match self.type_size.as_ref()?.value? {
            TypeSize::Automatic => None,
            TypeSize::Points(points) => Some(points.clamp(smallest, largest)),
        }
    }

    /// Returns the room at the edge that is bound; nothing where none is.
    pub fn bound_edge(&self) -> Option<Binding> {
        let binding = self.binding.as_ref()?.value?;
        Some(Binding { millimetres: binding.millimetres.min(Binding::WIDEST), ..binding })
    }

    /// These settings, with `outer` for the keys that they leave out.
    #[must_use]
    pub fn over(&self, outer: &Self) -> Self {
        Self {
            publisher: self.publisher.clone().or_else(|| outer.publisher.clone()),
            address: self.address.clone().or_else(|| outer.address.clone()),
            license: self.license.clone().or_else(|| outer.license.clone()),
            paper: self.paper.or(outer.paper),
            type_size: self.type_size.clone().or_else(|| outer.type_size.clone()),
            binding: self.binding.clone().or_else(|| outer.binding.clone()),
            scales: self.scales.clone().or_else(|| outer.scales.clone()),
            order: self.order.clone().or_else(|| outer.order.clone()),
            publish: self.publish.or(outer.publish),
            dictionaries: self.dictionaries.clone().or_else(|| outer.dictionaries.clone()),
            rules: self.rules.clone().or_else(|| outer.rules.clone()),
        }
    }
}

/// Whether a text is the address of a site: http or https, a host, and nothing that an address cannot have.
pub fn is_site_address(text: &str) -> bool {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_sound = |rest: &str| {
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        let is_clean =
            !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}?#".contains(c));
        !host.is_empty() && is_clean
    };
    rest.is_some_and(is_sound)
}

/// The keys of 規則 are the names of rules, for editors to complete.
fn name_rules(schema: &mut Schema) {
    let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name).collect();
    schema.insert("propertyNames".to_owned(), serde_json::json!({ "enum": names }));
}

choices! {
    /// A paper size.
    pub enum Paper {
        /// 297 × 210 mm; where nothing is said, too.
        A4 = "A4",
        /// 420 × 297 mm.
        A3 = "A3",
    }
}

impl Paper {
    /// Returns the longer side in millimetres, which is the width: forms are landscape (ISO 216).
    pub fn width(self) -> f64 {
        match self {
            Self::A4 => 297.0,
            Self::A3 => 420.0,
        }
    }

    /// Returns the shorter side in millimetres.
    pub fn height(self) -> f64 {
        match self {
            Self::A4 => 210.0,
            Self::A3 => 297.0,
        }
    }
}

choices! {
    /// Whether a folder is published.
    pub enum Publish {
        /// It is; where nothing is said, too.
        Yes = "する",
        /// It is a draft.
        No = "しない",
    }
}

choices! {
    /// What a rule does here.
    pub enum Level {
        /// Its findings are errors.
        Error = "error",
        /// Its findings are warnings.
        Warn = "warn",
        /// It finds nothing.
        Off = "off",
    }
}
