//! The reasons why a file is not read or written, in plain words.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use super::to_slash;
use crate::finding::Message;

/// A refusal to read or write a file that the system would allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathRefusal {
    /// The path is a link, which may lead outside.
    Link(PathBuf),
    /// A link to a folder that does not exist.
    Dangling,
    /// The path leads to a pipe, a socket, a device or a folder instead of a regular file.
    NoFile,
    /// The name leads outside the output folder.
    Outside,
    /// A partial clone does not contain the bytes of this file of a revision.
    NotInClone,
    /// A link leads out of the collection that is written to.
    LeadsOut,
}

impl PathRefusal {
    fn words(&self) -> Message {
        match self {
            Self::Link(path) => {
                let shown = to_slash(path);
                Message::new(
                    format!("「{shown}」はリンクなので、その先には触れません"),
                    format!("{shown} is a link, and links are not followed here"),
                )
            }
            Self::Dangling => {
                Message::new("リンクですが、その先がありません", "a link whose target is not there")
            }
            Self::NoFile => Message::new("ふつうのファイルではありません", "not a regular file"),
            Self::NotInClone => Message::new(
                "このリポジトリの写し(クローン)には中身がなく、取りには行きません。「git fetch」を実行してください",
                "the clone does not have it, and nothing is fetched: run git fetch",
            ),
            Self::LeadsOut => Message::new(
                "リンクがシートの集まりの外を指しているので、そこには書き込みません",
                "a link leads out of the collection, and nothing is written there",
            ),
            Self::Outside => {
                Message::new("出力フォルダの外を指す名前です", "the name leads outside the output folder")
            }
        }
    }
}

impl fmt::Display for PathRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl Error for PathRefusal {}

impl From<PathRefusal> for io::Error {
    fn from(refused: PathRefusal) -> Self {
        Self::new(io::ErrorKind::InvalidInput, refused)
    }
}

/// Returns an error of the disk for people: in plain words where its kind is known, beside what the system said.
pub fn error_words(error: &io::Error) -> Message {
    if let Some(refused) = error.get_ref().and_then(|inner| inner.downcast_ref::<PathRefusal>()) {
        return refused.words();
    }
    let known = of_system(error).or_else(|| of_kind(error.kind()));
    match known {
        // The text that a crate adds is in English and names a temporary file.
        Some(known) if error.get_ref().is_some() => Message::new(known, error.kind().to_string()),
        known => {
            Message::new(format!("{}: {error}", known.unwrap_or("システムのエラーです")), error.to_string())
        }
    }
}

/// Returns the words for an error that only its number distinguishes.
fn of_system(error: &io::Error) -> Option<&'static str> {
    /// `EMFILE` and `ENFILE` of Unix, `ERROR_TOO_MANY_OPEN_FILES` of Windows.
    const TOO_MANY: &[i32] = if cfg!(windows) { &[4] } else { &[23, 24] };
    const BROKEN: &[i32] = if cfg!(windows) { &[23, 1117] } else { &[5] };
    const LOOP: &[i32] = if cfg!(target_os = "macos") { &[62] } else { &[40] };
    let code = error.raw_os_error()?;
    match code {
        32 | 33 if cfg!(windows) => Some("別のプログラムが開いています。閉じてください"),
        _ if TOO_MANY.contains(&code) => Some("同時に開けるファイルの数の上限を超えました"),
        _ if BROKEN.contains(&code) => Some("ディスクが読み書きに失敗しました。故障かもしれません"),
        _ if !cfg!(windows) && LOOP.contains(&code) => Some("リンクが輪になっています"),
        _ => None,
    }
}

fn of_kind(kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind as Kind;
    Some(match kind {
        Kind::PermissionDenied => "アクセスする許可がありません",
        Kind::ReadOnlyFilesystem => "読み取り専用のディスクです",
        Kind::StorageFull | Kind::WriteZero => "ディスクがいっぱいです",
        Kind::QuotaExceeded => "使える容量の上限を超えました",
        Kind::FileTooLarge => "ファイルが大きすぎます",
        Kind::NotFound => "見つかりません",
        Kind::AlreadyExists => "同じ名前のものがもうあります",
        Kind::NotADirectory => "フォルダであるべき所にファイルがあります",
        Kind::IsADirectory => "ファイルであるべき所にフォルダがあります",
        Kind::DirectoryNotEmpty => "フォルダが空ではありません",
        Kind::InvalidFilename => "名前が長すぎるか、使えない文字があります",
        Kind::ResourceBusy | Kind::ExecutableFileBusy | Kind::Deadlock => {
            "別のプログラムが使っています。閉じてください"
        }
        Kind::AddrInUse => "別のプログラムがこの番号を使っています",
        Kind::AddrNotAvailable => "この番号やアドレスはこのコンピューターにありません",
        Kind::WouldBlock => "コンピューターの資源が足りません。ほかのプログラムを終えてください",
        Kind::OutOfMemory => "メモリが足りません",
        Kind::TooManyLinks => "リンクが多すぎます",
        Kind::CrossesDevices => "別のディスクには移せません",
        Kind::StaleNetworkFileHandle
        | Kind::HostUnreachable
        | Kind::NetworkUnreachable
        | Kind::NetworkDown
        | Kind::ConnectionAborted
        | Kind::ConnectionReset
        | Kind::NotConnected => "ネットワークのフォルダにつながりません",
        Kind::TimedOut => "待っても応答がありません",
        Kind::Interrupted => "中断されました",
        Kind::BrokenPipe => "受け取る側が閉じました",
        Kind::UnexpectedEof => "ファイルが途中で終わっています",
        Kind::InvalidData => "内容が正しくありません",
        Kind::InvalidInput => "この場所では使えない操作です",
        Kind::Unsupported => "このディスクではできない操作です",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn every_error_of_the_system_has_words_in_japanese() {
        for code in 1..=133 {
            let words = error_words(&io::Error::from_raw_os_error(code));
            assert!(
                !words.ja.is_ascii() && !words.ja.starts_with(|c: char| c.is_ascii()),
                "{code} {words:?}"
            );
        }
        let told = |code| error_words(&io::Error::from_raw_os_error(code)).ja;
        for (code, words) in [
            (28, "ディスクがいっぱい"),
            (30, "読み取り専用"),
            (13, "許可がありません"),
            (16, "別のプログラム"),
            (26, "別のプログラム"),
            (24, "ファイルの数の上限"),
            (27, "大きすぎます"),
            (2, "見つかりません"),
            (21, "フォルダがあります"),
            (5, "故障"),
            (40, "輪になって"),
        ] {
            assert!(told(code).contains(words), "{code}: {}", told(code));
        }
    }

    #[test]
    fn what_a_crate_adds_to_an_error_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = tempfile::NamedTempFile::new_in(folder.path().join("none")).expect_err("no folder");
        let words = error_words(&error);
        assert_eq!((words.ja.as_str(), words.en.contains('/')), ("見つかりません", false), "{words:?}");
        let refused = error_words(&PathRefusal::NotInClone.into());
        assert!(refused.ja.contains("git fetch") && refused.en.contains("git fetch"));
    }

    #[test]
    fn what_is_known_is_told_in_plain_words() {
        let words = error_words(&io::ErrorKind::StorageFull.into());
        assert!(words.ja.starts_with("ディスクがいっぱいです: "), "{words:?}");
        let link = error_words(&PathRefusal::Link(PathBuf::from("out/r2")).into());
        assert!(link.ja.contains("「out/r2」はリンク") && link.en.contains("out/r2 is a link"), "{link:?}");
    }
}
