//! BLAKE3 hashes.

use std::fmt;
use std::str::FromStr;

use super::as_text::serde_as_text;

/// A hash of 256 bits, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Returns the hash of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).into())
    }

    /// Returns the hash of several parts in order. The length of each part is hashed too, so that `["ab",
    /// "c"]` and `["a", "bc"]` differ.
    pub fn of_all<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// Returns the bytes of the hash.
    pub const fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the first eight digits, for people to compare.
    pub fn brief(&self) -> String {
        format!("{:08x}", self.short() >> 32)
    }

    /// Returns the first eight bytes as a number, for uses in which a collision of probability 2⁻⁶⁴ is
    /// acceptable.
    pub fn short(&self) -> u64 {
        self.0.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hash = blake3::Hash::from_hex(text).map_err(|_| "not a hash of 64 hexadecimal digits")?;
        Ok(Self(hash.into()))
    }
}

serde_as_text!(Digest);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let of = |parts: &[&str]| Digest::of_all(parts.iter().map(|part| part.as_bytes()));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab"]), of(&["ab", ""]));
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
    }

    #[test]
    fn a_digest_is_read_as_it_is_written() {
        let digest = Digest::of("組織目標".as_bytes());
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert!("zz".parse::<Digest>().is_err());
        // The hash of the empty text, from BLAKE3's own test vectors.
        assert!(Digest::of(b"").to_string().starts_with("af1349b9f5f9a1a6"));
        assert_eq!(format!("{:016x}", Digest::of(b"").short()), "af1349b9f5f9a1a6");
        assert_eq!(Digest::of(b"").brief(), "af1349b9");
    }
}
