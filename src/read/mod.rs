//! Text → tree → schema → pruned model.
//!
//! A file is parsed once into spanned nodes, which are checked by the schema that is derived from the model.
//! Violations are reported and pruned, and the rest becomes the model. One run therefore reports all
//! violations, and the rules that follow see everything that can be read.

mod boundary;
mod bounds;
mod collection;
mod conflict;
mod encoding;
mod form;
mod grades;
mod lines;
mod naming;
mod notes;
mod pass;
mod run_error;
mod schema_check;
mod shape;
mod suggest;
mod syntax;
mod targets;
mod tree;

pub(crate) use self::suggest::suggest;
pub use self::tree::{node_at_mut, walk};

use crate::disk::LONGEST_SOURCE;
use crate::finding::{Field, Finding, Message, Rule, Step};
use crate::sheet::{Department, Form, Model, Settings, Takes, schema};
use crate::source::{Digest, Edit, Source, Span};
use crate::yaml::{self, Data, Node, Unreadable};

pub use self::boundary::Boundary;
pub use self::bounds::bounds;
pub(crate) use self::collection::looks_like_dictionary;
pub use self::collection::{
    Collection, NamedDictionary, SETTINGS, SheetFile, folder_refusal, is_below_any, leads_out, place_of,
    plain, refusal, root_of, settings_at, with_ending,
};
pub(crate) use self::encoding::decode;
use self::form::{LEAST_KEYS, form_of, report_form_once};
pub use self::naming::plain_or_quoted;
pub use self::naming::{Misnamed, collision_key, is_same_name, misnamed, misnamed_folder, misnamed_sheet};
use self::pass::Pass;
pub use self::run_error::RunError;
use self::schema_check::SchemaCheck;
pub(crate) use self::shape::{FormKeys, Outline, Shape};
pub(crate) use self::syntax::{finding as yaml_error, words as yaml_reason};

/// A file as far as it could be read.
#[derive(Debug)]
pub struct Reading<M> {
    /// Its text; empty where it is not UTF-8.
    pub source: Source,
    /// The hash of its bytes.
    pub digest: Digest,
    /// The tree, its violations pruned; `None` if it is not YAML or holds no map.
    pub tree: Option<Node>,
    /// The model of what is readable; `None` if not even the form is known.
    pub model: Option<M>,
    /// The findings, by position.
    pub findings: Vec<Finding>,
}

impl<M> Reading<M> {
    /// Returns the field that the characters at `span` belong to.
    pub fn field_at(&self, span: Span) -> Field {
        self.tree.as_ref().map_or_else(Field::default, |tree| tree::field_at(tree, span))
    }
}

/// Reads files. Made once, then shared by all threads.
#[derive(Debug)]
pub struct Reader {
    department: SchemaCheck,
    ward: SchemaCheck,
    settings: SchemaCheck,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// Derives the schemas.
    pub fn new() -> Self {
        Self {
            department: SchemaCheck::new(&schema::of_form(Form::Department)),
            ward: SchemaCheck::new(&schema::of_form(Form::Ward)),
            settings: SchemaCheck::new(&schema::of_settings()),
        }
    }

    /// Reads a sheet of either form. `path` is how findings name it.
    pub fn sheet(&self, path: &str, bytes: &[u8]) -> Reading<Model> {
        let outline = |text: &str| pass::outline(text, [&self.department, &self.ward]);
        Self::read(path, bytes, outline, &|source, tree, findings| {
            let form = form_of(source, tree, self.form_by_keys(tree), findings)?;
            let model = match form {
                Form::Department => {
                    let sheet = self.department.model::<Department>(tree, findings);
                    sheet.map(|sheet| Model::Department(sheet.with_years()))
                }
                Form::Ward => self.ward.model(tree, findings).map(Model::Ward),
            };
            report_form_once(findings);
            model
        })
    }

    /// Returns the keys of a form and what may be in them.
    pub(crate) fn outline(&self, form: Form) -> &Outline {
        match form {
            Form::Department => self.department.outline(),
            Form::Ward => self.ward.outline(),
        }
    }

    /// Returns the form that has more of a sheet's keys; `None` if neither has many.
    fn form_by_keys(&self, tree: &Node) -> Option<Form> {
        let Data::Map(entries) = &tree.data else { return None };
        let count =
            |check: &SchemaCheck| entries.iter().filter(|entry| check.outline().has_top(&entry.key)).count();
        let (ward, department) = (count(&self.ward), count(&self.department));
        let form = if ward > department { Form::Ward } else { Form::Department };
        (ward.max(department) >= LEAST_KEYS && ward != department).then_some(form)
    }

    /// Reads a `mokuhyo.yaml`. An empty one sets nothing.
    pub fn settings(&self, path: &str, bytes: &[u8]) -> Reading<Settings> {
        let outline = |_: &str| self.settings.outline();
        let mut reading =
            Self::read(path, bytes, outline, &|_, tree, findings| self.settings.model(tree, findings));
        reading.findings.retain(|finding| finding.rule != Rule::MISSING_KEY);
        grades::report_once(&reading.source, reading.tree.as_ref(), &mut reading.findings);
        reading
    }

    fn read<'a, M>(
        path: &str,
        bytes: &[u8],
        outline: impl Fn(&str) -> &'a Outline,
        model: pass::Modeller<M>,
    ) -> Reading<M> {
        let digest = Digest::of(bytes);
        let reported = |finding: Finding| Reading {
            source: Source::new(path, ""),
            digest,
            tree: None,
            model: None,
            findings: vec![finding],
        };
        if bytes.len() > LONGEST_SOURCE {
            return reported(too_large());
        }
        let source = match decode(bytes) {
            Ok(text) => Source::new(path, text),
            Err(finding) => return reported(*finding),
        };
        let conflicts = conflict::resolved(source.text());
        let first = conflicts.as_ref().map(|(text, _)| Source::new(path, text.as_str()));
        let read = first.as_ref().unwrap_or(&source);
        let blanked = shape::blanked(read.text(), outline(read.text()));
        let second = blanked.as_ref().map(|(text, _)| Source::new(path, text.as_str()));
        let read = second.as_ref().unwrap_or(read);
        let Pass { tree, model, mut findings, .. } = pass::read(read, outline(read.text()), model);
        findings.extend(conflicts.into_iter().chain(blanked).flat_map(|(_, reported)| reported));
        findings.sort_by_key(|finding| (finding.span, finding.rule.name));
        Reading { source, digest, tree, model, findings }
    }
}

/// Returns the text of a file's bytes, as its [`Reading`] has it.
pub(crate) fn decoded(bytes: &[u8]) -> String {
    let readable = bytes.len() <= LONGEST_SOURCE;
    readable.then(|| decode(bytes).ok()).flatten().unwrap_or_default()
}

/// Returns the file's map, and what is wrong before a schema can be asked.
fn tree_of(
    source: &Source,
    outline: &Outline,
    findings: &mut Vec<Finding>,
) -> Result<Option<Node>, Unreadable> {
    let parsed = yaml::parse(source.text())?;
    let root = parsed.root.filter(|root| root.data != Data::Empty);
    match root {
        Some(root) if matches!(root.data, Data::Map(_)) => {
            let reported = parsed.bare_dashes.iter().map(|&span| bare_dash(span));
            let reported = reported.chain(parsed.signs.iter().map(|&span| yaml_sign(span)));
            findings.extend(reported.map(|finding| {
                let field = tree::field_at(&root, finding.span);
                let kind = outline.takes(&field).and_then(kind_of_nothing);
                let finding = match (field.0.last(), kind) {
                    (Some(Step::Key(key)), Some(kind)) if finding.rule == Rule::BARE_DASH => {
                        no_value(key, kind, finding.span)
                    }
                    _ => finding,
                };
                finding.in_field(field)
            }));
            Ok(Some(root))
        }
        root => {
            findings.push(no_map(root.is_some(), outline.has_top("様式")));
            Ok(None)
        }
    }
}

fn too_large() -> Finding {
    Finding::new(
        Rule::YAML_SYNTAX,
        Span::default(),
        Message::new(
            format!("ファイルが大きすぎます({}MBまで)。", LONGEST_SOURCE >> 20),
            format!("The file is larger than {} MB.", LONGEST_SOURCE >> 20),
        ),
        Message::new("シートのファイルか、確かめてください。", "Check whether it is a sheet."),
    )
}

/// Returns a text that YAML took for an anchor or a tag, and so did not print.
fn yaml_sign(span: Span) -> Finding {
    Finding::new(
        Rule::YAML_SYNTAX,
        span,
        Message::new(
            "「&」や「!」で始まる文章は、初めの言葉がYAMLの記号とみなされて印刷されません。",
            "The first word of a text that begins with & or ! is a sign to YAML, and is not printed.",
        ),
        Message::new(
            "値の全体を「\"」で囲んでください。",
            "Put the whole value between double quotation marks.",
        ),
    )
    .in_box(
        Message::new(
            "初めの言葉が、ファイルの中の記号とみなされて印刷されません。",
            "The first word is a sign in the file, and is not printed.",
        ),
        Message::new(
            "印刷するとおりに、この欄に打ち直してください。",
            "Type the text again as it is to print.",
        ),
    )
}

fn bare_dash(span: Span) -> Finding {
    Finding::new(
        Rule::BARE_DASH,
        span,
        Message::new("値の「-」に引用符がありません。", "The value - has no quotation marks."),
        Message::new("「\"-\"」と書いてください。", "Write \"-\"."),
    )
    .mended_by(span, "\"-\"")
    .in_box(
        Message::new(
            "ファイルの中の「-」の書き方が正しくありません。印刷は変わりません。",
            "The - is not written in the file as it should be. It prints all the same.",
        ),
        Message::new("「直す」を押してください。", "Press the button that mends it."),
    )
}

/// Describes what may fill a box that is left empty where there is nothing to write: a quoted dash would not help.
fn kind_of_nothing(takes: Takes) -> Option<Message> {
    match takes {
        Takes::Count => Some(Message::new("数", "a number")),
        Takes::Date => Some(Message::new("日付", "a date")),
        Takes::FiscalYear => Some(Message::new("年度", "a fiscal year")),
        Takes::Telephone => Some(Message::new("電話番号", "a telephone number")),
        Takes::Measure
        | Takes::Status
        | Takes::Evaluation
        | Takes::Paragraphs
        | Takes::Form
        | Takes::Office
        | Takes::Name => None,
    }
}

/// Reports a dash in a box that is left empty where there is nothing of its `kind`.
fn no_value(key: &str, kind: Message, span: Span) -> Finding {
    let Message { ja, en } = kind;
    Finding::new(
        Rule::BARE_DASH,
        span,
        Message::new(
            format!("「{key}」に「-」と書かれています。{ja}を書く欄です。"),
            format!("{key} holds a dash, and takes {en}."),
        ),
        Message::new(
            format!("{ja}がなければ、「{key}:」の後を空けておいてください(「-」を消します)。"),
            format!("Leave {key} empty if there is nothing to write."),
        ),
    )
    .proposing(vec![Edit::deletion(span)])
}

fn no_map(holds_something: bool, is_sheet: bool) -> Finding {
    let (rule, ja, en) = if holds_something {
        (
            Rule::WRONG_TYPE,
            "ファイルの中身が「キー: 値」の形になっていません。",
            "The file is not a map of keys and values.",
        )
    } else {
        (Rule::MISSING_KEY, "ファイルに何も書かれていません。", "The file is empty.")
    };
    let help = if is_sheet {
        Message::new(
            "1行目を「様式: 組織目標管理シート」または「様式: 区組織目標」で始めてください。",
            "Begin the first line with 様式: 組織目標管理シート or 様式: 区組織目標.",
        )
    } else {
        Message::new(
            "「発行者: 新潟市」のように、設定の名前と値を1行に一つずつ書いてください。",
            "Write a setting and its value on each line, as in 発行者: 新潟市.",
        )
    };
    Finding::new(rule, Span::default(), Message::new(ja, en), help)
}

#[cfg(test)]
mod tests;
