//! Characters that look like others, with the ones that are meant.

use unicode_normalization::UnicodeNormalization;

/// The CJK radicals that stand for a kanji, each before it: Unicode's property `Equivalent_Unified_Ideograph`
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

/// Characters that no font of ours has, each before what says the same.
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

/// Returns the kanji that a CJK or Kangxi radical is taken for. Copying from a PDF leaves such radicals.
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
    while let (Some(one), Some(other)) = (all.next(), all.next()) {
        if one == character {
            return Some(other.to_string());
        }
    }
    None
}

/// Returns the ordinary kanji of a compatibility ideograph.
pub(super) fn of_ideograph(character: char) -> Option<String> {
    is_ideograph(character).then(|| std::iter::once(character).nfkc().collect())
}

/// CJK Compatibility Ideographs but the twelve that are ordinary kanji all the same, and their supplement.
fn is_ideograph(character: char) -> bool {
    match character {
        '\u{FA0E}' | '\u{FA0F}' | '\u{FA11}' | '\u{FA13}' | '\u{FA14}' | '\u{FA1F}' | '\u{FA21}'
        | '\u{FA23}' | '\u{FA24}' | '\u{FA27}' | '\u{FA28}' | '\u{FA29}' => false,
        '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => true,
        _ => false,
    }
}

/// Returns what may be written in the place of a character that does not print, where something says the same.
pub(super) fn substitute(character: char) -> Option<String> {
    let listed = SUBSTITUTES.iter().find(|(other, _)| *other == character);
    let plain = || std::iter::once(character).nfkc().collect::<String>();
    let found = listed.map_or_else(plain, |(_, text)| (*text).to_owned());
    (found.chars().ne([character]) && !found.trim().is_empty()).then_some(found)
}
