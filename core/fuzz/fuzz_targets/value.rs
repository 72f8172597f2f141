//! The target `value` under libFuzzer.
#![no_main]

#[path = "../targets/value.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));
