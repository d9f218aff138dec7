//! The texts of a department's sheet. Each is looked up once for all sizes that are tried.

use std::rc::Rc;

use crate::typeset::line::{Line, LineCache};
use crate::view::{ActionView, DepartmentView, GoalView, IndicatorView, Lines};

/// The lines of a text.
pub(super) type TextLines = Vec<Rc<Line>>;

/// The texts of a sheet that determine the heights of its parts.
pub(super) struct Texts {
    pub(super) contact: TextLines,
    pub(super) names: [(&'static str, TextLines); 2],
    pub(super) purpose: TextLines,
    /// The heads of the columns of values, but the last.
    pub(super) years: Vec<TextLines>,
    pub(super) goals: Vec<GoalTexts>,
    /// The paragraphs of the two narratives.
    pub(super) narratives: [TextLines; 2],
}

/// The texts of a goal.
pub(super) struct GoalTexts {
    pub(super) text: TextLines,
    pub(super) ward_goal: TextLines,
    pub(super) evaluation: TextLines,
    /// The box of 目標達成状況 for the whole goal; nothing if each indicator has its own.
    pub(super) status: Option<TextLines>,
    pub(super) actions: Vec<ActionTexts>,
}

/// The texts of an action.
pub(super) struct ActionTexts {
    pub(super) items: Vec<TextLines>,
    pub(super) indicators: Vec<IndicatorTexts>,
}

/// The texts of an indicator.
pub(super) struct IndicatorTexts {
    pub(super) item: TextLines,
    /// From the oldest year to the result.
    pub(super) values: Vec<TextLines>,
    pub(super) notes: Vec<TextLines>,
    /// Its own box of 目標達成状況; nothing if the goal has one for all.
    pub(super) status: Option<TextLines>,
}

impl Texts {
    pub(super) fn of(view: &DepartmentView, cache: &LineCache) -> Self {
        let indented = |text: &Lines| -> TextLines {
            text.lines.iter().map(|line| cache.line(&line[Lines::typed_indent(line)..])).collect()
        };
        Self {
            contact: cache.lines(&view.contact),
            names: [("division", cache.lines(&view.division)), ("section", cache.lines(&view.section))],
            purpose: cache.lines(&view.purpose),
            years: view.years.iter().map(|head| cache.lines(head)).collect(),
            goals: view.goals.iter().map(|goal| GoalTexts::of(goal, cache)).collect(),
            narratives: view.narratives.each_ref().map(|it| indented(&it.value)),
        }
    }
}

impl GoalTexts {
    fn of(goal: &GoalView, cache: &LineCache) -> Self {
        let GoalView { text, ward_goal, actions, shared_status, status, evaluation, .. } = goal;
        Self {
            text: cache.lines(text),
            ward_goal: cache.lines(ward_goal),
            evaluation: cache.lines(evaluation),
            status: shared_status.then(|| cache.lines(status)),
            actions: actions.iter().map(|action| ActionTexts::of(action, *shared_status, cache)).collect(),
        }
    }

    pub(super) fn indicators(&self) -> impl Iterator<Item = &IndicatorTexts> {
        self.actions.iter().flat_map(|action| &action.indicators)
    }
}

impl ActionTexts {
    fn of(action: &ActionView, shared_status: bool, cache: &LineCache) -> Self {
        let ActionView { items, indicators } = action;
        let indicator = |it| IndicatorTexts::of(it, shared_status, cache);
        Self { items: bulleted(items, cache), indicators: indicators.iter().map(indicator).collect() }
    }
}

impl IndicatorTexts {
    fn of(indicator: &IndicatorView, shared_status: bool, cache: &LineCache) -> Self {
        let IndicatorView { item, notes, status, .. } = indicator;
        Self {
            item: cache.lines(item),
            values: indicator.values().map(|value| cache.lines(value)).collect(),
            notes: bulleted(notes, cache),
            status: (!shared_status).then(|| cache.lines(status)),
        }
    }
}

/// Returns the items that values print as.
fn bulleted(items: &[Lines], cache: &LineCache) -> Vec<TextLines> {
    items.iter().flat_map(Lines::bulleted).map(|item| cache.lines(&item)).collect()
}
