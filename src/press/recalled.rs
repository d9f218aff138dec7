//! What the run before knows of the sheets: what each came to when it was judged by itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::product::Product;
use super::shard::{Shard, bucket};
use super::store::{Discarded, Store};
use crate::disk::Disk;
use crate::rules::{Inputs, Judged, Memory, Survey};

/// What a sheet came to, and from what.
#[derive(Debug, Serialize, Deserialize)]
struct SheetRecord {
    inputs: Inputs,
    #[serde(with = "shared")]
    judged: Arc<Judged>,
}

/// A shared value is written as the value.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(value: &Arc<T>, to: S) -> Result<S::Ok, S::Error> {
        value.as_ref().serialize(to)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Arc<T>, D::Error> {
        T::deserialize(from).map(Arc::new)
    }
}

/// The sheets that the run before judged.
#[derive(Debug)]
pub(super) struct Recalled(Store<SheetRecord>);

impl Recalled {
    /// Reads the part that is a shard's; what cannot be used is left out.
    pub(super) fn load(disk: &dyn Disk, out: &Path, shard: Shard) -> (Self, Discarded) {
        let (store, discarded) = Store::load(disk, out, "-sheets", shard);
        (Self(store), discarded)
    }

    /// Leaves for the next run what a survey came to. It is much, and nothing that this run needs any more.
    ///
    /// # Errors
    /// The first file that could not be written, and why.
    pub(super) fn leave(mut self, survey: &Survey, disk: &dyn Disk) -> Result<(), (PathBuf, std::io::Error)> {
        for sheet in &survey.sheets {
            let (name, inputs) = (sheet.file.name.as_str(), sheet.inputs);
            let bucket = bucket_of(name);
            let known = self.0.get(bucket, name);
            if self.0.has(bucket) && known.is_none_or(|known| known.inputs != inputs) {
                self.0.put(bucket, name, SheetRecord { inputs, judged: Arc::clone(&sheet.judged) });
            }
        }
        let is_there =
            |name: &str| survey.sheets.binary_search_by(|it| it.file.name.as_str().cmp(name)).is_ok();
        self.0.retain(|_, name| is_there(name));
        self.0.save(disk)
    }
}

impl Memory for Recalled {
    fn recall(&self, name: &str, inputs: &Inputs) -> Option<Arc<Judged>> {
        let record = self.0.get(bucket_of(name), name)?;
        (record.inputs == *inputs).then(|| Arc::clone(&record.judged))
    }
}

/// Sheets are kept beside their PDFs.
fn bucket_of(name: &str) -> u8 {
    bucket(&Product::Sheet.path(name))
}
