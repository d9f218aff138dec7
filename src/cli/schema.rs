//! `mokuhyo schema`: the JSON Schema that editors complete from and `check` enforces.

use std::process::ExitCode;

use super::args::{FormArg, SchemaArgs};
use super::console::Console;
use crate::sheet::{Form, schema};

/// Prints the schema of a form.
pub(super) fn run(args: &SchemaArgs, console: &Console) -> ExitCode {
    let schema = match args.form {
        FormArg::Department => schema::of_form(Form::Department),
        FormArg::Ward => schema::of_form(Form::Ward),
        FormArg::Settings => schema::of_settings(),
    };
    console.print(&format!("{schema:#}\n"))
}
