//! The target `rows` under libFuzzer.
#![no_main]

#[path = "../targets/store.rs"]
mod store;
#[path = "../targets/rows.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));
