//! The messages about characters.

use super::doubles::CharacterClass;
use super::spots::{CharacterFault, CharacterSpot};
use crate::finding::{Message, Rule, brief};

/// The most characters that a sentence names.
const NAMED: usize = 8;
/// The most code points that are shown per place.
const CODES: usize = 4;

impl CharacterFault {
    /// Returns the rule that reports it.
    pub(super) fn rule(self) -> Rule {
        match self {
            Self::Missing | Self::MissingDouble | Self::MissingAlike => Rule::MISSING_GLYPH,
            Self::Variant | Self::Selector => Rule::UNSUPPORTED_VARIANT,
            Self::Radical | Self::Ideograph | Self::Vertical | Self::Alike => Rule::COMPATIBILITY_CHARACTER,
            Self::NotNfc => Rule::NOT_NFC,
            Self::Halfwidth => Rule::HALFWIDTH_KATAKANA,
            Self::WaveDash => Rule::WAVE_DASH,
            Self::Space => Rule::IRREGULAR_SPACE,
            Self::Indent => Rule::PARAGRAPH_INDENT,
        }
    }
}

/// Names the first of several different things, with a remark if there are more.
pub(super) fn named<T: PartialEq>(all: impl IntoIterator<Item = T>, name: impl Fn(&T) -> String) -> Message {
    let mut different: Vec<T> = Vec::new();
    let mut more = 0;
    for value in all {
        if !different.contains(&value) {
            if different.len() < NAMED { different.push(value) } else { more += 1 }
        }
    }
    let names: Vec<String> = different.iter().map(name).collect();
    let (ja, en) = (names.join("、"), names.join(", "));
    if more == 0 {
        Message::new(ja, en)
    } else {
        Message::new(format!("{ja}など"), format!("{en} and others"))
    }
}

fn codes(found: &str) -> String {
    let codes: Vec<String> =
        found.chars().take(CODES).map(|character| format!("U+{:04X}", u32::from(character))).collect();
    let more = if found.chars().nth(CODES).is_some() { " …" } else { "" };
    codes.join(" ") + more
}

/// Returns a kind's message and help for the places where a value has it.
pub(super) fn words(kind: CharacterFault, text: &str, spots: &[&CharacterSpot]) -> (Message, Message) {
    let found = || spots.iter().map(|spot| &text[spot.range()]);
    let shown = named(found(), |characters| format!("「{}」({})", brief(characters), codes(characters)));
    let shown_en = named(found(), |characters| format!("{} ({})", brief(characters), codes(characters))).en;
    let mends = || spots.iter().filter_map(|spot| spot.mend.as_deref());
    let mended = named(mends(), |mend| format!("「{}」", brief(mend)));
    let mended_en = named(mends(), |mend| brief(mend)).en;
    let instead =
        Message::new(format!("{}と書いてください。", mended.ja), format!("Write {mended_en} instead."));
    let variant = |characters: &&str| {
        format!("「{}」({})", characters.chars().take(1).collect::<String>(), codes(characters))
    };
    let (variants, variants_en) =
        (named(found(), variant).ja, named(found(), |characters| codes(characters)).en);
    match kind {
        CharacterFault::Missing | CharacterFault::MissingDouble => (
            Message::new(
                format!("文字{}は印刷できません。同梱のフォントにありません。", shown.ja),
                format!("No bundled font has {shown_en}, so it cannot be printed."),
            ),
            substitutes(text, spots),
        ),
        CharacterFault::Variant => (
            Message::new(
                format!("異体字{variants}は印刷できません。別の字形になります。"),
                format!("The variant {variants_en} cannot be printed: another form of it would be."),
            ),
            Message::new(
                format!("字形を指定しない普通の字({})でよいか、確かめてください。", mended.ja),
                format!("Check whether the plain character ({mended_en}) will do."),
            ),
        ),
        CharacterFault::Selector => (
            Message::new(
                "字の見た目を指定する見えない符号があります。印刷では使われません。",
                "An invisible selector asks for another look of a character; it is not printed.",
            ),
            Message::new(
                "符号を消してください。見える字は変わりません。",
                "Delete it; the printed text stays the same.",
            ),
        ),
        CharacterFault::Radical => (
            Message::new(
                format!(
                    "{}は、普通の漢字に似た別の文字(部首)です。検索や読み上げで別の字になります。",
                    shown.ja
                ),
                format!(
                    "{shown_en}: a radical that looks like a kanji, which search and speech take for another."
                ),
            ),
            instead,
        ),
        CharacterFault::Ideograph => (
            Message::new(
                format!("{}は互換用の漢字です。検索や読み上げで別の字になります。", shown.ja),
                format!(
                    "{shown_en}: a compatibility form of a kanji, which search and speech take for another."
                ),
            ),
            Message::new(
                format!(
                    "普通の字でよければ{}と書いてください。人名などで形を残すときは、このままでかまいません。",
                    mended.ja
                ),
                format!("Write {mended_en}, or leave it where a name is to keep its form."),
            ),
        ),
        CharacterFault::Vertical => (
            Message::new(
                format!("{}は縦書き用の文字です。", shown.ja),
                format!("{shown_en}: a form for vertical lines."),
            ),
            instead,
        ),
        CharacterFault::Alike => (
            Message::new(
                format!("{}は、普通の字に似た別の文字です。検索や読み上げで別の字になります。", shown.ja),
                format!(
                    "{shown_en}: characters that look like others, which search and speech do not take them for."
                ),
            ),
            instead,
        ),
        CharacterFault::MissingAlike => (
            Message::new(
                format!("{}は、普通の字に似た別の文字で、印刷できないものを含みます。", shown.ja),
                format!(
                    "{shown_en}: characters that look like others, some of which no bundled font contains."
                ),
            ),
            instead,
        ),
        CharacterFault::NotNfc => (
            Message::new(
                format!("{}が文字と濁点などの2文字になっています。", shown.ja),
                format!("{shown_en}: a letter and a mark as two characters."),
            ),
            instead,
        ),
        CharacterFault::Halfwidth => (
            Message::new(
                format!(
                    "半角のカタカナ{}があります。",
                    named(found(), |characters| format!("「{}」", brief(characters))).ja
                ),
                format!("{} is katakana of half width.", named(found(), |characters| brief(characters)).en),
            ),
            instead,
        ),
        CharacterFault::WaveDash => (
            Message::new(
                format!("{}は波ダッシュではありません。", shown.ja),
                format!("{shown_en} is not a wave dash."),
            ),
            Message::new("「〜」(U+301C)と書いてください。", "Write 〜 (U+301C)."),
        ),
        CharacterFault::Space => (
            Message::new(
                format!(
                    "普通の空白ではない空白({})があります。",
                    named(found(), |characters| space(characters)).ja
                ),
                format!(
                    "The text holds a space that is neither ASCII nor full-width ({}).",
                    named(found(), |characters| codes(characters)).en
                ),
            ),
            Message::new("半角か全角の空白にしてください。", "Write an ASCII or a full-width space."),
        ),
        CharacterFault::Indent => (
            Message::new("文章が全角の空白で始まっています。", "A paragraph begins with a full-width space."),
            Message::new(
                "その空白を消してください。段落の字下げは、様式が付けます。",
                "Delete it; the form indents paragraphs.",
            ),
        ),
    }
}

fn space(found: &str) -> String {
    match found {
        "\t" => "タブ".to_owned(),
        blank => codes(blank),
    }
}

/// Returns what to write in the place of characters that do not print.
fn substitutes(text: &str, spots: &[&CharacterSpot]) -> Message {
    let found = |spot: &CharacterSpot| &text[spot.range()];
    let pairs = || spots.iter().filter_map(|spot| Some((found(spot), spot.substitute()?)));
    let pair = |(found, mend): &(&str, &str)| format!("「{}」は「{}」", brief(found), brief(mend));
    let pair_en = |(found, mend): &(&str, &str)| format!("{} for {}", brief(mend), brief(found));
    let unreported = spots.iter().filter(|spot| spot.substitute().is_none());
    let unreported = unreported.filter_map(|spot| found(spot).chars().next());
    let mut classes: Vec<CharacterClass> = unreported.map(CharacterClass::of).collect();
    classes.sort_unstable();
    classes.dedup();
    let (mut ja, mut en): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    if pairs().next().is_some() {
        ja.push(format!("{}と書けます。", named(pairs(), pair).ja));
        en.push(format!("Write {}.", named(pairs(), pair_en).en));
    }
    for (of_class, of_class_en) in classes.into_iter().map(CharacterClass::help) {
        ja.push(of_class.to_owned());
        en.push(of_class_en.to_owned());
    }
    Message::new(ja.concat(), en.join(" "))
}
