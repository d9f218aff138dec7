//! Rows in the wrong column, and rows of a spreadsheet.

use super::{SHEET, assert_reported, deeper, out, with, with_lines};

#[test]
fn lines_in_the_wrong_column_are_reported_once() {
    assert_reported("years on the column of 実績", &with_lines(22, 24, out), 22, "proposed", "「実績」の下");
    for years in [
        ["2017年度", "2018年度", "2019年度"],
        ["2017", "2018", "2019"],
        ["29年度", "30年度", "元年度"],
        ["H29実績", "H30実績", "R1実績"],
        ["平成29年度", "平成30年度", "令和元年度"],
    ] {
        let named = ["H29", "H30", "R1"].into_iter().zip(years);
        let named =
            |line: &str| named.clone().fold(line.to_owned(), |line, (old, new)| line.replace(old, new));
        let moved = with_lines(22, 24, |line| named(&out(line)));
        assert_reported(years[0], &moved, 22, "proposed", "「実績」の下");
    }
    assert_reported("a goal two columns too deep", &with_lines(40, 67, deeper), 40, "proposed", "多すぎます");
    assert_reported(
        "指標 on the column of 取組",
        &with_lines(18, 18, |line| line[4..].to_owned()),
        18,
        "proposed",
        "「取組」の下",
    );
    assert_reported(
        "指標 and what is below it further out",
        &with_lines(18, 37, |line| line[4..].to_owned()),
        18,
        "proposed",
        "足りません",
    );
    assert_reported("a single line too deep", &with_lines(13, 13, deeper), 13, "proposed", "多すぎます");
    assert_reported("a single line too far out", &with_lines(20, 20, out), 20, "proposed", "足りません");
    assert_reported("an item too deep", &with_lines(29, 37, deeper), 29, "proposed", "多すぎます");
}

#[test]
fn what_begins_in_the_wrong_column_is_reported_where_it_begins() {
    for (first, last, name) in [(12, 39, "部区組織目標"), (19, 28, "項目"), (43, 56, "主な取組")]
    {
        for (by, words) in [(1, "1個多すぎます"), (2, "2個多すぎます"), (4, "4個多すぎます")]
        {
            let moved = with_lines(first, last, |line| " ".repeat(by) + line);
            assert_reported(name, &moved, first, "proposed", words);
        }
        assert_reported(
            name,
            &with_lines(first, last, |line| line[1..].to_owned()),
            first,
            "proposed",
            "1個足りません",
        );
    }
    // The first line of an item alone, and a year.
    assert_reported("主な取組", &with_lines(15, 15, deeper), 15, "proposed", "多すぎます");
    assert_reported("主な取組", &with_lines(43, 43, out), 43, "proposed", "足りません");
    assert_reported("a year", &with_lines(22, 22, deeper), 22, "proposed", "多すぎます");
    assert_reported("an item", &with_lines(16, 16, deeper), 16, "proposed", "多すぎます");
    assert_reported("the lines of a bar", &with_lines(45, 46, out), 45, "proposed", "字下げが足りません");
    // A block ends where what follows it is in place.
    assert_reported("取組 with what is below it", &with_lines(14, 37, out), 14, "proposed", "足りません");
    assert_reported("実績 with its years", &with_lines(61, 64, out), 61, "proposed", "足りません");
    let mixed = with_lines(25, 25, deeper);
    assert_reported("目標 among the years", &mixed, 25, "proposed", "多すぎます");
}

#[test]
fn other_blanks_are_reported_by_name_where_they_indent() {
    let blanks = [
        ("\u{a0}", 12, "U+00A0"),
        ("\u{2003}", 12, "U+2003"),
        ("\u{3000}", 6, "全角の空白"),
        ("\u{3000}", 12, "全角の空白"),
        ("\u{2002}", 12, "特殊な空白"),
        ("\t", 3, "タブ"),
        ("\t", 6, "タブ"),
    ];
    for (blank, count, name) in blanks {
        assert_reported(
            name,
            &with_lines(25, 25, |line| blank.repeat(count) + line.trim_start()),
            25,
            "certain",
            name,
        );
        let many = |line: &str| blank.repeat(count) + line.trim_start();
        assert_reported("three lines", &with_lines(20, 20, many), 20, "certain", name);
    }
    assert_reported("a whole file", &SHEET.replace("    ", "\u{3000}\u{3000}"), 13, "certain", "54行");
    assert_reported("before a zero-width space", &with("課: ", "\u{200b}課: "), 4, "certain", "見えない文字");
}

#[test]
fn rows_of_several_cells_are_reported_with_a_line_a_year() {
    let years = "H29: 1\n              H30: 2\n              R1: 3\n";
    for (cells, what) in [
        ("H29\tH30\tR1\n              1\t2\t3\n", "tabs"),
        ("H29 H30 R1\n              1 2 3\n", "spaces"),
        ("H29\u{3000}H30\u{3000}R1\n              1\u{3000}2\u{3000}3\n", "full-width spaces"),
        ("H29\tH30\tR1\n", "no values"),
    ] {
        assert_reported(what, &with(years, cells), 22, "proposed", "1年に1行");
    }
}

#[test]
fn years_on_the_line_of_their_key_stand_between_brackets() {
    let years = "実績:\n              H29: 1\n              H30: 2\n              R1: 3\n";
    for typed in [
        "{H29：1、H30：2、R1：3}",
        "H29: 1, H30: 2, R1: 3",
        "H29：1、H30：2、R1：3",
        "｛H29：1，H30：2，R1：3｝",
    ] {
        assert_reported(typed, &with(years, &format!("実績: {typed}\n")), 21, "proposed", "半角");
    }
}
