//! `mokuhyo schema`: prints the JSON Schema that editors complete from and `check` enforces, and those of the
//! open data and of machine-readable output.

use super::args::{SchemaArg, SchemaArgs};
use super::console::Console;
use super::status::ExitStatus;
use crate::edition::data;
use crate::report::{differences_schema, json_schema};
use crate::sheet::{Form, schema};

/// Prints the schema of a form, of the open data, or of machine-readable output.
pub(super) fn run(args: &SchemaArgs, console: &Console) -> ExitStatus {
    let schema = match args.form {
        SchemaArg::Department => schema::of_form(Form::Department),
        SchemaArg::Ward => schema::of_form(Form::Ward),
        SchemaArg::Settings => schema::of_settings(),
        SchemaArg::Report => json_schema(),
        SchemaArg::Diff => differences_schema(),
        SchemaArg::Data => return console.print(data::schema()),
    };
    console.print(format!("{schema:#}\n"))
}
