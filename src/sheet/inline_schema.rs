//! Schemas that are written by hand.

/// Implements [`schemars::JsonSchema`] by a function from the generator to the schema, which is written in
/// the place of the type.
macro_rules! inline_schema {
    ($type:ident $(<$parameter:ident>)?, $schema:expr) => {
        impl $(<$parameter>)? schemars::JsonSchema for $type $(<$parameter>)? {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let schema: fn(&mut schemars::SchemaGenerator) -> schemars::Schema = $schema;
                schema(generator)
            }
        }
    };
}

pub(super) use inline_schema;
