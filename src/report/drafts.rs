//! Draft folders, which a build skips because their settings say 公開: しない.

use crate::finding::{Message, plain};

/// Returns the message about skipped folders, with how to build them.
pub fn left_out(folders: &[String]) -> Message {
    let named: Vec<_> = folders.iter().map(|folder| plain(folder)).collect();
    let (ja, en) = (named.join("、"), named.join(", "));
    Message::new(
        format!(
            "公開しない設定のフォルダなので、作っていません: {ja}(--drafts を付けると作れます。公開するときは、設定の「公開: しない」を「する」に直します)"
        ),
        format!(
            "Skipped because the settings say 公開: しない: {en} (use --drafts to build them, or write 公開: する to publish them)."
        ),
    )
}
