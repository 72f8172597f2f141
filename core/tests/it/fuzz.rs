//! Runs the fuzz targets over their saved corpora and over reproducible mutations of them.

mod mutate;
#[path = "../../fuzz/targets/mod.rs"]
pub(crate) mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::support::root;
use mutate::Mutations;
use targets::{TARGETS, Target};

/// The saved inputs of a target, by name.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = root().join("core/fuzz/corpus").join(target);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files
}

/// Runs a target over its corpus and mutations of it. Returns the first input on which it panics, if any.
fn first_failure((_, run, rounds): Target, corpus: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let inputs = corpus.iter().map(|(_, bytes)| bytes.clone());
    let seeds: Vec<_> = corpus.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    let mut mutations = Mutations::new(&seeds);
    let mutated = (0..rounds).map(|_| mutations.next());
    inputs.chain(mutated).find(|input| catch_unwind(AssertUnwindSafe(|| run(input))).is_err())
}

/// The targets run in parallel.
#[test]
fn targets_pass_on_corpus_and_mutations() {
    std::thread::scope(|scope| {
        let run = |target: Target| (target.0, scope.spawn(move || first_failure(target, &corpus(target.0))));
        for (name, failure) in TARGETS.map(run) {
            if let Some(input) = failure.join().unwrap() {
                let file = std::env::temp_dir().join(format!("fuzz-{name}"));
                std::fs::write(&file, input).unwrap();
                panic!("target `{name}` fails on {}: fix it and keep the input in the corpus", file.display());
            }
        }
    });
}

#[test]
fn every_target_has_a_fuzzer_entry() {
    let manifest = crate::support::read("core/fuzz/Cargo.toml");
    for (name, ..) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{name}\"\n")), "core/fuzz/Cargo.toml has no `{name}`");
        assert!(root().join(format!("core/fuzz/fuzz_targets/{name}.rs")).is_file(), "{name}");
    }
}

/// The fault needs two bytes that no seed combines.
#[test]
fn planted_fault_is_found() {
    let seeds = [("one".to_owned(), b"PK\x03\x04 some text".to_vec()), ("two".to_owned(), b"PK\x05\x06".to_vec())];
    let fault: Target = ("planted", |bytes| assert!(bytes.get(4) != Some(&0xff) || bytes.len() > 6), 10_000);
    assert!(first_failure(fault, &seeds).is_some());
    assert_eq!(first_failure(("sound", |_| (), 100), &seeds), None);
}
