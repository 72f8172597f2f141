//! The target `sync` under libFuzzer.
#![no_main]

#[path = "../targets/served.rs"]
mod served;
#[path = "../targets/sync.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));
