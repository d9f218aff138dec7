//! A stable share of the outputs: a run with `--shard K/N` builds its own, and all N runs build all.

use std::str::FromStr;

use crate::source::Digest;

/// The share of the outputs that a run builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From 0.
    index: u16,
    count: u16,
}

/// The most shards: an output has its shard by one byte of a hash.
const MOST: u16 = 256;

impl Shard {
    /// All outputs.
    pub const WHOLE: Self = Self { index: 0, count: 1 };

    /// Returns whether it builds a sheet's PDF of that name, with `/` between its parts.
    pub fn has(self, name: &str) -> bool {
        self.has_bucket(bucket(name))
    }

    pub(super) fn has_bucket(self, bucket: u8) -> bool {
        u16::from(bucket) % self.count == self.index
    }

    /// Returns the number of shards.
    pub(super) const fn count(self) -> u16 {
        self.count
    }

    /// Returns the part of a file's name that names the shard: `-1of4`, or nothing for the whole.
    pub(super) fn in_file(self) -> String {
        if self == Self::WHOLE { String::new() } else { format!("-{}of{}", self.index + 1, self.count) }
    }

    /// Returns the shard that the stem of a file's name names.
    pub(super) fn of_file(stem: &str) -> Self {
        let share = stem.rsplit_once('-').and_then(|(_, share)| share.replacen("of", "/", 1).parse().ok());
        share.unwrap_or(Self::WHOLE)
    }
}

impl FromStr for Shard {
    type Err = ();

    /// Reads `K/N`, K from 1 to N.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (number, count) = text.split_once('/').ok_or(())?;
        let (number, count): (u16, u16) = (number.parse().map_err(drop)?, count.parse().map_err(drop)?);
        let known = (1..=MOST).contains(&count) && (1..=count).contains(&number);
        known.then(|| Self { index: number - 1, count }).ok_or(())
    }
}

/// Returns the first byte of a name's hash.
pub(super) fn bucket(name: &str) -> u8 {
    Digest::of(name.as_bytes()).bytes()[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_output_has_one_shard() {
        let shards: Vec<Shard> = (1..=4).map(|k| format!("{k}/4").parse().expect("a shard")).collect();
        let mut shares = [0; 4];
        for number in 0..1000 {
            let name = format!("r2/higashi/section{number}.pdf");
            let has: Vec<usize> = (0..4).filter(|shard| shards[*shard].has(&name)).collect();
            assert_eq!(has.len(), 1);
            shares[has[0]] += 1;
            assert!(Shard::WHOLE.has(&name));
        }
        assert!(shares.iter().all(|share| (180..320).contains(share)), "{shares:?}");
    }

    #[test]
    fn what_is_no_share_is_refused() {
        for text in ["", "1", "0/4", "5/4", "1/0", "1/257", "a/b", "-1/4", "1/2/3"] {
            assert_eq!(text.parse::<Shard>(), Err(()), "{text}");
        }
        assert_eq!("256/256".parse(), Ok(Shard { index: 255, count: 256 }));
    }

    #[test]
    fn the_name_of_a_file_tells_its_shard() {
        for shard in [Shard::WHOLE, Shard { index: 0, count: 2 }, Shard { index: 255, count: 256 }] {
            assert_eq!(Shard::of_file(&format!("00ff{}", shard.in_file())), shard);
        }
    }
}
