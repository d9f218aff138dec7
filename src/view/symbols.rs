//! Symbols of the evaluation, printed as the settings spell them, and their legends.

use serde::{Deserialize, Serialize};

use super::Lines;
use crate::sheet::scale::Grade;
use crate::sheet::{Scale, Scales};
use crate::source::Text;

/// The legend of a box's symbols.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LegendView {
    /// The name of the box.
    pub label: Lines,
    /// Each symbol with its meaning: ◎：目標を上回った.
    pub symbols: Vec<Lines>,
    /// The box.
    pub of: SymbolBox,
    /// The symbols and their meanings; a meaning is empty if the settings do not give it.
    pub meanings: Vec<(String, String)>,
}

/// A box that holds a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SymbolBox {
    /// 目標達成状況.
    Status,
    /// 評価.
    Evaluation,
}

/// Returns the meaning of a symbol in a box, or `None` without a legend for it.
pub fn meaning<'a>(legends: &'a [LegendView], of: SymbolBox, printed: &Lines) -> Option<&'a str> {
    let [symbol] = printed.lines.as_slice() else { return None };
    let legend = legends.iter().find(|legend| legend.of == of)?;
    let (_, meaning) = legend.meanings.iter().find(|(known, _)| known == symbol)?;
    Some(meaning.as_str()).filter(|meaning| !meaning.is_empty())
}

/// Returns a symbol as the scale spells it. If the scale does not have it, returns the typed text, with every
/// dash as the form's `-`.
pub fn symbol(text: Option<&Text>, scale: Option<&Scale>) -> Lines {
    let mut lines = Lines::of(text);
    if let [only] = lines.lines.as_mut_slice()
        && let Some((known, _)) = scale.and_then(|scale| scale.named(only))
    {
        known.clone_into(only);
        return lines;
    }
    lines.with_one_dash()
}

/// Returns the legends of the boxes that have a scale, with the symbols in the order of the settings.
pub(super) fn legends(scales: Option<&Scales>) -> Vec<LegendView> {
    let boxes = scales.map(|scales| {
        [
            ("目標達成状況", SymbolBox::Status, &scales.status),
            ("評価", SymbolBox::Evaluation, &scales.evaluation),
        ]
    });
    let full = boxes.into_iter().flatten().filter(|(.., scale)| !scale.is_empty());
    full.map(|(label, of, scale)| LegendView {
        label: Lines::label(format!("【{label}】")),
        symbols: scale.0.iter().map(|(symbol, grade)| explained(symbol, grade)).collect(),
        of,
        meanings: scale.0.iter().map(|(symbol, grade)| (symbol.clone(), words_of(grade))).collect(),
    })
    .collect()
}

fn words_of(grade: &Grade) -> String {
    let meaning = grade.meaning.as_ref().map_or("", |meaning| meaning.text.trim());
    meaning.lines().map(str::trim).collect()
}

/// Formats a symbol with its meaning. The text is the settings', so it has no span in the sheet.
fn explained(symbol: &str, grade: &Grade) -> Lines {
    let meaning = words_of(grade);
    Lines::label(if meaning.is_empty() { symbol.to_owned() } else { format!("{symbol}：{meaning}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn text(text: &str) -> Text {
        Text { text: text.to_owned(), span: Span::default() }
    }

    fn scale(symbols: &[(&str, &str)]) -> Scale {
        let grade = |meaning: &str| Grade { meaning: Some(text(meaning)), ..Grade::default() };
        Scale(symbols.iter().map(|(symbol, meaning)| ((*symbol).to_owned(), grade(meaning))).collect())
    }

    #[test]
    fn a_symbol_prints_as_the_settings_spell_it() {
        let scale = scale(&[("◯", ""), ("×", "")]);
        let printed = |typed: &str| symbol(Some(&text(typed)), Some(&scale)).lines.concat();
        assert_eq!([printed("〇"), printed("✕"), printed("△")], ["◯", "×", "△"]);
        assert_eq!(symbol(Some(&text("〇")), None).lines, ["〇"]);
        assert_eq!([printed("―"), printed("ー"), printed("－")], ["-"; 3]);
        let dashed = self::scale(&[("―", "")]);
        assert_eq!(symbol(Some(&text("-")), Some(&dashed)).lines, ["―"]);
    }

    #[test]
    fn a_legend_has_the_order_of_the_settings() {
        let status = scale(&[("◎", "目標を\n上回った\n"), ("×", "")]);
        let legends = legends(Some(&Scales { status, evaluation: Scale::default() }));
        let said: Vec<_> = legends.iter().map(|legend| (&legend.label, &legend.symbols)).collect();
        let symbols = vec![Lines::label("◎：目標を上回った"), Lines::label("×")];
        assert_eq!(said, [(&Lines::label("【目標達成状況】"), &symbols)]);
        assert!(super::legends(None).is_empty());
        let said = |of, symbol: &str| meaning(&legends, of, &Lines::label(symbol));
        assert_eq!(said(SymbolBox::Status, "◎"), Some("目標を上回った"));
        assert_eq!([said(SymbolBox::Status, "×"), said(SymbolBox::Evaluation, "◎")], [None, None]);
    }
}
