//! A value at the end of its bar, in few characters: charts set no value smaller than the sheet sets its cells.

use std::sync::LazyLock;

use crate::fonts::Widths;
use crate::linebreak::{Strength, breaks};

/// How wide a value may be, in em of its size: the columns of charts are wider, on paper and on the web.
const WIDEST: f64 = 4.3;

/// The most lines of a value.
const LINES: usize = 2;

static WIDTHS: LazyLock<Widths> = LazyLock::new(Widths::of_bundled_fonts);

/// Whether a value is narrow enough as it is typed.
pub(super) fn fits(lines: &[String]) -> bool {
    lines.len() <= LINES && lines.iter().all(|line| WIDTHS.of(line) <= WIDEST)
}

/// Returns a text that is no number in lines that end between its words; nothing for one that needs more than there
/// is room for.
pub(super) fn broken(lines: &[String]) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for line in lines {
        let places = breaks(line).places.into_iter().filter(|it| it.strength > Strength::Inside);
        let mut start = 0;
        let mut fitting = 0;
        for at in places.map(|it| it.at).chain([line.len()]) {
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
