//! Numbers in the notations of Japanese goal sheets, and properties of any number.

use proptest::prelude::*;

use super::*;
use crate::source::cases::cases;

fn read(value: &str, row: &str) -> ValueReading {
    ValueReading::of(value, &RowUnit::of(row))
}

/// Reads the number of a value and formats it with its notes.
fn number(value: &str, row: &str) -> Option<String> {
    let quantity = read(value, row).number()?;
    Some([vec![quantity.value.normalize().to_string()], quantity.notes].concat().join(" "))
}

#[test]
fn numbers_are_read_as_cities_write_them() {
    let cases = [
        ("80%", "", "80 %"),
        ("85.0％", "%", "85 ％"),
        ("1,234件", "", "1234 桁区切り 件"),
        ("45回", "回", "45 回"),
        ("45回", "回数", "45 回"),
        ("１２０", "人", "120 全角"),
        ("1，200", "", "1200 全角 桁区切り"),
        ("−3", "", "-3 負号"),
        ("－3", "", "-3 負号"),
        ("-3", "", "-3"),
        ("▲1,577", "", "-1577 負号 桁区切り"),
        ("△ 3", "", "-3 負号"),
        ("＋5", "", "5 正号"),
        ("約213", "", "213 約"),
        ("およそ1,000人", "人", "1000 約 桁区切り 人"),
        ("100人程度", "人", "100 約 人"),
        ("80以上", "％", "80 以上"),
        ("80％ 以上", "％", "80 以上 ％"),
        ("4件以下", "件", "4 以下 件"),
        ("30分未満", "", "30 未満 分"),
        ("10件まで", "", "10 以下 件"),
        ("≧80", "", "80 以上"),
        ("年60頭", "", "60 年間 頭"),
        ("延べ27,000⼈", "⼈", "27000 延べ 桁区切り ⼈"),
        ("12.5ポイント", "", "12.5 ポイント"),
        ("￥1,200", "", "1200 桁区切り 円"),
        ("20集落", "集落", "20 集落"),
        ("18㎡/人", "㎡/人", "18 ㎡/人"),
        ("0.10㎢", "k㎡", "0.1 ㎢"),
        ("10μg/m³以下", "μg/m3", "10 以下 μg/m³"),
        ("40人（延べ）", "人（延べ）", "40 人（延べ）"),
        ("5 箇所", "か所", "5 箇所"),
        (".5", "", "0.5"),
        ("012", "", "12"),
    ];
    for (value, row, wanted) in cases {
        assert_eq!(number(value, row).as_deref(), Some(wanted), "{value} ({row})");
    }
}

#[test]
fn numbers_in_kanji_count_in_the_unit_of_their_row() {
    for (value, row, wanted) in [
        ("百二十三", "回", "123 漢数字"),
        ("百二十三回", "回", "123 漢数字 回"),
        ("約二千人以上", "人", "2000 約 以上 漢数字 人"),
        ("一億二千万", "", "120000000 漢数字"),
        ("一部", "部", "1 漢数字 部"),
    ] {
        let read = number(value, row);
        let parts = |text: &str| {
            let mut parts: Vec<String> = text.split(' ').map(str::to_owned).collect();
            parts[1..].sort_unstable();
            parts
        };
        assert_eq!(read.as_deref().map(parts), Some(parts(wanted)), "{value} ({row})");
    }
    for (value, row) in
        [("一部", "回"), ("三位", ""), ("千円", "千円"), ("〇", ""), ("一般", ""), ("十分", "回")]
    {
        assert_eq!(number(value, row), None, "{value} ({row})");
    }
}

#[test]
fn words_of_scale_multiply_on_both_sides() {
    let cases = [
        ("9千人", "人", "9000 千 人"),
        ("1万人", "人", "10000 万 人"),
        ("1.2万", "人", "12000 万"),
        ("1億2,000万円", "", "120000000 億 桁区切り 万 円"),
        ("3百万円", "千円", "3000 百万 円"),
        ("12,034千円", "千円", "12034 桁区切り 千 円"),
        ("12,034", "千円", "12034 桁区切り"),
        ("約213万t", "ｔ", "2130000 約 万 t"),
        ("1万2千人", "千人", "12 万 千 人"),
    ];
    for (value, row, wanted) in cases {
        assert_eq!(number(value, row).as_deref(), Some(wanted), "{value} ({row})");
    }
    assert_eq!(number("1.5万2千人", ""), None);
    assert_eq!(number("9千2万人", ""), None);
    assert_eq!(number("99999999999999999兆9,999億", ""), None);
}

#[test]
fn what_is_more_than_a_number_stays_a_text() {
    let texts = [
        "",
        "-",
        "―",
        "8千人(前年度比▲33.3%)",
        "1/3",
        "26年度末",
        "第3次",
        "2021.3.31",
        "R3.3.31",
        "10〜20",
        "10～20人",
        "10-20",
        "35自治会等で実施",
        "31自治会",
        "23(8)",
        "43（16）",
        "152人/283人(64%)",
        "±0→12回(月1回)",
        "月1回",
        "20集落で開催(延べ182人参加)",
        "3月",
        "10日",
        "1e3",
        "Ver.1.2.3",
        "025-250-2710",
        "①",
        "½",
        "100\n人",
        "80以上90以下",
        "約",
        "以上",
        "人",
    ];
    for text in texts {
        assert_eq!(read(text, ""), ValueReading::Text, "{text}");
        assert_eq!(odd(text, &RowUnit::default()), None, "{text}");
    }
    // A counter of dates is a unit where it is the row's own.
    assert_eq!(number("10日", "日").as_deref(), Some("10 日"));
}

#[test]
fn another_unit_than_the_rows_makes_no_number_of_the_row() {
    for (value, row, unit) in [
        ("80%", "人", "%"),
        ("5件以上", "回", "件"),
        ("12,034円", "千円", "円"),
        ("500g", "kg", "g"),
        ("1万人", "件", "人"),
    ] {
        assert_eq!(read(value, row), ValueReading::OtherUnit(unit.to_owned()), "{value} ({row})");
    }
    assert_eq!(read("3回/月", "回"), ValueReading::Text);
    assert_eq!(number("3回/月", "").as_deref(), Some("3 回/月"));
    assert_eq!(number("80%", "評価").as_deref(), Some("80 %"));
}

#[test]
fn a_bound_has_a_side_and_numbers_of_a_row_one_unit() {
    let of = |value: &str| Quantity::of(value).expect("a number");
    assert_eq!(
        [of("80以上"), of("80超"), of("4件以下"), of("4未満")]
            .map(|quantity| quantity.bound.map(Bound::is_lower)),
        [Some(true), Some(true), Some(false), Some(false)]
    );
    assert!(!of("80以上").is_exact() && !of("約80").is_exact() && of("延べ80人").is_exact());
    assert!(
        of("5人").has_unit_of(&of("6名"))
            && of("5").has_unit_of(&of("6%"))
            && !of("5件").has_unit_of(&of("6%"))
    );
}

#[test]
fn a_text_that_looks_like_a_number_is_reported() {
    let found = |value: &str| {
        odd(value, &RowUnit::of("人")).map(|found| (found.fault, found.meant.unwrap_or_default()))
    };
    let cases = [
        ("2,6OO", NumberFault::Letter, "2,600"),
        ("1〇0人以上", NumberFault::Letter, "100人以上"),
        ("１２Ｏ", NumberFault::Letter, "１２０"),
        ("約1l0人", NumberFault::Letter, "約110人"),
        ("12,34", NumberFault::Separator, ""),
        ("1,2", NumberFault::Separator, ""),
        ("1,2000人", NumberFault::Separator, ""),
        ("1234,567", NumberFault::Separator, ""),
        ("1,,200", NumberFault::Separator, ""),
        ("12..5", NumberFault::Separator, ""),
        ("1.234.567", NumberFault::Separator, "1,234,567"),
        ("1.234,56", NumberFault::Separator, ""),
        ("1、200", NumberFault::Separator, "1,200"),
        ("12。5", NumberFault::Separator, "12.5"),
        ("１，２００．", NumberFault::Ending, "１，２００"),
        ("45.", NumberFault::Ending, "45"),
        ("45人。", NumberFault::Ending, "45人"),
        ("約１，２００人．", NumberFault::Ending, "約１，２００人"),
        ("80人以上、", NumberFault::Ending, "80人以上"),
        ("1 200", NumberFault::Space, "1200"),
        ("1, 200人", NumberFault::Space, "1,200人"),
        ("12. 5", NumberFault::Space, "12.5"),
        ("4 5", NumberFault::Space, "45"),
        ("l40", NumberFault::Letter, "140"),
        ("O", NumberFault::Letter, "0"),
        ("ー3", NumberFault::Dash, "-3"),
        ("―1,200人", NumberFault::Dash, "-1,200人"),
    ];
    for (value, fault, meant) in cases {
        assert_eq!(found(value), Some((fault, meant.to_owned())), "{value}");
    }
    for value in [
        "O157",
        "CO2",
        "I2",
        "1,2,3",
        "1、2",
        "1.2.3",
        "2021.3.31",
        "2021,3,31",
        "10 20",
        "A,B",
        "〇",
        "○",
        "ー",
        "192.168.0.1",
        "10:30",
        "No.1",
        "3/4",
        "1,200",
        "45",
        "-3",
        "12時",
        "〇を3つ",
    ] {
        assert_eq!(found(value), None, "{value}");
    }
}

#[test]
fn numbers_in_a_text_are_one_piece_with_their_units() {
    let found = |text: &str| pieces(text).into_iter().map(|piece| text[piece].to_owned()).collect::<Vec<_>>();
    assert_eq!(found("講座を1,200回、▲12.5%減、約1億2,000万円。"), ["1,200回", "▲12.5%", "1億2,000万円"]);
    assert_eq!(found("平成29年度から第3次計画"), ["29年度", "3次"]);
    assert_eq!(found("１２か所と10〜20人、2021.3.31"), ["１２か所", "10", "20人", "2021.3.31"]);
    assert_eq!(found("10-20件 -3件 (－3) A-1"), ["10", "20件", "-3件", "－3", "1"]);
    assert_eq!(found("5km走、5mm、3mL、3million"), ["5km", "5mm", "3mL", "3"]);
    assert_eq!(found("45人. 3.5倍, 8.").join("|"), "45人|3.5倍|8");
    assert!(found("数のない文章").is_empty());
}

/// Keeps `cargo test` quick; `.ci/run` raises the number of cases.
fn count() -> u32 {
    std::env::var("MOKUHYO_NUMBERS").ok().and_then(|cases| cases.parse().ok()).unwrap_or(512)
}

fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, String::new()), |(whole, fraction)| (whole, format!(".{fraction}")));
    let groups: Vec<&str> =
        whole.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).expect("digits")).collect();
    format!("{sign}{}{fraction}", groups.join(","))
}

fn wide(text: &str) -> String {
    let wide = |character: char| {
        if character.is_ascii() {
            char::from_u32(u32::from(character) + 0xFEE0).expect("a twin")
        } else {
            character
        }
    };
    text.chars().map(wide).collect()
}

proptest! {
    #![proptest_config(cases(count()))]

    /// Checks that a decimal is the same number in each of its notations.
    #[test]
    fn a_printed_decimal_is_read_in_every_notation(
        mantissa in -1_000_000_000_000_i64..1_000_000_000_000, places in 0_u32..6, minus in 0_usize..6, style in 0_usize..4,
        unit in prop::sample::select(vec!["", "人", "％", "㎡", " 件", "か所", "t-CO2", "集落"]),
        (before, behind) in prop::sample::select(vec![("", ""), ("約", ""), ("延べ", ""), ("", "以上"), ("", "未満"), ("", "程度")]),
    ) {
        let decimal = Decimal::new(mantissa, places);
        let printed = decimal.to_string();
        let printed = match style { 0 => printed, 1 => grouped(&printed), 2 => wide(&printed), _ => wide(&grouped(&printed)) };
        let sign = ["-", "−", "－", "▲", "△", "‐"][minus];
        let printed = printed.replace(['-', '－'], sign);
        let value = format!("{before}{printed}{unit}{behind}");
        let quantity = read(&value, unit).number().expect("a number");
        prop_assert_eq!(quantity.value, decimal);
        prop_assert_eq!(quantity.unit.as_deref().unwrap_or(""), unit.trim());
        prop_assert_eq!(quantity.is_exact(), matches!((before, behind), ("" | "延べ", "")));
        prop_assert!(odd(&value, &RowUnit::of(unit)).is_none());
        // The digits and the unit form one range, which covers the whole value.
        let pieces = pieces(&value);
        prop_assert_eq!(pieces.len(), 1);
    }

    /// Checks that no text makes the reader panic, and that every range is a slice of the text.
    #[test]
    fn any_text_is_read(value in "\\PC{0,20}", noise in "[0-9０-９,，.．、。 OlI〇千万億百円人%以上約▲−ー()/〜-]{0,24}", row in "\\PC{0,6}") {
        for text in [&value, &noise, &format!("{noise}{value}"), &format!("{noise}\n{noise}")] {
            let row = RowUnit::of(&row);
            let reading = ValueReading::of(text, &row);
            let found = odd(text, &row);
            prop_assert!(found.is_none() || reading == ValueReading::Text);
            let mut end = 0;
            for piece in pieces(text) {
                prop_assert!(piece.start >= end && text.get(piece.clone()).is_some_and(|piece| piece.contains(figure::is_digit)));
                end = piece.end;
            }
        }
    }

    /// Checks that the proposal for an odd value is a number.
    #[test]
    fn a_proposal_is_a_number(value in "[0-9０-９,，.．、。 Oo〇lー]{1,10}(人|%以上)?") {
        let row = RowUnit::default();
        if let Some(meant) = odd(&value, &row).and_then(|odd| odd.meant) {
            prop_assert!(matches!(ValueReading::of(&meant, &row), ValueReading::Number(_)), "{}", meant);
        }
    }
}

/// Checks that a value of a megabyte is read in linear time, whatever it repeats. With a quadratic reader
/// this test would not finish.
#[test]
fn long_values_are_read_in_one_go() {
    for unit in ["1", "1,", "約", "程度", "億1", "以上", "O", "1 ", "人", "1人", "ー", "-", "1.", "千"]
    {
        let text = unit.repeat(60_000);
        let row = RowUnit::of(&text[..300]);
        let _ = (ValueReading::of(&text, &row), odd(&text, &row), pieces(&text));
        let _ = RowUnit::of(&text);
    }
}
