//! The order of the sheets of a folder by 並び順, which booklets, pages and tables follow.

use crate::read::is_same_name;
use crate::sheet::settings::BY_GOALS;
use crate::sheet::{Items, Model, Settings};

/// Returns the place of a department's sheet by 並び順, given the name of its file without the ending, and the first
/// ward goal that it serves. Sheets that it does not name have one place, behind the others.
pub fn place_in_order(settings: &Settings, stem: &str, first_served: Option<usize>) -> usize {
    let order = settings.order.iter().flat_map(Items::texts);
    let order: Vec<&str> = order.map(|name| name.text.trim()).collect();
    if order == [BY_GOALS] {
        return first_served.unwrap_or(usize::MAX);
    }
    order.iter().position(|name| is_same_name(name, stem)).unwrap_or(order.len())
}

/// Returns the smallest number of a ward's goal that a department serves, from 1.
pub fn first_served(model: &Model) -> Option<usize> {
    let goals = model.department()?.goals.iter();
    goals.filter_map(|goal| Some(goal.ward_goal.as_ref()?.value?.0)).min()
}
