//! The values of `ward.typ`.

use typst::foundations::{Dict, IntoValue, NativeElement, Value, dict};
use typst::introspection::MetadataElem;

use super::booklet::{body, ward_goal};
use super::convert::Fields;
use super::{ValueBuilder, array};
use crate::typeset::joiners;
use crate::typeset::sizing::WardEstimate;
use crate::view::{Lines, WardView};

impl ValueBuilder<'_> {
    /// Converts a ward's page.
    pub(super) fn ward(&mut self, view: &WardView) -> Dict {
        let sizing = self.sizing(&view.document);
        let estimate =
            WardEstimate::new(self.engine, self.cache, view, (sizing.size, sizing.density.spacing));
        let width = estimate.goals_width();
        let goals =
            array(view.goals.iter().enumerate().map(|(place, goal)| self.ward_goal(place, goal, width)));
        let measures = dict! {
            "grows" => sizing.plan.grows,
            "spacing" => sizing.density.spacing,
            "shares" => array(estimate.boxes()),
            "goals" => goals,
            "continued" => self.continued(),
        };
        measures + view.fields(self)
    }

    /// Converts a ward goal. In a booklet it has a label, to which the departments' goals link.
    fn ward_goal(&mut self, place: usize, (number, text): &(Lines, Lines), width: f64) -> Dict {
        let mut text = self.broken(text, Some(&|line| joiners::ragged(line, width)));
        if let Some(label) = ward_goal(place).filter(|_| self.is_booklet)
            && let Some(body) = body(&text)
        {
            let mark = MetadataElem::new(Value::None).pack().labelled(label);
            text.insert("body".into(), (mark + body).into_value());
        }
        dict! { "number" => self.lines(number), "text" => text }
    }
}
