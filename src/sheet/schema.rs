//! The JSON Schema of each kind of file, derived from the model. `check` enforces the same schema that
//! editors receive. It is draft-07, because yaml-language-server supports no newer draft.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::Form;
use super::department::Department;
use super::settings::Settings;
use super::ward::Ward;

/// Returns the schema of a form.
pub fn of_form(form: Form) -> Value {
    let mut schema = match form {
        Form::Department => derived::<Department>(),
        Form::Ward => derived::<Ward>(),
    };
    schema["properties"]["様式"]["enum"] = json!([form.name()]);
    schema
}

/// Returns the schema of `mokuhyo.yaml`.
pub fn of_settings() -> Value {
    derived::<Settings>()
}

fn derived<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    allow_empty(&mut schema);
    schema
}

/// Allows null wherever a list or a map is allowed, because YAML reads an empty value as null. Rules decide
/// which values may be empty.
fn allow_empty(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if let Some(kind) = members.get_mut("type").filter(|kind| *kind == "array" || *kind == "object") {
                *kind = json!([kind.take(), "null"]);
            }
            members.values_mut().for_each(allow_empty);
        }
        Value::Array(items) => items.iter_mut().for_each(allow_empty),
        _ => {}
    }
}
