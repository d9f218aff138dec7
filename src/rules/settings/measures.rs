//! `unreadable-measure`: a 文字の大きさ or とじしろ that cannot be read, or that leaves no page to read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::finding::{Finding, Message, Rule, brief};
use crate::read::Reading;
use crate::sheet::{Binding, Paper, Settings, TypeSize};
use crate::source::Text;

/// Returns what is wrong with the measures that settings fix, by the folder of the settings.
pub(in crate::rules) fn unreadable_measures(
    settings: &BTreeMap<PathBuf, Reading<Settings>>,
) -> Vec<(PathBuf, Finding)> {
    let of_file = |(folder, reading): (&PathBuf, &Reading<Settings>)| {
        let model = reading.model.as_ref()?;
        let size = model.type_size.as_ref().filter(|size| !size.text.is_blank());
        let size = size.and_then(|size| self::size(&size.text, size.value, paper_of(settings, folder)));
        let binding = model.binding.as_ref().filter(|binding| !binding.text.is_blank());
        let binding = binding.and_then(|binding| self::binding(&binding.text, binding.value));
        let found = [size, binding].into_iter().flatten();
        let placed = found.map(|finding| {
            let field = reading.field_at(finding.span);
            (folder.clone(), finding.in_field(field))
        });
        Some(placed.collect::<Vec<_>>())
    };
    settings.iter().filter_map(of_file).flatten().collect()
}

/// Returns the paper of the sheets of a folder, from the nearest settings that name one.
fn paper_of(settings: &BTreeMap<PathBuf, Reading<Settings>>, folder: &Path) -> Paper {
    let mut models = folder.ancestors().filter_map(|folder| settings.get(folder)?.model.as_ref());
    models.find_map(|model| model.paper).unwrap_or(Paper::A4)
}

fn size(text: &Text, value: Option<TypeSize>, paper: Paper) -> Option<Finding> {
    let (smallest, largest) = TypeSize::range(paper);
    let name = match paper {
        Paper::A4 => "A4",
        Paper::A3 => "A3",
    };
    let is_good = match value {
        Some(TypeSize::Automatic) => true,
        Some(TypeSize::Points(points)) => (smallest..=largest).contains(&points),
        None => false,
    };
    let help = Message::new(
        format!(
            "「自動」か、{name}なら {smallest}〜{largest} の数(ポイント)を書いてください。例: 文字の大きさ: {smallest}"
        ),
        format!("Write 自動, or a number of points from {smallest} to {largest} on {name}."),
    );
    (!is_good).then(|| finding("文字の大きさ", text, help))
}

fn binding(text: &Text, value: Option<Binding>) -> Option<Finding> {
    let widest = Binding::WIDEST;
    let is_good = value.is_some_and(|binding| binding.millimetres <= widest);
    let help = Message::new(
        format!(
            "{widest}mm までの長さを書いてください。上をとじるなら前に「上」を付けます。例: とじしろ: 10mm"
        ),
        format!("Write a length up to {widest} mm; put 上 before it where the upper edge is bound."),
    );
    (!is_good).then(|| finding("とじしろ", text, help))
}

fn finding(key: &str, text: &Text, help: Message) -> Finding {
    let shown = brief(text.text.trim());
    let message =
        Message::new(format!("{key}の「{shown}」は使えません。"), format!("{key} cannot be {shown}."));
    Finding::new(Rule::UNREADABLE_MEASURE, text.span, message, help)
}
