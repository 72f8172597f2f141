//! The target `keys` under libFuzzer.
#![no_main]

#[path = "../targets/keys.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));
