//! Errors of a run that are not faults of a sheet's text.

use std::io;

use super::naming::Misnamed;
use crate::disk::{ReplaceError, error_words};
use crate::finding::Message;

/// A wrong invocation, or files that cannot be read, written or distinguished.
#[derive(Debug)]
pub enum RunError {
    /// No such PATH.
    NoPath(String),
    /// No sheet is below PATH.
    NoSheet(String),
    /// A file or folder that could not be read.
    Unreadable(String, io::Error),
    /// A sheet that another program wrote while it was being read.
    Changed(String),
    /// A file that could not be written.
    Unwritable(String, io::Error),
    /// A source that could not be replaced.
    Unreplaced(String, ReplaceError),
    /// Two sources that would write one output.
    Collision(String, String),
    /// Two sources or folders whose names differ in case or composition alone.
    NamesAlike(String, String),
    /// A sheet or folder under a name that it may not have: its path, the part that is meant, and why.
    Misnamed(String, String, Misnamed),
    /// A link that leads out of the collection and its git work tree.
    Outside(String),
    /// A link to a folder that it is in itself.
    Cycle(String),
    /// So many outputs in a row whose workers ended or did not.
    Workers(usize),
    /// The program was replaced by another one while it ran.
    Replaced,
    /// A folder with more links to folders than are followed.
    ManyLinks(String),
}

impl RunError {
    /// Returns the file that it is about; `None` if it is about the run.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Workers(_) | Self::Replaced => None,
            Self::NoPath(path)
            | Self::NoSheet(path)
            | Self::Unreadable(path, _)
            | Self::Changed(path)
            | Self::Unwritable(path, _)
            | Self::Unreplaced(path, _)
            | Self::Collision(path, _)
            | Self::NamesAlike(path, _)
            | Self::Misnamed(path, _, _)
            | Self::Outside(path)
            | Self::Cycle(path)
            | Self::ManyLinks(path) => Some(path),
        }
    }

    /// Returns the trouble in the two languages.
    pub fn words(&self) -> Message {
        match self {
            Self::NoPath(path) => Message::new(
                format!("「{path}」がありません。今いるフォルダと、名前を確かめてください。"),
                format!("{path} does not exist. Check the name and the current folder."),
            ),
            Self::Workers(failures) => Message::new(
                format!(
                    "組版のプロセスが続けて{failures}回止まったので、残りは作りませんでした。メモリが足りているか確かめて、もう一度実行してください。"
                ),
                format!(
                    "Typesetting stopped {failures} times in a row, so the rest was not made. Check whether there is enough memory, and run the command again."
                ),
            ),
            Self::Replaced => Message::new(
                "実行している間に mokuhyo が別の版に入れ替えられたので、残りは作りませんでした。もう一度実行してください。",
                "mokuhyo was replaced by another version while it ran, so the rest was not made. Run the command again.",
            ),
            Self::NoSheet(path) => Message::new(
                format!("「{path}」にシート(.yaml のファイル)がありません。"),
                format!("{path} contains no sheet (*.yaml)."),
            ),
            Self::Unreadable(path, error) => Message::new(
                format!("「{path}」を読めません({})。", error_words(error).ja),
                format!("{path} cannot be read: {}.", error_words(error).en),
            ),
            Self::Changed(path) => Message::new(
                format!("「{path}」が、読んでいる間に書き換えられました。もう一度実行してください。"),
                format!("{path} was changed while it was being read. Run the command again."),
            ),
            Self::Unwritable(path, error) => Message::new(
                format!("「{path}」に書き込めません({})。", error_words(error).ja),
                format!("{path} cannot be written: {}.", error_words(error).en),
            ),
            Self::Unreplaced(path, why) => why.words(path),
            Self::Collision(first, second) => collision(first, second),
            Self::NamesAlike(first, second) => names_alike(first, second),
            Self::Misnamed(path, part, why) => {
                let words = why.words(part);
                Message::new(format!("「{path}」: {}", words.ja), format!("{path}: {}", words.en))
            }
            Self::Outside(path) => Message::new(
                format!(
                    "「{path}」は、シートの集まりの外を指すリンクなので、読みません。ファイルそのものを置いてください。"
                ),
                format!(
                    "{path} is a link that leads out of the collection, and is not read. Put the file itself there."
                ),
            ),
            Self::Cycle(path) => Message::new(
                format!(
                    "「{path}」は、自分の入っているフォルダを指すリンクなので、たどりません。このリンクを取り除いてください。"
                ),
                format!("{path} is a link to a folder that holds it, and is not followed. Remove the link."),
            ),
            Self::ManyLinks(path) => Message::new(
                format!("「{path}」には、フォルダを指すリンクが多すぎます。"),
                format!("{path} has more links to folders than are followed."),
            ),
        }
    }
}

fn collision(first: &str, second: &str) -> Message {
    Message::new(
        format!("「{first}」と「{second}」から同じ名前のPDFができます。どちらかの名前を変えてください。"),
        format!("{first} and {second} would write one output. Rename one of them."),
    )
}

fn names_alike(first: &str, second: &str) -> Message {
    Message::new(
        format!(
            "「{first}」と「{second}」は、大文字か小文字か、または「が」を1字で書くか2字で書くかだけが違う名前です。Windows や macOS では同じものになるので、どちらかの名前を変えてください。"
        ),
        format!(
            "{first} and {second} differ in case or Unicode composition alone, and are one name on Windows or macOS. Rename one of them."
        ),
    )
}
