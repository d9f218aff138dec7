//! 評価区分: the symbols of the two boxes of the evaluation, and what they mean.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::attainment::Attainment;
use super::number::Percent;
use super::symbol::{self, is_unjudged};
use super::written::Written;
use crate::source::Text;

/// The symbols of the two boxes.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "評価区分", description = "評価に使う記号", inline)]
pub struct Scales {
    /// Those of 目標達成状況.
    #[serde(rename = "達成状況")]
    #[schemars(description = "目標達成状況の記号。凡例は書いた順に並ぶ")]
    pub status: Scale,
    /// Those of 評価.
    #[serde(rename = "評価")]
    #[schemars(description = "評価の記号。凡例は書いた順に並ぶ")]
    pub evaluation: Scale,
}

impl Scales {
    /// Whether the city fills in the box of 目標達成状況: one that has symbols for 評価 alone does not.
    pub const fn use_status(&self) -> bool {
        !self.status.is_empty() || self.evaluation.is_empty()
    }

    /// Whether the city fills in the box of 評価: one that has symbols for 達成状況 alone does not.
    pub const fn use_evaluation(&self) -> bool {
        !self.evaluation.is_empty() || self.status.is_empty()
    }
}

/// The symbols of a box in the order of the file, which is that of the legend.
#[derive(Debug, Clone, Default)]
pub struct Scale(pub Vec<(String, Grade)>);

impl Scale {
    /// Whether it has no symbols.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The symbols as the settings spell them.
    pub fn symbols(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(symbol, _)| symbol.as_str())
    }

    /// A symbol as the settings spell it, and its grade.
    pub fn named(&self, text: &str) -> Option<(&str, &Grade)> {
        let place = symbol::place_of(text, self.symbols())?;
        self.0.get(place).map(|(symbol, grade)| (symbol.as_str(), grade))
    }

    /// Whether it says of any symbol that a goal with it is reached.
    pub fn tells_achieved(&self) -> bool {
        self.0.iter().any(|(_, grade)| grade.is_achieved())
    }

    /// The symbols by their thresholds; nothing where these give no order, or there are none.
    pub fn ladder(&self) -> Option<Ladder<'_>> {
        let mut rungs = Vec::new();
        let mut free = Vec::new();
        for (symbol, grade) in &self.0 {
            match grade.at_least.as_ref().filter(|it| !it.text.is_blank()) {
                None => free.push(symbol.as_str()),
                Some(written) => rungs.push((written.value?.0, symbol.as_str())),
            }
        }
        rungs.sort_by_key(|(threshold, _)| std::cmp::Reverse(*threshold));
        let tied = rungs.windows(2).any(|pair| pair[0].0 == pair[1].0);
        // Of two symbols without a threshold nobody knows which is below the others.
        let lowest = if let [only] = free.as_slice() { Some(*only) } else { None };
        let lowest = lowest.filter(|only| !is_unjudged(only));
        (!rungs.is_empty() && !tied).then_some(Ladder { rungs, lowest })
    }
}

impl<'de> Deserialize<'de> for Scale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ScaleVisitor)
    }
}

struct ScaleVisitor;

impl<'de> Visitor<'de> for ScaleVisitor {
    type Value = Scale;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("symbols with what they mean")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scale, A::Error> {
        let mut grades = Vec::new();
        while let Some(grade) = map.next_entry()? {
            grades.push(grade);
        }
        Ok(Scale(grades))
    }
}

impl JsonSchema for Scale {
    fn schema_name() -> Cow<'static, str> {
        "Scale".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["object", "null"],
            "additionalProperties": generator.subschema_for::<Grade>(),
        })
    }
}

/// What a symbol means.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "記号", description = "記号の意味", inline)]
pub struct Grade {
    /// In words, for the legend.
    #[serde(rename = "意味")]
    #[schemars(description = "凡例に載せる意味")]
    pub meaning: Option<Text>,
    /// From how many percent of the target.
    #[serde(rename = "以上")]
    #[schemars(description = "目標の何パーセント以上か。例: 110。「%」は付けても付けなくてもよい")]
    pub at_least: Option<Written<Percent>>,
    /// Whether the goal counts as reached.
    #[serde(rename = "達成")]
    #[schemars(description = "この記号を「達成」と数えるか。true か false")]
    pub achieved: Option<Answer>,
}

impl Grade {
    /// Whether a goal with this symbol is reached.
    pub fn is_achieved(&self) -> bool {
        self.achieved == Some(Answer::Yes)
    }
}

/// `true` or `false`. Editors see these as booleans, we as texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Answer {
    /// `true`.
    #[serde(rename = "true")]
    Yes,
    /// `false`.
    #[serde(rename = "false")]
    No,
}

impl JsonSchema for Answer {
    fn schema_name() -> Cow<'static, str> {
        "Answer".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": [true, false, null, "true", "false"] })
    }
}

/// Symbols by their thresholds, the highest first.
#[derive(Debug, Clone)]
pub struct Ladder<'a> {
    rungs: Vec<(Decimal, &'a str)>,
    /// The one symbol without a threshold.
    lowest: Option<&'a str>,
}

impl<'a> Ladder<'a> {
    /// Returns the rung that a result reaches, from 0 for the highest, and [`Self::below`] for one that meets no threshold;
    /// nothing where the numbers are too long to tell.
    pub fn reached(&self, attainment: Attainment) -> Option<usize> {
        for (rung, (threshold, _)) in self.rungs.iter().enumerate() {
            if attainment.is_at_least(*threshold)? {
                return Some(rung);
            }
        }
        Some(self.below())
    }

    /// The rung below every threshold. It has a symbol where only one symbol is without a threshold.
    pub const fn below(&self) -> usize {
        self.rungs.len()
    }

    /// Returns the rung of a symbol; nothing for one that has none, or that says that nothing is judged.
    pub fn rung(&self, symbol: &str) -> Option<usize> {
        let symbols = self.rungs.iter().map(|(_, symbol)| *symbol).chain(self.lowest);
        symbol::place_of(symbol, symbols).filter(|_| !is_unjudged(symbol))
    }

    /// Returns the symbol of a rung.
    pub fn symbol(&self, rung: usize) -> Option<&'a str> {
        self.rungs.get(rung).map(|(_, symbol)| *symbol).or(self.lowest)
    }

    /// How many decimal places tell the thresholds apart.
    pub fn places(&self) -> u32 {
        self.rungs.iter().map(|(threshold, _)| threshold.normalize().scale()).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// A scale of symbols with their thresholds, none where that is empty.
    fn scale(grades: &[(&str, &str)]) -> Scale {
        let grade = |at_least: &str| Grade {
            at_least: Some(Written::from(Text { text: at_least.to_owned(), span: Span::default() })),
            ..Grade::default()
        };
        Scale(grades.iter().map(|(symbol, at_least)| ((*symbol).to_owned(), grade(at_least))).collect())
    }

    fn reached(grades: &[(&str, &str)], result: &str) -> Option<String> {
        let number = |text: &str| Decimal::from_str_exact(text).expect("a number");
        let attainment = Attainment::of(number("100"), number(result), None)?;
        let scale = scale(grades);
        let ladder = scale.ladder()?;
        ladder.reached(attainment).and_then(|rung| ladder.symbol(rung)).map(str::to_owned)
    }

    #[test]
    fn the_highest_threshold_that_is_met_is_reached_in_any_order() {
        let mixed = [("△", "80"), ("×", ""), ("◎", "110"), ("〇", "99.5")];
        for (result, symbol) in [("110", "◎"), ("109.9", "〇"), ("99.5", "〇"), ("99.49", "△"), ("0", "×")]
        {
            assert_eq!(reached(&mixed, result).as_deref(), Some(symbol), "{result}");
        }
    }

    #[test]
    fn what_is_below_every_threshold_has_the_one_symbol_without() {
        assert_eq!(reached(&[("〇", "100")], "99"), None);
        assert_eq!(reached(&[("〇", "100"), ("×", "")], "99").as_deref(), Some("×"));
        assert_eq!(reached(&[("〇", "100"), ("×", ""), ("－", "")], "99"), None);
        assert_eq!(reached(&[("〇", "100"), ("×", ""), ("－", "")], "100").as_deref(), Some("〇"));
    }

    #[test]
    fn a_threshold_may_be_written_with_its_sign() {
        let scale = [("◎", "１１０％"), ("〇", "100%"), ("×", "")];
        assert_eq!(reached(&scale, "109").as_deref(), Some("〇"));
        assert_eq!(reached(&scale, "110").as_deref(), Some("◎"));
    }

    #[test]
    fn a_symbol_for_what_is_not_judged_is_on_no_rung() {
        let scale = scale(&[("〇", "100"), ("－", "")]);
        let ladder = scale.ladder().expect("thresholds");
        assert_eq!((ladder.rung("-"), ladder.symbol(ladder.below())), (None, None));
    }

    #[test]
    fn thresholds_that_give_no_order_tell_nothing() {
        assert_eq!(reached(&[], "100"), None);
        assert_eq!(reached(&[("〇", ""), ("×", "")], "100"), None);
        assert_eq!(reached(&[("◎", "100"), ("〇", "100.0")], "100"), None);
        assert_eq!(reached(&[("〇", "満点"), ("△", "50")], "100"), None);
    }

    #[test]
    fn a_symbol_is_found_by_any_sign_for_it() {
        let scale = scale(&[("◯", "100"), ("×", "")]);
        let ladder = scale.ladder().expect("thresholds");
        assert_eq!(["〇", "✕", "△"].map(|it| ladder.rung(it)), [Some(0), Some(1), None]);
        assert_eq!(scale.named("○").map(|it| it.0), Some("◯"));
    }
}
