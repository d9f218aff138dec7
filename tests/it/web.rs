//! The web pages: the paper's words in the paper's order, in tables that are regular.

use super::pdf;
use super::stress::{Writer, sheet};
use super::support::{Project, Runs, bare, keep};
use super::web_pages::{article, attribute, grids, pieces, site, unbroken};

/// A text without white space and without 「・」, which the stylesheet sets before the items.
fn words(text: &str) -> String {
    bare(text).replace('・', "")
}

/// Fails unless a page's article says what its PDF says, in its order.
fn same_as_paper(project: &Project, page: &str, pdf: &str) {
    let paper = pdf::read_aloud(&project.read(&format!("out/{pdf}.pdf")));
    assert_eq!(words(&article(page)), words(&paper), "{pdf}");
}

/// What a page lets a browser load. Nothing in a page needs more.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self' data:\">";

/// Fails unless every way is relative, headings follow each other without a gap, and there is no script, nor
/// anything else that the page's policy forbids.
fn well_formed(page: &str) {
    assert_eq!(page.matches(POLICY).count(), 1);
    assert!(page.split(POLICY).next().unwrap().ends_with("<meta charset=\"utf-8\">\n"), "before all else");
    assert!(
        page.starts_with("<!DOCTYPE html>\n<html lang=\"ja\" data-foot=\"")
            && page.matches("<h1>").count() == 1
    );
    let mut level = 0;
    for tag in pieces(page).chunks(2).map(|pair| pair[1]) {
        for way in ["href", "src"].into_iter().filter_map(|name| attribute(tag, name)) {
            let leaves = way.starts_with("tel:") || tag.contains("rel=\"license\"");
            assert!(leaves || !way.contains(':') && !way.starts_with('/'), "{way}");
        }
        assert!(!tag.starts_with("script") && attribute(tag, "style").is_none(), "{tag}");
        assert!(!tag.starts_with("style") && !tag.contains(" on"), "{tag}");
        if let Some(next) = tag.strip_prefix('h').and_then(|rest| rest.get(..1)?.parse::<u32>().ok()) {
            assert!(next <= level + 1, "{tag} stands under h{level}");
            level = next;
        }
    }
}

/// The real pages, and their PDFs below `out/r2/higashi`.
const PAGES: [&str; 4] =
    ["r2/higashi/index", "r2/higashi/soumu", "r2/higashi/kenkou-fukushi", "r2/higashi/chiiki"];

#[test]
fn the_pages_say_what_the_papers_say() {
    let project = Project::real();
    let pages = site("real", &project, PAGES);
    for (page, stem) in pages.iter().zip(["ward", "soumu", "kenkou-fukushi", "chiiki"]) {
        same_as_paper(&project, page, &format!("r2/higashi/{stem}"));
        well_formed(page);
        assert_eq!(grids(page), if stem == "ward" { 1 } else { 2 }, "{stem}");
    }
    let (ward, soumu) = (&pages[0], &pages[1]);
    assert!(soumu.contains("<title>令和2年度 組織目標管理シート 東区役所 総務課</title>"));
    assert!(soumu.contains("<a href=\"../../index.html\">組織目標の一覧</a>"));
    assert!(soumu.contains("<a href=\"index.html\">令和2年度 東区組織目標</a>"));
    assert!(soumu.contains("<h1>総務課 組織目標 令和2年度</h1>"));
    let served = "<a href=\"index.html#goal-1\" aria-label=\"部区組織目標 1\">1</a>";
    assert!(soumu.contains(served) && ward.contains("id=\"goal-1\""));
    assert!(ward.contains("<a href=\"soumu.html#goal-1\">総務課 No.1</a>"));
    for page in &pages[1..] {
        let goals = page.matches("<tbody role=\"rowgroup\" id=\"goal-").count();
        assert!(goals > 0 && page.matches("<h3").count() == goals, "each goal has a heading");
    }
    assert!(ward.contains("<a href=\"kenkou-fukushi.html\">健康福祉課</a>"));
    let place = |what: &str| ward.find(what).unwrap_or_else(|| panic!("{what} is not in {ward}"));
    assert!(place("各課の組織目標</h2>") < place("<h2 id=\"evaluation\">"), "departments come first");
}

#[test]
fn a_page_leads_to_the_departments_beside_it_and_dials() {
    let project = Project::evaluated();
    let [first, second, last] =
        site("example", &project, ["r2/higashi/soumu", "r2/higashi/kenkou-fukushi", "r2/higashi/chiiki"]);
    let (before, behind) = ("<a rel=\"prev\" href=\"", "<a rel=\"next\" href=\"");
    assert!(second.contains(&format!("{before}soumu.html\">前の課: 総務課</a>")));
    assert!(second.contains(&format!("{behind}chiiki.html\">次の課: 地域課</a>")));
    assert!(
        !first.contains(before) && first.contains(behind) && last.contains(before) && !last.contains(behind)
    );
    assert!(first.contains("<a class=\"n\" href=\"tel:025-250-2710\">025-250-2710</a>"));
    // Without its page a department is passed over.
    std::fs::remove_dir_all(project.path("out")).unwrap();
    let alone = project.run(&["build", "sheets/r2/higashi/kenkou-fukushi.yaml"]);
    assert_eq!(alone.status, 0, "{alone:?}");
    let page = String::from_utf8(project.read("out/r2/higashi/kenkou-fukushi.html")).unwrap();
    assert!(!page.contains(before) && !page.contains(behind));
}

#[test]
fn symbols_carry_their_meaning() {
    let project = Project::evaluated();
    let [page] = site("example", &project, ["r2/higashi/soumu"]);
    assert!(page.contains("〇 <span class=\"added meaning\">目標を達成した</span></td>"));
    assert!(page.contains("B <span class=\"added meaning\">おおむね順調</span></td>"));
    let [page] = site("example", &project, ["r2/higashi/chiiki"]);
    assert!(page.contains("<span role=\"img\" aria-label=\"なし\">-</span>"));
}

#[test]
fn the_foot_says_what_the_settings_and_sheets_say() {
    let project = Project::real();
    let [page] = site("foot", &project, ["r2/higashi/soumu"]);
    assert!(page.contains("<dt>発行</dt><dd>新潟市東区役所</dd>"));
    assert!(page.contains("<time datetime=\"2020-04-01\">令和2年4月1日</time>"));
    assert!(
        !page.contains("ライセンス") && page.contains("data-foot=\"新潟市東区役所　r2/higashi/soumu.html\"")
    );
    project.edit(
        "sheets/mokuhyo.yaml",
        "用紙: A4",
        "用紙: A4\n公開先: https://www.example.lg.jp/m/\nデータのライセンス: CC BY 4.0",
    );
    let [page, index] = site("foot", &project, ["r2/higashi/soumu", "index"]);
    let license =
        "<a rel=\"license\" href=\"https://creativecommons.org/licenses/by/4.0/deed.ja\">CC BY 4.0</a>";
    assert!(page.contains(license) && index.contains(license));
    let address = "https://www.example.lg.jp/m/r2/higashi/soumu.html";
    assert!(page.contains(&format!("<p class=\"address\">{address}</p>")), "{page}");
    project.edit("sheets/mokuhyo.yaml", "https://www.example.lg.jp/m/", "www.example.lg.jp");
    let mut runs = Runs::default();
    project.mokuhyo(&["check"]).record(&mut runs);
    runs.compare("the_foot_says_what_the_settings_and_sheets_say");
}

#[test]
fn lines_end_between_phrases_and_numbers_stay_whole() {
    let project = Project::real();
    assert_eq!(project.run(&["build", "--only", "html"]).status, 0);
    let page = String::from_utf8(project.read("out/r2/higashi/soumu.html")).unwrap();
    assert!(page.contains("南口<wbr>エントランスホールの<wbr>活用日数"), "{page}");
    assert!(page.contains("<span class=\"n\">2回</span>"));
    for broken in ["エント<wbr>", "日<wbr>数", "防<wbr>災"] {
        assert!(!page.contains(broken), "{broken}");
    }
}

#[test]
fn results_and_boxes_of_their_own_stand_where_the_paper_has_them() {
    let project = Project::real();
    let path = "sheets/r2/higashi/soumu.yaml";
    project.edit(path, "            結果:", "            結果: 38自治会等で実施");
    project.edit(path, "    達成状況:", "    達成状況: ◎");
    project.edit(path, "    評価:", "    評価: A");
    project.edit(
        path,
        "取り組みの結果について:",
        "取り組みの結果について: |\n  向上しました。\n  続けます。",
    );
    let each = "sheets/r2/higashi/kenkou-fukushi.yaml";
    let text = String::from_utf8(project.read(each)).unwrap();
    let with_status = "            結果: 1,200\n            達成状況: ○\n";
    project.write(each, text.replace("            結果:\n", with_status).as_bytes());
    project.edit(
        "sheets/r2/higashi/ward.yaml",
        "  取組結果:",
        "  取組結果: |\n    達成しました。\n    次へ。",
    );
    let pages = site("evaluated", &project, PAGES);
    for (page, stem) in pages.iter().zip(["ward", "soumu", "kenkou-fukushi", "chiiki"]) {
        same_as_paper(&project, page, &format!("r2/higashi/{stem}"));
        well_formed(page);
        assert_eq!(grids(page), if stem == "ward" { 1 } else { 2 }, "{stem}");
    }
    assert!(pages[2].contains("class=\"status own\" data-label=\"目標達成状況\">○</td>"));
}

#[test]
fn the_evaluated_example_is_a_site_with_its_legend() {
    let project = Project::evaluated();
    let pages = site("example", &project, PAGES);
    keep("example-booklet", &project.read("out/r2/higashi/booklet.pdf"));
    for (page, stem) in pages.iter().zip(["ward", "soumu", "kenkou-fukushi", "chiiki"]) {
        same_as_paper(&project, page, &format!("r2/higashi/{stem}"));
        well_formed(page);
        assert_eq!(page.contains("【目標達成状況】"), stem != "ward", "{stem}");
    }
}

#[test]
fn what_is_built_is_a_site_as_it_lies() {
    let project = Project::evaluated();
    let [root, ward] = site("example", &project, ["index", "r2/higashi/index"]);
    assert!(root.contains("<a href=\"r2/higashi/index.html\">東区組織目標</a>"), "{root}");
    well_formed(&root);
    for (file, name) in [("ward.pdf", "東区組織目標"), ("booklet.pdf", "全課の組織目標をまとめた冊子")]
    {
        let pdf = project.read(&format!("out/r2/higashi/{file}"));
        let (pages, size) = (pdf::pages(&pdf).len(), pdf.len().div_ceil(1024));
        let link = format!("href=\"{file}\">{name}(PDF、{pages}ページ、{size}KB)</a>");
        assert!(ward.contains(&link), "{link} is not in {ward}");
    }
    assert!(ward.contains("href=\"indicators.csv\"") && ward.contains("href=\"sheets.json\""));
    let json = String::from_utf8(project.read("out/r2/higashi/sheets.json")).unwrap();
    assert!(
        json.contains("\"$schema\": \"../../sheets.schema.json\"")
            && project.path("out/sheets.schema.json").exists()
    );
    // A page by itself leads to no file that is not there.
    std::fs::remove_dir_all(project.path("out")).unwrap();
    let output = project.run(&["build", "--only", "html"]);
    assert_eq!(output.status, 0, "{output:?}");
    let alone = unbroken(&String::from_utf8(project.read("out/r2/higashi/index.html")).unwrap());
    for file in ["booklet.pdf", "ward.pdf", "indicators.csv", "sheets.json"] {
        assert!(!alone.contains(file), "{file} is in {alone}");
        assert!(!project.path(&format!("out/r2/higashi/{file}")).exists());
    }
    // And is the whole page when the rest is there.
    assert_eq!(project.run(&["build"]).status, 0);
    assert!(unbroken(&String::from_utf8(project.read("out/r2/higashi/index.html")).unwrap()) == ward);
}

#[test]
fn a_folder_of_large_sheets_in_the_root_is_a_site() {
    let mut writer = Writer(21);
    let goals: String = (1..=12).map(|number| writer.goal(number, 6, 2, &format!("目{number}"))).collect();
    let word = "Supercalifragilisticexpialidoc";
    let wide = writer.goal(1, 2, 2, word).replace("単位: 回", "単位: <b>Pneumonoultramicroscopic&amp;");
    let address = format!("計画は https://www.example.jp/{}をご覧ください。", "kuse-i/".repeat(6));
    let files = [
        ("sheets/large.yaml", sheet("総務課", &goals, &writer.text(2000))),
        ("sheets/wide.yaml", sheet(&writer.text(80), &wide, &address)),
    ];
    let project = Project::with(&files.each_ref().map(|(path, text)| (*path, text.as_str())));
    let pages = site("stress", &project, ["index", "large", "wide"]);
    assert!(pages[0].contains("<h1>令和2年度 東区役所 組織目標</h1>") && !pages[0].contains("<nav"));
    well_formed(&pages[0]);
    for (page, stem) in pages[1..].iter().zip(["large", "wide"]) {
        well_formed(page);
        same_as_paper(&project, page, stem);
        assert_eq!(grids(page), 2);
    }
    assert!(!pages[2].contains("<b>") && pages[2].contains(word));
    assert!(pages[1].contains("href=\"style.css\"") && pages[1].contains("<a href=\"index.html\">"));
}
