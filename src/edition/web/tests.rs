use super::*;
use crate::sheet::{Action, Department, FiscalYear, Goal, Items, Settings, Written};
use crate::source::Text;
use crate::view;
use crate::view::web::{
    Folder, FolderEntry, Imprint, Neighbour, PageLocation, PdfFacts, SheetParts, WardParts, sheet_page,
    site_page, ward_page,
};

fn text(text: &str) -> Text {
    Text { text: text.to_owned(), ..Text::default() }
}

/// Creates a department whose every text is `it`, in a folder without a ward's page.
fn department(words: &str) -> view::DepartmentView {
    let mut goal = Goal { text: Some(text(words)), ..Goal::default() };
    let items = Items(vec![Some(text(words))]);
    goal.actions.push(Action { items, ..Action::default() });
    let sheet = Department {
        year: Some(Written { text: text("令和2年度"), value: Some(FiscalYear::new(2020)) }),
        section: Some(text(words)),
        contact: Some(text(words)),
        purpose: Some(text(words)),
        goals: vec![goal],
        ..Department::default()
    };
    view::department(&sheet, &Settings { publisher: Some(text(words)), ..Settings::default() }, None)
}

fn entry(stem: &str, words: &str) -> FolderEntry {
    FolderEntry::new(stem, &department(words))
}

/// Returns a page's text without `<wbr>` and spans.
fn shown(page: Vec<u8>) -> String {
    String::from_utf8(page)
        .unwrap()
        .replace("<wbr>", "")
        .replace("<span class=\"n\">", "")
        .replace("</span>", "")
}

static NOBODY: Imprint =
    Imprint { publisher: String::new(), license: String::new(), site: String::new(), updated: None };

fn parts<'a>(folder: &'a Folder, departments: &'a [FolderEntry]) -> WardParts<'a> {
    WardParts {
        folder,
        imprint: &NOBODY,
        view: None,
        pdf: None,
        booklet: None,
        departments,
        trend: false,
        data: false,
        site: None,
    }
}

fn facts(file: &str) -> PdfFacts {
    PdfFacts { file: file.to_owned(), bytes: 2048, pages: 3 }
}

#[test]
fn texts_are_escaped() {
    let hostile = "<script>\"'&amp;\u{7}";
    let escaped = "&#60;script&#62;&#34;&#39;&#38;amp;\u{FFFD}";
    let view = department(hostile);
    let folder =
        Folder { name: hostile.to_owned(), ..Folder::of_divisions(PageLocation::new("a"), None, []) };
    let departments = [entry("a", hostile)];
    let imprint =
        Imprint { publisher: hostile.to_owned(), license: hostile.to_owned(), ..Imprint::default() };
    let index = WardParts { imprint: &imprint, ..parts(&folder, &departments) };
    let neighbour = || Some(Neighbour { stem: hostile.to_owned(), section: hostile.to_owned() });
    let pages = [
        sheet(&sheet_page(SheetParts {
            folder: &folder,
            stem: "a",
            imprint: &imprint,
            view: &view,
            pdf: Some(facts("a.pdf")),
            around: [neighbour(), neighbour()],
        })),
        ward(&ward_page(index)),
        site(&site_page(&imprint, std::slice::from_ref(&folder))),
    ];
    for page in pages.map(shown) {
        assert!(!page.contains("<script") && page.matches(escaped).count() > 1, "{page}");
    }
}

#[test]
fn a_goal_with_a_cell_that_no_printed_page_holds_may_be_cut() {
    let folder = Folder::of_divisions(PageLocation::new("a"), None, []);
    let is_cut = |words: &str| {
        let (view, none) = (department(words), [None, None]);
        let page =
            SheetParts { folder: &folder, stem: "a", imprint: &NOBODY, view: &view, pdf: None, around: none };
        shown(sheet(&sheet_page(page))).contains("class=\"tall\"")
    };
    assert!(!is_cut(&"長".repeat(LONG)) && is_cut(&"長".repeat(LONG + 1)));
    // The stylesheet keeps the cells of the others whole.
    assert!(STYLE.contains(":not(.tall) > tr > :not([rowspan])"));
}

#[test]
fn what_is_not_there_has_no_place() {
    let departments = [entry("総務", "総務課")];
    let folder = Folder::of_divisions(PageLocation::new("r2/higashi"), None, ["東区役所"]);
    let bare = shown(ward(&ward_page(parts(&folder, &departments))));
    for absent in ["<article", ".pdf", ".csv", ".json", "冊子"] {
        assert!(!bare.contains(absent), "{absent} is in {bare}");
    }
    assert!(bare.contains("<a href=\"%E7%B7%8F%E5%8B%99.html\">総務課</a>"), "{bare}");
    let booklet = Some(facts("booklet.pdf"));
    let whole = shown(ward(&ward_page(WardParts { booklet, data: true, ..parts(&folder, &departments) })));
    assert!(
        whole.contains("href=\"booklet.pdf\">全課の組織目標をまとめた冊子(PDF、3ページ、2KB)</a>"),
        "{whole}"
    );
    assert!(whole.contains("href=\"indicators.csv\"") && whole.contains("href=\"sheets.json\""));
}

#[test]
fn in_the_root_one_page_is_both_indexes() {
    let departments = [entry("a", "総務課")];
    let root = Folder::of_divisions(PageLocation::new(""), Some(FiscalYear::new(2020)), ["東区役所"]);
    let below = Folder { place: PageLocation::new("r3/kita"), ..root.clone() };
    let site = Some(site_page(&NOBODY, &[root.clone(), below]));
    let page = shown(ward(&ward_page(WardParts { site, ..parts(&root, &departments) })));
    assert!(page.contains("<h2>組織目標の一覧</h2>") && page.contains("<h3>令和2年度</h3>"), "{page}");
    assert!(page.contains("href=\"r3/kita/index.html\"") && !page.contains("<nav"), "{page}");
    let alone = Some(site_page(&NOBODY, std::slice::from_ref(&root)));
    let page = shown(ward(&ward_page(WardParts { site: alone, ..parts(&root, &departments) })));
    assert!(!page.contains("組織目標の一覧"), "{page}");
}
