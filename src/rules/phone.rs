//! `phone-number`: 問合せ先 is a Japanese telephone number.

use super::case::Case;
use crate::finding::{Finding, Message, Rule, brief};
use crate::sheet::telephone::is_telephone;
use crate::source::Text;

/// Returns the finding for a 問合せ先 that is not a telephone number.
pub(super) fn check(case: &Case) -> Vec<Finding> {
    let contact = case.model.department().and_then(|sheet| sheet.contact.as_ref());
    // A dash without quotation marks is `bare-dash`.
    let is_bare = |text: &Text| case.source.slice(text.span) == "-";
    let wrong = |text: &&Text| !text.is_blank() && !is_bare(text) && !is_telephone(&text.text);
    contact.filter(wrong).map(finding).into_iter().collect()
}

fn finding(text: &Text) -> Finding {
    let shown = brief(&text.text);
    let message = Message::new(
        format!("「{shown}」は電話番号として読めません。"),
        format!("{shown} is not a Japanese telephone number."),
    );
    let help = Message::new(
        "市外局番から「025-250-2710」の形で書いてください。",
        "Write it with its area code, like 025-250-2710.",
    );
    Finding::new(Rule::PHONE_NUMBER, text.span, message, help)
}
