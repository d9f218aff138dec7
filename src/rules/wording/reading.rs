//! prh's YAML → the rules of a dictionary, and what is wrong with it.

mod problem;

pub(in crate::rules) use self::problem::DictionaryProblem;
pub(super) use self::problem::unreadable;
use self::problem::{
    MOST_RULES, contains_itself, costly, endless, failed_spec, incomplete_spec, is_costly, no_expression,
    no_list, too_long, too_many,
};
use super::budget::Budget;
use super::entry::{self, DictionaryRule};
use super::javascript;
use crate::finding::brief;
use crate::yaml::{Data, Node};

/// The keys that prh gives a rule.
const KEYS: [&str; 7] = ["expected", "pattern", "patterns", "regexpMustEmpty", "options", "specs", "prh"];

/// Returns the rules of a dictionary that can be followed, and what is wrong with the others.
pub(super) fn entries(root: &Node) -> (Vec<DictionaryRule>, Vec<DictionaryProblem>) {
    let mut problems = head(root);
    let mut entries = Vec::new();
    let mut costs = Costs::default();
    match root.get("rules").map(|rules| (&rules.data, rules.span)) {
        Some((Data::List(rules), _)) => {
            for rule in rules.iter().take(MOST_RULES) {
                match read(rule, &mut problems, &mut costs) {
                    Ok(entry) => entries.push(entry),
                    Err(problem) => problems.push(problem),
                }
            }
            problems.extend(rules.get(MOST_RULES).map(|rule| too_many(rule.span, rules.len())));
        }
        None | Some((Data::Empty, _)) => {}
        Some((_, span)) => problems.push(no_list(span)),
    }
    // The cost of all rules together is reported once.
    let mut is_reported = false;
    problems.retain(|problem| !is_costly(problem) || !std::mem::replace(&mut is_reported, true));
    (entries, problems)
}

/// Returns what is wrong outside the rules.
fn head(root: &Node) -> Vec<DictionaryProblem> {
    let is_map = matches!(root.data, Data::Map(_) | Data::Empty);
    let shape = (!is_map).then(|| no_list(root.span));
    [shape, version(root), imports(root)].into_iter().flatten().collect()
}

fn version(root: &Node) -> Option<DictionaryProblem> {
    let version = root.get("version").filter(|version| version.scalar() != Some("1"))?;
    Some(DictionaryProblem::new(
        version.span,
        ["辞書の version が 1 ではありません。", "The dictionary's version is not 1."],
        ["「version: 1」と書いてください。", "Write version: 1."],
    ))
}

/// Refuses imports: dictionaries are listed in the settings, where everybody sees them.
fn imports(root: &Node) -> Option<DictionaryProblem> {
    let imports = root.get("imports").filter(|imports| match &imports.data {
        Data::Empty | Data::Pruned => false,
        Data::List(items) => !items.is_empty(),
        Data::Scalar(_) | Data::Map(_) => true,
    })?;
    Some(DictionaryProblem::new(
        imports.span,
        ["imports は読み込まれません。", "imports are not followed."],
        [
            "読み込む辞書は、mokuhyo.yaml の「辞書」に並べてください。",
            "List the dictionaries under 辞書 in mokuhyo.yaml.",
        ],
    ))
}

/// Returns a rule, `- 表記` or `- expected: 表記` with what belongs to it.
fn read(
    rule: &Node,
    problems: &mut Vec<DictionaryProblem>,
    costs: &mut Costs,
) -> Result<DictionaryRule, DictionaryProblem> {
    unknown_keys(rule, problems);
    let expected = rule.scalar().or_else(|| rule.get("expected")?.scalar()).ok_or_else(|| {
        DictionaryProblem::new(
            rule.span,
            ["規則に expected がありません。", "The rule has no expected."],
            ["「expected: 正しい表記」を書いてください。", "Write expected: and the spelling that you want."],
        )
    })?;
    if expected.len() > entry::LONGEST {
        return Err(too_long(rule.span));
    }
    let boundary = rule.get("options").and_then(|options| options.get("wordBoundary"));
    let bounded = boundary.and_then(Node::scalar).is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let source = source(rule, expected, bounded, costs)?;
    let pattern = javascript::compile(&source).map_err(|error| no_expression(pattern_of(rule), &error))?;
    let must_be_empty =
        rule.get("regexpMustEmpty").map(|node| group(node, pattern.captures_len())).transpose()?;
    let note = rule.get("prh").and_then(Node::scalar).map(brief);
    let needs_backtracking = javascript::needs_backtracking(&source);
    let entry =
        DictionaryRule { pattern, expected: expected.to_owned(), must_be_empty, note, needs_backtracking };
    let budget = &mut costs.trials;
    let tried = specs(rule, &entry, budget);
    let is_stable = !samples(rule, expected).any(|sample| is_endless(&entry, sample, budget));
    if budget.is_spent() {
        return Err(costly(rule.span));
    }
    tried?;
    if !is_stable {
        return Err(endless(rule.span, expected));
    }
    problems.extend(entry.finds_in_expected().then(|| contains_itself(pattern_of(rule).span, expected)));
    Ok(entry)
}

/// The cost of the rules of a dictionary so far.
#[derive(Default)]
struct Costs {
    /// The length of expressions with their repetitions written out.
    expressions: usize,
    /// The cost of trying the rules on their own examples.
    trials: Budget,
}

/// The most that all expressions with repetitions may cost, written out: compiling them takes about a second.
const EXPRESSIONS: usize = 500_000;

impl Costs {
    /// Counts an expression. Plain ones cost next to nothing.
    fn admits(&mut self, pattern: &str) -> bool {
        let length = javascript::written_out(pattern);
        if length > pattern.len() {
            self.expressions = self.expressions.saturating_add(length);
        }
        length <= pattern.len() || self.expressions <= EXPRESSIONS
    }
}

fn unknown_keys(rule: &Node, problems: &mut Vec<DictionaryProblem>) {
    let Data::Map(entries) = &rule.data else { return };
    problems.extend(entries.iter().filter(|entry| !KEYS.contains(&entry.key.as_str())).map(|entry| {
        let en = brief(&entry.key);
        let ja = format!("規則に「{en}」というキーはありません。");
        DictionaryProblem::new(
            entry.key_span,
            [&ja, &format!("A rule has no key {en}.")],
            [
                "expected、pattern、patterns、regexpMustEmpty、options、specs、prh のどれかを書いてください。",
                "Write expected, pattern, patterns, regexpMustEmpty, options, specs or prh.",
            ],
        )
    }));
}

/// Returns the node of the expressions: `pattern` precedes `patterns`, as with prh.
fn pattern_of(rule: &Node) -> &Node {
    let given = ["pattern", "patterns"].into_iter().filter_map(|key| rule.get(key));
    given.into_iter().find(|node| node.data != Data::Empty).unwrap_or(rule)
}

/// Returns the expression that the rule finds places with.
fn source(
    rule: &Node,
    expected: &str,
    bounded: bool,
    costs: &mut Costs,
) -> Result<String, DictionaryProblem> {
    let node = pattern_of(rule);
    if std::ptr::eq(node, rule) {
        return Ok(entry::variants(expected, bounded));
    }
    let items = match &node.data {
        Data::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let patterns: Result<Vec<_>, _> = items.iter().map(|item| one_pattern(item, bounded, costs)).collect();
    let patterns = patterns?;
    if patterns.is_empty() { Err(no_expression(node, "it is empty")) } else { Ok(patterns.join("|")) }
}

/// Returns one pattern, compiled by itself so that a fault is reported at its position.
fn one_pattern(node: &Node, bounded: bool, costs: &mut Costs) -> Result<String, DictionaryProblem> {
    let written = node.scalar().filter(|text| !text.is_empty());
    let written = written.ok_or_else(|| no_expression(node, "it is not a text"))?;
    let pattern = entry::pattern(written, bounded).map_err(|error| no_expression(node, &error))?;
    if !costs.admits(&pattern) {
        return Err(costly(node.span));
    }
    javascript::compile(&pattern).map_err(|error| no_expression(node, &error))?;
    Ok(pattern)
}

/// Returns the group that `$1` names.
fn group(node: &Node, groups: usize) -> Result<usize, DictionaryProblem> {
    let number = node.scalar().and_then(|text| text.strip_prefix('$')).and_then(|number| number.parse().ok());
    number.filter(|number| (1..groups).contains(number)).ok_or_else(|| {
        DictionaryProblem::new(
            node.span,
            [
                "regexpMustEmpty の番号の括弧がパターンにありません。",
                "regexpMustEmpty names no group of the pattern.",
            ],
            [
                "パターンの括弧を前から数えて「$1」のように書いてください。",
                "Count the pattern's groups and write $1 or the like.",
            ],
        )
    })
}

/// Checks the rule with its own examples and returns the first that fails.
fn specs(rule: &Node, entry: &DictionaryRule, budget: &mut Budget) -> Result<(), DictionaryProblem> {
    let specs = match rule.get("specs").map(|specs| &specs.data) {
        Some(Data::List(specs)) => specs.as_slice(),
        _ => &[],
    };
    for spec in specs {
        let text = |key| spec.get(key).and_then(Node::scalar);
        let (Some(from), Some(to)) = (text("from"), text("to")) else {
            return Err(incomplete_spec(spec.span));
        };
        let got = entry.applied(from, budget);
        if got != to {
            return Err(failed_spec(spec.get("to").map_or(spec.span, |to| to.span), from, to, &got));
        }
    }
    Ok(())
}

/// Returns the texts that a rule is tried on: its patterns without the signs of expressions, and its expected spelling.
fn samples<'r>(rule: &'r Node, expected: &'r str) -> impl Iterator<Item = String> {
    let node = pattern_of(rule);
    let items = if node.items().is_empty() { std::slice::from_ref(node) } else { node.items() };
    let texts = items.iter().filter_map(Node::scalar).chain([expected]);
    texts.map(|text| text.replace(|character: char| character.is_ascii_punctuation(), ""))
}

/// The most times that a rule may find something in what it made of a text.
const ROUNDS: usize = 8;

/// Returns whether a rule finds something again and again in what it made of a text.
fn is_endless(entry: &DictionaryRule, sample: String, budget: &mut Budget) -> bool {
    let applied = |text: &String| Some(entry.applied(text, budget)).filter(|mended| mended != text);
    std::iter::successors(Some(sample), applied).take(ROUNDS + 1).count() > ROUNDS
}
