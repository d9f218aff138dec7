//! A tree against its schema: every violation is a finding, then pruned.

mod words;

pub(super) use self::words::missing_key;

use self::words::{entries, not_an_option, unexpected, unknown_key, unknown_rule, wrong_type};
use std::collections::{HashMap, HashSet};

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{ValidationError, Validator};
use serde::Deserialize;
use serde_json::Value;

use super::shape::Outline;
use super::suggest::suggest;
use super::targets::{self, Targets};
use super::tree;
use crate::finding::{Field, Finding, Message};
use crate::yaml::{self, Data, Node};

/// A key that represents another one.
struct Rename {
    map: Field,
    typed: String,
    meant: String,
    finding: Finding,
}

impl Rename {
    /// Corrects the key in the tree and reports it.
    fn make(self, tree: &mut Node, findings: &mut Vec<Finding>) {
        findings.push(self.finding);
        if let Some(Data::Map(entries)) = tree::node_at_mut(tree, &self.map).map(|map| &mut map.data) {
            entries.iter_mut().filter(|entry| entry.key == self.typed).for_each(|entry| {
                entry.key.clone_from(&self.meant);
            });
        }
    }
}

/// The schema of one kind of file.
#[derive(Debug)]
pub(super) struct SchemaCheck {
    validator: Validator,
    schema: Value,
    outline: Outline,
}

impl SchemaCheck {
    /// Creates the check of a draft-07 schema.
    ///
    /// # Panics
    /// Panics if the schema is invalid. It is derived from our own types, and a test derives all of them.
    pub(super) fn new(schema: &Value) -> Self {
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
        self.report_violations(tree, findings);
        match yaml::deserialize(tree) {
            Ok(model) => Some(model),
            Err(mismatch) => {
                findings.push(unexpected(&mismatch.to_string(), tree.span));
                None
            }
        }
    }

    /// Reports every violation of `tree`, and prunes them. A tree of 100,000 violations takes 100 MB meanwhile.
    fn report_violations(&self, tree: &mut Node, findings: &mut Vec<Finding>) {
        let typed = value(tree);
        let violations: Vec<_> = self.validator.iter_errors(&typed).collect();
        let renames = self.renames(tree, &violations);
        if renames.is_empty() {
            return self.refuse(tree, &violations, findings);
        }
        for rename in renames {
            rename.make(tree, findings);
        }
        let meant = value(tree);
        self.refuse(tree, &self.validator.iter_errors(&meant).collect::<Vec<_>>(), findings);
    }

    /// Reports violations, and prunes them.
    fn refuse(&self, tree: &mut Node, violations: &[ValidationError], findings: &mut Vec<Finding>) {
        let targets = Targets::of(tree, violations);
        for violation in deduplicated(violations) {
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
                findings.push(missing_key(node, &field, property.as_str().expect("a key is a text")));
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
            kind => findings.push(unexpected(kind.keyword(), node.span).in_field(field)),
        }
    }

    /// Adds the schema's notation for the keys of a map whose keys it does not name.
    fn described(&self, finding: Finding, violation: &ValidationError) -> Finding {
        let path = violation.schema_path().as_str();
        let schema = path.rsplit_once('/').and_then(|(schema, _)| self.schema.pointer(schema));
        let named = schema.filter(|schema| schema["additionalProperties"].is_object());
        let Some(description) = named.and_then(|schema| schema["description"].as_str()) else {
            return finding;
        };
        let help = Message::new(format!("{}({description})", finding.help.ja), finding.help.en.clone());
        Finding { help, ..finding }
    }

    /// Finds the keys that were typed for another key which is missing in their map, and reports each. The
    /// rest is checked as if they were corrected.
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

    /// Returns the allowed keys that a map does not have.
    fn missing_of(&self, node: &Node, violation: &ValidationError) -> Vec<&str> {
        self.allowed(violation).into_iter().filter(|key| node.entry(key).is_none()).collect()
    }

    /// Returns the keys that the schema has where a violation was found.
    fn allowed(&self, violation: &ValidationError) -> Vec<&str> {
        let path = violation.schema_path().as_str();
        let map = path.rsplit_once('/').and_then(|(map, _)| self.schema.pointer(map));
        let keys = map.and_then(|map| map.get("properties")).and_then(Value::as_object);
        keys.into_iter().flat_map(|keys| keys.keys().map(String::as_str)).collect()
    }
}

/// Returns the tree as the schema sees it. Scalars are texts: a number or boolean is a text here.
fn value(node: &Node) -> Value {
    match &node.data {
        Data::Empty | Data::Pruned => Value::Null,
        Data::Scalar(text) => Value::String(text.clone()),
        Data::List(items) => items.iter().map(value).collect(),
        Data::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), value(&entry.value))).collect(),
    }
}

/// Returns the violations, each fault once: the schema is violated for every unknown name, and all names of a map are
/// reported together; a value that matches no choice, and is not a text, is reported as a wrong choice only.
fn deduplicated<'a, 'v>(violations: &'a [ValidationError<'v>]) -> Vec<&'a ValidationError<'v>> {
    let place = |violation: &&'a ValidationError<'v>| violation.instance_path().as_str();
    let is_choice = |violation: &&ValidationError| matches!(violation.kind(), Kind::Enum { .. });
    let choices: HashSet<&str> =
        violations.iter().filter(is_choice).map(|violation| place(&violation)).collect();
    let mut named = HashSet::new();
    let is_reported = |violation: &&'a ValidationError<'v>| match violation.kind() {
        Kind::PropertyNames { .. } => named.insert(place(violation)),
        Kind::Type { .. } => !choices.contains(place(violation)),
        _ => true,
    };
    violations.iter().filter(is_reported).collect()
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
