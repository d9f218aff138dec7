//! Slots: the connection of each text of a page with the YAML.

use super::{ListedFinding, RowAddress, Slot, line_words};
use crate::finding::Field;
use crate::read::Reading;
use crate::sheet::{Action, Department, FiscalYear, Goal, Indicator, Items, Model};
use crate::source::Source;
use crate::view::{ActionView, DepartmentView, GoalView, IndicatorView, Lines, WardView};
use crate::yaml::{Data, Node};

/// The fields of a file with their lines.
pub(super) struct Addresses<'a> {
    source: &'a Source,
    tree: &'a Node,
}

impl<'a> Addresses<'a> {
    /// Creates the addresses of a reading, if it has a tree.
    pub(super) fn new(reading: &'a Reading<Model>) -> Option<Self> {
        Some(Self { source: &reading.source, tree: reading.tree.as_ref()? })
    }

    /// Returns whether the value of a top-level key was pruned.
    pub(super) fn is_pruned(&self, key: &str) -> bool {
        self.tree.get(key).is_some_and(|node| node.data == Data::Pruned)
    }

    /// Returns whether a top-level key is missing.
    pub(super) fn lacks(&self, key: &str) -> bool {
        self.tree.get(key).is_none()
    }

    /// Returns the line of a field: that of its text, as in findings, or that of its key or dash where it is
    /// empty. A missing field has the line of the map or list that lacks it.
    fn line(&self, field: &Field) -> String {
        let (span, node) = self.tree.nearest(field);
        let text = match node.data {
            Data::Map(_) | Data::List(_) => "",
            _ => self.source.slice(node.span),
        };
        let blank = text.len() - text.trim_start().len();
        let at = if blank < text.len() { node.span.start + blank } else { span.start };
        line_words(self.source.place(at).line)
    }

    fn entry(&self, address: Option<String>, field: &Field) -> ListedFinding {
        ListedFinding { address, line: self.line(field) }
    }

    /// Sets the slot of a text outside of the main table.
    fn loose(&self, lines: &mut Lines, field: Field) {
        // A missing key has no line.
        let entries = self.tree.at(&field).map(|_| self.entry(None, &field)).into_iter().collect();
        lines.slot = Some(Box::new(Slot { field, entries, ..Slot::default() }));
    }
}

/// Sets the slot of a text in the main table.
fn in_table(lines: &mut Lines, field: Field, row: Option<RowAddress>) {
    lines.slot = Some(Box::new(Slot { field, row, ..Slot::default() }));
}

fn top(key: &str) -> Field {
    Field::default().key(key)
}

/// Sets the slots of a department's sheet.
pub(super) fn department(view: &mut DepartmentView, sheet: &Department, addresses: &Addresses) {
    let DepartmentView {
        document: _,
        heading,
        labels: _,
        contact,
        year,
        division,
        section,
        purpose,
        dates,
        years: _,
        goals: views,
        legends: _,
        narratives,
        row: _,
    } = view;
    let head = [
        (heading, "様式"),
        (contact, "問合せ先"),
        (year, "年度"),
        (division, "部"),
        (section, "課"),
        (purpose, "組織の目的"),
    ];
    let dates = dates.iter_mut().map(|date| &mut date.value).zip(["作成日", "修正日", "評価日"]);
    let narratives = narratives.iter_mut().map(|narrative| &mut narrative.value);
    let narratives = narratives.zip(["取り組みについて", "取り組みの結果について"]);
    for (lines, key) in head.into_iter().chain(dates).chain(narratives) {
        addresses.loose(lines, top(key));
    }
    let year = sheet.year.as_ref().and_then(|year| year.value);
    let goals = Goals { addresses, year };
    for (number, (view, goal)) in views.iter_mut().zip(&sheet.goals).enumerate() {
        goals.goal(number, view, goal);
    }
}

/// Sets the slots of a ward's page.
pub(super) fn ward(view: &mut WardView, addresses: &Addresses) {
    let WardView {
        document: _,
        heading,
        labels: _,
        organization,
        mayor,
        purpose,
        policy,
        goals,
        remark,
        results,
        count: _,
        achieved,
        direction,
    } = view;
    let evaluation = top("評価");
    let texts = [
        (heading, top("様式")),
        (organization, top("組織名")),
        (mayor, top("区長")),
        (purpose, top("組織の目的・方向性")),
        (policy, top("基本方針")),
        (remark, top("注記")),
        (results, evaluation.key("取組結果")),
        (achieved, evaluation.key("達成数")),
        (direction, evaluation.key("今後の方向性")),
    ];
    for (lines, field) in texts {
        addresses.loose(lines, field);
    }
    for (index, (_, lines)) in goals.iter_mut().enumerate() {
        addresses.loose(lines, top("重点目標").index(index));
    }
}

/// The main table.
struct Goals<'a> {
    addresses: &'a Addresses<'a>,
    year: Option<FiscalYear>,
}

impl Goals<'_> {
    fn goal(&self, number: usize, view: &mut GoalView, goal: &Goal) {
        let field = top("組織目標").index(number);
        let GoalView {
            number: head,
            named: _,
            bookmark: _,
            ward_goal,
            text,
            actions,
            shared_status: _,
            status,
            evaluation,
        } = view;
        let cells = [
            (head, field.clone()),
            (ward_goal, field.key("部区組織目標")),
            (text, field.key("目標")),
            (status, field.key("達成状況")),
            (evaluation, field.key("評価")),
        ];
        for (lines, field) in cells {
            in_table(lines, field, None);
        }
        let nothing = Action::default();
        for (index, view) in actions.iter_mut().enumerate() {
            let row = RowAddress { goal: number, action: index, indicator: 0 };
            self.action(row, view, goal.actions.get(index).unwrap_or(&nothing));
        }
    }

    fn action(&self, row: RowAddress, view: &mut ActionView, action: &Action) {
        let ActionView { items, indicators } = view;
        let field = action_field(row);
        self.items(items, &action.items, &field.key("主な取組"), None);
        let nothing = Indicator::default();
        for (index, view) in indicators.iter_mut().enumerate() {
            let row = RowAddress { indicator: index, ..row };
            self.indicator(row, view, action.indicators.get(index).unwrap_or(&nothing));
        }
    }

    fn indicator(&self, row: RowAddress, view: &mut IndicatorView, indicator: &Indicator) {
        let IndicatorView { item, actuals, target, result, notes, status, less_is_better: _, plot: _ } = view;
        let field = action_field(row).key("指標").index(row.indicator);
        for (index, lines) in actuals.iter_mut().enumerate() {
            if self.year.is_none() {
                // Without a year, the columns are filled in the file's order.
                let value = indicator.actuals.0.get(index).and_then(|(_, value)| value.as_ref());
                *lines = Lines::value(value);
            }
            in_table(lines, field.key("実績").key(self.year_key(index, indicator)), Some(row));
        }
        let cells = [(&mut *item, "項目"), (target, "目標"), (result, "結果"), (status, "達成状況")];
        for (lines, key) in cells {
            in_table(lines, field.key(key), Some(row));
        }
        self.items(notes, &indicator.notes, &field.key("補足"), Some(row));
        if let Some(slot) = &mut item.slot {
            slot.entries = self.entries(row, &field);
        }
    }

    /// Returns the row's own address, and the goal and the action that begin in the row.
    fn entries(&self, row: RowAddress, field: &Field) -> Vec<ListedFinding> {
        let (goal, action, indicator) = (row.goal + 1, row.action + 1, row.indicator + 1);
        let entry = |address: String, field: &Field| self.addresses.entry(Some(address), field);
        let mut entries = vec![entry(format!("{goal}-{action}-{indicator}"), field)];
        if action == 1 && indicator == 1 {
            entries.push(entry("目標".to_owned(), &top("組織目標").index(row.goal).key("目標")));
        }
        if indicator == 1 {
            entries.push(entry("取組".to_owned(), &action_field(row)));
        }
        entries
    }

    /// Returns the key of a column's year, as the file has it.
    fn year_key(&self, column: usize, indicator: &Indicator) -> String {
        let Some(year) = self.year.and_then(|year| year.window().into_iter().nth(column)) else {
            let typed = indicator.actuals.0.get(column);
            return typed.map(|(name, _)| name.text.text.clone()).unwrap_or_default();
        };
        indicator.actuals.key_of(year)
    }

    /// Sets the slots of list items. An empty list gets an empty item for its box.
    fn items(&self, views: &mut Vec<Lines>, items: &Items, field: &Field, row: Option<RowAddress>) {
        let is_list = self.addresses.tree.at(field).is_some_and(|node| matches!(node.data, Data::List(_)));
        let printed = items.0.iter().enumerate();
        let printed = printed.filter(|(_, text)| text.as_ref().is_some_and(|text| !text.is_blank()));
        for (lines, (index, _)) in views.iter_mut().zip(printed) {
            let field = if is_list { field.index(index) } else { field.clone() };
            in_table(lines, field, row);
        }
        if views.is_empty() {
            let mut lines = Lines::default();
            in_table(&mut lines, field.clone(), row);
            views.push(lines);
        }
    }
}

fn action_field(row: RowAddress) -> Field {
    top("組織目標").index(row.goal).key("取組").index(row.action)
}
