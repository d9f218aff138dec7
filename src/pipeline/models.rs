//! The sheets of a folder, read once for all that is made of them.

use std::collections::{BTreeMap, BTreeSet};

use super::job::JobContext;
use super::output::Output;
use super::product::stem;
use crate::read::{Reading, RunError};
use crate::sheet::{Department, Model, Settings, Ward};
use crate::view;
use crate::view::data::{WardData, ward_data};
use crate::view::web::FolderEntry;

/// Readings of sheets by their places in the survey.
pub(super) struct Models<'a> {
    context: JobContext<'a>,
    readings: BTreeMap<usize, Reading<Model>>,
}

impl<'a> Models<'a> {
    /// Returns a cache without models.
    pub(super) fn new(context: JobContext<'a>) -> Self {
        Self { context, readings: BTreeMap::new() }
    }

    /// Reads those of an output's sheets that were not yet read.
    ///
    /// # Errors
    /// The first that cannot be read, or not as it was judged.
    pub(super) fn read(&mut self, output: &Output) -> Result<(), RunError> {
        for (place, sheet) in output.places.iter().zip(output.sheets()) {
            if !self.readings.contains_key(place) {
                self.readings.insert(*place, self.context.read(sheet)?);
            }
        }
        Ok(())
    }

    /// Returns an output's sheets with the names of their files and their settings.
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

    /// Returns the departments among an output's sheets.
    pub(super) fn departments<'m>(
        &'m self,
        output: &'m Output<'m>,
    ) -> impl Iterator<Item = (&'m Department, &'m Settings)> {
        self.models(output).filter_map(|(_, model, settings)| Some((model.department()?, settings)))
    }

    /// Returns the ward's page among an output's sheets.
    pub(super) fn ward<'m>(&'m self, output: &'m Output<'m>) -> Option<(&'m Ward, &'m Settings)> {
        self.models(output).find_map(|(_, model, settings)| Some((model.ward()?, settings)))
    }

    /// Returns the departments of these names as the index of their folder names them.
    pub(super) fn entries(&self, output: &Output, names: &[String]) -> Vec<FolderEntry> {
        let stems: BTreeSet<&str> = names.iter().map(|name| stem(name)).collect();
        let shown = self.models(output).filter(|(stem, ..)| stems.contains(stem));
        let entry = |(stem, model, settings): (&str, &Model, &Settings)| {
            Some(FolderEntry::new(stem, &view::department(model.department()?, settings, None)))
        };
        shown.filter_map(entry).collect()
    }

    /// Returns the data of an output's sheets.
    pub(super) fn data(&self, output: &Output) -> WardData {
        let departments: Vec<(&str, &Department, &Settings)> = self
            .models(output)
            .filter_map(|(stem, model, settings)| Some((stem, model.department()?, settings)))
            .collect();
        ward_data(self.ward(output), &departments)
    }
}
