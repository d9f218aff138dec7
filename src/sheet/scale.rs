//! 評価区分: the symbols of 達成状況 and 評価, and their meanings.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::{JsonSchema, json_schema};
use serde::Deserialize;

use super::attainment::Attainment;
use super::inline_schema::inline_schema;
use super::number::Percent;
use super::symbol::{self, is_unjudged};
use super::written::{Written, pairs};
use crate::source::Text;

/// The symbols of the two boxes of the evaluation.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "評価区分", description = "評価に使う記号", inline)]
pub struct Scales {
    /// The symbols of 達成状況.
    #[serde(rename = "達成状況")]
    #[schemars(description = "目標達成状況の記号。凡例は書いた順に並ぶ")]
    pub status: Scale,
    /// The symbols of 評価.
    #[serde(rename = "評価")]
    #[schemars(description = "評価の記号。凡例は書いた順に並ぶ")]
    pub evaluation: Scale,
}

impl Scales {
    /// Returns whether the city uses 達成状況. A city that lists symbols for 評価 alone does not.
    pub const fn use_status(&self) -> bool {
        !self.status.is_empty() || self.evaluation.is_empty()
    }

    /// Returns whether the city uses 評価. A city that lists symbols for 達成状況 alone does not.
    pub const fn use_evaluation(&self) -> bool {
        !self.evaluation.is_empty() || self.status.is_empty()
    }
}

/// The symbols of a box in the order of the file, which the legend keeps.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Scale(#[serde(deserialize_with = "pairs")] pub Vec<(String, Grade)>);

impl Scale {
    /// Returns whether the scale has no symbols.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the symbols as the settings spell them.
    pub fn symbols(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(symbol, _)| symbol.as_str())
    }

    /// Returns the symbol that `text` means, as the settings spell it, with its grade.
    pub fn named(&self, text: &str) -> Option<(&str, &Grade)> {
        let place = symbol::place_of(text, self.symbols())?;
        self.0.get(place).map(|(symbol, grade)| (symbol.as_str(), grade))
    }

    /// Returns whether any symbol counts as achieved.
    pub fn has_achieved(&self) -> bool {
        self.0.iter().any(|(_, grade)| grade.is_achieved())
    }

    /// Returns the symbols ordered by their thresholds, or `None` where no threshold can be read. A symbol
    /// with an unreadable threshold is left out.
    pub fn ladder(&self) -> Option<Ladder<'_>> {
        let mut thresholds: BTreeMap<Reverse<Decimal>, Vec<&str>> = BTreeMap::new();
        let mut free = Vec::new();
        for (symbol, grade) in self.0.iter().filter(|(symbol, _)| !is_unjudged(symbol)) {
            match grade
                .at_least
                .as_ref()
                .filter(|threshold| !threshold.text.is_blank())
                .map(|threshold| threshold.value)
            {
                None => free.push(symbol.as_str()),
                Some(Some(Percent(threshold))) => {
                    thresholds.entry(Reverse(threshold)).or_default().push(symbol);
                }
                Some(None) => {}
            }
        }
        let rungs: Vec<_> =
            thresholds.into_iter().map(|(Reverse(threshold), symbols)| (threshold, symbols)).collect();
        // With two symbols without a threshold, their order is unknown.
        let lowest = if free.len() == 1 { free } else { Vec::new() };
        (!rungs.is_empty()).then_some(Ladder { rungs, lowest })
    }
}

inline_schema!(Scale, |generator| json_schema!({
    "type": ["object", "null"],
    "additionalProperties": generator.subschema_for::<Grade>(),
}));

/// The meaning of a symbol.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "記号", description = "記号の意味", inline)]
pub struct Grade {
    /// 意味: the words for the legend.
    #[serde(rename = "意味")]
    #[schemars(description = "凡例に載せる意味")]
    pub meaning: Option<Text>,
    /// 以上: the threshold, as a percentage of the target.
    #[serde(rename = "以上")]
    #[schemars(description = "目標の何パーセント以上か。例: 110。「%」は付けても付けなくてもよい")]
    pub at_least: Option<Written<Percent>>,
    /// 達成: whether the goal counts as achieved.
    #[serde(rename = "達成")]
    #[schemars(description = "この記号を「達成」と数えるか。true か false")]
    pub achieved: Option<Flag>,
}

impl Grade {
    /// Returns whether a goal with this symbol counts as achieved.
    pub fn is_achieved(&self) -> bool {
        self.achieved == Some(Flag::Yes)
    }
}

/// `true` or `false`. Editors see booleans; the program reads texts, as everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Flag {
    /// `true`.
    #[serde(rename = "true")]
    Yes,
    /// `false`.
    #[serde(rename = "false")]
    No,
}

inline_schema!(Flag, |_| json_schema!({ "enum": [true, false, null, "true", "false"] }));

/// The symbols of a scale ordered by their thresholds, the highest first. Symbols with the same threshold
/// share a rung.
#[derive(Debug, Clone)]
pub struct Ladder<'a> {
    rungs: Vec<(Decimal, Vec<&'a str>)>,
    /// The one symbol without a threshold; empty where there are several.
    lowest: Vec<&'a str>,
}

impl<'a> Ladder<'a> {
    /// Returns the rung that a result reaches: 0 for the highest, [`Self::below`] where it meets no
    /// threshold, and `None` where the numbers have too many digits to compare.
    pub fn reached(&self, attainment: Attainment) -> Option<usize> {
        for (rung, (threshold, _)) in self.rungs.iter().enumerate() {
            if attainment.is_at_least(*threshold)? {
                return Some(rung);
            }
        }
        Some(self.below())
    }

    /// Returns the rung below every threshold. It has a symbol only where exactly one symbol has no
    /// threshold.
    pub const fn below(&self) -> usize {
        self.rungs.len()
    }

    /// Returns the rung of a symbol, or `None` where it is on no rung or means that nothing is evaluated.
    pub fn rung(&self, symbol: &str) -> Option<usize> {
        let rungs = self.rungs.iter().map(|(_, symbols)| symbols).chain([&self.lowest]);
        let all = || {
            rungs
                .clone()
                .enumerate()
                .flat_map(|(rung, symbols)| symbols.iter().map(move |listed| (rung, *listed)))
        };
        let place =
            symbol::place_of(symbol, all().map(|(_, symbol)| symbol)).filter(|_| !is_unjudged(symbol))?;
        all().nth(place).map(|(rung, _)| rung)
    }

    /// Returns the symbols of a rung: one, or several with the same threshold.
    pub fn symbols(&self, rung: usize) -> &[&'a str] {
        self.rungs.get(rung).map_or(&self.lowest, |(_, symbols)| symbols)
    }

    /// Returns the number of decimal places that distinguish the thresholds.
    pub fn places(&self) -> u32 {
        self.rungs.iter().map(|(threshold, _)| threshold.normalize().scale()).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// Builds a scale of symbols and thresholds; an empty threshold is left out.
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
        let symbols = ladder.symbols(ladder.reached(attainment)?).join("");
        (!symbols.is_empty()).then_some(symbols)
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
        assert_eq!(reached(&[("〇", "100"), ("×", ""), ("―", "")], "99").as_deref(), Some("×"));
        assert_eq!(reached(&[("〇", "100"), ("×", ""), ("▽", "")], "99"), None);
        assert_eq!(reached(&[("〇", "100"), ("×", ""), ("▽", "")], "100").as_deref(), Some("〇"));
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
        assert_eq!((ladder.rung("-"), ladder.symbols(ladder.below())), (None, &[][..]));
    }

    #[test]
    fn a_threshold_that_cannot_be_read_leaves_the_others_as_they_are() {
        let scale = [("◎", "満点"), ("〇", "100"), ("△", "50"), ("×", "")];
        for (result, symbol) in [("130", "〇"), ("99", "△"), ("1", "×")] {
            assert_eq!(reached(&scale, result).as_deref(), Some(symbol), "{result}");
        }
        assert_eq!(reached(&[("〇", "満点"), ("×", "")], "100"), None);
    }

    #[test]
    fn symbols_of_one_threshold_share_a_rung() {
        let grades = [("◎", "100"), ("〇", "100.0"), ("×", "")];
        assert_eq!(reached(&grades, "100").as_deref(), Some("◎〇"));
        let scale = scale(&grades);
        let ladder = scale.ladder().expect("thresholds");
        assert_eq!(["◎", "〇", "×"].map(|symbol| ladder.rung(symbol)), [Some(0), Some(0), Some(1)]);
    }

    #[test]
    fn no_thresholds_tell_nothing() {
        assert_eq!(reached(&[], "100"), None);
        assert_eq!(reached(&[("〇", ""), ("×", "")], "100"), None);
    }

    #[test]
    fn a_symbol_is_found_by_any_sign_for_it() {
        let scale = scale(&[("◯", "100"), ("×", "")]);
        let ladder = scale.ladder().expect("thresholds");
        assert_eq!(["〇", "✕", "△"].map(|symbol| ladder.rung(symbol)), [Some(0), Some(1), None]);
        assert_eq!(scale.named("○").map(|named| named.0), Some("◯"));
    }
}
