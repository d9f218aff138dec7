//! Why something on a disk is not read or written, in plain words.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use super::slashed;
use crate::finding::Words;

/// Why we do not touch something that the system would let us touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// A link that may lead outside.
    Link(PathBuf),
    /// A pipe, a device, a folder: no file.
    NoFile,
    /// A name that leads outside.
    Outside,
}

impl Refused {
    fn words(&self) -> Words {
        match self {
            Self::Link(path) => {
                let shown = slashed(path);
                Words::new(
                    format!("「{shown}」はリンクなので、その先には触れません"),
                    format!("{shown} is a link, and links are not followed here"),
                )
            }
            Self::NoFile => Words::new("ふつうのファイルではありません", "not a regular file"),
            Self::Outside => {
                Words::new("出力フォルダの外を指す名前です", "the name leads outside the output folder")
            }
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl Error for Refused {}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        Self::new(io::ErrorKind::InvalidInput, refused)
    }
}

/// An error of the disk for people: in plain words where its kind is known, beside what the system said.
pub fn error_words(error: &io::Error) -> Words {
    if let Some(refused) = error.get_ref().and_then(|it| it.downcast_ref::<Refused>()) {
        return refused.words();
    }
    let known = match error.kind() {
        io::ErrorKind::PermissionDenied => "アクセスする許可がありません",
        io::ErrorKind::ReadOnlyFilesystem => "読み取り専用のディスクです",
        io::ErrorKind::StorageFull => "ディスクがいっぱいです",
        io::ErrorKind::QuotaExceeded => "使える容量の上限を超えました",
        io::ErrorKind::NotFound => "見つかりません",
        io::ErrorKind::NotADirectory => "フォルダであるべき所にファイルがあります",
        io::ErrorKind::InvalidFilename => "名前が長すぎるか、使えない文字があります",
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => {
            "別のプログラムが開いています。閉じてください"
        }
        _ => return Words::new(error.to_string(), error.to_string()),
    };
    Words::new(format!("{known}: {error}"), error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_told_in_plain_words() {
        let words = error_words(&io::ErrorKind::StorageFull.into());
        assert!(words.ja.starts_with("ディスクがいっぱいです: "), "{words:?}");
        let link = error_words(&Refused::Link(PathBuf::from("out/r2")).into());
        assert!(link.ja.contains("「out/r2」はリンク") && link.en.contains("out/r2 is a link"), "{link:?}");
    }
}
