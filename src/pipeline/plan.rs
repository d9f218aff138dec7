//! The outputs that a checked collection and a request give, and what each is made from.

use std::collections::BTreeMap;

use super::Request;
use super::folder::{Folder, folders};
use super::manifest::Ingredients;
use super::output::Output;
use super::product::{Product, folder_of};
use super::publisher::imprint_of_all;
use super::shard::bucket;
use crate::disk::Disk;
use crate::rules::{CheckedCollection, CheckedSheet, Inputs};
use crate::sheet::EraDate;
use crate::source::Digest;
use crate::view::{document_date, web};

/// Computes the outputs of a run.
pub(super) struct Plan<'a> {
    checked: &'a CheckedCollection,
    request: &'a Request<'a>,
    pub(super) folders: BTreeMap<&'a str, Folder>,
    /// The latest date of the sheets in each folder.
    dates: BTreeMap<&'a str, EraDate>,
}

impl<'a> Plan<'a> {
    /// Groups the sheets into folders and leaves out the folders that are not published.
    pub(super) fn new(checked: &'a CheckedCollection, request: &'a Request) -> Self {
        let mut folders = folders(checked);
        folders.retain(|name, _| request.drafts || !checked.drafts.contains(*name));
        Self { checked, request, folders, dates: folder_dates(checked, request.undated) }
    }

    /// Returns the sheets of the folders that are built.
    fn sheets(&self) -> impl Iterator<Item = &'a CheckedSheet> + Clone {
        let sheets = self.checked.sheets.iter();
        sheets.filter(|sheet| self.folders.contains_key(folder_of(&sheet.file.name)))
    }

    /// Returns whether the PATHs leave out sheets that are published.
    pub(super) fn is_partial(&self) -> bool {
        self.sheets().any(|sheet| !sheet.file.selected)
    }

    /// Returns the folders that are selected and not published, as messages show them.
    pub(super) fn left_out(&self) -> Vec<String> {
        let left_out = |sheet: &&CheckedSheet| {
            sheet.file.selected && !self.folders.contains_key(folder_of(&sheet.file.name))
        };
        let sheets = self.checked.sheets.iter().filter(left_out);
        let folders = sheets.map(|sheet| folder_of(&sheet.file.shown).to_owned());
        let mut folders: Vec<String> = folders.collect();
        folders.dedup();
        folders
    }

    /// Returns the outputs that the request selects, of its shard: per folder its sheets with their pages by name,
    /// then the outputs of the folder, then those of the site.
    pub(super) fn outputs(&self) -> Vec<Output<'a>> {
        let mut outputs = Vec::new();
        for (name, folder) in &self.folders {
            let selected = folder.places.iter().filter(|place| self.is_selected(**place));
            outputs.extend(selected.flat_map(|place| self.of_one(*place)));
            if folder.places.iter().all(|place| self.is_selected(*place)) {
                let products = Product::OF_FOLDER.into_iter();
                outputs.extend(products.filter_map(|product| self.of_folder(product, name)));
            }
        }
        outputs.extend(self.of_site());
        outputs.retain(|output| self.wants(output.product) && self.request.shard.has_bucket(output.bucket));
        outputs
    }

    /// Returns the PDF of a sheet and its page. The page of a ward is an output of its folder.
    fn of_one(&self, place: usize) -> impl Iterator<Item = Output<'a>> {
        let has_page = !self.checked.sheets[place].facts.is_ward;
        let products = [Some(Product::Sheet), has_page.then_some(Product::Page)];
        products.into_iter().flatten().map(move |product| self.of_sheet(product, place))
    }

    /// Returns an output of one sheet.
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

    /// Returns an output of a folder. Only a folder with a ward's page has a booklet.
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
        // The index of the root folder is the site's, too.
        let is_all_listed = !name.is_empty() || self.checked.unlisted.is_empty();
        output.is_whole = if product == Product::Ward { is_all_listed } else { folder.is_whole };
        Some(output)
    }

    /// Returns one hash of the sheets at these indices, in their order.
    fn sources(&self, places: &[usize]) -> Digest {
        let sheets = places.iter().map(|place| &self.checked.sheets[*place]);
        Digest::of_all(sheets.flat_map(|sheet| [sheet.file.name.as_bytes(), sheet.digest.bytes()]))
    }

    /// Returns the outputs of the site. The index of all folders needs all of them selected; the index of sheets
    /// in the root folder is that folder's own output.
    fn of_site(&self) -> impl Iterator<Item = Output<'a>> {
        let all = !self.is_partial();
        let some = !self.folders.is_empty();
        let is_index = all && !self.folders.contains_key("");
        let products = Product::OF_SITE.into_iter();
        let products = products.filter(move |product| some && (*product != Product::Site || is_index));
        // An index without the folders that cannot be listed just now would take them from the site.
        let is_whole = |product| product != Product::Site || self.checked.unlisted.is_empty();
        products.map(move |product| Output {
            is_whole: is_whole(product),
            ..self.made_from(product, "", Vec::new(), Ingredients::of_bytes(&[]))
        })
    }

    /// Returns the name of a sheet.
    pub(super) fn name(&self, place: usize) -> &'a str {
        &self.checked.sheets[place].file.name
    }

    /// Returns the 課 of a sheet, or an empty text.
    pub(super) fn section(&self, place: usize) -> &'a str {
        self.checked.sheets[place].facts.section.as_deref().unwrap_or_default()
    }

    /// Returns whether a PATH selects a sheet.
    pub(super) fn is_selected(&self, place: usize) -> bool {
        self.checked.sheets[place].file.selected
    }

    /// Returns whether errors block the outputs of a sheet.
    fn is_stopped(&self, place: usize) -> bool {
        let sheet = &self.checked.sheets[place];
        sheet.is_stopped(self.request.deny_warnings) || sheet.resolved.fail
    }

    /// Returns whether `--only` includes an output.
    fn wants(&self, product: Product) -> bool {
        self.request.only.is_none_or(|part| part == product.part())
    }

    /// Returns whether an output exists when the run ends: it exists now, or this run or another shard builds it.
    pub(super) fn will_be(&self, disk: &dyn Disk, output: &Output) -> bool {
        self.wants(output.product) && !output.is_stopped() || disk.kind(&output.path()).is_ok()
    }

    /// Returns a folder as web pages name it: by its ward's page, else by the 部 of its departments.
    pub(super) fn web_folder(&self, name: &str) -> Option<web::Folder> {
        let folder = self.folders.get(name)?;
        let facts = |place: &usize| &self.checked.sheets[*place].facts;
        let place = web::PageLocation::new(name);
        let is_draft = self.checked.drafts.contains(name);
        if let Some(ward) = folder.ward.as_ref().map(facts) {
            let name = ward.name.as_deref().unwrap_or_default();
            let folder = web::Folder::of_ward(place, ward.year, name, ward.goals);
            return Some(web::Folder { is_draft, ..folder });
        }
        let departments = || folder.departments.iter().map(facts);
        let year = departments().filter_map(|facts| facts.year).max();
        let names = departments().filter_map(|facts| facts.name.as_deref());
        Some(web::Folder { is_draft, ..web::Folder::of_divisions(place, year, names) })
    }

    /// Returns the publisher of the site, from the settings that all its sheets share, and the latest date.
    pub(super) fn imprint(&self) -> web::Imprint {
        imprint_of_all(&self.sheets())
    }

    /// Returns an output made from the sheets at these indices.
    fn made_from(&self, product: Product, of: &str, places: Vec<usize>, from: Ingredients) -> Output<'a> {
        let name = product.path(of);
        let owner = places.first().map(|place| &*self.checked.sheets[*place].file.name);
        let bucket = home(owner);
        // An index links to the pages that exist, so only its ward's page can block it.
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

/// Returns the hash byte from which the shard of a sheet's outputs, or of the site's, follows.
fn home(sheet: Option<&str>) -> u8 {
    bucket(&sheet.map_or_else(|| Product::Site.path(""), |name| Product::Sheet.path(name)))
}

/// Returns the names of all outputs that a collection has or may have, with the hash bytes of their shards. Sources that
/// no PATH selects count, and so do sources that cannot be read now, so that their last good output is not an orphan.
/// Folders that are not published count with `drafts`.
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
        // Where no sheet of the folder can be read, any owner keeps the outputs from being orphans.
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

/// Returns the latest date of the sheets in each folder.
fn folder_dates(checked: &CheckedCollection, undated: Option<EraDate>) -> BTreeMap<&str, EraDate> {
    let mut dates = BTreeMap::new();
    for sheet in &checked.sheets {
        let facts = &sheet.facts;
        if let Some(date) = document_date(facts.latest, facts.year, undated) {
            dates
                .entry(folder_of(&sheet.file.name))
                .and_modify(|latest: &mut EraDate| *latest = date.max(*latest))
                .or_insert(date);
        }
    }
    dates
}
