//! `unreadable-dictionary`: the dictionaries that settings name. Each is read once, and reported at its line
//! in the settings if it cannot be used.
//!
//! The contents of a file are never shown unless it is a dictionary of the collection, because a name in the
//! settings could lead to any file of the machine.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::several;
use crate::disk::{Disk, Kind, LONGEST_SOURCE, error_words};
use crate::finding::{Field, Finding, Message, Rule, brief};
use crate::read::{
    Collection, NamedDictionary, decode, looks_like_dictionary, plain_or_quoted, suggest, yaml_reason,
};
use crate::rules::wording::{Dictionary, DictionaryProblem};
use crate::rules::{CheckedFile, FileKind};
use crate::source::{Digest, Edit, Source};
use crate::yaml::{self, Data, Node};

/// A dictionary, and the hash of its bytes.
struct ReadDictionary {
    dictionary: Dictionary,
    digest: Digest,
}

/// The dictionaries of a collection that can be used.
#[derive(Default)]
pub(in crate::rules) struct Dictionaries {
    read: BTreeMap<PathBuf, ReadDictionary>,
    /// The findings in the dictionaries.
    files: Vec<CheckedFile>,
    /// The findings on their names, by the folder of the settings.
    faults: Vec<(PathBuf, Finding)>,
}

/// Why a dictionary cannot be used: what is wrong, and what to do.
type DictionaryFault = (Message, Message);

impl Dictionaries {
    /// Reads every dictionary that settings of the collection name.
    pub(in crate::rules) fn of(disk: &dyn Disk, collection: &Collection) -> Self {
        let mut dictionaries = Self::default();
        for named in collection.named_dictionaries() {
            if dictionaries.read.contains_key(&named.path) {
                continue;
            }
            let read = text(disk, collection, &named).and_then(|(text, digest)| {
                // Places are of the source, which has no byte order mark.
                let source = Source::new(named.shown.clone(), text);
                Ok((parsed(&named, source.text())?, source, digest))
            });
            match read {
                Ok(((dictionary, problems), source, digest)) => {
                    let findings = problems.into_iter().map(reported).collect();
                    let (kind, path) = (FileKind::Dictionary, named.path.clone());
                    dictionaries.files.push(CheckedFile { kind, path, digest, source, findings });
                    dictionaries.read.insert(named.path, ReadDictionary { dictionary, digest });
                }
                Err(fault) => {
                    let source = &collection.settings[named.folder].source;
                    let spares = collection.spare_dictionaries(named.folder);
                    let finding = several_names(disk, source, &named)
                        .unwrap_or_else(|| unusable(&named, fault, &spares));
                    dictionaries.faults.push((named.folder.to_owned(), finding));
                }
            }
        }
        dictionaries
    }

    /// Returns the dictionary at a path, where it can be used.
    pub(in crate::rules) fn at(&self, path: &Path) -> Option<&Dictionary> {
        self.read.get(path).map(|read| &read.dictionary)
    }

    /// Returns one hash for those of these paths that can be used.
    pub(in crate::rules) fn digest(&self, paths: &[PathBuf]) -> Digest {
        let read = paths.iter().filter_map(|path| self.read.get(path));
        Digest::of_all(read.map(|read| read.digest.bytes()))
    }

    /// Takes what is wrong with the dictionaries' names, by the folder of the settings.
    pub(in crate::rules) fn take_faults(&mut self) -> Vec<(PathBuf, Finding)> {
        std::mem::take(&mut self.faults)
    }

    /// Returns the dictionaries and what is wrong in them.
    pub(in crate::rules) fn into_files(self) -> Vec<CheckedFile> {
        self.files
    }
}

fn reported(problem: DictionaryProblem) -> Finding {
    let DictionaryProblem { span, message, help, severity } = problem;
    Finding { severity, ..Finding::new(Rule::WRONG_TYPE, span, message, help) }
}

/// Returns the text of a dictionary that may be read.
fn text(
    disk: &dyn Disk,
    collection: &Collection,
    named: &NamedDictionary,
) -> Result<(String, Digest), DictionaryFault> {
    let shown = brief(&named.name.text);
    match collection.boundary.admits(disk, &named.path) {
        Ok(true) => {}
        Ok(false) => return Err(outside(&shown)),
        Err(error) => return Err(unreadable(&shown, &error)),
    }
    match disk.kind(&named.path) {
        Ok(Kind::File) => {}
        Ok(Kind::Folder) => return Err(no_file(&shown)),
        Err(error) => return Err(unreadable(&shown, &error)),
    }
    let bytes = disk.read_source(&named.path).map_err(|error| unreadable(&shown, &error))?;
    if bytes.len() > LONGEST_SOURCE {
        return Err(too_large(&shown));
    }
    let digest = Digest::of(&bytes);
    let text = decode(&bytes).map_err(|finding| {
        let (ja, en) = (&finding.message.ja, &finding.message.en);
        (Message::new(format!("辞書「{shown}」: {ja}"), format!("Dictionary {shown}: {en}")), finding.help)
    })?;
    Ok((text, digest))
}

fn too_large(shown: &str) -> DictionaryFault {
    let most = LONGEST_SOURCE >> 20;
    (
        Message::new(
            format!("辞書「{shown}」が大きすぎます({most}MBまで)。"),
            format!("Dictionary {shown} is larger than {most} MB."),
        ),
        Message::new("辞書のファイルか、確かめてください。", "Check whether it is a dictionary."),
    )
}

/// Returns the dictionary in a text. A text of another kind is reported without its contents.
fn parsed(
    named: &NamedDictionary,
    text: &str,
) -> Result<(Dictionary, Vec<DictionaryProblem>), DictionaryFault> {
    let shown = brief(&named.name.text);
    match yaml::parse(text) {
        Ok(parsed) if parsed.root.as_ref().is_none_or(is_dictionary) => Ok(Dictionary::parse(text)),
        Ok(_) => Err(no_dictionary(&shown)),
        Err(_) if looks_like_dictionary(text.as_bytes()) && text.lines().any(is_expected) => {
            Ok(Dictionary::parse(text))
        }
        Err(unreadable) => Err(no_yaml(&shown, text, &unreadable)),
    }
}

/// Describes where and why a file cannot be read as YAML, without quoting it.
fn no_yaml(shown: &str, text: &str, unreadable: &yaml::Unreadable) -> DictionaryFault {
    let place = Source::new("", text).place(unreadable.at.min(text.len()));
    let (line, column) = (place.line, place.column);
    let (message, _) = match unreadable.problem {
        yaml::SyntaxProblem::Character(_) => yaml_reason(&yaml::SyntaxProblem::Unknown),
        ref problem => yaml_reason(problem),
    };
    let (ja, en) = (message.ja.trim_end_matches('。'), message.en.trim_end_matches('.'));
    let (fault, help) = no_dictionary(shown);
    let message = Message::new(
        format!("{}YAMLとして読めません({line}行目の{column}文字目: {ja})。", fault.ja),
        format!("{} It cannot be read as YAML (line {line}, column {column}: {en}).", fault.en),
    );
    (message, help)
}

/// Returns whether a tree is that of a dictionary: it has rules of prh, or no other keys than a dictionary's.
fn is_dictionary(root: &Node) -> bool {
    let Data::Map(entries) = &root.data else { return root.data == Data::Empty };
    let is_rule = |rule: &Node| rule.get("expected").is_some();
    let has_rules = root.get("rules").is_some_and(|rules| match &rules.data {
        Data::List(rules) => rules.iter().any(is_rule),
        _ => false,
    });
    has_rules || entries.iter().all(|entry| ["version", "imports", "rules", "meta"].contains(&&*entry.key))
}

/// Returns whether a line begins a rule of prh.
fn is_expected(line: &str) -> bool {
    let rest = line.trim_start_matches(['-', ' ', '\t', '\u{3000}']).strip_prefix("expected");
    rest.is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
}

fn outside(shown: &str) -> DictionaryFault {
    (
        Message::new(
            format!("辞書「{shown}」は、シートの集まりの外にあるので読みません。"),
            format!("The dictionary {shown} lies outside the collection and is not read."),
        ),
        Message::new(
            "辞書のファイルを、設定と同じフォルダに置いてください。",
            "Put the dictionary into the folder of the settings.",
        ),
    )
}

fn no_file(shown: &str) -> DictionaryFault {
    (
        Message::new(
            format!("辞書「{shown}」はファイルではありません。"),
            format!("The dictionary {shown} is not a file."),
        ),
        Message::new("辞書のファイルの名前を書いてください。", "Name the dictionary's file."),
    )
}

fn unreadable(shown: &str, error: &io::Error) -> DictionaryFault {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => (
            Message::new(
                format!("辞書「{shown}」がありません。"),
                format!("The dictionary {shown} does not exist."),
            ),
            Message::new(
                "名前を確かめてください。この設定のあるフォルダから見た場所を書きます。",
                "Check the name, which counts from the folder of these settings.",
            ),
        ),
        io::ErrorKind::InvalidInput => no_file(shown),
        io::ErrorKind::PermissionDenied => (
            Message::new(
                format!("辞書「{shown}」を読む権限がありません。"),
                format!("The dictionary {shown} cannot be read: permission denied."),
            ),
            Message::new("ファイルのアクセス権を確かめてください。", "Check the file's permissions."),
        ),
        _ => (
            Message::new(
                format!("辞書「{shown}」を読めません({})。", error_words(error).ja),
                format!("The dictionary {shown} cannot be read: {error}."),
            ),
            Message::new("もう一度実行してください。", "Run the command again."),
        ),
    }
}

fn no_dictionary(shown: &str) -> DictionaryFault {
    (
        Message::new(
            format!("「{shown}」は用語の辞書ではありません。"),
            format!("{shown} is not a dictionary."),
        ),
        Message::new(
            "「rules:」の下に「- expected: 正しい表記」を並べたファイルの名前を書いてください。",
            "Name a file with a list of - expected: SPELLING under rules:.",
        ),
    )
}

/// Names of dictionaries that are not parted as a list is.
fn several_names(disk: &dyn Disk, source: &Source, named: &NamedDictionary) -> Option<Finding> {
    let names = several::names(named.name)?;
    let is_file = |name: &&str| matches!(disk.kind(&named.folder.join(name)), Ok(Kind::File));
    if !names.iter().all(|name| !name.contains(['/', '\\']) && is_file(name)) {
        return None;
    }
    let shown = brief(named.name.text.trim());
    let message = Message::new(
        format!("辞書の「{shown}」は、{}つの名前が一つの名前として読まれます。", names.len()),
        format!("辞書 reads {shown} as one name, and it holds {}.", names.len()),
    );
    let (help, edit) = several::parted(source, named.name, &names);
    let finding = Finding::new(Rule::UNREADABLE_DICTIONARY, named.name.span, message, help);
    Some(finding.in_field(Field::default().key("辞書").index(named.index)).proposing(vec![edit]))
}

/// Returns a name that leads to no dictionary, with the one that is meant where that can be reported.
fn unusable(named: &NamedDictionary, (message, help): DictionaryFault, spares: &[&str]) -> Finding {
    let name = &named.name.text;
    let meant = match spares {
        [only] => Some(*only),
        several => suggest(name, several),
    };
    let field = Field::default().key("辞書").index(named.index);
    let new =
        |help| Finding::new(Rule::UNREADABLE_DICTIONARY, named.name.span, message, help).in_field(field);
    match meant.filter(|meant| meant != name) {
        Some(meant) => {
            let shown = brief(meant);
            let help = Message::new(format!("もしかして: {shown}"), format!("Did you mean {shown}?"));
            new(help).proposing(vec![Edit::new(named.name.span, plain_or_quoted(meant))])
        }
        None => new(help),
    }
}
