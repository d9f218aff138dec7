//! Colons and values that YAML takes for something else.

use super::{assert_reported, with, with_lines};

#[test]
fn other_colons_are_mended() {
    for colon in ["：", ":", "： ", "\t", ":\u{3000}", "；", "＝", ":\u{a0}"] {
        assert_reported(
            colon,
            &with("課: 総務課", &format!("課{colon}総務課")),
            4,
            "certain",
            "半角のコロンと空白",
        );
    }
    let pasted = with(
        "H29: 1\n              H30: 2\n              R1: 3",
        "H29\t1\n              H30\t2\n              R1\t3",
    );
    assert_reported("rows of a spreadsheet", &pasted, 22, "certain", "タブ");
    assert_reported("without a value", &with("組織目標:\n", "組織目標：\n"), 11, "certain", "全角(：)");
    assert_reported("no colon", &with("課: 総務課", "課 総務課"), 4, "proposed", "「課」の後にコロン");
    assert_reported(
        "no colon and no value",
        &with("実績:\n", "実績\n"),
        21,
        "proposed",
        "「実績」の後にコロン",
    );
}

#[test]
fn values_that_yaml_takes_for_something_else_are_mended() {
    for value in [
        "%",
        "@東区",
        ">80",
        "*印は対象外",
        "&で始まる",
        "!注意",
        "28%(R5: 30%)",
        "a: b: c",
        "[新規]相談",
        "{新規}相談",
        "`印",
        "以下のとおり:",
        "- 10回",
        "? 未定",
        ",10",
        "\"相談\"窓口",
        "\"a \"b\" c\"",
        "\"C:\\新\"",
        ">8",
    ] {
        assert_reported(value, &with("目標: 10\n", &format!("目標: {value}\n")), 25, "certain", "「\"」");
    }
    assert_reported("an item", &with("- 訓練", "- 訓練: 年2回"), 17, "certain", "囲んで");
    assert_reported("an item in brackets", &with("- 訓練", "- [新規]訓練"), 17, "certain", "囲んで");
    assert_reported(
        "a full-width bar",
        &with("目標: 10\n", "目標: ｜\n              戸籍6回\n              住民2回\n"),
        25,
        "certain",
        "半角の「|」",
    );
    assert_reported(
        "text behind the bar",
        &with("目標: 10\n", "目標: |戸籍6回\n"),
        25,
        "certain",
        "次の行から",
    );
    assert_reported(
        "and below it",
        &with("取り組みについて: |\n  ", "取り組みについて: | "),
        69,
        "certain",
        "次の行から",
    );
    assert_reported(
        "a text that is not indented",
        &with_lines(70, 71, |line| line.trim_start().to_owned()),
        70,
        "proposed",
        "字下げが足りません",
    );
    assert_reported(
        "an open quotation mark",
        &with("H29: 1\n", "H29: \"-\n"),
        22,
        "proposed",
        "閉じていません",
    );
    assert_reported("another", &with("目標: 10\n", "目標: '20年度\n"), 25, "proposed", "「'」");
    assert_reported(
        "full-width brackets",
        &with(
            "実績:\n              H29: 1\n              H30: 2\n              R1: 3\n",
            "実績: ｛H29: 1，H30: 2，R1：3｝\n",
        ),
        21,
        "proposed",
        "半角",
    );
}
