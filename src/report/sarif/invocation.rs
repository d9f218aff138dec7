//! The invocation of a SARIF log: whether the run succeeded, and notifications of errors, omitted findings
//! and skipped folders.

use serde_json::json;
use serde_sarif::sarif::{
    Invocation, Location, Message as SarifMessage, Notification, PhysicalLocation, Region,
    ReportingDescriptorReference,
};

use super::super::drafts::left_out;
use super::super::{ErrorReport, FileReport};
use super::Log;
use super::results::number;
use crate::finding::{Omitted, plain_lines};

impl Log<'_> {
    /// Returns the invocation. It is successful unless the run had errors.
    pub(super) fn invocation(&self) -> Invocation {
        let errors = self.report.errors.iter().map(|error| self.error(error));
        let omitted = self.report.files.iter().flat_map(|file| {
            let omitted = file.shown().1;
            omitted.into_iter().map(|rest| self.omitted(file, rest)).collect::<Vec<_>>()
        });
        let drafts = self.report.drafts.iter().map(|folder| self.draft(folder));
        let notifications: Vec<Notification> = errors.chain(omitted).chain(drafts).collect();
        let mut invocation =
            Invocation::builder().execution_successful(self.report.errors.is_empty()).build();
        invocation.tool_execution_notifications = Some(notifications).filter(|list| !list.is_empty());
        invocation
    }

    fn error(&self, error: &ErrorReport) -> Notification {
        let text = plain_lines(error.message.get(self.lang)).into_owned();
        let mut notification = Notification::builder()
            .level(json!("error"))
            .message(SarifMessage::builder().text(text).build())
            .build();
        notification.locations = error.path.as_deref().map(|path| vec![self.file(path)]);
        notification
    }

    /// Returns the notification of a skipped folder.
    fn draft(&self, folder: &str) -> Notification {
        let words = left_out(&[folder.to_owned()]);
        Notification::builder()
            .level(json!("note"))
            .message(SarifMessage::builder().text(words.get(self.lang)).build())
            .locations(vec![self.file(folder)])
            .build()
    }

    fn omitted(&self, file: &FileReport, omitted: Omitted) -> Notification {
        let rule = ReportingDescriptorReference::builder()
            .id(omitted.rule.name)
            .index(self.index(omitted.rule.name))
            .build();
        let line = number(file.source.place(omitted.span.start).line);
        let region = Region::builder().start_line(line).build();
        Notification::builder()
            .level(json!("note"))
            .message(SarifMessage::builder().text(omitted.message().get(self.lang)).build())
            .associated_rule(rule)
            .locations(vec![self.location(&file.source.path, region)])
            .build()
    }

    /// Returns the location of a whole file.
    fn file(&self, path: &str) -> Location {
        let physical = PhysicalLocation::builder().artifact_location(self.artifact(path)).build();
        Location::builder().physical_location(physical).build()
    }
}
