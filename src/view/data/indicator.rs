//! An indicator and its values as data.

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::figure::Figure;
use super::text::{facts, flowing, items};
use super::{western, year_name};
use crate::sheet::department::Direction;
use crate::sheet::{FiscalYear, Indicator, Quantity, Scale, Settings, Written};
use crate::source::Text;
use crate::view::{Lines, symbol, unit};

/// An indicator.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "指標", description = "指標(一つ)")]
pub struct IndicatorData {
    /// 項目: the quantity that is measured.
    #[serde(rename = "項目")]
    #[schemars(description = "項目")]
    pub item: Option<String>,
    /// 単位: the unit, without brackets.
    #[serde(rename = "単位")]
    #[schemars(description = "単位。かっこはない")]
    pub unit: Option<String>,
    /// 良い方向: the side of the target that is good.
    #[serde(rename = "良い方向")]
    #[schemars(description = "目標より高い方がよいか、低い方がよいか。書かれていなければ、目標の「以上」「以下」から", transform = never_empty)]
    pub direction: Direction,
    /// 値: the values, the oldest first, without empty boxes.
    #[serde(rename = "値")]
    #[schemars(description = "実績、目標、結果の値。空の欄の値はない")]
    pub values: Vec<Value>,
    /// 補足: the notes.
    #[serde(rename = "補足")]
    #[schemars(description = "補足・参考指標の一覧。紙の頭の「・」はない")]
    pub notes: Vec<String>,
    /// 達成状況: the status of this indicator alone.
    #[serde(rename = "達成状況")]
    #[schemars(description = "目標達成状況。目標に一つのとき、評価の前は null")]
    pub status: Option<String>,
}

/// A value of an indicator.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "値", description = "値(一つ)")]
pub struct Value {
    /// 年度: the fiscal year of the value.
    #[serde(rename = "年度")]
    #[schemars(description = "値の年度。例: 令和元年度")]
    pub year: Option<String>,
    /// 西暦: the western year of its April.
    #[serde(rename = "西暦")]
    #[schemars(description = "値の年度の4月の西暦年。例: 2019")]
    pub western: Option<i32>,
    /// 種別: the kind of the value.
    #[serde(rename = "種別")]
    #[schemars(description = "実績、目標、結果のどれか")]
    pub kind: Kind,
    /// 値: the printed text.
    #[serde(rename = "値")]
    #[schemars(description = "紙に印刷された値。「-」は測っていないこと。改行は「、」になる")]
    pub text: String,
    /// 数値: the number in the text, if it is one.
    #[serde(rename = "数値")]
    #[schemars(
        description = "値が数のときの数。単位は「単位」(千円なら千円)。数でないとき、「単位」と違う単位のとき、倍精度で表せない桁数のときは null(値に全部の桁がある)"
    )]
    pub number: Option<Figure>,
    /// 読み方: the notations that were interpreted besides plain digits.
    #[serde(rename = "読み方")]
    #[schemars(
        description = "数値を読むときに値から読み取ったもの。約、以上、超、以下、未満、延べ、年間、全角、桁区切り、負号、正号、千や万などの位の字、数の後の単位。数値がそのままの数でないことは、約、以上、超、以下、未満で分かる"
    )]
    pub notes: Vec<String>,
}

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub enum Kind {
    /// The actual of a preceding year.
    #[serde(rename = "実績")]
    #[schemars(description = "前の年度の実績")]
    Actual,
    /// The target of the sheet's year.
    #[serde(rename = "目標")]
    #[schemars(description = "シートの年度の目標")]
    Target,
    /// The result of the sheet's year.
    #[serde(rename = "結果")]
    #[schemars(description = "シートの年度の結果")]
    Result,
}

impl Kind {
    /// Returns the Japanese name: 実績, 目標 or 結果.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actual => "実績",
            Self::Target => "目標",
            Self::Result => "結果",
        }
    }
}

/// Removes the empty value from the schema. It occurs in sources only.
fn never_empty(schema: &mut Schema) {
    schema.insert("type".to_owned(), json!("string"));
    if let Some(Json::Array(words)) = schema.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
}

/// Properties of the sheet on which the data of a goal depend.
pub(super) struct DataContext<'a> {
    pub(super) year: Option<&'a Written<FiscalYear>>,
    pub(super) settings: &'a Settings,
}

impl DataContext<'_> {
    /// Returns the data of an indicator.
    pub(super) fn indicator(&self, indicator: &Indicator) -> IndicatorData {
        // The values are read with their unit, and the good side with the target.
        let Indicator { item, unit, actuals: _, target: _, result: _, notes, status, direction: _ } =
            indicator;
        IndicatorData {
            item: flowing(&Lines::of(item.as_ref())),
            unit: flowing(&self::unit(unit.as_ref())),
            direction: indicator.good_side().unwrap_or(Direction::Higher),
            values: values(indicator, self.year),
            notes: items(notes),
            status: self.status(status.as_ref()),
        }
    }

    /// Returns the 達成状況 of a goal or an indicator.
    pub(super) fn status(&self, status: Option<&Text>) -> Option<String> {
        sign(status, self.settings.scales.as_ref().map(|scales| &scales.status))
    }
}

/// Returns a symbol as the settings spell it.
pub(super) fn sign(text: Option<&Text>, scale: Option<&Scale>) -> Option<String> {
    facts(&symbol(text, scale))
}

/// Returns the values in the order of the form's columns, including the three years of 実績 that it prints.
fn values(indicator: &Indicator, year: Option<&Written<FiscalYear>>) -> Vec<Value> {
    let window = year.and_then(|year| year.value).map(FiscalYear::window);
    let value = |text: Option<&Text>, kind, (name, western)| {
        let number = indicator.number(text);
        Some(Value::of(facts(&Lines::value(text))?, number, kind, name, western))
    };
    let actuals = window.into_iter().flatten().filter_map(|year| {
        let of = (Some(year.to_string()), Some(year.western()));
        value(indicator.actuals.of(year), Kind::Actual, of)
    });
    let own = |text: &Option<Text>, kind| value(text.as_ref(), kind, (year_name(year), western(year)));
    let target = own(&indicator.target, Kind::Target);
    let result = own(&indicator.result, Kind::Result);
    actuals.chain(target).chain(result).collect()
}

impl Value {
    fn of(
        text: String,
        number: Option<Quantity>,
        kind: Kind,
        year: Option<String>,
        western: Option<i32>,
    ) -> Self {
        let (number, notes) = number.map(|quantity| (Figure::of(quantity.value), quantity.notes)).unzip();
        Self { year, western, kind, text, number, notes: notes.unwrap_or_default() }
    }
}
