//! Conversion of Typst's diagnostics and of inspection results to findings in the YAML.

use typst::diag::SourceDiagnostic;

use super::Found;
use super::source_map::{Mark, SourceMap};
use crate::finding::{Finding, Message, Rule};
use crate::source::Span;

/// Converts Typst's diagnostics. Warnings count as errors, so that no page with a warning is published.
pub(super) fn of_typst<'a>(
    diagnostics: impl IntoIterator<Item = &'a SourceDiagnostic>,
    marks: &SourceMap,
) -> Vec<Found> {
    diagnostics.into_iter().map(|diagnostic| template_error(diagnostic, marks)).collect()
}

fn template_error(diagnostic: &SourceDiagnostic, marks: &SourceMap) -> Found {
    let (sheet, span) =
        marks.of_diagnostic(diagnostic.span).map_or((0, Span::default()), |mark| (mark.sheet, mark.source));
    let message = &diagnostic.message;
    let finding = Finding::new(
        Rule::TEMPLATE_ERROR,
        span,
        Message::new(format!("組版に失敗しました({message})。"), format!("Typesetting failed: {message}.")),
        Message::new(
            "この値を短くするか別の文字で書いてみて、直らなければ mokuhyo の開発者に知らせてください。",
            "Try a shorter value or other characters. If that does not help, report this to the developers of mokuhyo.",
        ),
    );
    Found { sheet, finding }
}

/// Returns the finding of a text that overflows its cell.
pub(super) fn overflow(mark: Mark) -> Found {
    let (message, help) = if mark.has_wide_number {
        (
            Message::new("数字が欄に収まりません。", "The number does not fit its cell."),
            Message::new(
                "単位を千円にするなどして、桁を減らしてください。",
                "Use a larger unit, such as 千円.",
            ),
        )
    } else {
        (
            Message::new("文章が欄に収まりません。", "The text does not fit its cell."),
            Message::new("短くするか、行を分けて書いてください。", "Shorten it, or break it into lines."),
        )
    };
    let finding = Finding::new(Rule::OVERFLOW, mark.source, message, help);
    Found { sheet: mark.sheet, finding }
}
