//! The reading of a department's name in ASCII, for the name of its file.

/// Words in names of departments and their readings (Hepburn, long vowels as they are typed). A word precedes the
/// shorter ones that it begins with.
const READINGS: [(&str, &str); 62] = [
    ("区民生活", "kumin-seikatsu"),
    ("健康福祉", "kenkou-fukushi"),
    ("地域振興", "chiiki-shinkou"),
    ("地域福祉", "chiiki-fukushi"),
    ("高齢", "kourei"),
    ("障がい", "shougai"),
    ("障害", "shougai"),
    ("子ども", "kodomo"),
    ("こども", "kodomo"),
    ("子育て", "kosodate"),
    ("総務", "soumu"),
    ("企画", "kikaku"),
    ("財務", "zaimu"),
    ("財政", "zaisei"),
    ("税務", "zeimu"),
    ("市民", "shimin"),
    ("区民", "kumin"),
    ("住民", "juumin"),
    ("生活", "seikatsu"),
    ("窓口", "madoguchi"),
    ("地域", "chiiki"),
    ("振興", "shinkou"),
    ("健康", "kenkou"),
    ("増進", "zoushin"),
    ("福祉", "fukushi"),
    ("介護", "kaigo"),
    ("保険", "hoken"),
    ("保健", "hoken"),
    ("年金", "nenkin"),
    ("保護", "hogo"),
    ("児童", "jidou"),
    ("環境", "kankyou"),
    ("建設", "kensetsu"),
    ("道路", "douro"),
    ("公園", "kouen"),
    ("下水道", "gesuidou"),
    ("水道", "suidou"),
    ("建築", "kenchiku"),
    ("都市", "toshi"),
    ("計画", "keikaku"),
    ("農政", "nousei"),
    ("農業", "nougyou"),
    ("産業", "sangyou"),
    ("商工", "shoukou"),
    ("観光", "kankou"),
    ("経済", "keizai"),
    ("教育", "kyouiku"),
    ("学校", "gakkou"),
    ("文化", "bunka"),
    ("スポーツ", "sports"),
    ("図書館", "toshokan"),
    ("防災", "bousai"),
    ("危機管理", "kiki-kanri"),
    ("管理", "kanri"),
    ("秘書", "hisho"),
    ("広報", "kouhou"),
    ("人事", "jinji"),
    ("情報", "jouhou"),
    ("政策", "seisaku"),
    ("収納", "shuunou"),
    ("会計", "kaikei"),
    ("選挙", "senkyo"),
];

/// Endings that a file's name leaves out.
const ENDINGS: [&str; 6] = ["課", "室", "係", "班", "所", "センター"];

/// Returns a name that is not among `taken`: the reading, with a number where it is taken; `ka` where it is not known.
pub(super) fn proposed(section: &str, taken: &[String]) -> String {
    let name = reading(section).unwrap_or_else(|| "ka".to_owned());
    let is_free = |name: &String| !taken.contains(name);
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or(name)
}

/// Proposes the ASCII name of the first sheet of a collection, for the department `section`.
pub fn proposed_name(section: &str) -> String {
    proposed(section, &[])
}

/// Returns the reading of a whole name; `None` if a part of it is not known.
fn reading(section: &str) -> Option<String> {
    let section = section.trim();
    let mut rest = ENDINGS.iter().find_map(|ending| section.strip_suffix(ending)).unwrap_or(section);
    let mut parts = Vec::new();
    while !rest.is_empty() {
        if let Some((word, reading)) = READINGS.iter().find(|(word, _)| rest.starts_with(word)) {
            parts.push((*reading).to_owned());
            rest = &rest[word.len()..];
        } else {
            let end = rest.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let (plain, after) = rest.split_at(end);
            let after = after.strip_prefix(['・', '-', '_', ' ', '　']).unwrap_or(after);
            if plain.is_empty() && after.len() == rest.len() {
                return None;
            }
            parts.extend((!plain.is_empty()).then(|| plain.to_ascii_lowercase()));
            rest = after;
        }
    }
    (!parts.is_empty()).then(|| parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_department_is_read_where_its_words_are_known() {
        for (section, name) in [
            ("総務課", "soumu"),
            ("区民生活課", "kumin-seikatsu"),
            ("健康・福祉課", "kenkou-fukushi"),
            ("DX推進課", "ka"),
            ("IT 企画室", "it-kikaku"),
            ("", "ka"),
        ] {
            assert_eq!(proposed(section, &[]), name, "{section}");
        }
        assert_eq!(proposed("総務課", &["soumu".to_owned(), "soumu-2".to_owned()]), "soumu-3");
    }
}
