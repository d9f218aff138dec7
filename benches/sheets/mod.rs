//! Distinct, realistic departments from a seed: text of the length and vocabulary of the real ones.

use std::fmt::Write;

/// Departments in a ward at the most.
const IN_A_WARD: usize = 15;

const SUBJECTS: [&str; 16] = [
    "地域の防災",
    "高齢者の見守り",
    "子育て支援",
    "窓口サービス",
    "公共交通",
    "文化の振興",
    "健康づくり",
    "産業の魅力発信",
    "道路の維持管理",
    "公園の緑化",
    "税の納付",
    "生活困窮者の支援",
    "多文化共生",
    "スポーツの普及",
    "環境の保全",
    "広報の充実",
];

const ACTIONS: [&str; 12] = [
    "を推進します。",
    "の充実を図ります。",
    "に向けて関係団体と連携します。",
    "について区民に周知します。",
    "の体制を整えます。",
    "の課題を調査します。",
    "を継続して実施します。",
    "への参加を促します。",
    "の改善を進めます。",
    "に取り組みます。",
    "を区役所全体で支えます。",
    "の担い手を育成します。",
];

const NOTES: [&str; 6] = [
    "区ビジョンまちづくり計画(第3次実施計画)",
    "特色ある区づくり事業",
    "前年度の実績に基づき設定",
    "関係機関との協議による",
    "各係3件以上",
    "年度末に集計",
];

/// A linear congruential generator: the same numbers on every machine.
struct Writer(u64);

impl Writer {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.next(words.len())]
    }

    fn sentences(&mut self, count: usize) -> String {
        (0..count).map(|_| [self.of(&SUBJECTS), self.of(&ACTIONS)].concat()).collect()
    }

    fn indicator(&mut self) -> String {
        let mut yaml = format!(
            "          - 項目: {}の件数{}\n            単位: 件\n            実績:\n",
            self.of(&SUBJECTS),
            self.next(1000)
        );
        for year in ["H29", "H30", "R1"] {
            writeln!(yaml, "              {year}: {}", self.next(500)).unwrap();
        }
        let (target, note) = (self.next(500), self.of(&NOTES));
        write!(yaml, "            目標: {target}\n            補足:\n              - {note}\n").unwrap();
        yaml
    }

    fn goal(&mut self) -> String {
        let mut yaml = format!("  - 部区組織目標: 1\n    目標: {}\n    取組:\n", self.sentences(2));
        for _ in 0..=self.next(2) {
            write!(yaml, "      - 主な取組:\n          - {}\n        指標:\n", self.of(&SUBJECTS)).unwrap();
            for _ in 0..=self.next(2) {
                yaml += &self.indicator();
            }
        }
        yaml
    }

    fn department(&mut self, ward: usize, number: usize) -> String {
        let goals: String = (0..=self.next(8)).map(|_| self.goal()).collect();
        let plan: Vec<String> = (0..4).map(|_| format!("  {}\n", self.sentences(5))).collect();
        format!(
            "様式: 組織目標管理シート\n年度: 令和2年度\n部: 第{ward}区役所\n課: 第{number}課\n問合せ先: 025-250-{:04}\n作成日: R2.4.1\n組織の目的: {}\n組織目標:\n{goals}取り組みについて: |\n{}",
            self.next(10_000),
            self.sentences(3),
            plan.concat()
        )
    }
}

/// `count` departments in wards with their pages, as paths below the working folder and texts.
pub(super) fn collection(count: usize) -> Vec<(String, String)> {
    let mut writer = Writer(1);
    let mut files = vec![("sheets/mokuhyo.yaml".to_owned(), "発行者: 市役所\n".to_owned())];
    for number in 0..count {
        let ward = number / IN_A_WARD + 1;
        if number % IN_A_WARD == 0 {
            let page = format!(
                "様式: 区組織目標\n年度: 令和2年度\n組織名: 第{ward}区\n基本方針: {}\n重点目標:\n  - {}\n",
                writer.sentences(3),
                writer.sentences(1)
            );
            files.push((format!("sheets/r2/ward{ward:04}/ward.yaml"), page));
        }
        files.push((
            format!("sheets/r2/ward{ward:04}/section{number:05}.yaml"),
            writer.department(ward, number),
        ));
    }
    files
}
