use super::*;

/// Formats the text with `|` between phrases, `·` between words, and `'` before suffixes.
fn shown(text: &str) -> String {
    let mut shown = text.to_owned();
    for place in breaks(text).places.into_iter().rev() {
        match place.strength {
            Strength::Phrase => shown.insert(place.at, '|'),
            Strength::Word => shown.insert(place.at, '·'),
            Strength::Part => shown.insert(place.at, '='),
            Strength::Bracketed => shown.insert(place.at, '~'),
            Strength::Affix => shown.insert(place.at, '\''),
            Strength::Inside => {}
        }
    }
    shown
}

#[test]
fn lines_end_between_phrases_and_words() {
    for (text, wanted) in [
        ("防災出前講座の開催", "防災·出前·講座の|開催"),
        ("クレーム対応研修1回", "クレーム·対応·研修·1回"),
        ("自主防災組織等の活動支援", "自主·防災·組織'等の|活動·支援"),
        ("対象全世帯への訪問", "対象·全'世帯'への|訪問"),
        ("協働による障がい福祉の小学校区での実施", "協働'による|障がい·福祉の|小学校区'での|実施"),
        ("延べ182人参加", "延べ·182人·参加"),
        ("31自治会等で実施", "31'自治会'等で|実施"),
        ("計画どおり完了", "計画'どおり·完了"),
        ("実施方法の検討", "実施·方法の|検討"),
        ("歴史浪漫プロジェクトでのまち歩き", "歴史·浪漫·プロジェクト'での|まち歩き"),
        ("引き続き実施し、地域の", "引き続き·実施し、|地域の"),
        ("南口エントランスホールの活用日数", "南口·エントランス=ホールの|活用·日数"),
        ("認可保育園・認定こども園・幼稚園", "認可·保育園・|認定'こども'園・|幼稚園"),
        ("満足していただけるよう、質を", "満足していただけるよう、|質を"),
        ("協働のしくみづくりの推進", "協働の|しくみづくりの|推進"),
        ("自然体験活動", "自然·体験·活動"),
        ("懇談会の開催", "懇談会の|開催"),
        ("障がい者の就労支援", "障がい者の|就労·支援"),
        ("市民と協働による活動", "市民と|協働'による|活動"),
        ("わいわいひろばの利用者数", "わいわい|ひろばの|利用者'数"),
        ("こどもの居場所づくり", "こどもの|居場所'づくり"),
        ("ふれあい食堂", "ふれあい|食堂"),
        ("取組1 主な取組2", "取組'1 |主な|取組'2"),
        ("歴史のまち歩きの実施、ごみ拾い", "歴史の|まち歩きの|実施、|ごみ'拾い"),
        ("声を聞きながら歩きます。", "声を|聞きながら|歩きます。"),
        ("子どもたちの見守り", "子どもたちの|見守り"),
        ("つながりづくり", "つながりづくり"),
        ("にぎわい創出事業", "にぎわい|創出·事業"),
        ("助け合い・支え合いのしくみ", "助け合い・|支え合いの|しくみ"),
        ("各グループに関する中学校区の取組", "各'グループに関する|中学校区の|取組"),
        ("電話025-250-2710 FAX 025-271-8160", "電話'025-250-2710 |FAX '025-271-8160"),
        ("(FAX)025-271-8160", "(FAX)'025-271-8160"),
        ("(※「－」は未実施)", "(※「－」は|未'実施)"),
        ("区ビジョンまちづくり計画(第3次実施計画)", "区'ビジョン·まちづくり·計画|(第3次~実施~計画)"),
    ] {
        assert_eq!(shown(text), wanted);
    }
}

#[test]
fn a_number_keeps_the_words_that_qualify_it() {
    let qualified = |text: &str| -> Vec<String> {
        breaks(text).qualified.iter().map(|range| text[range.start..range.end].to_owned()).collect()
    };
    for number in ["3件", "80%", "26年度", "1,200", "第3期", "2.5時間", "△10ポイント"] {
        for word in ["以上", "以下", "未満", "以内", "以降", "程度", "末", "初", "中", "当初", "末以降"]
        {
            let text = format!("目標は{number}{word}、実施");
            let wanted = format!("{number}{word}");
            assert_eq!(qualified(&text), std::slice::from_ref(&wanted), "{text}");
            let start = text.find(&wanted).expect("there");
            let places = breaks(&text).places;
            let inside = |place: &&Break| start < place.at && place.at < start + wanted.len();
            assert!(places.iter().filter(inside).all(|place| place.strength <= Strength::Affix), "{text}");
        }
    }
    assert_eq!(qualified("79局中77局、3か所中1か所"), ["79局中", "3か所中"]);
    for text in ["3回中学校で実施", "25年度中間評価", "5人分析した", "前年度末の予定", "区CM以上"]
    {
        assert_eq!(qualified(text), [""; 0], "{text}");
    }
}

#[test]
fn a_short_phrase_in_brackets_is_taken_to_the_next_line_whole() {
    for (text, wanted) in [
        ("健康増進計画(岡山中学校区の避難所)", "健康·増進·計画|(岡山~中学校区の|避難所)"),
        ("調査「河渡地域の食育の推進」", "調査|「河渡~地域の|食育の|推進」"),
        ("排出量【二酸化炭素換算】", "排出'量|【二酸化~炭素~換算】"),
        ("計画「防災」「福祉」『産業』", "計画|「防災」|「福祉」|『産業』"),
        ("(岡山中学校区の避難所)", "(岡山·中学校区の|避難所)"),
        ("計画(地域包括支援体制整備基本計画)", "計画|(地域·包括·支援·体制·整備·基本·計画)"),
    ] {
        assert_eq!(shown(text), wanted);
    }
}

#[test]
fn radicals_are_read_as_their_kanji() {
    let strengths = |text: &str| breaks(text).places;
    let radicals = "保全地域等での\u{2F83}然体験活動と\u{2F63}物多様性、\u{2F8F}政の役割";
    assert_eq!(strengths(radicals), strengths("保全地域等での自然体験活動と生物多様性、行政の役割"));
}

#[test]
fn numbers_and_latin_words_stay_whole() {
    for (text, whole) in [
        ("予算1,234,567,890千円の", "1,234,567,890千円"),
        ("△1,234.5ポイント減", "△1,234.5ポイント"),
        ("第3次実施計画", "第3次"),
        ("満足度85.0％以上", "85.0％"),
        ("(前年度比▲33.3%)", "▲33.3%"),
        ("(平成22年度)", "平成22年度"),
        ("最大で10μg/m³以下", "10μg/m³"),
        ("平均2020/4/1から", "2020/4/1"),
        ("全152人/283人の", "152人"),
        ("ぬたりんFacebookへの", "Facebook"),
        ("０２５－２５０－２７１０まで", "０２５－２５０－２７１０"),
    ] {
        let start = text.find(whole).expect("there");
        let inside = |place: &Break| start < place.at && place.at < start + whole.len();
        assert_eq!(breaks(text).places.into_iter().find(inside), None, "{text}");
    }
}

#[test]
fn addresses_break_behind_their_separators_alone() {
    let text = "https://www.city.example.jp/a_b?c=d";
    let parts: Vec<usize> = breaks(text).places.into_iter().map(|place| place.at).collect();
    let wanted = [
        "https://",
        "https://www.",
        "https://www.city.",
        "https://www.city.example.",
        "https://www.city.example.jp/",
        "https://www.city.example.jp/a_",
        "https://www.city.example.jp/a_b?",
    ];
    assert_eq!(parts, wanted.map(str::len));
}

#[test]
fn no_place_is_against_the_rules_of_lines() {
    let text = "「防災」、ちょっと。(予定)ー々ッ";
    for place in breaks(text).places {
        let (before, after) = text.split_at(place.at);
        assert!(
            !before.ends_with(['「', '('])
                && !after.starts_with(['」', '、', 'ょ', 'っ', '。', ')', 'ー', '々', 'ッ'])
        );
    }
}
