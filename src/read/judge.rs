//! A tree against its schema: every violation is a finding, then pruned.

use std::collections::{HashMap, HashSet};

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{JsonType, ValidationError, Validator};
use serde::Deserialize;
use serde_json::Value;

use super::shape::Outline;
use super::suggest::{suggest, suggest_choice};
use super::targets::{self, Targets};
use super::tree;
use crate::finding::{Field, Finding, Rule, Words, brief};
use crate::source::{Edit, Span};
use crate::yaml::{self, Data, Entry, Node};

/// A key that stands for another one.
struct Rename {
    map: Field,
    typed: String,
    meant: String,
    finding: Finding,
}

impl Rename {
    /// Corrects the key in the tree, and tells it.
    fn make(self, tree: &mut Node, findings: &mut Vec<Finding>) {
        findings.push(self.finding);
        if let Some(Data::Map(entries)) = tree::at_mut(tree, &self.map).map(|map| &mut map.data) {
            entries.iter_mut().filter(|entry| entry.key == self.typed).for_each(|entry| {
                entry.key.clone_from(&self.meant);
            });
        }
    }
}

/// The schema of one kind of file.
#[derive(Debug)]
pub(super) struct Judge {
    validator: Validator,
    schema: Value,
    outline: Outline,
}

impl Judge {
    /// Takes a draft-07 schema.
    ///
    /// # Panics
    /// Where the schema is none: it is derived from our own types, and a test derives all of them.
    pub(super) fn new(schema: &Value) -> Self {
        #[expect(clippy::expect_used, reason = "a derived schema depends on no input")]
        let validator = jsonschema::draft7::new(schema).expect("derived schemas are schemas");
        Self { validator, schema: schema.clone(), outline: Outline::of(schema) }
    }

    /// Returns the outline of the schema.
    pub(super) fn outline(&self) -> &Outline {
        &self.outline
    }

    /// Reports every violation of `tree`, prunes them, and makes the model of the rest.
    pub(super) fn model<T>(&self, tree: &mut Node, findings: &mut Vec<Finding>) -> Option<T>
    where
        T: for<'de> Deserialize<'de>,
    {
        let typed = value(tree);
        let violations: Vec<_> = self.validator.iter_errors(&typed).collect();
        let renames = self.renames(tree, &violations);
        if renames.is_empty() {
            self.refuse(tree, &violations, findings);
        } else {
            for rename in renames {
                rename.make(tree, findings);
            }
            let meant = value(tree);
            self.refuse(tree, &self.validator.iter_errors(&meant).collect::<Vec<_>>(), findings);
        }
        match yaml::deserialize(tree) {
            Ok(model) => Some(model),
            Err(mismatch) => {
                findings.push(unexpected(&mismatch.to_string(), tree.span));
                None
            }
        }
    }

    /// Reports violations, and prunes them.
    fn refuse(&self, tree: &mut Node, violations: &[ValidationError], findings: &mut Vec<Finding>) {
        let targets = Targets::of(tree, violations);
        for violation in once(violations) {
            self.report(targets.of_violation(violation), violation, findings);
        }
        prune(tree, violations);
    }

    fn report(
        &self,
        (node, field): (&Node, Field),
        violation: &ValidationError,
        findings: &mut Vec<Finding>,
    ) {
        match violation.kind() {
            Kind::Required { property } => {
                findings.push(missing_key(node, &field, property.as_str().unwrap_or_default()));
            }
            Kind::AdditionalProperties { unexpected } => {
                let unexpected: HashSet<&String> = unexpected.iter().collect();
                let unknown = entries(node).iter().filter(|entry| unexpected.contains(&entry.key));
                let allowed = self.missing_of(node, violation);
                let owners = |key: &str| self.outline.owners(key);
                findings
                    .extend(unknown.map(|entry| unknown_key(entry, &field, &allowed, &owners(&entry.key))));
            }
            Kind::PropertyNames { .. } => {
                findings.extend(entries(node).iter().filter_map(|entry| unknown_rule(entry, &field)));
            }
            Kind::Enum { options } => findings.push(not_an_option(node, field, options)),
            Kind::Type { .. } => {
                let finding = wrong_type(node, field, violation);
                findings.push(self.described(finding, violation));
            }
            other => findings.push(unexpected(other.keyword(), node.span).in_field(field)),
        }
    }

    /// Adds what the schema says of a map whose keys it does not name: how they are written.
    fn described(&self, finding: Finding, violation: &ValidationError) -> Finding {
        let path = violation.schema_path().as_str();
        let schema = path.rsplit_once('/').and_then(|(schema, _)| self.schema.pointer(schema));
        let named = schema.filter(|schema| schema["additionalProperties"].is_object());
        let Some(description) = named.and_then(|schema| schema["description"].as_str()) else {
            return finding;
        };
        let help = Words::new(format!("{}({description})", finding.help.ja), finding.help.en.clone());
        Finding { help, ..finding }
    }

    /// Finds the keys that stand for another one that is missing in their map, each told with it. The rest is judged
    /// as if they were corrected.
    fn renames(&self, root: &Node, violations: &[ValidationError]) -> Vec<Rename> {
        let (mut renames, mut taken): (Vec<Rename>, HashSet<(Field, &str)>) = Default::default();
        let targets = Targets::of(root, violations);
        for violation in violations {
            let Kind::AdditionalProperties { unexpected } = violation.kind() else { continue };
            let unexpected: HashSet<&String> = unexpected.iter().collect();
            let (node, map) = targets.of_violation(violation);
            let allowed = self.missing_of(node, violation);
            for entry in entries(node).iter().filter(|entry| unexpected.contains(&entry.key)) {
                let Some(meant) = suggest(&entry.key, &allowed) else { continue };
                if taken.insert((map.clone(), meant)) {
                    let finding = unknown_key(entry, &map, &allowed, &[]);
                    let (typed, meant) = (entry.key.clone(), meant.to_owned());
                    renames.push(Rename { map: map.clone(), typed, meant, finding });
                }
            }
        }
        renames
    }

    /// The allowed keys that a map does not have.
    fn missing_of(&self, node: &Node, violation: &ValidationError) -> Vec<&str> {
        self.allowed(violation).into_iter().filter(|key| node.entry(key).is_none()).collect()
    }

    /// The keys that the schema has where a violation was found.
    fn allowed(&self, violation: &ValidationError) -> Vec<&str> {
        let path = violation.schema_path().as_str();
        let map = path.rsplit_once('/').and_then(|(map, _)| self.schema.pointer(map));
        let keys = map.and_then(|map| map.get("properties")).and_then(Value::as_object);
        keys.into_iter().flat_map(|keys| keys.keys().map(String::as_str)).collect()
    }
}

/// The tree as the schema sees it. Scalars are texts: a number or boolean is a text here.
fn value(node: &Node) -> Value {
    match &node.data {
        Data::Empty | Data::Pruned => Value::Null,
        Data::Scalar(text) => Value::String(text.clone()),
        Data::List(items) => items.iter().map(value).collect(),
        Data::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), value(&entry.value))).collect(),
    }
}

/// Returns the violations, each fault once: the schema is violated for every unknown name, and all names of a map are
/// told together; and what is none of several choices, and no text either, lacks nothing but the right choice.
fn once<'a, 'v>(violations: &'a [ValidationError<'v>]) -> Vec<&'a ValidationError<'v>> {
    let place = |violation: &&'a ValidationError<'v>| violation.instance_path().as_str();
    let is_choice = |it: &&ValidationError| matches!(it.kind(), Kind::Enum { .. });
    let choices: HashSet<&str> = violations.iter().filter(is_choice).map(|it| place(&it)).collect();
    let mut named = HashSet::new();
    let is_told = |violation: &&'a ValidationError<'v>| match violation.kind() {
        Kind::PropertyNames { .. } => named.insert(place(violation)),
        Kind::Type { .. } => !choices.contains(place(violation)),
        _ => true,
    };
    violations.iter().filter(is_told).collect()
}

fn prune(root: &mut Node, violations: &[ValidationError]) {
    let mut by_place: HashMap<&str, Vec<&Kind>> = HashMap::new();
    for violation in violations {
        by_place.entry(violation.instance_path().as_str()).or_default().push(violation.kind());
    }
    prune_at(root, &mut String::new(), &by_place);
}

fn prune_at(node: &mut Node, place: &mut String, violations: &HashMap<&str, Vec<&Kind>>) {
    for kind in violations.get(place.as_str()).into_iter().flatten() {
        match (kind, &mut node.data) {
            (Kind::Required { .. } | Kind::PropertyNames { .. }, _) => {}
            (Kind::AdditionalProperties { unexpected }, Data::Map(entries)) => {
                let unexpected: HashSet<&String> = unexpected.iter().collect();
                entries.retain(|entry| !unexpected.contains(&entry.key));
            }
            (_, data) => *data = Data::Pruned,
        }
    }
    let length = place.len();
    match &mut node.data {
        Data::List(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                targets::enter(place, &index.to_string());
                prune_at(item, place, violations);
                place.truncate(length);
            }
        }
        Data::Map(entries) => {
            for entry in entries {
                targets::enter(place, &entry.key);
                prune_at(&mut entry.value, place, violations);
                place.truncate(length);
            }
        }
        Data::Empty | Data::Pruned | Data::Scalar(_) => {}
    }
}

/// `key` is not among the keys of `map`, which stands at `field`.
pub(super) fn missing_key(map: &Node, field: &Field, key: &str) -> Finding {
    let span = match &map.data {
        Data::Map(entries) => entries.first().map_or(map.span, |entry| entry.key_span),
        _ => map.span,
    };
    let place = place(field);
    Finding::new(
        Rule::MISSING_KEY,
        span,
        Words::new(format!("{}「{key}」がありません。", place.ja), format!("{key} is missing{}.", place.en)),
        Words::new(
            format!("「{key}: 」の行を足してください。"),
            format!("Add a line {key}: with its value."),
        ),
    )
    .in_field(field.key(key))
}

/// 「No.2 取組1に」 and " in No.2 取組1"; nothing at the top of a file.
fn place(field: &Field) -> Words {
    match field.spoken() {
        top if top.is_empty() => Words::new("", ""),
        spoken => Words::new(format!("{spoken}に"), format!(" in {spoken}")),
    }
}

fn entries(node: &Node) -> &[Entry] {
    match &node.data {
        Data::Map(entries) => entries,
        _ => &[],
    }
}

fn unknown_key(entry: &Entry, field: &Field, allowed: &[&str], owners: &[&str]) -> Finding {
    let key = brief(&entry.key);
    let place = place(field);
    let meant = suggest(&entry.key, allowed);
    let padded = meant.filter(|meant| entry.key.trim() == *meant);
    let help = match meant {
        Some(meant) if padded.is_some() => Words::new(
            format!("項目の名前の前か後に、余分な空白があります。「{meant}: 」にしてください。"),
            format!("An extra space stands before or behind the key. Write {meant}."),
        ),
        Some(meant) => Words::new(format!("もしかして: {meant}"), format!("Did you mean {meant}?")),
        None => unknown_help(&key, owners),
    };
    let finding = Finding::new(
        Rule::UNKNOWN_KEY,
        entry.key_span,
        Words::new(
            format!("{}「{key}」という項目はありません。", place.ja),
            format!("There is no key {key}{}.", place.en),
        ),
        help,
    );
    let finding = finding.in_field(field.key(&entry.key));
    match meant {
        Some(meant) if padded.is_some() => finding.mended_by(entry.key_span, meant),
        Some(meant) => finding.proposing(vec![Edit { span: entry.key_span, text: meant.to_owned() }]),
        None => finding,
    }
}

/// For a key that is not like one that belongs there: where it does belong, else how to keep it as a comment.
fn unknown_help(key: &str, owners: &[&str]) -> Words {
    let places: Vec<&str> = owners.iter().copied().filter(|owner| !owner.is_empty()).collect();
    if let Some(first) = places.first() {
        return Words::new(
            format!(
                "「{key}」は「{}」の中の項目です。この行を、その中に移してください。",
                places.join("」か「")
            ),
            format!("{key} belongs in {first}. Move the line there."),
        );
    }
    if !owners.is_empty() {
        return Words::new(
            format!("「{key}」は、字下げしないで書く項目です。この行を、ほかの項目の外に移してください。"),
            format!("{key} is not indented. Move the line out of the others."),
        );
    }
    Words::new(
        "項目の名前を確かめてください。様式にない覚え書きなら、行の初めに「# 」を付けると印刷されません。",
        "Check the key's name. A line that is a note of your own is not printed behind # and a space.",
    )
}

/// Only 規則 has names of its own: those of the rules.
fn unknown_rule(entry: &Entry, field: &Field) -> Option<Finding> {
    let is_rule = Rule::ALL.iter().any(|rule| rule.name == entry.key);
    (!is_rule).then(|| {
        let key = brief(&entry.key);
        let message =
            Words::new(format!("「{key}」という規則はありません。"), format!("There is no rule {key}."));
        let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name).collect();
        let help = match suggest(&entry.key, &names) {
            Some(meant) => Words::new(format!("もしかして: {meant}"), format!("Did you mean {meant}?")),
            None => Words::new("規則の名前を確かめてください。", "Check the rule's name."),
        };
        let finding =
            Finding::new(Rule::UNKNOWN_KEY, entry.key_span, message, help).in_field(field.key(&entry.key));
        match suggest(&entry.key, &names) {
            Some(meant) => finding.proposing(vec![Edit { span: entry.key_span, text: meant.to_owned() }]),
            None => finding,
        }
    })
}

fn not_an_option(node: &Node, field: Field, options: &Value) -> Finding {
    let options: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let spoken = field.spoken();
    let message =
        Words::new(format!("「{spoken}」に書けない値です。"), format!("{spoken} does not take this value."));
    let help = Words::new(
        format!("次のどれかを書いてください: {}", options.join("、")),
        format!("Write one of: {}", options.join(", ")),
    );
    let finding = |help| Finding::new(Rule::WRONG_TYPE, node.span, message, help).in_field(field);
    match node.scalar().and_then(|typed| suggest_choice(typed, &options)) {
        Some(meant) => {
            let help = Words::new(
                format!("もしかして: {meant}({}が書けます)", options.join("、")),
                format!("Did you mean {meant}? (One of: {}.)", options.join(", ")),
            );
            finding(help).proposing(vec![Edit { span: node.span, text: meant.to_owned() }])
        }
        None => finding(help),
    }
}

fn wrong_type(node: &Node, field: Field, violation: &ValidationError) -> Finding {
    let expected = violation.kind().type_names();
    let (wanted, help) = wanted(&expected);
    let help = if takes_text(&expected) && matches!(node.data, Data::List(_) | Data::Map(_)) {
        quoted()
    } else {
        help
    };
    let found = shape(&node.data);
    let spoken = field.spoken();
    let message = Words::new(
        format!("「{spoken}」には{}を書きますが、{}になっています。", wanted.ja, found.ja),
        format!("{spoken} takes {}, but here is {}.", wanted.en, found.en),
    );
    Finding::new(Rule::WRONG_TYPE, node.span, message, help).in_field(field)
}

/// What belongs there, and how to write it.
fn wanted(expected: &[&str]) -> (Words, Words) {
    let takes = |name| expected.contains(&name);
    if takes("object") {
        let help = Words::new(
            "次の行から字下げして「キー: 値」を並べてください。書くことがなければ空けておいてください。",
            "Write keys with their values on the lines below, indented; leave it empty where there is nothing to write.",
        );
        (Words::new("「キー: 値」の組", "keys with values"), help)
    } else if takes("array") && !takes("string") {
        let help = Words::new(
            "次の行から「- 」で始めて一つずつ書いてください。",
            "Write each item on a line of its own that begins with \"- \".",
        );
        (Words::new("「- 」で始まる一覧", "a list"), help)
    } else {
        let help = Words::new(
            "コロンの後に文章か数字を書いてください。長い文章は「|」の後、次の行から字下げして書けます。",
            "Write a text or a number after the colon; a long text goes below a |, indented.",
        );
        (Words::new("文章か数字", "a text or a number"), help)
    }
}

fn takes_text(expected: &[&str]) -> bool {
    expected.contains(&"string")
}

/// For a text that YAML took for a list or a map.
fn quoted() -> Words {
    Words::new(
        "文章なら、全体を「\"」で囲んでください。「: 」を含む文章や「[」「{」「- 」で始まる文章は、囲まないと文章になりません。",
        "Put a text between double quotation marks where it holds a colon and a space, or begins with [ { or a dash.",
    )
}

fn shape(data: &Data) -> Words {
    match data {
        Data::Empty | Data::Pruned => Words::new("空", "nothing"),
        Data::Scalar(_) => Words::new("文章", "a text"),
        Data::List(_) => Words::new("一覧", "a list"),
        Data::Map(_) => Words::new("「キー: 値」の組", "a map of keys and values"),
    }
}

/// Our types and their schema have parted, which is our fault; the file is not lost for it.
fn unexpected(what: &str, span: Span) -> Finding {
    Finding::new(
        Rule::WRONG_TYPE,
        span,
        Words::new(format!("読み取れない書き方です({what})。"), format!("This cannot be read ({what}).")),
        Words::new("書き方を例と見比べてください。", "Compare it with the examples."),
    )
}

trait TypeNames {
    fn type_names(&self) -> Vec<&'static str>;
}

impl TypeNames for Kind {
    /// The JSON types that a violated `type` takes.
    fn type_names(&self) -> Vec<&'static str> {
        use jsonschema::error::TypeKind;
        match self {
            Self::Type { kind: TypeKind::Single(single) } => vec![single.as_str()],
            Self::Type { kind: TypeKind::Multiple(set) } => set.iter().map(JsonType::as_str).collect(),
            _ => Vec::new(),
        }
    }
}
