//! The index of a ward's folder: the ward's page, its departments, and downloads.

use super::contact::pieces;
use super::{Folder, FolderEntry, Imprint, Link, PageFrame, PdfFacts, PdfLink, Piece, SITE, SitePage, flat};
use crate::path::uri_segment;
use crate::view::WardView;

/// The inputs of the index of a ward's folder.
#[derive(Debug)]
pub struct WardParts<'a> {
    /// The folder.
    pub folder: &'a Folder,
    /// The publication.
    pub imprint: &'a Imprint,
    /// The texts of the ward's page, if there is one.
    pub view: Option<&'a WardView>,
    /// The PDF of the ward's page.
    pub pdf: Option<PdfFacts>,
    /// The PDF of the booklet.
    pub booklet: Option<PdfFacts>,
    /// The departments in their order.
    pub departments: &'a [FolderEntry],
    /// `true` if the page of the charts exists.
    pub trend: bool,
    /// `true` if `indicators.csv` and `sheets.json` exist.
    pub data: bool,
    /// The other folders, in the site's root.
    pub site: Option<SitePage>,
}

/// The index of a ward's folder.
#[derive(Debug)]
pub struct WardPage<'a> {
    /// The texts around the content.
    pub frame: PageFrame,
    /// The heading if there is no ward's page.
    pub heading: String,
    /// The texts of the ward's page.
    pub ward: Option<&'a WardView>,
    /// The label before the departments' goals that serve a ward goal.
    pub served_label: &'static str,
    /// The links to the departments' goals that serve each ward goal.
    pub served: Vec<Vec<Link>>,
    /// The link to the PDF.
    pub pdf: Option<PdfLink>,
    /// The departments.
    pub departments: DepartmentList,
    /// The link to the page of the charts.
    pub trend: Option<Link>,
    /// The heading of the downloads.
    pub files_heading: &'static str,
    /// The link to the booklet.
    pub booklet: Option<PdfLink>,
    /// The links to the open data.
    pub data: Vec<Link>,
    /// The other folders, in the site's root, if there are any.
    pub site: Option<SitePage>,
}

/// The departments of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentList {
    /// The heading.
    pub heading: &'static str,
    /// The label before a telephone number.
    pub contact: &'static str,
    /// The departments.
    pub departments: Vec<DepartmentLink>,
}

/// A department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentLink {
    /// The link to its page.
    pub link: Link,
    /// The telephone number in pieces; empty if it has none.
    pub contact: Vec<Piece>,
}

/// Returns the index of a ward's folder.
pub fn ward_page(parts: WardParts) -> WardPage {
    let heading = parts.folder.heading();
    let title = parts.view.map_or_else(|| heading.clone(), |view| view.document.title.clone());
    let frame = PageFrame::of_folder(parts.folder, "index.html", title, parts.imprint, heading.clone());
    WardPage {
        frame: PageFrame { trail: trail(parts.folder), description: description(parts.view), ..frame },
        ward: parts.view,
        served_label: "関係する課の目標:",
        served: served(parts.folder.goals, parts.departments),
        pdf: parts.pdf.map(|pdf| pdf.link(&parts.folder.name)),
        departments: departments(parts.departments),
        trend: parts.trend.then(trend),
        files_heading: "冊子とデータ",
        booklet: parts.booklet.map(|pdf| pdf.link("全課の組織目標をまとめた冊子")),
        data: if parts.data { data() } else { Vec::new() },
        site: parts.site.filter(|site| !site.years.is_empty()),
        heading,
    }
}

/// Returns the links to the departments' goals that serve each ward goal.
fn served(goals: usize, entries: &[FolderEntry]) -> Vec<Vec<Link>> {
    let link = |entry: &FolderEntry, number: usize| Link {
        href: format!("{}.html#goal-{number}", uri_segment(&entry.stem)),
        label: format!("{} No.{number}", entry.name()),
    };
    let of_one = |entry: &FolderEntry, goal: usize| {
        let served = entry.served.iter().filter(|(of, _)| *of == goal);
        served.map(|(_, number)| link(entry, *number)).collect::<Vec<_>>()
    };
    (1..=goals).map(|goal| entries.iter().flat_map(|entry| of_one(entry, goal)).collect()).collect()
}

fn trail(folder: &Folder) -> Vec<Link> {
    if folder.place.is_root() {
        return Vec::new();
    }
    vec![Link { href: folder.place.site(), label: SITE.to_owned() }]
}

fn description(view: Option<&WardView>) -> String {
    view.map(|view| flat(&view.purpose.lines)).unwrap_or_default()
}

fn departments(entries: &[FolderEntry]) -> DepartmentList {
    let link = |entry: &FolderEntry| DepartmentLink {
        link: Link { href: uri_segment(&entry.stem) + ".html", label: entry.name().to_owned() },
        contact: pieces(&entry.contact),
    };
    DepartmentList {
        heading: "各課の組織目標",
        contact: "電話",
        departments: entries.iter().map(link).collect(),
    }
}

fn trend() -> Link {
    Link { href: "indicators.html".to_owned(), label: "指標の推移(グラフ)".to_owned() }
}

fn data() -> Vec<Link> {
    [("indicators.csv", "すべての指標の値(CSV)"), ("sheets.json", "すべての組織目標(JSON)")]
        .map(|(file, label)| Link { href: file.to_owned(), label: label.to_owned() })
        .into()
}
