#![no_main]

#[expect(dead_code, reason = "each target calls one")]
#[path = "../entries.rs"]
mod entries;

const SHEET: &[u8] = include_bytes!("../../sheets/r2/higashi/soumu.yaml");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    entries::dictionary(bytes, SHEET);
});
