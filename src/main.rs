//! The binary: arguments in, exit status out. And the allocator, which the library knows nothing of.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    mokuhyo::cli::run(std::env::args_os(), give_back)
}

/// Has the allocator give back what is free by now, but for what other threads still hold of it. By itself it does
/// so a second later, when somebody happens to ask it for room; meanwhile what judging thousands of sheets took
/// would stand beside what printing them takes.
#[expect(unsafe_code, reason = "a call of C, and the only one")]
fn give_back() {
    // SAFETY: it takes no pointer, and may be called at any time by any thread.
    unsafe { libmimalloc_sys::mi_collect(true) }
}
