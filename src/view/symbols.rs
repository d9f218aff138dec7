//! Symbols of evaluation: one that an input method gives for another prints as the settings spell it.

use std::collections::BTreeMap;

use super::Lines;
use crate::sheet::settings::Grade;
use crate::sheet::symbol::is_same_sign;
use crate::source::Text;

/// The symbols of a box, by symbol.
pub type Scale = BTreeMap<String, Grade>;

/// A symbol as the scale spells it; as it was typed where the scale has none like it.
pub fn symbol(text: Option<&Text>, scale: Option<&Scale>) -> Lines {
    let mut lines = Lines::of(text);
    if let [only] = lines.lines.as_mut_slice()
        && let Some(known) =
            scale.into_iter().flat_map(BTreeMap::keys).find(|known| is_same_sign(known, only))
    {
        only.clone_from(known);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn a_symbol_prints_as_the_settings_spell_it() {
        let text = |text: &str| Text { text: text.to_owned(), span: Span::default() };
        let scale: Scale = ["◯", "×"].into_iter().map(|it| (it.to_owned(), Grade::default())).collect();
        let printed = |it: &str| symbol(Some(&text(it)), Some(&scale)).lines.concat();
        assert_eq!([printed("〇"), printed("✕"), printed("△")], ["◯", "×", "△"]);
        assert_eq!(symbol(Some(&text("〇")), None).lines, ["〇"]);
    }
}
