//! The size of a page before typesetting.

use super::texts::Texts;
use crate::finding::{Finding, Message, Rule};
use crate::source::Span;

/// The properties of a page that determine its time and memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Extent {
    pub(super) texts: usize,
    pub(super) breaks: usize,
    pub(super) characters: usize,
}

/// The limits of a proof, about ten times the largest real sheet. Beyond them typesetting takes more than 20
/// s or 600 MB (`benches/bounds`).
pub(super) const MOST: Extent = Extent { texts: 4_000, breaks: 2_500, characters: 50_000 };

impl Extent {
    pub(super) fn of(page: &mut impl Texts) -> Self {
        let mut extent = Self::default();
        page.each(&mut |lines| {
            extent.texts += 1;
            extent.breaks += lines.lines.len().saturating_sub(1);
            extent.characters += lines.lines.iter().map(|line| line.chars().count()).sum::<usize>();
        });
        extent
    }

    /// Returns the finding on a page that exceeds a limit.
    pub(super) fn refusal(self) -> Option<Finding> {
        let kinds = [
            (self.texts, MOST.texts, "欄", "cells"),
            (self.breaks, MOST.breaks, "改行", "line breaks"),
            (self.characters, MOST.characters, "文字", "characters"),
        ];
        let (count, most, ja, en) = kinds.into_iter().find(|(count, most, ..)| count > most)?;
        let message = Message::new(
            format!("シートが大きすぎて、校正刷を作れません({count}{ja}、{most}{ja}まで)。"),
            format!("The sheet is too large for a proof: {count} {en}, at most {most}."),
        );
        let help = Message::new(
            "シートを分けるか、文章を短くしてください。",
            "Split the sheet or shorten its texts.",
        );
        Some(Finding::new(Rule::TYPESETTING_TIMEOUT, Span::default(), message, help))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_larger_in_one_way_is_refused() {
        assert_eq!(MOST.refusal(), None);
        for extent in [
            Extent { texts: MOST.texts + 1, ..MOST },
            Extent { breaks: MOST.breaks + 1, ..MOST },
            Extent { characters: MOST.characters + 1, ..MOST },
        ] {
            assert_eq!(extent.refusal().map(|finding| finding.rule), Some(Rule::TYPESETTING_TIMEOUT));
        }
    }
}
