//! The values with which `new` fills a skeleton: those that the sheet's path and its siblings imply.

use std::path::{Path, PathBuf};

use super::roll::named_alike;
use crate::disk::Disk;
use crate::read::Reader;
use crate::sheet::FiscalYear;

/// The most folders above a sheet that are searched for the name of its year: its ward's, the year's and the
/// collection's.
const FOLDERS: usize = 3;

/// The values of a sheet that are known before it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownValues {
    /// The year that a folder of its path is named after.
    pub year: Option<FiscalYear>,
    /// 部 of the sheets beside it, if all have the same; without such sheets, of the same ward's a year
    /// earlier.
    pub division: Option<String>,
}

impl KnownValues {
    /// Infers the values of a sheet from its path and its siblings.
    pub fn of(disk: &dyn Disk, reader: &Reader, path: &Path) -> Self {
        // If the folder of the run was removed, only the path's own folders are used.
        let whole = disk.canonical(Path::new(".")).map_or_else(|_| path.to_owned(), |here| here.join(path));
        let mut folders = whole.ancestors().skip(1).take(FOLDERS);
        let year: Option<(&Path, FiscalYear)> =
            folders.find_map(|folder| Some((folder, folder.file_name()?.to_str()?.parse().ok()?)));
        let division = whole.parent().and_then(|folder| {
            let of_year_before = || division(disk, reader, &a_year_earlier(folder, year?)?);
            division(disk, reader, folder).or_else(of_year_before)
        });
        Self { year: year.map(|(_, year)| year), division }
    }

    /// Fills in a skeleton: keys are found by their names, and those that hold a value stay.
    pub fn filled(&self, skeleton: &str) -> String {
        let mut lines: Vec<String> = Vec::new();
        let mut rest = skeleton.lines().peekable();
        while let Some(line) = rest.next() {
            match (key(line), self.year, &self.division) {
                ("年度", Some(year), _) => lines.push(with_value(line, &year.to_string())),
                ("部", _, Some(division)) => lines.push(with_value(line, &scalar(division))),
                ("実績", Some(year), _) => {
                    lines.push(line.to_owned());
                    while rest.next_if(|line| is_placeholder(line)).is_some() {}
                    lines.extend(actuals(line, year));
                }
                _ => lines.push(line.to_owned()),
            }
        }
        lines.into_iter().map(|line| line + "\n").collect()
    }
}

/// Returns the same folder in the year before: of r3/kita it is r2/kita.
fn a_year_earlier(folder: &Path, (named, year): (&Path, FiscalYear)) -> Option<PathBuf> {
    let name = named_alike(named.file_name()?.to_str()?, FiscalYear::new(year.western() - 1));
    Some(named.with_file_name(name).join(folder.strip_prefix(named).ok()?))
}

/// Returns the 部 of the sheets in a folder, or `None` if they differ.
fn division(disk: &dyn Disk, reader: &Reader, folder: &Path) -> Option<String> {
    let files = disk.files(folder).ok()?;
    let is_sheet = |path: &&PathBuf| {
        path.parent() == Some(folder)
            && path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
    };
    let texts = files.iter().filter(is_sheet).filter_map(|path| {
        let model = reader.sheet("", &disk.read(path).ok()?).model?;
        Some(model.department()?.division.as_ref()?.text.trim().to_owned())
    });
    let mut divisions = texts.filter(|text| !text.is_empty() && !text.contains('\n'));
    let first = divisions.next()?;
    divisions.all(|division| division == first).then_some(first)
}

/// Returns the key of a line, after its dash; empty for a comment.
fn key(line: &str) -> &str {
    let line = line.trim_start_matches([' ', '-']);
    line.split_once(':').map_or("", |(key, _)| key)
}

/// Returns a line with a value behind its key, and its note, which keeps its column where it can.
fn with_value(line: &str, value: &str) -> String {
    let Some((key, rest)) = line.split_once(':') else { return line.to_owned() };
    match rest.split_once('#') {
        None if rest.trim().is_empty() => format!("{key}: {value}"),
        Some((blank, note)) if blank.trim().is_empty() => {
            let padding = blank.len().saturating_sub(1 + columns(value)).max(2);
            format!("{key}: {value}{}#{note}", " ".repeat(padding))
        }
        _ => line.to_owned(),
    }
}

/// Returns how many columns a text takes: kanji take two.
fn columns(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

/// Returns a text as a value of YAML.
fn scalar(text: &str) -> String {
    let is_plain = text.chars().all(char::is_alphabetic);
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// Returns whether a line is a comment with a year of 実績, which the years themselves replace.
fn is_placeholder(line: &str) -> bool {
    let comment = line.trim_start().strip_prefix('#').map(str::trim_start);
    let year = comment.and_then(|comment| comment.split_once(':')).map(|(year, _)| year.trim());
    year.is_some_and(|year| year.parse::<FiscalYear>().is_ok())
}

/// Returns the three years below 実績.
fn actuals(line: &str, year: FiscalYear) -> Vec<String> {
    let indent = " ".repeat(line.len() - line.trim_start().len() + 2);
    let note = format!("{indent}# 測っていない年は \"-\" と書く。空とは別");
    let years = year.window().map(|year| format!("{indent}{}:", year.short()));
    std::iter::once(note).chain(years).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;
    use crate::edit::{Skeleton, skeleton};

    const SIBLING: &str = "様式: 組織目標管理シート\n年度: 令和3年度\n部: 北区役所\n課: 税務課\n組織目標:\n";

    fn of(files: &[(&str, &str)], path: &str) -> KnownValues {
        let disk = MemoryDisk::with(files.iter().map(|(path, text)| (*path, *text)));
        KnownValues::of(&disk, &Reader::new(), Path::new(path))
    }

    #[test]
    fn path_and_siblings_report_the_year_and_the_division() {
        let year = Some(FiscalYear::new(2021));
        let sibling = ("/s/r3/kita/zeimu.yaml", SIBLING);
        let path = "/s/r3/kita/soumu.yaml";
        assert_eq!(of(&[sibling], path), KnownValues { year, division: Some("北区役所".to_owned()) });
        assert_eq!(of(&[], path), KnownValues { year, division: None });
        let of_another_ward = SIBLING.replace("北区役所", "南区役所");
        assert_eq!(of(&[sibling, ("/s/r3/kita/b.yaml", &of_another_ward)], path).division, None);
        // The same ward a year earlier, where no sheet is beside it.
        let earlier = ("/s/r2/kita/zeimu.yaml", SIBLING);
        assert_eq!(of(&[earlier], path).division.as_deref(), Some("北区役所"));
        assert_eq!(of(&[("/s/r2/minami/zeimu.yaml", SIBLING)], path).division, None);
        assert_eq!(
            of(&[earlier, ("/s/r3/kita/b.yaml", &of_another_ward)], path).division.as_deref(),
            Some("南区役所")
        );
        for (old, new) in [("h30", "r1"), ("令和2年度", "令和3年度"), ("2020", "2021")] {
            let earlier = format!("/s/{old}/kita/zeimu.yaml");
            let found = of(&[(&earlier, SIBLING)], &format!("/s/{new}/kita/soumu.yaml"));
            assert_eq!(found.division.as_deref(), Some("北区役所"), "{new}");
        }
        // A sheet of another folder, and a page of a ward, imply no value.
        assert_eq!(of(&[("/s/r3/kita/deep/b.yaml", SIBLING)], path).division, None);
        for (path, western) in [
            ("/s/令和3年度/kita/a.yaml", Some(2021)),
            ("/s/2021/a.yaml", Some(2021)),
            ("/s/kita/a.yaml", None),
        ] {
            assert_eq!(of(&[], path).year.map(FiscalYear::western), western, "{path}");
        }
    }

    #[test]
    fn a_skeleton_is_filled_in_by_its_keys() {
        let known_values =
            KnownValues { year: Some(FiscalYear::new(2021)), division: Some("北区役所".to_owned()) };
        let filled = known_values.filled(skeleton(Skeleton::Department));
        for line in
            ["年度: 令和3年度", "部: 北区役所", "              H30:\n              R1:\n              R2:\n"]
        {
            assert!(filled.contains(line), "{line} is not in {filled}");
        }
        let reading = Reader::new().sheet("a", filled.as_bytes());
        let sheet = reading.model.as_ref().and_then(|model| model.department()).expect("a sheet");
        assert_eq!(sheet.year.as_ref().and_then(|year| year.value), Some(FiscalYear::new(2021)));
        let years: Vec<_> = sheet.goals[0]
            .indicators()
            .flat_map(|indicator| &indicator.actuals.0)
            .map(|actual| actual.0.value)
            .collect();
        assert_eq!(years, FiscalYear::new(2021).window().map(Some));
        assert!(reading.findings.is_empty(), "{:?}", reading.findings);
        assert!(known_values.filled(skeleton(Skeleton::Ward)).contains("\n年度: 令和3年度"));
    }

    #[test]
    fn what_is_not_known_keeps_its_placeholder() {
        for kind in [Skeleton::Department, Skeleton::Ward, Skeleton::Settings] {
            assert_eq!(KnownValues::default().filled(skeleton(kind)), skeleton(kind));
        }
        let known_values = KnownValues { year: None, division: Some("総務部(1係): #".to_owned()) };
        let filled = known_values.filled("部:   # 例\n部: 既に\n部:\n#年度: x\n");
        assert_eq!(filled, "部: \"総務部(1係): #\"  # 例\n部: 既に\n部: \"総務部(1係): #\"\n#年度: x\n");
    }
}
