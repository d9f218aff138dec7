//! `mokuhyo schema`: the JSON Schema that editors complete from and `check` enforces, and that of the open data.

use std::process::ExitCode;

use super::args::{SchemaArg, SchemaArgs};
use super::console::Console;
use crate::edition::data;
use crate::sheet::{Form, schema};

/// Prints the schema of a form, or of what is published as open data.
pub(super) fn run(args: &SchemaArgs, console: &Console) -> ExitCode {
    let schema = match args.form {
        SchemaArg::Department => schema::of_form(Form::Department),
        SchemaArg::Ward => schema::of_form(Form::Ward),
        SchemaArg::Settings => schema::of_settings(),
        SchemaArg::Data => return console.pass(&data::schema()),
    };
    console.print(&format!("{schema:#}\n"))
}
