//! The boxes of the evaluation, symbols and counts.

use super::*;

#[test]
fn the_boxes_of_the_evaluation() {
    let evaluated = SHEET.replace("評価日:", "評価日: R3.3.31");
    let empty = [
        "stage-incomplete 20:13 組織目標[0].取組[0].指標[0].結果",
        "stage-incomplete 21:5 組織目標[0].達成状況",
        "stage-incomplete 22:5 組織目標[0].評価",
        "stage-incomplete 24:1 取り組みの結果について",
    ];
    assert_eq!(beside(WARD, &evaluated), empty);
    let filled = evaluated
        .replace("結果:\n", "結果: 4\n")
        .replace("    達成状況:", "    達成状況: 〇")
        .replace("    評価:", "    評価: A")
        .replace("結果について:", "結果について: 達成");
    assert_eq!(beside(WARD, &filled.replace("結果について: 4", "結果について: 達成")), none());
    assert_eq!(
        with("            結果:", "            結果: 4"),
        ["result-before-evaluation 20:17 組織目標[0].取組[0].指標[0].結果"]
    );
    let on_both_levels =
        filled.replace("            結果: 4\n", "            結果: 4\n            達成状況: 〇\n");
    assert_eq!(beside(WARD, &on_both_levels), ["both-levels 22:11 組織目標[0].達成状況"]);
}

#[test]
fn symbols_are_those_of_the_settings() {
    let settings = "評価区分:\n  達成状況:\n    ◯: { 意味: 達成 }\n  評価:\n    A: { 意味: 順調 }\n";
    let checked = |status: &str, evaluation: &str| {
        let sheet = SHEET
            .replace("    達成状況:", &format!("    達成状況: {status}"))
            .replace("    評価:", &format!("    評価: {evaluation}"));
        let all = found(&[("mokuhyo.yaml", settings), ("a.yaml", &sheet), ("ward.yaml", WARD)]);
        all.into_iter()
            .map(|(_, rule, line, ..)| (rule, line))
            .filter(|(rule, _)| *rule != "result-before-evaluation")
            .collect::<Vec<_>>()
    };
    assert_eq!(checked("〇", "A"), []);
    assert_eq!(checked("△", "B"), [("unknown-symbol", 21), ("unknown-symbol", 22)]);
}

#[test]
fn how_many_goals_were_reached() {
    let achieved = |count: &str| beside(&WARD.replace("達成数:", &format!("達成数: {count}")), SHEET);
    for count in ["2", "-1", "全部", "1.0"] {
        assert_eq!(achieved(count), ["achieved-count 7:8 評価.達成数"], "{count}");
    }
    assert_eq!(achieved("1"), none());
    assert_eq!(achieved("0"), none());
}
