//! Sheets, pages and settings without faults, in which slips are made.

use std::fmt::Write;

/// A linear congruential generator: the same sheets and slips on every machine.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    pub fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const TEXTS: [&str; 6] = [
    "防災講座の開催",
    "窓口の案内(年2回)",
    "子育て支援・相談",
    "ごみ減量の啓発",
    "区民アンケート、満足度",
    "道路の点検",
];

/// A random sheet without faults.
pub fn sheet(chance: &mut Chance) -> String {
    let mut text = "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n問合せ先: 025-250-2710\n作成日: R2.4.1\n修正日:\n評価日:\n組織の目的: 安心なまち\n\n組織目標:\n".to_owned();
    for number in 0..=chance.below(3) {
        writeln!(text, "  - 部区組織目標: {}\n    目標: {}\n    取組:", number + 1, chance.of(&TEXTS))
            .unwrap();
        for _ in 0..=chance.below(2) {
            text += "      - 主な取組:\n";
            for _ in 0..=chance.below(3) {
                writeln!(text, "          - {}", chance.of(&TEXTS)).unwrap();
            }
            text += "        指標:\n";
            for _ in 0..=chance.below(2) {
                indicator(&mut text, chance);
            }
        }
        text += "    達成状況:\n    評価:\n";
    }
    text + "取り組みについて: |\n  重点的に進めます。\n  次の年も続けます。\n取り組みの結果について:\n"
}

fn indicator(text: &mut String, chance: &mut Chance) {
    writeln!(text, "          - 項目: {}\n            単位: 回\n            実績:", chance.of(&TEXTS))
        .unwrap();
    for year in ["H29", "H30", "R1"] {
        writeln!(text, "              {year}: {}", chance.below(90) + 1).unwrap();
    }
    writeln!(text, "            目標: {}\n            結果:\n            補足:", chance.below(90) + 1)
        .unwrap();
    for _ in 0..=chance.below(2) {
        writeln!(text, "              - {}", chance.of(&TEXTS)).unwrap();
    }
}

/// A ward's page without faults.
pub const WARD: &str = "様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n区長: 石井 哲也\n組織の目的・方向性: 元気で笑顔あふれる区を目指します。\n基本方針: |\n  まちづくりを進めます。\n  次の目標に取り組みます。\n重点目標:\n  - 防災意識の向上\n  - 子育ての支援\n  - 健康づくり\n注記: 各課の目標をご覧ください。\n";

/// Settings without faults.
pub const SETTINGS: &str = "発行者: 新潟市東区役所\n用紙: A4\n並び順: [soumu, kumin]\n評価区分:\n  達成状況:\n    ○: { 意味: 達成 }\n    ×: { 意味: 未達成 }\n規則:\n  wave-dash: off\n";

/// What a slip is made in.
#[derive(Clone, Copy, PartialEq)]
pub enum File {
    Sheet,
    Ward,
    Settings,
}
