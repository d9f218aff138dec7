//! The tests that go through whole floors, in one binary: each would link Typst anew.

#![expect(unreachable_pub, reason = "the modules of one binary")]

mod cli;
mod floors;
mod original;
mod paper;
mod pdf;
mod pictures;
mod same;
mod stress;
mod support;
