//! The target `bodies` under libFuzzer.
#![no_main]

#[path = "../targets/served.rs"]
mod served;
#[path = "../targets/bodies.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::run(bytes));
