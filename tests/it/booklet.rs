//! The ward's booklet: all its sheets as they are by themselves, and the ways through them.

use super::pdf::{self, Outline, Placed};
use super::support::{Project, Runs, keep};

/// The pages of the real booklet that are its sheets, by the sheets' names; from 0.
const SHEETS: [(&str, usize); 4] = [("ward", 2), ("soumu", 3), ("kenkou-fukushi", 4), ("chiiki", 5)];

fn built(project: &Project) -> Vec<u8> {
    let output = project.run(&["build"]);
    assert_eq!(output.status, 0, "{output:?}");
    project.read("out/r2/higashi/booklet.pdf")
}

/// The text of a page's own, without what stands at its foot.
fn own(page: &[Placed]) -> Vec<&Placed> {
    page.iter().filter(|run| run.own).collect()
}

/// Fails unless the pages of a sheet stand in the booklet from a page on as they do by themselves.
fn same_pages(sheet: &[u8], booklet: &[u8], from: usize) {
    let (sheet, booklet) = (pdf::placed(sheet), pdf::placed(booklet));
    assert!(!sheet.is_empty());
    for (one, other) in sheet.iter().zip(&booklet[from..]) {
        let (one, other) = (own(one), own(other));
        assert!(one.len() > 10 && one.len() == other.len(), "{} runs are {}", one.len(), other.len());
        for (one, other) in one.iter().zip(other) {
            let moved = (other.x - one.x).abs().max((other.y - one.y).abs());
            assert!(moved < 0.01 && one.text == other.text, "{one:?} is {other:?} in the booklet");
            assert!((one.size - other.size).abs() < 0.001);
        }
    }
}

#[test]
fn a_booklet_has_its_sheets_as_they_are_published() {
    let project = Project::real();
    for paper in ["A3", "A4"] {
        let settings =
            format!("発行者: 新潟市東区役所\n用紙: {paper}\n並び順: [soumu, kenkou-fukushi, chiiki]\n");
        project.write("sheets/mokuhyo.yaml", settings.as_bytes());
        let booklet = built(&project);
        keep(&format!("booklet-{paper}"), &booklet);
        for (name, page) in SHEETS {
            same_pages(&project.read(&format!("out/r2/higashi/{name}.pdf")), &booklet, page);
        }
    }
}

#[test]
fn a_booklet_leads_to_every_sheet_and_goal() {
    let booklet = built(&Project::real());
    let pages = pdf::pages(&booklet);
    assert_eq!(pages.len(), 8);
    assert_eq!(pages[0], "令和2年度東区組織目標組織目標管理シート令和2年4月1日新潟市東区役所区長石井哲也");
    let dotted: String = pages[1].chars().filter(|it| *it != '.').collect();
    let contents = [
        "目次令和2年度東区組織目標3総務課4No1地域と連携しながら区民のさらなる防災意識の向上を図ります。4No2区職員",
        "ます。4健康福祉課5No1高齢者が",
        "行います。5地域課6No1魅力",
        "No5東区に関する様々な情報や魅力をSNSなどさまざまなメディアを通じ、多くの区民に提供します。6指標の推移7重点目標と各課の組織目標8東区組織目標2/8",
    ];
    assert!(contents.iter().all(|line| dotted.contains(line)), "{dotted}");
    let index = [
        "重点目標1地域と連携しながら区民のさらなる防災意識の向上を図ります。総務課No.1地域と連携しながら区民のさらなる防災意識の向上を図ります。4",
        "重点目標5市内有数の企業が集まる「産業のまち東区」を広くPRするとともに、産業を活用したまちづくりを進めます。地域課No.2",
    ];
    assert!(index.iter().all(|row| pages[7].contains(row)), "{}", pages[7]);
    // One numbering through all pages; the title page goes without.
    for (place, page) in pages.iter().enumerate().skip(1) {
        assert!(page.ends_with(&format!("{}/8", place + 1)), "{page}");
    }
    // Each line of the contents, and each cell of the index.
    let contents = [[3; 1].as_slice(), &[4; 4], &[5; 6], &[6; 6], &[7], &[8]].concat();
    assert_eq!(pdf::links(&booklet, 1), contents);
    assert_eq!(pdf::links(&booklet, 7), [4, 5, 5, 6, 6].map(|page| [page; 4]).concat());
}

#[test]
fn departments_follow_the_settings_the_wards_goals_or_their_names() {
    let project = Project::real();
    for (order, expected) in [
        ("並び順: [chiiki, soumu]", ["地域課", "総務課", "健康福祉課"]),
        ("並び順: 重点目標", ["総務課", "健康福祉課", "地域課"]),
        ("並び順:", ["地域課", "健康福祉課", "総務課"]),
    ] {
        project.write("sheets/mokuhyo.yaml", format!("発行者: 新潟市東区役所\n{order}\n").as_bytes());
        let outline = pdf::outline(&built(&project));
        assert_eq!(outline[3..6].iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), expected, "{order}");
    }
}

#[test]
fn a_booklet_has_bookmarks_down_to_the_goals() {
    let booklet = built(&Project::real());
    let outline = pdf::outline(&booklet);
    let titles = |of: &[Outline]| of.iter().map(|it| it.title.clone()).collect::<Vec<_>>();
    let parts = [
        "東区組織目標",
        "目次",
        "令和2年度 東区組織目標",
        "総務課",
        "健康福祉課",
        "地域課",
        "指標の推移",
        "重点目標と各課の組織目標",
    ];
    assert_eq!(titles(&outline), parts);
    assert_eq!(titles(&outline[2].below), ["東区組織目標", "評価"]);
    assert_eq!(
        titles(&outline[3].below),
        [
            "No.1 地域と連携しながら区民のさらなる防災意識の向上を図ります。",
            "No.2 区職員の研修により、市民の皆さまから満足していただけるよう、サービスの質を高めていきます。",
            "No.3 東区役所での「にぎわい」の創出を促進します。",
        ]
    );
    assert_eq!(outline[4].below.len(), 5);
    let pages: Vec<usize> = outline.iter().map(|it| it.page).collect();
    assert_eq!(pages, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert!(outline[5].below.iter().all(|goal| goal.page == 6));
    // To the head of a goal's cells, whose texts begin there.
    let placed = pdf::placed(&booklet);
    for goal in &outline[3].below {
        let text = goal.title.split_once(' ').unwrap().1;
        let begins = |run: &&Placed| run.text.chars().count() > 5 && text.starts_with(&run.text);
        let first = placed[3].iter().find(begins).unwrap();
        let above = goal.top - first.y;
        assert!((0.0..20.0).contains(&above), "{} is {above} pt above its text", goal.title);
    }
}

#[test]
fn a_goal_of_many_pages_goes_on_in_the_booklet_as_by_itself() {
    let project = Project::real();
    let soumu = String::from_utf8(project.read("sheets/r2/higashi/soumu.yaml")).unwrap();
    let indicator =
        "          - 項目: 東区役所での「にぎわい」の創出につながる催し(回)\n            目標: 12\n";
    let (head, tail) = soumu.rsplit_once("    達成状況:\n").unwrap();
    let tall = format!("{head}{}    達成状況:\n{tail}", indicator.repeat(90));
    project.write("sheets/r2/higashi/soumu.yaml", tall.as_bytes());
    let output = project.run(&["build"]);
    assert_eq!(output.status, 0, "{output:?}");
    let (sheet, booklet) =
        (project.read("out/r2/higashi/soumu.pdf"), project.read("out/r2/higashi/booklet.pdf"));
    assert!(pdf::pages(&sheet).len() > 2);
    assert!(pdf::pages(&booklet)[4].contains("(続き)"), "{}", pdf::pages(&booklet)[4]);
    keep("booklet-tall", &booklet);
    same_pages(&sheet, &booklet, 3);
}

#[test]
fn a_goal_that_nobody_serves_is_in_the_index_and_says_so() {
    let project = Project::real();
    project.edit("sheets/mokuhyo.yaml", "規則:", "規則:\n  uncovered-ward-goal: off");
    project.edit("sheets/r2/higashi/chiiki.yaml", "部区組織目標: 5", "部区組織目標: 4");
    let booklet = built(&project);
    let index = pdf::pages(&booklet).remove(7);
    assert!(
        index.contains("まちづくりを進めます。この重点目標に取り組む課の組織目標はありません。"),
        "{index}"
    );
    assert_eq!(pdf::links(&booklet, 7), [4, 5, 5, 6, 6].map(|page| [page; 4]).concat());
}

#[test]
fn links_lead_to_the_very_goals_and_cover_whole_lines() {
    let booklet = built(&Project::real());
    let placed = pdf::placed(&booklet);
    let begins_at = |page: usize, words: &str| {
        placed[page - 1].iter().find(|run| run.own && run.text.starts_with(words)).unwrap().y
    };
    // From 部区組織目標 of 健康福祉課 to the goals on the ward's page.
    let to_ward = pdf::areas(&booklet, 4);
    let wanted = [begins_at(3, "高齢者が安心して"), begins_at(3, "地域の健康課題に")];
    assert_eq!(to_ward.len(), 2);
    for (link, wanted) in to_ward.iter().zip(wanted) {
        let above = link.top - wanted;
        assert!(link.page == 3 && (5.0..25.0).contains(&above), "{link:?} is {above} above its goal");
    }
    // From the index to the goals of the departments.
    for link in &pdf::areas(&booklet, 7)[..4] {
        let above = link.top - begins_at(4, "地域と連携しながら");
        assert!(link.page == 4 && (0.0..40.0).contains(&above), "{link:?}");
    }
    // A line of the contents is clicked from its text to its number.
    for link in pdf::areas(&booklet, 1) {
        assert!(link.width > 500.0, "{link:?}");
    }
    let row: f64 = pdf::areas(&booklet, 7)[..4].iter().map(|link| link.width).sum();
    assert!(row > 700.0, "the links of a row cover {row} pt of it");
}

#[test]
fn a_booklet_opens_with_its_bookmarks() {
    let project = Project::real();
    let booklet = built(&project);
    assert_eq!(pdf::page_mode(&booklet).as_deref(), Some("UseOutlines"));
    assert_eq!(pdf::page_mode(&project.read("out/r2/higashi/soumu.pdf")), None);
    // The file is whole: its objects are found where its table says.
    assert_eq!(pdf::pages(&booklet).len(), 8);
}

#[test]
fn feet_are_alike_on_all_pages() {
    let project = Project::real();
    for paper in ["A3", "A4"] {
        let settings = format!("発行者: 新潟市東区役所\n用紙: {paper}\n");
        project.write("sheets/mokuhyo.yaml", settings.as_bytes());
        let placed = pdf::placed(&built(&project));
        let mut feet = placed[1..].iter().map(|page| {
            let foot: Vec<&Placed> = page.iter().filter(|run| !run.own && run.y < 30.0).collect();
            assert!(foot.len() > 1, "{foot:?}");
            assert!(foot.iter().all(|run| (run.y - foot[0].y).abs() < 0.01), "{foot:?}");
            (foot[0].size, foot[0].y)
        });
        let first = feet.next().unwrap();
        for foot in feet {
            let differs = (foot.0 - first.0).abs().max((foot.1 - first.1).abs());
            assert!(differs < 0.01, "{foot:?} beside {first:?}");
        }
    }
}

/// A project in which 地域課 has its goals many times over.
pub fn long() -> Project {
    let project = Project::real();
    let path = "sheets/r2/higashi/chiiki.yaml";
    let text = String::from_utf8(project.read(path)).unwrap();
    let (head, rest) = text.split_once("組織目標:\n").unwrap();
    let (goals, tail) = rest.split_once("\n\n取り組みについて").unwrap();
    let goals = goals.replace("部区組織目標: 4", "部区組織目標: 5");
    let many = [goals.as_str(); 12].join("\n\n");
    project.write(path, format!("{head}組織目標:\n{many}\n\n取り組みについて{tail}").as_bytes());
    project.edit("sheets/mokuhyo.yaml", "規則:", "規則:\n  uncovered-ward-goal: off");
    project
}

#[test]
fn what_goes_on_over_a_page_says_again_what_it_belongs_to() {
    let booklet = built(&long());
    keep("booklet-long", &booklet);
    let pages = pdf::pages(&booklet);
    let trend: Vec<&String> = pages.iter().filter(|page| page.contains("R2目標R2結果")).collect();
    let charts: Vec<&&String> = trend.iter().filter(|page| !page.contains("部区組織目標")).collect();
    assert!(charts.len() > 2, "{}", charts.len());
    assert!(!charts[0].contains("(続き)"), "{}", charts[0]);
    for page in &charts[1..] {
        assert!(page.starts_with("地域課(続き)"), "{page}");
    }
    // What heads them stands where it does on the pages of a sheet, apart from the cards.
    let placed = pdf::placed(&booklet);
    let head = |words: &str| {
        let runs = placed.iter().flatten().filter(|run| run.text.contains(words) && run.y > 560.0);
        runs.map(|run| run.y).fold(0.0, f64::max)
    };
    let (of_charts, of_sheet) = (head("地域課(続き)"), head("東区役所 地域課"));
    assert!(of_sheet > 560.0 && (of_charts - of_sheet).abs() < 0.5, "{of_charts} {of_sheet}");
    // The contents in two columns.
    assert!(pages[1..4].iter().any(|page| page.contains("No.60")), "{}", pages[1]);
    let index: Vec<&String> = pages.iter().skip_while(|page| !page.starts_with("重点目標と各課")).collect();
    assert!(index.len() > 1);
    for page in &index[1..] {
        assert!(page.contains("課組織目標ページ重点目標5市内有数の企業が集まる"), "{page}");
    }
    for (place, page) in pages.iter().enumerate() {
        if (1..4).contains(&place) || pages.len() - place <= index.len() {
            assert!(!pdf::links(&booklet, place).is_empty(), "{page}");
        }
    }
}

#[test]
fn what_is_wrong_in_a_booklet_is_told_once_and_at_its_sheet() {
    let project = Project::real();
    project.edit("sheets/r2/higashi/chiiki.yaml", "目標: 6", &format!("目標: {}", "/".repeat(60)));
    let mut runs = Runs::default();
    for args in [&["build"][..], &["build", "--only", "booklet"]] {
        project.mokuhyo(args).record(&mut runs);
    }
    runs.remark("a folder's PDFs go only where that is asked for");
    let project = Project::real();
    built(&project);
    std::fs::remove_file(project.path("sheets/r2/higashi/chiiki.yaml")).unwrap();
    project.mokuhyo(&["build", "--prune", "--only", "sheets"]).record(&mut runs);
    assert!(project.path("out/r2/higashi/chiiki.html").exists());
    runs.remark("what was there stays, and is no orphan; without a ward's page it is one");
    let project = Project::real();
    built(&project);
    project.edit("sheets/r2/higashi/ward.yaml", "年度: 令和2年度", "年度:");
    project.mokuhyo(&["build", "--prune"]).record(&mut runs);
    std::fs::remove_file(project.path("sheets/r2/higashi/ward.yaml")).unwrap();
    project.mokuhyo(&["build", "--prune"]).record(&mut runs);
    runs.compare("what_is_wrong_in_a_booklet_is_told_once_and_at_its_sheet");
}

#[test]
fn contents_take_the_whole_measure() {
    let project = Project::real();
    let page = &pdf::placed(&built(&project))[1];
    let own = own(page);
    let low = own.iter().map(|run| run.y).fold(f64::MAX, f64::min);
    let in_foot = own.iter().filter(|run| run.y < low + 1.0);
    let foot = in_foot.reduce(|one, other| if other.x > one.x { other } else { one }).unwrap();
    let right =
        own.iter().filter(|run| run.y > foot.y + 20.0 && run.text.parse::<usize>().is_ok()).map(|run| run.x);
    // The numbers of the pages stand at the right margin, as that of the foot does.
    let (least, most) = right.fold((f64::MAX, 0.0_f64), |(least, most), x| (least.min(x), most.max(x)));
    assert!(most > foot.x - 6.0 && most - least < 12.0, "{least} to {most}, {foot:?}");
}
