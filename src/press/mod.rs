//! What to make ([`mod@plan`]), one output ([`job`]), all of them ([`batch`]).

pub mod batch;
pub mod job;
pub mod plan;

pub use self::batch::{Run, SheetRun, run};
pub use self::job::State;
pub use self::plan::{Job, plan};
