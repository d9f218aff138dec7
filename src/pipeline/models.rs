//! A cache of the models of a folder, whose sheets are read once for all web outputs.

use std::collections::{BTreeMap, BTreeSet};

use super::job::JobContext;
use super::output::Output;
use super::product::stem;
use crate::read::{Reading, RunError};
use crate::sheet::{Department, Model, Settings, Ward};
use crate::view;
use crate::view::data::{WardData, ward_data};
use crate::view::web::FolderEntry;

/// The readings of sheets by their indices in the checked collection.
pub(super) struct Models<'a> {
    context: JobContext<'a>,
    readings: BTreeMap<usize, Reading<Model>>,
}

impl<'a> Models<'a> {
    /// Returns a cache without models.
    pub(super) fn new(context: JobContext<'a>) -> Self {
        Self { context, readings: BTreeMap::new() }
    }

    /// Reads the sheets of an output that were not read yet.
    ///
    /// # Errors
    ///
    /// Fails at the first sheet that cannot be read, or that changed since it was checked.
    pub(super) fn read(&mut self, output: &Output) -> Result<(), RunError> {
        for (place, sheet) in output.places.iter().zip(output.sheets()) {
            if !self.readings.contains_key(place) {
                self.readings.insert(*place, self.context.read(sheet)?);
            }
        }
        Ok(())
    }

    /// Returns the sheets of an output with the stems of their names and their settings.
    fn models<'m>(
        &'m self,
        output: &'m Output<'m>,
    ) -> impl Iterator<Item = (&'m str, &'m Model, &'m Settings)> {
        output.places.iter().zip(output.sheets()).filter_map(|(place, sheet)| {
            Some((
                stem(&sheet.file.name),
                self.readings.get(place)?.model.as_ref()?,
                &sheet.resolved.settings,
            ))
        })
    }

    /// Returns the departments' sheets of an output.
    pub(super) fn departments<'m>(
        &'m self,
        output: &'m Output<'m>,
    ) -> impl Iterator<Item = (&'m Department, &'m Settings)> {
        self.models(output).filter_map(|(_, model, settings)| Some((model.department()?, settings)))
    }

    /// Returns the ward's page of an output.
    pub(super) fn ward<'m>(&'m self, output: &'m Output<'m>) -> Option<(&'m Ward, &'m Settings)> {
        self.models(output).find_map(|(_, model, settings)| Some((model.ward()?, settings)))
    }

    /// Returns the entries of the folder's index for the departments with these names.
    pub(super) fn entries(&self, output: &Output, names: &[String]) -> Vec<FolderEntry> {
        let stems: BTreeSet<&str> = names.iter().map(|name| stem(name)).collect();
        let shown = self.models(output).filter(|(stem, ..)| stems.contains(stem));
        let entry = |(stem, model, settings): (&str, &Model, &Settings)| {
            Some(FolderEntry::new(stem, &view::department(model.department()?, settings, None)))
        };
        shown.filter_map(entry).collect()
    }

    /// Returns the open data of an output's sheets.
    pub(super) fn data(&self, output: &Output) -> WardData {
        let departments: Vec<(&str, &Department, &Settings)> = self
            .models(output)
            .filter_map(|(stem, model, settings)| Some((stem, model.department()?, settings)))
            .collect();
        ward_data(self.ward(output), &departments)
    }
}
