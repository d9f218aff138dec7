//! Which outputs a survey asks for, and what each is made from.

use std::collections::BTreeMap;

use super::Request;
use super::folder::{Folder, folders};
use super::manifest::Ingredients;
use super::output::{Of, Output, Target};
use super::product::{Product, folder_of};
use super::publisher::imprint_of_all;
use super::shard::bucket;
use crate::disk::Disk;
use crate::rules::{CheckedCollection, Inputs, JudgedSheet};
use crate::sheet::EraDate;
use crate::source::Digest;
use crate::view::{document_date, web};

/// What a run makes.
pub(super) struct Plan<'a> {
    checked: &'a CheckedCollection,
    request: &'a Request<'a>,
    pub(super) folders: BTreeMap<&'a str, Folder>,
    /// The latest date of the sheets in each folder.
    dates: BTreeMap<&'a str, EraDate>,
}

impl<'a> Plan<'a> {
    /// The plan of a survey.
    pub(super) fn new(checked: &'a CheckedCollection, request: &'a Request) -> Self {
        let mut folders = folders(checked);
        folders.retain(|name, _| request.drafts || !checked.drafts.contains(*name));
        Self { checked, request, folders, dates: folder_dates(checked, request.undated) }
    }

    /// The sheets of all folders that outputs are made of.
    fn sheets(&self) -> impl Iterator<Item = &'a JudgedSheet> + Clone {
        let sheets = self.checked.sheets.iter();
        sheets.filter(|sheet| self.folders.contains_key(folder_of(&sheet.file.name)))
    }

    /// Whether the PATHs leave sheets out that are published.
    pub(super) fn is_partial(&self) -> bool {
        self.sheets().any(|sheet| !sheet.file.selected)
    }

    /// The folders that are selected and not made, as people are told them.
    pub(super) fn left_out(&self) -> Vec<String> {
        let left_out = |sheet: &&JudgedSheet| {
            sheet.file.selected && !self.folders.contains_key(folder_of(&sheet.file.name))
        };
        let sheets = self.checked.sheets.iter().filter(left_out);
        let folders = sheets.map(|sheet| folder_of(&sheet.file.shown).to_owned());
        let mut folders: Vec<String> = folders.collect();
        folders.dedup();
        folders
    }

    /// Everything that is selected, wanted, and of the request's share: sheets by name with their pages, after
    /// each folder's what belongs to it, at last what belongs to the site.
    pub(super) fn targets(&self) -> Vec<Target<'a>> {
        let mut targets = Vec::new();
        for (name, folder) in &self.folders {
            targets.extend(self.of_sheets(folder));
            if folder.places.iter().all(|place| self.checked.sheets[*place].file.selected) {
                let products = Product::OF_FOLDER.into_iter();
                targets.extend(products.map(|product| Target { product, of: Of::Folder(name) }));
            }
        }
        targets.extend(self.of_site());
        let has = |target: &Target| {
            self.output(*target).is_some_and(|output| self.request.shard.has_bucket(output.bucket))
        };
        targets.retain(|target| self.wants(target.product) && has(target));
        targets.shrink_to_fit();
        targets
    }

    fn of_sheets(&self, folder: &Folder) -> impl Iterator<Item = Target<'a>> {
        let selected = folder.places.iter().filter(|place| self.checked.sheets[**place].file.selected);
        selected.flat_map(|&place| {
            // A ward's page is its folder's.
            let has_page = !self.checked.sheets[place].facts.is_ward;
            let products = [Some(Product::Sheet), has_page.then_some(Product::Page)];
            products.into_iter().flatten().map(move |product| Target { product, of: Of::Sheet(place) })
        })
    }

    /// An output; nothing of what a folder does not have.
    pub(super) fn output(&self, target: Target<'a>) -> Option<Output<'a>> {
        match target.of {
            Of::Sheet(place) => Some(self.of_sheet(target.product, place)),
            Of::Folder(name) => self.of_folder(target.product, name),
            Of::Site => Some(self.made_from(target.product, "", Vec::new(), Ingredients::of_bytes(&[]))),
        }
    }

    /// An output of one sheet.
    pub(super) fn of_sheet(&self, product: Product, place: usize) -> Output<'a> {
        let sheet = &self.checked.sheets[place];
        let facts = &sheet.facts;
        let date = if facts.is_ward {
            self.dates.get(folder_of(&sheet.file.name)).copied()
        } else {
            document_date(facts.latest, facts.year, self.request.undated)
        };
        let from = Ingredients { inputs: sheet.inputs(), date, beside: None };
        self.made_from(product, &sheet.file.name, vec![place], from)
    }

    /// An output of a folder; a booklet only where a ward's page leads it.
    pub(super) fn of_folder(&self, product: Product, name: &str) -> Option<Output<'a>> {
        let folder = self.folders.get(name)?;
        if product == Product::Booklet && folder.ward.is_none() {
            return None;
        }
        let places = folder.ordered();
        let owner = &self.checked.sheets[*places.first()?];
        let date = self.dates.get(name).copied();
        let inputs = Inputs { source: self.sources(&places), ..owner.inputs() };
        let mut output = self.made_from(product, name, places, Ingredients { inputs, date, beside: None });
        output.is_whole = folder.is_whole || product == Product::Ward;
        Some(output)
    }

    /// One hash for the sheets at these places, in their order.
    fn sources(&self, places: &[usize]) -> Digest {
        let sheets = places.iter().map(|place| &self.checked.sheets[*place]);
        Digest::of_all(sheets.flat_map(|it| [it.file.name.as_bytes(), it.digest.bytes()]))
    }

    /// The index of all folders where all are selected; where sheets stand at the root it is their page.
    fn of_site(&self) -> impl Iterator<Item = Target<'a>> {
        let all = !self.is_partial();
        let some = !self.folders.is_empty();
        let is_index = all && !self.folders.contains_key("");
        let products = Product::OF_SITE.into_iter();
        let products = products.filter(move |product| some && (*product != Product::Site || is_index));
        products.map(|product| Target { product, of: Of::Site })
    }

    /// The name of a sheet.
    pub(super) fn name(&self, place: usize) -> &'a str {
        &self.checked.sheets[place].file.name
    }

    /// 課 of a sheet; empty where it has none.
    pub(super) fn section(&self, place: usize) -> &'a str {
        self.checked.sheets[place].facts.section.as_deref().unwrap_or_default()
    }

    /// Whether a PATH selects a sheet.
    pub(super) fn is_selected(&self, place: usize) -> bool {
        self.checked.sheets[place].file.selected
    }

    /// Whether a sheet is not to be printed.
    fn is_stopped(&self, place: usize) -> bool {
        let sheet = &self.checked.sheets[place];
        sheet.is_stopped(self.request.deny_warnings) || sheet.resolved.fail
    }

    /// Whether an output is of the part that is made.
    fn wants(&self, product: Product) -> bool {
        self.request.only.is_none_or(|part| part == product.part())
    }

    /// Whether an output will be there when the run ends: it is there, or this run or another shard of it makes it.
    pub(super) fn will_be(&self, disk: &dyn Disk, output: &Output) -> bool {
        self.wants(output.product) && !output.is_stopped() || disk.kind(&output.path()).is_ok()
    }

    /// A folder as web pages name it: by its ward's page, else by the 部 of its departments.
    pub(super) fn web_folder(&self, name: &str) -> Option<web::Folder> {
        let folder = self.folders.get(name)?;
        let facts = |place: &usize| &self.checked.sheets[*place].facts;
        let place = web::PageLocation::new(name);
        let is_draft = self.checked.drafts.contains(name);
        if let Some(ward) = folder.ward.as_ref().map(facts) {
            let name = ward.name.as_deref().unwrap_or_default();
            let folder = web::Folder::of_ward(place, ward.year, name, ward.goals.into());
            return Some(web::Folder { is_draft, ..folder });
        }
        let departments = || folder.departments.iter().map(facts);
        let year = departments().filter_map(|facts| facts.year).max();
        let names = departments().filter_map(|facts| facts.name.as_deref());
        Some(web::Folder { is_draft, ..web::Folder::of_divisions(place, year, names) })
    }

    /// Who publishes the site: what all its sheets have in common, and the latest of their dates.
    pub(super) fn imprint(&self) -> web::Imprint {
        imprint_of_all(&self.sheets())
    }

    /// An output that is made from the sheets at these places.
    fn made_from(&self, product: Product, of: &str, places: Vec<usize>, from: Ingredients) -> Output<'a> {
        let name = product.path(of);
        let owner = places.first().map(|place| &*self.checked.sheets[*place].file.name);
        let bucket = home(owner);
        // An index leads to what is there, so only its ward's page can stop it.
        let is_ward = |place: &usize| self.checked.sheets[*place].facts.is_ward;
        let needed = places.iter().copied().filter(|place| product != Product::Ward || is_ward(place));
        let stopping = needed.filter(|place| self.is_stopped(*place)).collect();
        Output {
            product,
            checked: self.checked,
            out: self.request.out,
            places,
            is_whole: true,
            stopping,
            name,
            bucket,
            from,
        }
    }
}

/// The file of the manifest for what belongs to a sheet, or to none.
fn home(sheet: Option<&str>) -> u8 {
    bucket(&sheet.map_or_else(|| Product::Site.path(""), |name| Product::Sheet.path(name)))
}

/// All outputs that a collection has or may have, with the files of the manifest that they are recorded in: of
/// sources that no PATH selects, and of those that cannot be read now, whose last good output stays theirs. Those
/// of folders that are not published are among them where `drafts` are made.
pub(super) fn names(checked: &CheckedCollection, drafts: bool) -> BTreeMap<String, u8> {
    let mut names = BTreeMap::new();
    let folders = folders(checked);
    let sources = || {
        let names = checked.names.iter().map(|name| &**name);
        names.filter(|name| drafts || !checked.drafts.contains(folder_of(name)))
    };
    for name in sources() {
        let bucket = home(Some(name));
        names.extend([Product::Sheet, Product::Page].map(|product| (product.path(name), bucket)));
    }
    let mut firsts: BTreeMap<&str, &str> = BTreeMap::new();
    for name in sources() {
        firsts.entry(folder_of(name)).or_insert(name);
    }
    for (folder, first) in firsts {
        // The owner is known where the folder's sheets can be read; else any will do to keep what is there.
        let known = folders.get(folder);
        let owner = known.and_then(|folder| folder.ordered().first().copied());
        let owner = owner.map_or(first, |place| &checked.sheets[place].file.name);
        let has_booklet = known.is_none_or(|folder| folder.ward.is_some() || !folder.is_whole);
        let products = Product::OF_FOLDER.into_iter();
        let products = products.filter(|product| *product != Product::Booklet || has_booklet);
        names.extend(products.map(|product| (product.path(folder), home(Some(owner)))));
    }
    if !names.is_empty() {
        let site = Product::OF_SITE.map(|product| (product.path(""), home(None)));
        for (name, bucket) in site {
            names.entry(name).or_insert(bucket);
        }
    }
    names
}

/// The latest date of the sheets in each folder.
fn folder_dates(checked: &CheckedCollection, undated: Option<EraDate>) -> BTreeMap<&str, EraDate> {
    let mut dates = BTreeMap::new();
    for sheet in &checked.sheets {
        let facts = &sheet.facts;
        if let Some(date) = document_date(facts.latest, facts.year, undated) {
            dates
                .entry(folder_of(&sheet.file.name))
                .and_modify(|it: &mut EraDate| *it = date.max(*it))
                .or_insert(date);
        }
    }
    dates
}
