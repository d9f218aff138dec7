//! Values that take one of a few words.

/// Defines an enum whose variants are words, with its `Deserialize` and `Serialize`. Its schema lists the
/// words and null (for an empty value) as `"enum"`, from which editors complete.
macro_rules! choices {
    (
        $(#[$doc:meta])*
        pub enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        $crate::sheet::inline_schema::inline_schema!($name, |_| {
            schemars::json_schema!({ "type": ["string", "null"], "enum": [$($word,)+ null] })
        });
    };
}

pub(super) use choices;
