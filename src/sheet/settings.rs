//! `mokuhyo.yaml`: the settings of a collection or of a folder in it.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use super::choice::choices;
use super::page::{Binding, Paper, TypeSize};
use super::scale::Scales;
use super::written::{Items, Written};
use crate::finding::Rule;
use crate::source::Text;

/// The word of 並び順 that orders departments by the first ward goal that they serve.
pub const BY_GOALS: &str = "重点目標";

/// The settings of one file, or of several merged.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "mokuhyo の設定", description = "シートの集まり、またはその中のフォルダの設定")]
pub struct Settings {
    /// 発行者: the publisher, which becomes the PDF's author.
    #[serde(rename = "発行者")]
    #[schemars(description = "発行者。PDFの作成者になる。例: 新潟市東区役所")]
    pub publisher: Option<Text>,
    /// 公開先: the address at which the contents of `out/` are published.
    #[serde(rename = "公開先")]
    #[schemars(
        description = "公開するサイトのアドレス(out/ の中身を置く場所)。ページの下に印刷される。例: https://www.example.lg.jp/mokuhyo/"
    )]
    pub address: Option<Text>,
    /// データのライセンス: the licence of the pages and the open data.
    #[serde(rename = "データのライセンス")]
    #[schemars(description = "ページとオープンデータのライセンス。例: CC BY 4.0")]
    pub license: Option<Text>,
    /// 用紙: the paper size, always landscape.
    #[serde(rename = "用紙")]
    #[schemars(description = "用紙。A4(書かないとき)か A3。いつも横")]
    pub paper: Option<Paper>,
    /// 文字の大きさ: the size of the text in cells.
    #[serde(rename = "文字の大きさ")]
    #[schemars(
        description = "表の文字の大きさ(ポイント)。自動(書かないとき)なら、ページを増やさない最も大きな文字。例: 7"
    )]
    pub type_size: Option<Written<TypeSize>>,
    /// とじしろ: the binding margin.
    #[serde(rename = "とじしろ")]
    #[schemars(description = "とじしろ。左の余白に足す。上をとじるなら「上 10mm」。例: 10mm")]
    pub binding: Option<Written<Binding>>,
    /// 評価区分: the symbols that the evaluation may use.
    #[serde(rename = "評価区分")]
    #[schemars(description = "評価に使う記号とその意味。書くと、ここにある記号だけが使える")]
    pub scales: Option<Scales>,
    /// 並び順: the order of the departments, by file name without its extension, or the one word 重点目標
    /// ([`BY_GOALS`]).
    #[serde(rename = "並び順")]
    #[schemars(
        description = "課の並び順。ファイル名(.yaml なし)を並べるか、「重点目標」と書く(区の重点目標の順)"
    )]
    pub order: Option<Items>,
    /// 公開: whether the folder's outputs are built.
    #[serde(rename = "公開")]
    #[schemars(
        description = "公開するか。する(書かないとき)か しない。しないフォルダは build で作られない(--drafts で作る)"
    )]
    pub publish: Option<Publish>,
    /// 辞書: the names of dictionaries of preferred spellings, in the folder of the settings file.
    #[serde(rename = "辞書")]
    #[schemars(description = "用語の辞書のファイル名")]
    pub dictionaries: Option<Items>,
    /// 規則: the severities of rules, by name.
    #[serde(rename = "規則")]
    #[schemars(description = "規則ごとの扱い。error、warn、off のどれか", transform = name_rules)]
    pub rules: Option<BTreeMap<String, Option<Level>>>,
}

impl Settings {
    /// Returns whether the folder is a draft, which is not published.
    pub fn is_draft(&self) -> bool {
        self.publish == Some(Publish::No)
    }

    /// Returns the fixed text size in points, within the range of the paper, or `None` where each sheet is
    /// sized by itself.
    pub fn fixed_size(&self) -> Option<f64> {
        let (smallest, largest) = TypeSize::range(self.paper.unwrap_or(Paper::A4));
        match self.type_size.as_ref()?.value? {
            TypeSize::Automatic => None,
            TypeSize::Points(points) => Some(points.clamp(smallest, largest)),
        }
    }

    /// Returns the binding margin, at most [`Binding::WIDEST`].
    pub fn bound_edge(&self) -> Option<Binding> {
        let binding = self.binding.as_ref()?.value?;
        Some(Binding { millimetres: binding.millimetres.min(Binding::WIDEST), ..binding })
    }

    /// Returns these settings, completed by `outer` where they leave a key out.
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

/// Returns whether a text is the address of a site: http or https, a host, and none of the characters that
/// such an address cannot contain.
pub fn is_site_address(text: &str) -> bool {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_sound = |rest: &str| {
        let host = rest.split_once(['/', ':']).map_or(rest, |(host, _)| host);
        let is_clean =
            !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}?#".contains(c));
        !host.is_empty() && is_clean
    };
    rest.is_some_and(is_sound)
}

/// Adds the names of the rules as the keys of 規則, for completion in editors.
fn name_rules(schema: &mut Schema) {
    let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name).collect();
    schema.insert("propertyNames".to_owned(), serde_json::json!({ "enum": names }));
}

choices! {
    /// A value of 公開.
    pub enum Publish {
        /// Published; the default.
        Yes = "する",
        /// A draft.
        No = "しない",
    }
}

choices! {
    /// A value of 規則: the severity of a rule, or none.
    pub enum Level {
        /// The findings are errors.
        Error = "error",
        /// The findings are warnings.
        Warn = "warn",
        /// The rule is off.
        Off = "off",
    }
}
