//! Web pages as a test looks at them: sites made of a project's sheets, tags, texts, tables.

use std::fs;
use std::path::{Path, PathBuf};

use mokuhyo::edition::web;
use mokuhyo::read::Reader;
use mokuhyo::sheet::{Model, Settings};
use mokuhyo::source::Text;
use mokuhyo::view::web::{Entry, Folder, PdfFacts, Place, WardParts, sheet_page, site_page, ward_page};
use mokuhyo::view::{self, DepartmentView, WardView};

use super::pdf;
use super::support::Project;

const PUBLISHER: &str = "新潟市東区役所";

/// A project whose PDFs were built, and its pages, which are kept for the judge of `.ci/run`.
pub struct Site<'a> {
    pub project: &'a Project,
    out: PathBuf,
    settings: Settings,
}

impl<'a> Site<'a> {
    pub fn new(name: &str, project: &'a Project) -> Self {
        let output = project.run(&["build"]);
        assert_eq!(output.status, 0, "{output:?}");
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sites").join(name);
        fs::create_dir_all(&out).unwrap();
        fs::write(out.join("style.css"), web::STYLE).unwrap();
        let publisher = Text { text: PUBLISHER.to_owned(), ..Text::default() };
        let settings = Settings { publisher: Some(publisher), ..Settings::default() };
        Self { project, out, settings }
    }

    fn keep(&self, path: &str, bytes: &[u8]) {
        let path = self.out.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// What a page tells of a sheet's PDF, which is kept beside it.
    fn pdf(&self, folder: &str, stem: &str) -> PdfFacts {
        let path = format!("{folder}{stem}.pdf");
        let bytes = self.project.read(&format!("out/{path}"));
        self.keep(&path, &bytes);
        PdfFacts {
            file: format!("{stem}.pdf"),
            bytes: u64::try_from(bytes.len()).unwrap(),
            pages: pdf::pages(&bytes).len(),
        }
    }

    fn model(&self, folder: &str, stem: &str) -> Model {
        let path = format!("sheets/{folder}{stem}.yaml");
        Reader::new().sheet(&path, &self.project.read(&path)).model.unwrap()
    }

    fn department(&self, folder: &str, stem: &str) -> DepartmentView {
        match self.model(folder, stem) {
            Model::Department(sheet) => view::department(&sheet, &self.settings, None),
            Model::Ward(_) => panic!("{stem} is a ward's page"),
        }
    }

    fn ward(&self, folder: &str, stem: &str) -> (Folder, WardView) {
        match self.model(folder, stem) {
            Model::Ward(ward) => {
                let view = view::ward(&ward, &self.settings, None);
                let year = ward.year.and_then(|year| year.value);
                (Folder::of_ward(Place::new(folder), year, &view), view)
            }
            Model::Department(_) => panic!("{stem} is a department's sheet"),
        }
    }

    /// Makes the pages of a folder (`r2/higashi/`): its index, then those of its departments.
    pub fn folder(&self, folder: &str, departments: &[&str], ward: Option<&str>) -> Vec<String> {
        let views: Vec<_> = departments.iter().map(|stem| (*stem, self.department(folder, stem))).collect();
        let entries: Vec<Entry> = views.iter().map(|(stem, view)| Entry::new(stem, view)).collect();
        let (here, view) = match ward.map(|stem| self.ward(folder, stem)) {
            Some((here, view)) => (here, Some(view)),
            None => (Folder::of_departments(Place::new(folder), &entries), None),
        };
        let parts = WardParts {
            folder: &here,
            publisher: PUBLISHER,
            view: view.as_ref(),
            pdf: ward.map(|stem| self.pdf(folder, stem)),
            booklet: None,
            departments: &entries,
            data: false,
            site: None,
        };
        let mut pages = vec![self.page(&format!("{folder}index"), web::ward(&ward_page(parts)))];
        for (stem, view) in &views {
            let page = sheet_page(view, &here, Some(self.pdf(folder, stem)));
            pages.push(self.page(&format!("{folder}{stem}"), web::sheet(&page)));
        }
        if !folder.is_empty() {
            self.page("index", web::site(&site_page(PUBLISHER, &[here])));
        }
        pages
    }

    fn page(&self, name: &str, page: Vec<u8>) -> String {
        self.keep(&format!("{name}.html"), &page);
        String::from_utf8(page).unwrap()
    }
}

/// The part of a page from its first tag `name` to the end of its last.
pub fn within<'a>(page: &'a str, name: &str) -> &'a str {
    let (open, close) = (format!("<{name} "), format!("</{name}>"));
    &page[page.find(&open).unwrap()..page.rfind(&close).unwrap() + close.len()]
}

/// The tags of a page and the texts between them.
pub fn pieces(page: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = page;
    while let Some((text, tag)) = rest.split_once('<') {
        let (tag, after) = tag.split_once('>').unwrap();
        pieces.extend([text, tag]);
        rest = after;
    }
    pieces
}

/// The value of a tag's attribute.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next())
}

/// What stands in a page's article, the captions aside, which the paper has not.
pub fn article(page: &str) -> String {
    let mut said = String::new();
    let mut in_caption = false;
    for pair in pieces(within(page, "article")).chunks(2) {
        if !in_caption {
            said += pair[0];
        }
        in_caption = pair[1] == "caption" || (in_caption && pair[1] != "/caption");
    }
    let entities = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    entities.iter().fold(said, |said, (entity, character)| said.replace(entity, character))
}

/// Fails unless each table of a page is a grid without holes, and its headers have a scope; how many tables
/// there are.
pub fn grids(page: &str) -> usize {
    let tables: Vec<&str> = page.split("<table ").skip(1).collect();
    for table in &tables {
        grid(table.split("</table>").next().unwrap());
    }
    tables.len()
}

fn grid(table: &str) {
    let mut rows: Vec<Vec<bool>> = vec![Vec::new(); table.matches("<tr ").count()];
    let mut row = 0;
    for tag in pieces(table).chunks(2).map(|pair| pair[1]) {
        match tag.split(' ').next().unwrap() {
            "/tr" => row += 1,
            cell @ ("th" | "td") => {
                assert_eq!(cell == "th", attribute(tag, "scope").is_some(), "{tag}");
                occupy(&mut rows[row..], tag);
            }
            _ => {}
        }
    }
    let width = rows[0].len();
    for (number, row) in rows.iter().enumerate() {
        assert!(row.len() == width && row.iter().all(|taken| *taken), "row {number} of {table}");
    }
}

/// Takes the place of a cell in its row and in those that it spans.
fn occupy(rows: &mut [Vec<bool>], tag: &str) {
    let span = |name| attribute(tag, name).map_or(1, |span| span.parse::<usize>().unwrap());
    let column = rows[0].iter().position(|taken| !taken).unwrap_or(rows[0].len());
    for row in &mut rows[..span("rowspan")] {
        let end = column + span("colspan");
        row.resize(row.len().max(end), false);
        for place in &mut row[column..end] {
            assert!(!std::mem::replace(place, true), "{tag} lies on another cell");
        }
    }
}
