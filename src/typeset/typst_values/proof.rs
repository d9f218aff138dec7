//! The values of `proof.typ` and `findings.typ`.

use typst::foundations::{Array, Dict, dict};

use super::convert::{Convert, Fields};
use super::{ValueBuilder, array};
use crate::typeset::overlay::Overlay;
use crate::view::Lines;
use crate::view::proof::{ListedFinding, Note, ProofView};

impl ValueBuilder<'_> {
    /// Converts the additions of a proof. Its head mentions larger paper that was chosen automatically.
    pub(super) fn proof(&mut self, overlay: &Overlay) -> Dict {
        let Overlay { proof, pages, is_wide, scale } = overlay;
        let ProofView { watermark, stamp, notes: _, list, wide } = proof;
        let mut stamp = stamp.clone();
        if *is_wide && !wide {
            stamp.facts.push(stamp.widened.clone());
        }
        dict! {
            "watermark" => self.lines(watermark),
            "stamp" => stamp.fields(self),
            "wide" => *is_wide,
            "scale" => *scale,
            "pages" => pages.convert(self),
            "list" => list.convert(self),
        }
    }

    /// Converts the numbers of the findings in a box.
    pub(super) fn numbers(&mut self, notes: &[&Note]) -> Array {
        array(Note::labels(notes).into_iter().map(
            |(number, severity)| dict! { "number" => self.lines(&number), "severity" => severity.name() },
        ))
    }

    pub(super) fn margin_line(&mut self, entry: &ListedFinding) -> Dict {
        let ListedFinding { address, line } = entry;
        let address = address.as_ref().map(Lines::label);
        dict! { "address" => address.convert(self), "line" => self.lines(&Lines::label(line)) }
    }
}
