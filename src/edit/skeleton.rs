//! `new`: sheets to be filled in with no other page open.

/// The purpose of a skeleton.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skeleton {
    /// A department's sheet.
    Department,
    /// A ward's page.
    Ward,
    /// Settings.
    Settings,
}

/// Returns the commented text of a new file.
pub const fn skeleton(kind: Skeleton) -> &'static str {
    match kind {
        Skeleton::Department => include_str!("skeleton/department.yaml"),
        Skeleton::Ward => include_str!("skeleton/ward.yaml"),
        Skeleton::Settings => include_str!("skeleton/settings.yaml"),
    }
}
