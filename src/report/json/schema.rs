//! The JSON Schemas of what programs read.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::{JsonReport, status_name};
use crate::finding::{Mend, Severity};
use crate::report::Status;
use crate::report::state_labels::{STATES, state_name};

/// Returns the JSON Schema of the output of [`super::json`].
pub fn json_schema() -> Value {
    schema_of::<JsonReport>()
}

/// Returns a type's schema in draft-07, which most tools support.
pub(in crate::report) fn schema_of<T: JsonSchema>() -> Value {
    SchemaSettings::draft07().for_serialize().into_generator().into_root_schema_for::<T>().to_value()
}

pub(super) fn severities(_: &mut SchemaGenerator) -> Schema {
    named(&[Severity::Error, Severity::Warning].map(Severity::name))
}

pub(super) fn statuses(_: &mut SchemaGenerator) -> Schema {
    named(&[Status::Clean, Status::Warnings, Status::Blocked, Status::Errors].map(status_name))
}

pub(super) fn states(_: &mut SchemaGenerator) -> Schema {
    named(&STATES.map(state_name))
}

pub(super) fn mends(_: &mut SchemaGenerator) -> Schema {
    named(&[Mend::Certain(Vec::new()), Mend::Proposed(Vec::new())].map(|mend| mend.kind()))
}

fn named(names: &[&str]) -> Schema {
    json_schema!({ "type": "string", "enum": names })
}
