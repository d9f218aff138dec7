use std::collections::BTreeSet;

use super::super::javascript::compile;
use super::super::{MixedWord, Pairs};

fn mixed<'p, K: Copy>(pairs: &'p Pairs, texts: &[(K, &str)]) -> Vec<MixedWord<'p, K>> {
    let all: Vec<_> = texts
        .iter()
        .flat_map(|&(key, text)| pairs.spelled(text).into_iter().map(move |(_, spelled)| (key, spelled)))
        .collect();
    let keyed: Vec<_> = all.iter().map(|(key, spelled)| (*key, spelled)).collect();
    pairs.mixed(&keyed)
}

#[test]
fn every_expression_is_one_and_begins_with_letters() {
    let pairs = Pairs::shipped();
    assert!(pairs.all().len() >= 80);
    for pair in pairs.all() {
        assert!(!pair.why.is_empty() && pair.forms.len() >= 2 && !pair.yes.is_empty() && !pair.no.is_empty());
        for form in &pair.forms {
            assert!(!form.stem.is_empty(), "{}", form.name);
            compile(&form.pattern).unwrap_or_else(|error| panic!("{}: {error}", form.pattern));
        }
    }
}

#[test]
fn every_spelling_is_found_in_its_examples() {
    let pairs = Pairs::shipped();
    let mut missed = Vec::new();
    for (number, pair) in pairs.all().iter().enumerate() {
        let forms = |text: &String| {
            let of_pair = pairs.occurrences(text).into_iter().filter(move |found| found.pair == number);
            of_pair.map(|found| found.form).collect::<BTreeSet<_>>()
        };
        missed.extend(pair.yes.iter().filter(|text| forms(text).is_empty()).cloned());
        let all: BTreeSet<_> = pair.yes.iter().flat_map(forms).collect();
        missed.extend(
            (0..pair.forms.len())
                .filter(|form| !all.contains(form))
                .map(|form| pair.forms[form].name.clone()),
        );
    }
    assert_eq!(missed, Vec::<String>::new());
}

#[test]
fn near_misses_are_not_found() {
    let pairs = Pairs::shipped();
    let mut found = Vec::new();
    for (number, pair) in pairs.all().iter().enumerate() {
        for text in &pair.no {
            let here = pairs.occurrences(text).into_iter().filter(|occurrence| occurrence.pair == number);
            found.extend(here.map(|occurrence| (pair.forms[occurrence.form].name.clone(), text.clone())));
        }
    }
    assert_eq!(found, []);
}

#[test]
fn nouns_of_the_list_are_not_found_in_verbs() {
    let pairs = Pairs::shipped();
    let mut found = Vec::new();
    for (number, pair) in pairs.all().iter().enumerate() {
        // The longer forms of nouns that are verbs too, whose patterns are the list's own.
        for form in pair.forms.iter().filter(|form| form.pattern.contains("(?<![をに])")) {
            for ending in ["ます", "ました", "ません", "ながら", "たい", "つつ", "、進める", "始める"]
            {
                let text = format!("課題に{}{ending}", form.name);
                let here =
                    pairs.occurrences(&text).into_iter().filter(|occurrence| occurrence.pair == number);
                found.extend(here.map(|_| text.clone()));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_wanted_spelling_bends_with_the_word() {
    let pairs = Pairs::shipped();
    let mends = |texts: [&str; 2]| -> Vec<(String, String)> {
        let texts: Vec<_> = texts.into_iter().enumerate().collect();
        let mixed = mixed(&pairs, &texts);
        mixed.into_iter().flat_map(|mixed| mixed.places).map(|place| (place.found, place.expected)).collect()
    };
    let reported = |found: &str, expected: &str| vec![(found.to_owned(), expected.to_owned())];
    assert_eq!(mends(["特色を生かす", "自然を活かし、"]), reported("活かし", "生かし"));
    assert_eq!(mends(["様々な取組を", "取り組み状況"]), reported("取り組み", "取組"));
    assert_eq!(mends(["点検を行う", "検討を行なわない"]), reported("行なわ", "行わ"));
    assert_eq!(mends(["学んでいただく", "親しんで頂き"]), reported("頂き", "いただき"));
    assert_eq!(mends(["にぎわい", "賑やかな"]), reported("賑やか", "にぎやか"));
    assert_eq!(mends(["特色ある区", "特色のある区"]), reported("特色のある", "特色ある"));
    assert_eq!(mends(["活かす", "活かし"]), []);
}

#[test]
fn where_officials_prefer_neither_the_ward_decides() {
    let pairs = Pairs::shipped();
    let mixed = mixed(&pairs, &[("a", "子供の声と子供会"), ("b", "子どもの居場所")]);
    assert_eq!(mixed.len(), 1);
    assert_eq!((mixed[0].kept.name, mixed[0].kept.count), ("子供", 2));
    assert_eq!((mixed[0].others[0].name, mixed[0].others[0].count), ("子ども", 1));
    assert_eq!((mixed[0].places[0].key, mixed[0].places[0].expected.as_str()), ("b", "子供"));
}

#[test]
fn of_three_spellings_all_but_one_are_reported() {
    let pairs = Pairs::shipped();
    let mixed = mixed(&pairs, &[(0, "公園3ヶ所"), (1, "公園3カ所")]);
    assert_eq!((mixed[0].kept.name, mixed[0].kept.count), ("か所", 0));
    assert_eq!(mixed[0].places.len(), 2);
}

#[test]
fn everyday_prose_has_no_drift() {
    let pairs = Pairs::shipped();
    let prose = [
        "取組状況を確認しながら、地域の課題に取り組み、成果を広く周知します。重点的に取り組んだ事業は次のとおりです。",
        "申請は窓口で受け付けます。受付時間は9時から17時まで、手続は10分ほどです。",
        "「にぎわい創出プロジェクト」で、まちの賑わいを生みます。『特色のある区づくり事業(2期)』",
        "認定こども園や子ども食堂で、こどものむし歯の改善に向け取り組みます。",
        "障害者総合支援法に基づき、障がい福祉の窓口で相談を受けます。",
        "保全や安全、独特な景観、同様に多様な行為、出来事、出来高、通常の行事、銀行、旅行い草、代表者",
        "一層目の床、町並みに、歯並び、更に、さらに、少なくとも、なおさら、つながり、手をつなぐ。",
    ];
    let keyed: Vec<_> = prose.iter().map(|text| (*text, *text)).collect();
    assert_eq!(mixed(&pairs, &keyed), []);
}
