//! Folders that a build left out since their settings say 公開: しない.

use crate::finding::{Message, plain};

/// Says that folders were left out, and how they are made.
pub fn left_out(folders: &[String]) -> Message {
    let named: Vec<_> = folders.iter().map(|folder| plain(folder)).collect();
    let (ja, en) = (named.join("、"), named.join(", "));
    Message::new(
        format!(
            "公開しない設定のフォルダなので、作っていません: {ja}(--drafts を付けると作れます。公開するときは、設定の「公開: しない」を「する」に直します)"
        ),
        format!(
            "Left out, since the settings say 公開: しない: {en} (--drafts builds them; write 公開: する to publish them)."
        ),
    )
}
