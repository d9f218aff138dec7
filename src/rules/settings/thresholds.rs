//! `wrong-type`: an 以上 of 評価区分 that is not a percentage. Its symbol would not be compared with any result,
//! without a notice.

use crate::finding::{Finding, Message, Rule, brief};
use crate::read::Reading;
use crate::sheet::scale::Grade;
use crate::sheet::{Percent, Scale, Scales, Settings, Written};
use crate::source::Text;

/// Returns a finding for each threshold of a settings file that cannot be read.
pub(in crate::rules) fn thresholds(reading: &Reading<Settings>) -> Vec<Finding> {
    let scales = reading.model.as_ref().and_then(|settings| settings.scales.as_ref());
    let Some(Scales { status, evaluation }) = scales else { return Vec::new() };
    let grades = [status, evaluation].into_iter().flat_map(|Scale(grades)| grades);
    let unreadable = grades.filter_map(|(symbol, grade)| Some((symbol, unreadable(grade)?)));
    unreadable.map(|(symbol, text)| finding(symbol, text).in_field(reading.field_at(text.span))).collect()
}

fn unreadable(grade: &Grade) -> Option<&Text> {
    let Written::<Percent> { text, value } = grade.at_least.as_ref()?;
    (value.is_none() && !text.is_blank()).then_some(text)
}

fn finding(symbol: &str, text: &Text) -> Finding {
    let (shown, symbol) = (brief(text.text.trim()), brief(symbol));
    let message = Message::new(
        format!("「{symbol}」の以上「{shown}」を、割合(%)として読めません。"),
        format!("The 以上 of {symbol} is {shown}, which is not a percentage."),
    );
    let help = Message::new(
        "目標に対する結果の割合の下の境を、「110」か「110%」のように数で書いてください。境のない記号なら、「以上」を書かないでください。",
        "Write the least percentage of 目標 as a number: 110 or 110%. A symbol without one has no 以上.",
    );
    Finding::new(Rule::WRONG_TYPE, text.span, message, help)
}
