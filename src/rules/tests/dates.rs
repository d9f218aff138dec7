//! Dates, years and telephone numbers.

use super::*;

#[test]
fn dates() {
    assert_eq!(with("R2.4.1", "R2.4.31"), ["invalid-date 6:6 作成日"]);
    assert_eq!(with("R2.4.1", "令和31年10月1日"), ["invalid-date 6:6 作成日"]);
    for odd in ["H32.4.1", "R1.4.30", "R2.2.30", "2020/4/31"] {
        assert_eq!(with("R2.4.1", odd), ["invalid-date 6:6 作成日"], "{odd}");
    }
    assert_eq!(with("作成日: R2.4.1\n修正日:", "作成日: R2.4.2\n修正日: R2.4.1"), ["date-order 7:6 修正日"]);
    assert_eq!(with("作成日: R2.4.1\n修正日:", "作成日: R2.4.1\n修正日: R2.4.1"), none());
    assert_eq!(with("R2.4.1", "R1.12.31"), ["date-outside-year 6:6 作成日"]);
    assert_eq!(with("R2.4.1", "R2.1.1"), none());
    assert_eq!(with("R2.4.1", "R4.1.1"), ["date-outside-year 6:6 作成日"]);
    assert_eq!(with("R2.4.1", "R3.3.31"), none());
    assert_eq!(with("R2.4.1", "R3.4.1"), ["date-outside-year 6:6 作成日"]);
    assert_eq!(with("修正日:", "修正日: R3.12.31"), none());
    assert_eq!(with("修正日:", "修正日: R4.1.1"), ["date-outside-year 7:6 修正日"]);
}

#[test]
fn days_across_the_change_of_the_era() {
    let year = |date: &str| {
        let sheet = SHEET.replace("令和2年度", "令和元年度").replace(WINDOW, "{ H28: 1, H29: 2, H30: 3 }");
        beside(&WARD.replace("令和2年度", "平成31年度"), &sheet.replace("R2.4.1", date))
    };
    assert_eq!(year("H31.4.30"), none());
    assert_eq!(year("R1.5.1"), none());
    assert_eq!(year("令和元年5月1日"), none());
    assert_eq!(year("H31.5.1"), ["invalid-date 6:6 作成日"]);
}

#[test]
fn years() {
    let window = |place: &str| vec![format!("year-window {place}")];
    let actual = "組織目標[0].取組[0].指標[0].実績";
    assert_eq!(with(WINDOW, "{ R1: 3 }"), none());
    assert_eq!(with(WINDOW, "{ H29: 1, H30: , H31: }"), none());
    assert_eq!(with(WINDOW, "{ H29: 1, H30: 2, R元: 3 }"), none());
    assert_eq!(with(WINDOW, "{ H28: 1, H30: 2 }"), window(&format!("18:19 {actual}.H28")));
    assert_eq!(with(WINDOW, "{ H29: 1, H30: 2, R1: 3, H31: 4 }"), window(&format!("18:42 {actual}.H31")));
    assert_eq!(with(WINDOW, "{ H29: 1, 去年: 2, R1: 3 }"), window(&format!("18:27 {actual}.去年")));
    // Without a year the window is not checked, and neither is the year beside the ward's.
    assert_eq!(with("令和2年度", "2年度"), ["invalid-fiscal-year 2:5 年度"]);
}

#[test]
fn telephone_numbers() {
    assert_eq!(with("025-250-2710", "250-2710"), ["phone-number 5:7 問合せ先"]);
    assert_eq!(with("025-250-2710", "025(250)2710(内線 3112)"), none());
    assert_eq!(with(" 025-250-2710", ""), none());
}
