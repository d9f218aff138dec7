//! Web pages as a test looks at them: sites built of a project's sheets, tags, texts, tables.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::support::Project;

/// Returns a page without the places where its lines may end and the elements that hold its numbers together.
pub fn unbroken(page: &str) -> String {
    let open = "<span class=\"n\">";
    let mut plain = String::new();
    for (number, piece) in page.replace("<wbr>", "").split(open).enumerate() {
        plain += &if number == 0 { piece.to_owned() } else { piece.replacen("</span>", "", 1) };
    }
    plain
}

/// Held while a site is copied for the judge of `.ci/run`.
static KEEPING: Mutex<()> = Mutex::new(());

/// The pages of a project's site by their names, [`unbroken`]. The whole of it is kept for the judge of `.ci/run`.
pub fn site<const N: usize>(name: &str, project: &Project, pages: [&str; N]) -> [String; N] {
    let output = project.run(&["build"]);
    assert_eq!(output.status, 0, "{output:?}");
    // Several tests keep the site of one name.
    let _turn = KEEPING.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sites").join(name);
    let _ = fs::remove_dir_all(&kept);
    for line in output.stdout.lines() {
        if let Some((_, path)) = line.split_once(" out/") {
            let to = kept.join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, project.read(&format!("out/{path}"))).unwrap();
        }
    }
    pages.map(|page| unbroken(&String::from_utf8(project.read(&format!("out/{page}.html"))).unwrap()))
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

/// What the article of a page says that is the paper's: without what is marked as added to it.
pub fn article(page: &str) -> String {
    let (mut said, mut left_out) = (String::new(), Vec::new());
    for pair in pieces(within(page, "article")).chunks(2) {
        if left_out.is_empty() {
            said += pair[0];
        }
        let name = pair[1].split(' ').next().unwrap();
        let is_own = attribute(pair[1], "class").is_some_and(|class| class.starts_with("added"));
        if left_out.last().is_some_and(|open: &String| *open == name) {
            left_out.pop();
        } else if is_own || left_out.last().is_some_and(|open| open[1..] == *name) {
            left_out.push(format!("/{name}"));
        }
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
