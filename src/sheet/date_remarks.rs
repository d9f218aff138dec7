//! Remarks after a date: a day of the week, 現在, 修正(第2回).

/// Words that may follow a date, separated by spaces.
const REMARKS: &str = "現在 時点 付け 付 作成 修正 評価 改定 改訂 改正 更新 変更 公表 策定 決定 施行 実施 \
    見直し 再修正";

/// Strips remarks after the date and returns the day of the week among them.
pub(super) fn without_remarks(plain: &str) -> (&str, Option<char>) {
    let (mut rest, mut weekday) = (plain, None);
    while let Some((before, named)) = without_last(rest) {
        (rest, weekday) = (before, named.or(weekday));
    }
    (rest, weekday)
}

fn without_last(text: &str) -> Option<(&str, Option<char>)> {
    if let Some((before, remark)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        let named = weekday(remark);
        let is_remark = !remark.contains(|c: char| c.is_ascii_digit()) || is_round(remark);
        // In 令和2年(…)4月1日 the brackets name the year in a second way; they are not a remark.
        return (is_remark && !before.is_empty()).then_some((before, named));
    }
    let weekday = || {
        let (before, day) = split_last(text.strip_suffix("曜日").or_else(|| text.strip_suffix('曜'))?)?;
        "月火水木金土日".contains(day).then_some((before, Some(day)))
    };
    weekday().or_else(|| REMARKS.split(' ').find_map(|remark| Some((text.strip_suffix(remark)?, None))))
}

/// Returns the day of the week that a remark names: 木, 木曜日, 木・祝.
fn weekday(remark: &str) -> Option<char> {
    let first = remark.chars().next().filter(|c| "月火水木金土日".contains(*c))?;
    let rest = &remark[first.len_utf8()..];
    (rest.is_empty() || rest.starts_with(['曜', '・', '/', ',', '、', '祝', '休'])).then_some(first)
}

/// Returns whether a remark counts a revision: 第2回.
fn is_round(remark: &str) -> bool {
    let number = remark.strip_prefix('第').and_then(|rest| rest.strip_suffix('回'));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn split_last(text: &str) -> Option<(&str, char)> {
    let last = text.chars().next_back()?;
    Some((&text[..text.len() - last.len_utf8()], last))
}
