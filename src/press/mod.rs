//! What to make ([`mod@plan`]), one output ([`job`]), all of them ([`batch`]); and proofs
//! ([`mod@proof`]).

pub mod batch;
pub mod job;
pub mod plan;
pub mod proof;

pub use self::batch::{Run, SheetRun, run};
pub use self::job::State;
pub use self::plan::{Job, plan};
pub use self::proof::{Against, ProofPlan, ProofRun, proof};
