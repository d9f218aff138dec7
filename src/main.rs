//! The binary: passes the arguments in and the exit status out, and sets the allocator.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    mokuhyo::cli::run(std::env::args_os())
}
