//! Whether an edited sheet still says what it said.

use crate::finding::Field;
use crate::read::{self, Reader, Reading};
use crate::sheet::Model;

/// Whether a sheet that was edited reads as well as before: with no more faults than it had, and where it had none,
/// with the same keys and items.
pub fn reads_as_well(reader: &Reader, path: &str, before: &[u8], after: &[u8]) -> bool {
    let [before, after] = [before, after].map(|bytes| reader.sheet(path, bytes));
    let is_worse = after.model.is_none() || after.findings.len() > before.findings.len();
    !is_worse && (!before.findings.is_empty() || fields(&before) == fields(&after))
}

fn fields(reading: &Reading<Model>) -> Vec<Field> {
    let mut fields = Vec::new();
    if let Some(tree) = &reading.tree {
        read::walk(tree, &Field::default(), &mut |field, _| fields.push(field.clone()));
    }
    fields
}
