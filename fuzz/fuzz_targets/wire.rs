#![no_main]

#[expect(dead_code, reason = "each target calls one")]
#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    entries::wire(bytes);
});
