//! The target `zip` under libFuzzer.
#![no_main]

#[path = "../targets/zip.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));
