//! Values at the end of their bars. Charts print values no smaller than the cells of the sheet, so they must
//! be short.

use std::sync::LazyLock;

use crate::fonts::Widths;
use crate::linebreak::{Strength, breaks};

/// The maximum width of a value in em, less than the width of the columns on paper and on the web.
const WIDEST: f64 = 4.3;

/// The most lines of a value.
const LINES: usize = 2;

static WIDTHS: LazyLock<Widths> = LazyLock::new(Widths::of_bundled_fonts);

/// Returns whether a value fits as it is typed.
pub(super) fn fits(lines: &[String]) -> bool {
    lines.len() <= LINES && lines.iter().all(|line| WIDTHS.of(line) <= WIDEST)
}

/// Breaks a text between its words to fit, or returns `None` if it does not fit.
pub(super) fn broken(lines: &[String]) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for line in lines {
        let places = breaks(line).places.into_iter().filter(|found| found.strength > Strength::Inside);
        let mut start = 0;
        let mut fitting = 0;
        for at in places.map(|found| found.at).chain([line.len()]) {
            if WIDTHS.of(&line[start..at]) > WIDEST {
                all.push(line[start..fitting].to_owned());
                start = fitting;
            }
            fitting = at;
        }
        all.push(line[start..].to_owned());
    }
    (fits(&all) && all.iter().all(|line| !line.is_empty())).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_broken_between_words_or_not_at_all() {
        let lines = |text: &str| broken(&[text.to_owned()]);
        assert_eq!(lines("調整中").unwrap(), ["調整中"]);
        assert_eq!(lines("新規の講座").unwrap(), ["新規の", "講座"]);
        assert_eq!(lines("広報紙への掲載と窓口での配布"), None);
    }
}
