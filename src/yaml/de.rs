//! Nodes → types that derive `Deserialize`.
//!
//! The deserializer is lenient where the schema is strict: violations of the schema are pruned before. Absent
//! and empty values become absent fields, and a single value in the place of a list becomes a list of one.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::{Data, Entry, Node};
use crate::source::{Span, TEXT_TOKEN};

/// A tree that does not fit the type, which means that a type and its schema disagree.
#[derive(Debug)]
pub struct Mismatch(String);

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Deserializes a tree.
///
/// # Errors
///
/// Returns [`Mismatch`] where the tree does not fit the type.
pub fn deserialize<'de, T: Deserialize<'de>>(node: &'de Node) -> Result<T, Mismatch> {
    T::deserialize(node)
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.data {
            Data::Empty | Data::Pruned => visitor.visit_unit(),
            Data::Scalar(text) => visitor.visit_str(text),
            Data::List(_) => self.deserialize_seq(visitor),
            Data::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.data {
            Data::Empty | Data::Pruned => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let items = match &self.data {
            Data::Empty | Data::Pruned => &[],
            Data::List(items) => items.as_slice(),
            Data::Scalar(_) | Data::Map(_) => std::slice::from_ref(self),
        };
        visitor.visit_seq(SeqDeserializer::new(items.iter()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let entries = match &self.data {
            Data::Map(entries) => entries.as_slice(),
            _ => &[],
        };
        visitor.visit_map(MapDeserializer::new(entries.iter().map(|entry| (KeyText(entry), &entry.value))))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match &self.data {
            Data::Scalar(text) if name == TEXT_TOKEN => visitor.visit_seq(spanned(text, self.span)),
            Data::Empty | Data::Pruned if name == TEXT_TOKEN => visitor.visit_seq(spanned("", self.span)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let word = self.scalar().ok_or_else(|| Mismatch("a word is expected".to_owned()))?;
        visitor.visit_enum(word.into_deserializer())
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct newtype_struct tuple identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Mismatch> for &'de Node {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A key, which deserializes like a text with a span.
struct KeyText<'de>(&'de Entry);

impl<'de> Deserializer<'de> for KeyText<'de> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_str(&self.0.key)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(spanned(&self.0.key, self.0.key_span))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Mismatch> for KeyText<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Returns the sequence `(text, start, end)` that [`crate::source::Text`] expects.
fn spanned(text: &str, span: Span) -> impl de::SeqAccess<'_, Error = Mismatch> {
    let parts = [Part::Text(text), Part::Byte(span.start), Part::Byte(span.end)];
    SeqDeserializer::new(parts.into_iter())
}

enum Part<'de> {
    Text(&'de str),
    Byte(usize),
}

impl<'de> Deserializer<'de> for Part<'de> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Text(text) => visitor.visit_str(text),
            Self::Byte(byte) => visitor.visit_u64(byte as u64),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Mismatch> for Part<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
