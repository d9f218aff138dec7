//! The words for what violates a schema.

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use crate::finding::{Field, Finding, Message, Rule, brief};
use crate::read::suggest::{suggest, suggest_choice};
use crate::source::{Edit, Span};
use crate::yaml::{Data, Entry, Node};

/// Returns the finding for `key`, which is missing among the keys of `map` at `field`.
pub(in crate::read) fn missing_key(map: &Node, field: &Field, key: &str) -> Finding {
    let span = match &map.data {
        Data::Map(entries) => entries.first().map_or(map.span, |entry| entry.key_span),
        _ => map.span,
    };
    let place = place(field);
    Finding::new(
        Rule::MISSING_KEY,
        span,
        Message::new(
            format!("{}「{key}」がありません。", place.ja),
            format!("{key} is missing{}.", place.en),
        ),
        Message::new(
            format!("「{key}: 」の行を足してください。"),
            format!("Add a line {key}: with its value."),
        ),
    )
    .in_box(
        Message::new(format!("{}「{key}」が空です。", place.ja), format!("{key} is empty{}.", place.en)),
        Message::new(format!("「{key}」の欄に書いてください。"), format!("Type it into the box of {key}.")),
    )
    .in_field(field.key(key))
}

/// Returns the place of a field as a part of a sentence (「No.2 取組1に」, " in No.2 取組1"), empty at the top of a file.
fn place(field: &Field) -> Message {
    match field.label_path() {
        top if top.is_empty() => Message::new("", ""),
        label_path => Message::new(format!("{label_path}に"), format!(" in {label_path}")),
    }
}

pub(super) fn entries(node: &Node) -> &[Entry] {
    match &node.data {
        Data::Map(entries) => entries,
        _ => &[],
    }
}

pub(super) fn unknown_key(entry: &Entry, field: &Field, allowed: &[&str], owners: &[&str]) -> Finding {
    let key = brief(&entry.key);
    let place = place(field);
    let meant = suggest(&entry.key, allowed);
    let padded = meant.filter(|meant| entry.key.trim() == *meant);
    let help = match meant {
        Some(meant) if padded.is_some() => Message::new(
            format!("項目の名前の前か後に、余分な空白があります。「{meant}: 」にしてください。"),
            format!("There is an extra space before or after the key. Write {meant}."),
        ),
        Some(meant) => Message::new(format!("もしかして: {meant}"), format!("Did you mean {meant}?")),
        None => unknown_help(&key, owners),
    };
    let finding = Finding::new(
        Rule::UNKNOWN_KEY,
        entry.key_span,
        Message::new(
            format!("{}「{key}」という項目はありません。", place.ja),
            format!("The key {key} is not known{}.", place.en),
        ),
        help,
    );
    let finding = finding.in_field(field.key(&entry.key));
    match meant {
        Some(meant) if padded.is_some() => finding.mended_by(entry.key_span, meant),
        Some(meant) => finding.proposing(vec![Edit::new(entry.key_span, meant.to_owned())]),
        None => finding,
    }
}

/// Returns the help for a key that resembles none of the allowed ones: its proper place, or how to keep it as
/// a comment.
fn unknown_help(key: &str, owners: &[&str]) -> Message {
    let places: Vec<&str> = owners.iter().copied().filter(|owner| !owner.is_empty()).collect();
    if let Some(first) = places.first() {
        return Message::new(
            format!(
                "「{key}」は「{}」の中の項目です。この行を、その中に移してください。",
                places.join("」か「")
            ),
            format!("{key} belongs in {first}. Move the line there."),
        );
    }
    if !owners.is_empty() {
        return Message::new(
            format!("「{key}」は、字下げしないで書く項目です。この行を、ほかの項目の外に移してください。"),
            format!("{key} is not indented. Move the line out of the others."),
        );
    }
    Message::new(
        "項目の名前を確かめてください。様式にない覚え書きなら、行の初めに「# 」を付けると印刷されません。",
        "Check the key's name. To keep a note of your own that is not printed, begin the line with # and a space.",
    )
}

/// Returns the finding for a name under 規則 that is not a rule's.
pub(super) fn unknown_rule(entry: &Entry, field: &Field) -> Option<Finding> {
    let is_rule = Rule::ALL.iter().any(|rule| rule.name == entry.key);
    (!is_rule).then(|| {
        let key = brief(&entry.key);
        let message = Message::new(
            format!("「{key}」という規則はありません。"),
            format!("The rule {key} does not exist."),
        );
        let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name).collect();
        let help = match suggest(&entry.key, &names) {
            Some(meant) => Message::new(format!("もしかして: {meant}"), format!("Did you mean {meant}?")),
            None => Message::new("規則の名前を確かめてください。", "Check the rule's name."),
        };
        let finding =
            Finding::new(Rule::UNKNOWN_KEY, entry.key_span, message, help).in_field(field.key(&entry.key));
        match suggest(&entry.key, &names) {
            Some(meant) => finding.proposing(vec![Edit::new(entry.key_span, meant.to_owned())]),
            None => finding,
        }
    })
}

pub(super) fn not_an_option(node: &Node, field: Field, options: &Value) -> Finding {
    let options: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let label_path = field.label_path();
    let message = Message::new(
        format!("「{label_path}」に書けない値です。"),
        format!("{label_path} does not take this value."),
    );
    let help = Message::new(
        format!("次のどれかを書いてください: {}", options.join("、")),
        format!("Write one of: {}", options.join(", ")),
    );
    let finding = |help| Finding::new(Rule::WRONG_TYPE, node.span, message, help).in_field(field);
    match node.scalar().and_then(|typed| suggest_choice(typed, &options)) {
        Some(meant) => {
            let help = Message::new(
                format!("もしかして: {meant}({}が書けます)", options.join("、")),
                format!("Did you mean {meant}? (One of: {}.)", options.join(", ")),
            );
            finding(help).proposing(vec![Edit::new(node.span, meant.to_owned())])
        }
        None => finding(help),
    }
}

pub(super) fn wrong_type(node: &Node, field: Field, violation: &ValidationError) -> Finding {
    let expected = violation.kind().type_names();
    let (wanted, help) = wanted(&expected);
    let help = if takes_text(&expected) && matches!(node.data, Data::List(_) | Data::Map(_)) {
        quoted()
    } else {
        help
    };
    let found = shape(&node.data);
    let label_path = field.label_path();
    let message = Message::new(
        format!("「{label_path}」には{}を書きますが、{}になっています。", wanted.ja, found.ja),
        format!("{label_path} takes {}, but contains {}.", wanted.en, found.en),
    );
    Finding::new(Rule::WRONG_TYPE, node.span, message, help).in_field(field)
}

/// Returns what belongs there, and how to write it.
fn wanted(expected: &[&str]) -> (Message, Message) {
    let takes = |name| expected.contains(&name);
    if takes("object") {
        let help = Message::new(
            "次の行から字下げして「キー: 値」を並べてください。書くことがなければ空けておいてください。",
            "Write keys with their values on the lines below, indented; leave it empty where there is nothing to write.",
        );
        (Message::new("「キー: 値」の組", "keys with values"), help)
    } else if takes("array") && !takes("string") {
        let help = Message::new(
            "次の行から「- 」で始めて一つずつ書いてください。",
            "Write each item on a line of its own that begins with \"- \".",
        );
        (Message::new("「- 」で始まる一覧", "a list"), help)
    } else {
        let help = Message::new(
            "コロンの後に文章か数字を書いてください。長い文章は「|」の後、次の行から字下げして書けます。",
            "Write a text or a number after the colon; a long text goes below a |, indented.",
        );
        (Message::new("文章か数字", "a text or a number"), help)
    }
}

fn takes_text(expected: &[&str]) -> bool {
    expected.contains(&"string")
}

/// Returns the help for a text that YAML reads as a list or a map.
fn quoted() -> Message {
    Message::new(
        "文章なら、全体を「\"」で囲んでください。「: 」を含む文章や「[」「{」「- 」で始まる文章は、囲まないと文章になりません。",
        "Put a text between double quotation marks where it holds a colon and a space, or begins with [ { or a dash.",
    )
}

fn shape(data: &Data) -> Message {
    match data {
        Data::Empty | Data::Pruned => Message::new("空", "nothing"),
        Data::Scalar(_) => Message::new("文章", "a text"),
        Data::List(_) => Message::new("一覧", "a list"),
        Data::Map(_) => Message::new("「キー: 値」の組", "a map of keys and values"),
    }
}

/// Returns a finding for a value that the schema accepts and the types refuse, which is a fault of mokuhyo; the rest
/// of the file is read.
pub(super) fn unexpected(what: &str, span: Span) -> Finding {
    Finding::new(
        Rule::WRONG_TYPE,
        span,
        Message::new(format!("読み取れない書き方です({what})。"), format!("This cannot be read ({what}).")),
        Message::new("書き方を例と見比べてください。", "Compare it with the examples."),
    )
}

trait TypeNames {
    fn type_names(&self) -> Vec<&'static str>;
}

impl TypeNames for Kind {
    /// Returns the JSON types that a violated `type` takes.
    fn type_names(&self) -> Vec<&'static str> {
        use jsonschema::error::TypeKind;
        match self {
            Self::Type { kind: TypeKind::Single(single) } => vec![single.as_str()],
            Self::Type { kind: TypeKind::Multiple(set) } => set.iter().map(JsonType::as_str).collect(),
            _ => Vec::new(),
        }
    }
}
