//! What a PDF says, white space aside: page by page as it is drawn, and along the structure tree as it
//! is read aloud.

use std::collections::{BTreeMap, HashMap};

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

use super::support::bare;

/// A run of text on a page, and the number of the marked content that it belongs to.
struct Run {
    content: Option<i64>,
    text: String,
}

/// The text of each page in the order of drawing, artifacts such as the foot included.
pub fn pages(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    let text = |page: &ObjectId| runs(&document, *page).into_iter().map(|run| run.text).collect::<String>();
    document.get_pages().values().map(|page| bare(&text(page))).collect()
}

/// The width and height of the first page in whole millimetres.
pub fn millimetres(pdf: &[u8]) -> (i64, i64) {
    let document = Document::load_mem(pdf).unwrap();
    let page = document.get_pages()[&1];
    let corners = document.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
    let length = |index: usize| (f64::from(corners[index].as_float().unwrap()) * 25.4 / 72.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "a page's size")]
    let size = (length(2) as i64, length(3) as i64);
    size
}

/// The text of the structure tree in its order: what a screen reader says.
pub fn read_aloud(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).unwrap();
    let mut texts: HashMap<(ObjectId, i64), String> = HashMap::new();
    for page in document.get_pages().into_values() {
        for Run { content, text } in runs(&document, page) {
            if let Some(content) = content {
                *texts.entry((page, content)).or_default() += &text;
            }
        }
    }
    let root = resolved(&document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let mut said = String::new();
    say(&document, &texts, root, None, &mut said);
    bare(&said)
}

fn say(
    document: &Document,
    texts: &HashMap<(ObjectId, i64), String>,
    element: &Object,
    page: Option<ObjectId>,
    said: &mut String,
) {
    match element {
        Object::Array(kids) => {
            for kid in kids {
                say(document, texts, resolved(document, kid), page, said);
            }
        }
        Object::Integer(content) => said.extend(page.and_then(|page| texts.get(&(page, *content))).cloned()),
        Object::Dictionary(element) => {
            let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
            for key in [b"MCID".as_slice(), b"K"] {
                if let Ok(kids) = element.get(key) {
                    say(document, texts, resolved(document, kids), page, said);
                }
            }
        }
        _ => {}
    }
}

fn resolved<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).unwrap().1
}

fn runs(document: &Document, page: ObjectId) -> Vec<Run> {
    let fonts = document.get_page_fonts(page).unwrap();
    let encodings: BTreeMap<&[u8], Encoding> = fonts
        .iter()
        .map(|(name, font)| (name.as_slice(), font.get_font_encoding(document).unwrap()))
        .collect();
    let (mut encoding, mut marked, mut runs) = (None, Vec::new(), Vec::new());
    for Operation { operator, operands } in document.get_and_decode_page_content(page).unwrap().operations {
        match operator.as_str() {
            "Tf" => encoding = encodings.get(operands[0].as_name().unwrap()),
            "BMC" => marked.push(None),
            "BDC" => marked.push(operands[1].as_dict().ok().and_then(content_number)),
            "EMC" => drop(marked.pop()),
            "Tj" | "TJ" => {
                let content = marked.iter().rev().copied().flatten().next();
                runs.push(Run {
                    content,
                    text: operands.iter().map(|it| shown(it, encoding.unwrap())).collect(),
                });
            }
            _ => {}
        }
    }
    runs
}

/// A bookmark.
#[derive(Debug)]
pub struct Outline {
    pub title: String,
    /// The page that it leads to, from 1.
    pub page: usize,
    /// How high on it, in points from its foot.
    pub top: f64,
    pub below: Vec<Self>,
}

/// The bookmarks.
pub fn outline(pdf: &[u8]) -> Vec<Outline> {
    let document = Document::load_mem(pdf).unwrap();
    let root = resolved(&document, document.catalog().unwrap().get(b"Outlines").unwrap());
    bookmarks(&document, root.as_dict().unwrap())
}

fn bookmarks(document: &Document, above: &Dictionary) -> Vec<Outline> {
    let next = |dict: &Dictionary, key: &[u8]| {
        let object = dict.get(key).ok().map(|object| resolved(document, object))?;
        Some(object.as_dict().unwrap().clone())
    };
    let mut found = Vec::new();
    let mut item = next(above, b"First");
    while let Some(dict) = item {
        let (page, top) = target(document, &dict);
        found.push(Outline {
            title: lopdf::decode_text_string(dict.get(b"Title").unwrap()).unwrap(),
            page,
            top,
            below: bookmarks(document, &dict),
        });
        item = next(&dict, b"Next");
    }
    found
}

/// The pages that the links of a page (from 0) lead to, from 1, by their places in the file.
pub fn links(pdf: &[u8], page: usize) -> Vec<usize> {
    let document = Document::load_mem(pdf).unwrap();
    let page = *document.get_pages().values().nth(page).unwrap();
    let annotations = document.get_page_annotations(page).unwrap();
    annotations.into_iter().map(|link| target(&document, link).0).collect()
}

/// How a reader opens the document: its `/PageMode`.
pub fn page_mode(pdf: &[u8]) -> Option<String> {
    let document = Document::load_mem(pdf).unwrap();
    let mode = document.catalog().unwrap().get(b"PageMode").ok()?;
    Some(String::from_utf8(mode.as_name().unwrap().to_vec()).unwrap())
}

/// A link on a page.
#[derive(Debug)]
pub struct LinkArea {
    /// The page that it leads to, from 1, and how high on it, in points from its foot.
    pub page: usize,
    pub top: f64,
    /// How wide it is where it is clicked.
    pub width: f64,
}

/// The links of a page (from 0), by their places in the file.
pub fn areas(pdf: &[u8], page: usize) -> Vec<LinkArea> {
    let document = Document::load_mem(pdf).unwrap();
    let page = *document.get_pages().values().nth(page).unwrap();
    let area = |link: &Dictionary| {
        let (page, top) = target(&document, link);
        let corners = link.get(b"Rect").unwrap().as_array().unwrap();
        LinkArea { page, top, width: number(&corners[2]) - number(&corners[0]) }
    };
    document.get_page_annotations(page).unwrap().into_iter().map(area).collect()
}

/// The page that a link or a bookmark leads to, by its own destination or that of its action, and how high on
/// it.
fn target(document: &Document, from: &Dictionary) -> (usize, f64) {
    let destination = from.get(b"Dest").or_else(|_| {
        let action = resolved(document, from.get(b"A").unwrap());
        action.as_dict().unwrap().get(b"D")
    });
    let mut destination = resolved(document, destination.unwrap()).clone();
    if let Ok(name) = destination.as_str().or_else(|_| destination.as_name()) {
        destination = named(document, name);
    }
    let [page, _, _, top, ..] = destination.as_array().unwrap().as_slice() else {
        panic!("{destination:?} is no place");
    };
    let page = page.as_reference().unwrap();
    let page = document.get_pages().values().position(|it| *it == page).unwrap() + 1;
    (page, f64::from(top.as_float().unwrap()))
}

/// What a name stands for in the document's tree of destinations.
fn named(document: &Document, name: &[u8]) -> Object {
    let names = resolved(document, document.catalog().unwrap().get(b"Names").unwrap());
    let tree = resolved(document, names.as_dict().unwrap().get(b"Dests").unwrap());
    let list = resolved(document, tree.as_dict().unwrap().get(b"Names").unwrap()).as_array().unwrap();
    let place = list.iter().position(|it| it.as_str().is_ok_and(|it| it == name)).unwrap();
    resolved(document, &list[place + 1]).clone()
}

/// The alternative texts of the figures, in the order of the structure tree.
pub fn alternatives(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    let root = resolved(&document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let mut found = Vec::new();
    collect_alternatives(&document, root, &mut found);
    found
}

fn collect_alternatives(document: &Document, element: &Object, found: &mut Vec<String>) {
    match element {
        Object::Array(kids) => {
            for kid in kids {
                collect_alternatives(document, resolved(document, kid), found);
            }
        }
        Object::Dictionary(element) => {
            found.extend(element.get(b"Alt").ok().map(|alt| lopdf::decode_text_string(alt).unwrap()));
            if let Ok(kids) = element.get(b"K") {
                collect_alternatives(document, resolved(document, kids), found);
            }
        }
        _ => {}
    }
}

/// A run of text where it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Whether it belongs to the structure tree: the sheet's own text, and not its decoration.
    pub own: bool,
    pub text: String,
    /// The left end of its baseline, from the lower left corner of the page, in points.
    pub x: f64,
    pub y: f64,
    pub size: f64,
}

/// The runs of each page in the order of drawing.
pub fn placed(pdf: &[u8]) -> Vec<Vec<Placed>> {
    let document = Document::load_mem(pdf).unwrap();
    document.get_pages().into_values().map(|page| placed_on(&document, page)).collect()
}

/// How many shapes of a page are filled with a colour, its parts from 0 to 255.
pub fn fills(pdf: &[u8], page: u32, colour: [u8; 3]) -> usize {
    let document = Document::load_mem(pdf).unwrap();
    let page = document.get_pages()[&page];
    let mut current = Vec::new();
    let mut fills = 0;
    for Operation { operator, operands } in document.get_and_decode_page_content(page).unwrap().operations {
        match operator.as_str() {
            "scn" | "rg" => current = operands.iter().filter_map(|it| it.as_float().ok()).collect(),
            "f" | "f*" => {
                let same = |(one, other): (&f32, &u8)| (one * 255.0 - f32::from(*other)).abs() < 1.0;
                fills += usize::from(current.len() == 3 && current.iter().zip(&colour).all(same));
            }
            _ => {}
        }
    }
    fills
}

/// A transformation as PDF writes it.
type Matrix = [f64; 6];

fn placed_on(document: &Document, page: ObjectId) -> Vec<Placed> {
    let fonts = document.get_page_fonts(page).unwrap();
    let encodings: BTreeMap<&[u8], Encoding> = fonts
        .iter()
        .map(|(name, font)| (name.as_slice(), font.get_font_encoding(document).unwrap()))
        .collect();
    let mut now: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let (mut kept, mut marked, mut placed) = (Vec::new(), Vec::new(), Vec::new());
    let (mut encoding, mut size) = (None, 0.0);
    for Operation { operator, operands } in document.get_and_decode_page_content(page).unwrap().operations {
        match operator.as_str() {
            "q" => kept.push(now),
            "Q" => now = kept.pop().unwrap(),
            "cm" => now = within(now, &operands),
            "Tf" => {
                encoding = encodings.get(operands[0].as_name().unwrap());
                size = number(&operands[1]);
            }
            "BMC" => marked.push(None),
            "BDC" => marked.push(operands[1].as_dict().ok().and_then(content_number)),
            "EMC" => drop(marked.pop()),
            "Tj" | "TJ" => placed.push(Placed {
                own: marked.iter().any(Option::is_some),
                text: operands.iter().map(|it| shown(it, encoding.unwrap())).collect(),
                x: now[4],
                y: now[5],
                size,
            }),
            _ => {}
        }
    }
    placed
}

/// `inner` within `outer`.
fn within(outer: Matrix, inner: &[Object]) -> Matrix {
    let at = |index: usize| number(&inner[index]);
    let across = |place: usize| at(place) * outer[0] + at(place + 1) * outer[2];
    let up = |place: usize| at(place) * outer[1] + at(place + 1) * outer[3];
    [across(0), up(0), across(2), up(2), across(4) + outer[4], up(4) + outer[5]]
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

fn content_number(properties: &Dictionary) -> Option<i64> {
    properties.get(b"MCID").ok()?.as_i64().ok()
}

fn shown(operand: &Object, encoding: &Encoding) -> String {
    match operand {
        Object::Array(parts) => parts.iter().map(|part| shown(part, encoding)).collect(),
        Object::String(bytes, _) => Document::decode_text(encoding, bytes).unwrap(),
        _ => String::new(),
    }
}
