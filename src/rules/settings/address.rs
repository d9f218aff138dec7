//! `wrong-type`: 公開先 is the address of a site.

use crate::finding::{Finding, Message, Rule, brief};
use crate::read::Reading;
use crate::sheet::Settings;
use crate::sheet::settings::is_site_address;
use crate::source::{Edit, Text};

/// Returns what is wrong with 公開先 where it is not the address of a site.
pub(in crate::rules) fn odd_address(reading: &Reading<Settings>) -> Option<Finding> {
    let address = reading.model.as_ref()?.address.as_ref()?;
    let is_odd = !address.is_blank() && !is_site_address(&address.text);
    is_odd.then(|| odd(address).in_field(reading.field_at(address.span)))
}

fn odd(address: &Text) -> Finding {
    let shown = brief(address.text.trim());
    let message = Message::new(
        format!("公開先の「{shown}」は、サイトのアドレスではありません。"),
        format!("公開先 is {shown}, which is not the address of a site."),
    );
    let help = Message::new(
        "「https://」で始まるアドレスを、途中に空白を入れずに書いてください。",
        "Write an address that begins with https:// and has no spaces.",
    );
    let finding = Finding::new(Rule::WRONG_TYPE, address.span, message, help);
    let whole = format!("https://{}", address.text.trim());
    // An address that lacks its beginning alone.
    if address.text.contains('.') && !address.text.contains("://") && is_site_address(&whole) {
        return finding.proposing(vec![Edit::new(address.span, whole)]);
    }
    finding
}
