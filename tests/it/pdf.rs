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
