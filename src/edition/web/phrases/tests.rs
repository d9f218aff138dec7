use super::*;

fn bare_but_wbr(html: &str) -> String {
    html.replace("<span class=\"n\">", "").replace("</span>", "")
}

fn bare(html: &str) -> String {
    html.replace("<wbr>", "").replace("<span class=\"n\">", "").replace("</span>", "")
}

#[test]
fn lines_may_end_between_phrases_and_in_narrow_columns_between_words() {
    let text = "南口エントランスホールの活用日数";
    assert_eq!(prose(text).0, "南口エントランスホールの<wbr>活用日数");
    assert_eq!(bare_but_wbr(&narrow(text).0), "南口<wbr>エントランス<wbr>ホールの<wbr>活用<wbr>日数");
    assert_eq!(
        narrow("31自治会等で実施").0.replace("<wbr>", "|"),
        "<span class=\"n\">31</span>自治会等で|実施"
    );
}

#[test]
fn numbers_stay_whole_with_sign_and_unit() {
    for (text, whole) in [
        ("△1,234,567,890千円減です", "△1,234,567,890千円"),
        ("連絡は025-250-2710まで", "025-250-2710"),
        ("メンタル2回", "2回"),
        ("満足度は８５．０％以上", "８５．０％"),
        ("Wi-Fiを置く", "Wi-Fi"),
    ] {
        for html in [cell(text).0, narrow(text).0] {
            assert!(html.contains(&format!("<span class=\"n\">{whole}</span>")), "{html}");
        }
    }
    assert_eq!(prose("令和2年度、1,200回").0, "令和2年度、<wbr>1,200回");
    assert!(paragraph("連絡は025-250-2710まで").0.contains("<span class=\"n\">025-250-2710</span>"));
    let narrow = narrow("メンタルヘルス1回").0;
    let held = ["メンタル", "ヘルス", "1回"].map(|text| format!("<span class=\"n\">{text}</span>"));
    assert_eq!(narrow, held.join("<wbr>"));
    assert!(is_wide(&["1,234,567,890千円".to_owned()]) && !is_wide(&["31自治会等で実施".to_owned()]));
    assert!(super::narrow("約80%以上").0.contains("<span class=\"n\">約80%以上</span>"));
    assert!(cell("各グループ3件以上の取組").0.contains("<span class=\"n\">3件以上</span>"));
    assert!(is_wide(&["5554969%".to_owned()]) && !is_wide(&["2,014.5".to_owned()]));
}

#[test]
fn the_words_stay_as_they_are() {
    let text = "<b>「防災」&amp; 予算 https://example.jp/a_b?c=\"d\"と'e'、1,234千円。\u{1F600}👨‍👩‍👧";
    let escaped = "&#60;b&#62;「防災」&#38;amp; 予算 https://example.jp/a_b?c=&#34;d&#34;と&#39;e&#39;、1,234千円。\u{1F600}👨‍👩‍👧";
    for html in [prose(text).0, cell(text).0, narrow(text).0] {
        assert_eq!(bare(&html), escaped);
    }
    let address = "https://<wbr>example.<wbr>jp/<wbr>a_<wbr>b?<wbr>c=";
    assert!(narrow(text).0.contains(address) && cell(text).0.contains(address));
    assert!(!narrow("予算は△1,200千円").0.contains("△<wbr>"));
    assert_eq!([prose("").0, narrow("一").0], ["", "一"]);
}

#[test]
fn a_browser_ends_no_line_where_a_phrase_goes_on() {
    let held = |html: &str| {
        html.split("<span class=\"n\">")
            .skip(1)
            .map(|part| part.split_once("</span>").unwrap().0.to_owned())
            .collect()
    };
    for (text, wanted) in [
        ("東区役所での「にぎわい」の創出を促進します。", vec!["」の"]),
        ("将来負担比率(※「－」は、算定されず)", vec!["※「", "」は"]),
        ("地域の「い〜てらす」及び「わいわいひろば」における講座", vec!["〜て", "」に"]),
    ] {
        let found: Vec<String> = held(&prose(text).0);
        assert!(
            wanted.iter().all(|phrase| found.iter().any(|found| found.contains(phrase))),
            "{text}: {found:?}"
        );
    }
    // Wherever a browser ends a line, the paper may as well, or nothing is between the two.
    let text = "「地域包括ケアシステムの構築」に向けて、効率的・効果的な(月1回)の取組を進める。※詳しくは市報／市HPへ";
    let breaks = breaks(text);
    let open = open(text, &breaks, 12);
    let all = joined(super::held(text, &breaks, Some(12)), glued(text, &breaks, &open));
    for at in browser_breaks(text).into_iter().filter(|at| *at > 0 && *at < text.len()) {
        let is_held = all.iter().any(|range| range.start < at && at < range.end);
        let place = breaks.places.iter().find(|found_place| found_place.at == at);
        assert!(
            is_held || place.is_some_and(|found_place| found_place.strength > Strength::Inside),
            "{}|{}",
            &text[..at],
            &text[at..]
        );
    }
    assert!(cell("hisho@city.example.jp").0.contains("@<wbr>city.<wbr>"));
    assert!(prose("somu@city.niigata.lg.jp").0.contains("city.<wbr>niigata"));
    assert!(!prose("教室の開催と相談の実施(回)").0.contains("<wbr>(回)"));
    // U+2F63 and the like are signs to browsers, which would break lines beside them.
    let radicals = held(&cell("\u{2F63}物多様性都\u{2EA0}\u{2F8F}動100%").0).concat();
    assert!(radicals.contains("\u{2F63}物") && radicals.contains("都\u{2EA0}"), "{radicals}");
}

#[test]
fn a_last_line_has_some_characters() {
    assert_eq!(prose("地域の防災").0, "地域の防災");
    assert_eq!(prose("地域の防災を推進する").0, "地域の<wbr>防災を<wbr>推進する");
}
