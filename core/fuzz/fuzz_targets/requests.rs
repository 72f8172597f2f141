//! The target `requests` under libFuzzer.
#![no_main]

#[path = "../targets/requests.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));
