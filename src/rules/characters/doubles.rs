//! Characters that look like others, with the ones that are meant.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The CJK radicals that represent a kanji, each before it: Unicode's property `Equivalent_Unified_Ideograph`
/// (`EquivalentUnifiedIdeograph.txt`).
const RADICALS: &str = "\
    ⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌\
    ⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓\
    ⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝\
    ⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐\
    ⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// Presentation forms for vertical lines, each before what a horizontal line has. Compatibility decomposition
/// would make ASCII signs of some.
const VERTICAL: &str = "\
    \u{FE10}，\u{FE11}、\u{FE12}。\u{FE13}：\u{FE14}；\u{FE15}！\u{FE16}？\u{FE17}〖\u{FE18}〗\u{FE19}…\u{FE30}‥\
    \u{FE31}―\u{FE32}–\u{FE33}＿\u{FE34}＿\u{FE35}（\u{FE36}）\u{FE37}｛\u{FE38}｝\u{FE39}〔\u{FE3A}〕\u{FE3B}【\u{FE3C}】\
    \u{FE3D}《\u{FE3E}》\u{FE3F}〈\u{FE40}〉\u{FE41}「\u{FE42}」\u{FE43}『\u{FE44}』\u{FE47}［\u{FE48}］";

/// Characters that no bundled font has, each before its equivalent.
const SUBSTITUTES: &[(char, &str)] = &[
    ('📞', "☎"),
    ('📱', "☎"),
    ('📠', "FAX"),
    ('📧', "✉"),
    ('📩', "✉"),
    ('✅', "☑"),
    ('❌', "✕"),
    ('❎', "☒"),
    ('⭕', "〇"),
    ('❗', "！"),
    ('❕', "！"),
    ('❓', "？"),
    ('❔', "？"),
    ('⭐', "★"),
    ('🌟', "★"),
    ('🔴', "●"),
    ('🔵', "●"),
    ('🟢', "●"),
    ('🟡', "●"),
    ('🔺', "▲"),
    ('🔻', "▼"),
    ('🔶', "◆"),
    ('🔷', "◆"),
    ('🔸', "◆"),
    ('🔹', "◆"),
    ('🟥', "■"),
    ('🟦', "■"),
    ('💯', "100"),
    ('🆕', "新規"),
    ('🆗', "OK"),
    ('🈁', "ここ"),
    ('🅿', "P"),
];

/// Kanji that no font of ours has, in the order of their code points, each before a variant that one has: Unicode's
/// `kZVariant`, `kSemanticVariant`, `kTraditionalVariant`, `kSimplifiedVariant` and
/// `kSpecializedSemanticVariant` in this order (`Unihan_Variants.txt` of Unicode 14), of several the one of the
/// lower level in JIS X 0208. All take three bytes.
const VARIANTS: &str = include_str!("variants.txt");

/// The bytes of a pair.
const PAIR: usize = 6;

/// Returns the variant of a kanji that may be written in its place.
fn of_variant(character: char) -> Option<String> {
    let at = |place: usize| VARIANTS.get(place * PAIR..).and_then(|rest| rest.chars().next());
    let (mut low, mut high) = (0, VARIANTS.len() / PAIR);
    while low < high {
        let middle = low.midpoint(high);
        if at(middle)? < character { low = middle + 1 } else { high = middle }
    }
    let pair = VARIANTS.get(low * PAIR..(low + 1) * PAIR)?;
    pair.strip_prefix(character).map(str::to_owned)
}

/// Returns the kanji that a CJK or Kangxi radical is read as. Copying from a PDF leaves such radicals.
pub(super) fn of_radical(character: char) -> Option<String> {
    match character {
        '\u{2E80}'..='\u{2EFF}' => in_pairs(RADICALS, character),
        '\u{2F00}'..='\u{2FD5}' => Some(std::iter::once(character).nfkc().collect()),
        _ => None,
    }
}

/// Returns what a horizontal line has in the place of a vertical form.
pub(super) fn of_vertical(character: char) -> Option<String> {
    matches!(character, '\u{FE10}'..='\u{FE48}').then(|| in_pairs(VERTICAL, character)).flatten()
}

fn in_pairs(pairs: &str, character: char) -> Option<String> {
    let mut all = pairs.chars();
    while let (Some(from), Some(to)) = (all.next(), all.next()) {
        if from == character {
            return Some(to.to_string());
        }
    }
    None
}

/// Returns the ordinary kanji of a compatibility ideograph.
pub(super) fn of_ideograph(character: char) -> Option<String> {
    is_ideograph(character).then(|| std::iter::once(character).nfkc().collect())
}

/// Returns whether a character is a CJK Compatibility Ideograph, except the twelve that are ordinary kanji.
fn is_ideograph(character: char) -> bool {
    match character {
        '\u{FA0E}' | '\u{FA0F}' | '\u{FA11}' | '\u{FA13}' | '\u{FA14}' | '\u{FA1F}' | '\u{FA21}'
        | '\u{FA23}' | '\u{FA24}' | '\u{FA27}' | '\u{FA28}' | '\u{FA29}' => false,
        '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => true,
        _ => false,
    }
}

/// Returns the replacement of a character that does not print, if it has an equivalent.
pub(super) fn substitute(character: char) -> Option<String> {
    let listed = SUBSTITUTES.iter().find(|(from, _)| *from == character);
    let plain = || std::iter::once(character).nfkc().collect::<String>();
    let found = listed.map(|(_, text)| (*text).to_owned());
    let found = found.or_else(|| of_variant(character)).unwrap_or_else(plain);
    (found.chars().ne([character]) && !found.trim().is_empty()).then_some(found)
}

/// The class of a character that no font has, where no replacement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CharacterClass {
    /// A picture.
    Emoji,
    /// A kanji.
    Kanji,
    /// A character of one's own PC, which others do not have.
    Private,
    /// A mark over or through the character before it.
    Mark,
    /// Any other.
    Other,
}

impl CharacterClass {
    /// Returns the sort of a character.
    pub(super) fn of(character: char) -> Self {
        match character {
            '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' => Self::Emoji,
            '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Self::Kanji,
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Self::Private,
            mark if is_combining_mark(mark) => Self::Mark,
            _ => Self::Other,
        }
    }

    /// Returns how to write something else.
    pub(super) const fn help(self) -> (&'static str, &'static str) {
        match self {
            Self::Emoji => (
                "絵文字は、「●」「○」「※」などの記号か、言葉で書いてください。",
                "Write a sign such as ● ○ ※, or a word, in the place of an emoji.",
            ),
            Self::Kanji => {
                ("漢字は、別の字体か、かなで書いてください。", "Write another form of the kanji, or kana.")
            }
            Self::Private => (
                "外字は、普通の漢字か、かなで書いてください。",
                "Write an ordinary kanji or kana in the place of a private character.",
            ),
            Self::Mark => {
                ("字に重ねる記号は、消してください。", "Delete the mark over or through the character.")
            }
            Self::Other => ("別の文字か、言葉で書いてください。", "Write another character, or a word."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Coverage;

    #[test]
    fn every_variant_prints_and_is_found_by_a_kanji_that_does_not() {
        let coverage = Coverage::of_bundled_fonts();
        let characters: Vec<char> = VARIANTS.chars().collect();
        let pairs: Vec<_> = characters.chunks(2).collect();
        assert!(pairs.windows(2).all(|two| two[0][0] < two[1][0]) && pairs.len() > 2_000);
        for pair in pairs {
            assert!(!coverage.has(pair[0]) && coverage.has(pair[1]), "{pair:?}");
            assert_eq!(substitute(pair[0]), Some(pair[1].to_string()));
        }
        assert_eq!(
            ["龎", "东"].map(|text| substitute(text.chars().next()?)),
            ["龐", "東"].map(|text| Some(text.to_owned()))
        );
        assert_eq!(substitute('東'), None);
    }
}
