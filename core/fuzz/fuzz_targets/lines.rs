//! The target `lines` under libFuzzer.
#![no_main]

#[path = "../targets/lines.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));
