//! The distribution of a sheet's content over pages.

use std::collections::{BTreeMap, BTreeSet};

use super::Density;
use super::estimate::{ActionCounts, Estimate, GoalCounts};
use super::heights::Heights;

/// The share of a page that may stay blank below its goals before the next goal is split between its actions.
const MOST_BLANK: f64 = 0.25;

/// A safety margin at the foot of a page in em, because lines are counted and not laid out.
const RESERVE: f64 = 0.1;

/// The distribution over pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PagePlan {
    /// The number of pages.
    pub(super) pages: usize,
    /// The share of the last page that is filled.
    pub(super) last: f64,
    /// The positions at which goals are continued on a new page: the goal and its row, from 0.
    pub(in crate::typeset) splits: BTreeSet<(usize, usize)>,
    /// The numbers of paragraphs of each narrative on the page of the goals, if the others are on the next.
    pub(in crate::typeset) kept: Option<[usize; 2]>,
    /// `true` where the narratives begin on a new page, because the page of the goals does not hold their boxes.
    pub(in crate::typeset) turns: bool,
    /// The rows that no page holds: the goal and its row, from 0. They begin where there is room and go on over pages.
    pub(in crate::typeset) tall: BTreeSet<(usize, usize)>,
    /// The lines of text for which a part of a goal with such a row has room on the page where it begins: by the goal and
    /// the part's first row.
    pub(in crate::typeset) rooms: BTreeMap<(usize, usize), usize>,
    /// `true` where the boxes of the narratives fill the last page.
    pub(in crate::typeset) grows: bool,
}

impl PagePlan {
    /// Returns the plan of a ward's page, whose boxes grow if it has one page.
    pub(super) fn of_ward(pages: usize) -> Self {
        Self { pages, grows: pages == 1, ..Self::default() }
    }

    /// Returns the number of pages.
    pub(in crate::typeset) fn pages(&self) -> usize {
        self.pages
    }

    /// Returns the plan for a layout with more pages than predicted, if it can be corrected: narratives of which some
    /// paragraphs are kept with the goals begin on a new page, and those that do begin where the goals end.
    pub(super) fn corrected(&self) -> Option<Self> {
        let is_forced = self.turns || self.kept.is_some();
        is_forced.then(|| Self { turns: !self.turns, kept: None, grows: !self.turns, ..self.clone() })
    }
}

impl Estimate<'_> {
    /// Predicts the distribution over pages.
    pub(super) fn plan(&self, density: Density) -> PagePlan {
        let heights = Heights { of: self, density };
        let mut pager = PageFiller::new(&heights, self.columns.height - RESERVE);
        for (number, goal) in self.goals.iter().enumerate() {
            pager.goal(number, goal);
        }
        pager.narratives()
    }
}

/// A simulation that fills page after page.
struct PageFiller<'a> {
    heights: &'a Heights<'a>,
    page: f64,
    filled: f64,
    plan: PagePlan,
}

impl<'a> PageFiller<'a> {
    fn new(heights: &'a Heights<'a>, page: f64) -> Self {
        let filled = heights.head() + heights.header();
        Self { heights, page, filled, plan: PagePlan { pages: 1, ..PagePlan::default() } }
    }

    fn turn(&mut self) {
        // The running head reduces the height of all pages but the first.
        if self.plan.pages == 1 {
            self.page -= self.heights.of.columns.length("running-room");
        }
        self.plan.pages += 1;
        self.filled = self.heights.header();
    }

    /// Fills what is left of the page and the pages behind it.
    fn flow(&mut self, height: f64) {
        self.filled += height;
        while self.filled > self.page {
            let over = self.filled - self.page;
            self.turn();
            self.filled += over;
        }
    }

    fn goal(&mut self, number: usize, goal: &'a GoalCounts) {
        let rows = Rows::of(number, goal, self.heights);
        let mut from = 0;
        loop {
            let rest = rows.height(from, rows.count());
            let room = self.page - self.filled;
            if rest <= room || from >= rows.count() {
                self.filled += rest;
                return;
            }
            let fits_a_page = rest <= self.page - self.heights.header();
            let is_split = !fits_a_page || room > self.page * MOST_BLANK;
            match is_split.then(|| rows.split(from, room, fits_a_page)).flatten() {
                Some(at) => {
                    self.plan.splits.insert((number, at));
                    from = at;
                }
                // A row that is taller than a page is split at the end of the page.
                None if rows.height(from, from + 1) > self.page - self.heights.header() => {
                    let tall = rows.tall(from, self.page - self.heights.header());
                    self.plan.tall.extend(tall.map(|row| (number, row)));
                    self.plan.rooms.insert((number, from), self.heights.lines_in(room));
                    self.flow(rest);
                    return;
                }
                None if self.filled <= self.heights.header() => {
                    self.flow(rest);
                    return;
                }
                None => {}
            }
            self.turn();
        }
    }

    fn narratives(mut self) -> PagePlan {
        self.filled += self.heights.legends();
        let paragraphs = self.heights.of.narratives();
        let all = paragraphs.each_ref().map(|lines| lines.iter().sum());
        let room = self.page - self.filled;
        if self.heights.boxes(all) <= room {
            self.plan.grows = true;
            self.filled += self.heights.boxes(all);
        } else {
            let kept = paragraphs.each_ref().map(|lines| self.kept(lines, room));
            let rest = [0, 1].map(|place| paragraphs[place][kept[place]..].iter().sum());
            self.plan.turns = kept == [0, 0];
            self.plan.kept = (!self.plan.turns).then_some(kept);
            self.plan.pages += 1;
            self.filled = self.heights.boxes(rest);
            self.plan.grows = self.filled <= self.page;
            while self.filled > self.page {
                self.plan.pages += 1;
                self.filled -= self.page - self.heights.lines(1);
            }
        }
        self.plan.last = self.filled / self.page;
        self.plan
    }

    /// Returns the number of paragraphs that fit.
    fn kept(&self, paragraphs: &[usize], room: f64) -> usize {
        let fits = |count: &usize| {
            let lines = paragraphs[..*count].iter().sum::<usize>();
            lines > 0 && self.heights.boxes([lines, lines]) <= room
        };
        (1..=paragraphs.len()).rev().find(fits).unwrap_or(0)
    }
}

/// The rows of a goal with the cells that span them.
struct Rows<'a> {
    heights: &'a Heights<'a>,
    number: usize,
    goal: &'a GoalCounts,
    /// The index of the action and the height of each row.
    each: Vec<(usize, f64)>,
}

impl<'a> Rows<'a> {
    fn of(number: usize, goal: &'a GoalCounts, heights: &'a Heights<'a>) -> Self {
        let of_action = |(place, action): (usize, &'a ActionCounts)| {
            action.indicators.iter().map(move |indicator| (place, heights.indicator(indicator)))
        };
        let rows = goal.actions.iter().enumerate().flat_map(of_action).collect();
        Self { heights, number, goal, each: rows }
    }

    fn count(&self) -> usize {
        self.each.len()
    }

    /// Returns the height of some rows, including the cells that span them.
    fn height(&self, from: usize, to: usize) -> f64 {
        let of_action = |rows: &[(usize, f64)]| {
            let items = rows.first().map_or(0.0, |row| self.heights.lines(self.goal.actions[row.0].items));
            rows.iter().map(|row| row.1).sum::<f64>().max(items)
        };
        let rows = self.each[from..to].chunk_by(|row, next| row.0 == next.0).map(of_action).sum::<f64>();
        rows.max(self.heights.own_cells(self.number, self.goal, from > 0))
    }

    /// Returns the rows from one on that a height does not hold. What spans rows grows with the last of them.
    fn tall(&self, from: usize, height: f64) -> impl Iterator<Item = usize> {
        let is_last = |row: usize| self.each.get(row + 1).is_none_or(|next| next.0 != self.each[row].0);
        let of_items = move |row: usize| {
            is_last(row) && self.heights.lines(self.goal.actions[self.each[row].0].items) > height
        };
        let own = self.heights.own_cells(self.number, self.goal, from > 0);
        let count = self.count();
        (from..count).filter(move |&row| {
            self.each[row].1 > height || of_items(row) || row + 1 == count && own > height
        })
    }

    /// Returns the last row at which the goal may be continued on the next page: the first row of an action,
    /// or any row.
    fn split(&self, from: usize, room: f64, between_actions: bool) -> Option<usize> {
        let begins = |at: &usize| self.each[*at].0 != self.each[*at - 1].0;
        let fits = |at: &usize| self.height(from, *at) <= room;
        let candidates = || (from + 1..self.count()).rev();
        let action = candidates().filter(begins).find(fits);
        action.or_else(|| (!between_actions).then(|| candidates().find(fits)).flatten())
    }
}
