//! The JSON Schema of each kind of file, derived from the model: the one that `check` enforces is the
//! one that editors get (draft-07, because yaml-language-server reads no newer one).

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::Form;
use super::department::Department;
use super::settings::Settings;
use super::ward::Ward;

/// The schema of a form.
pub fn of_form(form: Form) -> Value {
    let mut schema = match form {
        Form::Department => derived::<Department>(),
        Form::Ward => derived::<Ward>(),
    };
    schema["properties"]["様式"]["enum"] = json!([form.name()]);
    schema
}

/// The schema of `mokuhyo.yaml`.
pub fn of_settings() -> Value {
    derived::<Settings>()
}

fn derived<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    allow_empty(&mut schema);
    schema
}

/// An empty value is no list or map to YAML. Whether it may be empty is for the rules to say.
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
