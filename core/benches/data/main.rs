//! Measures the check of stored documents: `cargo xtask bench data`, or with `--quick` a twentieth of the documents.
//!
//! A million documents of four shapes, in memory, from a folder and from a deflated zip, compared with other parsers and
//! validators.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::print_stdout, reason = "this is a bench")]

#[path = "../shared/dice.rs"]
mod dice;
mod export;
mod generate;
mod measure;
mod memory;
mod peers;
mod schema;

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use convex_ops::compat::data::{DataLimits, DocumentFormat, TableCheck, TableChecker, TableData, TablePart};
use convex_ops::schema::Schema;
use convex_ops::value::{Encoding, Tables};
use export::Export;
use generate::{Form, TABLES};
use measure::Bench;

/// Size of the blocks to check, as for files.
const BLOCK_LEN: usize = 1 << 20;

fn main() -> ExitCode {
    if let Some(input) = memory::input() {
        memory::measure(&input);
        return ExitCode::SUCCESS;
    }
    let quick = std::env::args().any(|argument| argument == "--quick");
    let (part, rounds) = if quick { (20, 3) } else { (1, 7) };
    let schema = schema::schema();
    let clean = Data::new(part, Form::default());
    let small = part * 5;
    let sorted = Data::new(small, Form::default());
    let shuffled = Data::new(small, Form { shuffled: true, violating: false });
    let violating = Data::new(small, Form { shuffled: false, violating: true });
    println!("{} documents, {:.1} MB", clean.documents(), clean.len() as f64 / 1e6);
    verify(&schema, [&clean, &shuffled], &violating);

    let export = Export::write(&clean);
    let violating_export = Export::write(&violating);
    let json_schemas: Vec<_> = schemas(&schema);
    let mut bench = Bench::new();
    bench.case("check, 1 thread", clean.len(), || drop(clean.check(&schema, 1)));
    let sonic = |threads| drop(clean.in_turns(threads, || (), |(), block| peers::sonic(block.lines)));
    bench.case("sonic-rs Value", clean.len(), || sonic(1));
    bench.case("sonic-rs Value, 2 threads", clean.len(), || sonic(2));
    bench.case("check, 2 threads", clean.len(), || drop(clean.check(&schema, 2)));
    bench.case("serde_json Value and tree walk", clean.len(), || {
        clean.each(|table, lines| assert_eq!(peers::tree(lines, &schema.tables[table].document), 0));
    });
    bench.case("jsonschema crate", clean.len(), || {
        clean.each(|table, lines| assert_eq!(peers::json_schema(lines, &json_schemas[index(table)]), 0));
    });
    bench.case("arithmetic", clean.len(), || peers::arithmetic(1));
    bench.case("arithmetic, 2 threads", clean.len(), || peers::arithmetic(2));
    bench.case("check, every document violates", violating.len(), || drop(violating.check(&schema, 1)));
    bench.case("serde_json Value and tree walk, every document violates", violating.len(), || {
        violating.each(|table, lines| assert!(peers::tree(lines, &schema.tables[table].document) > 0));
    });
    bench.case("check, sorted keys", sorted.len(), || drop(sorted.check(&schema, 1)));
    bench.case("check, shuffled keys", shuffled.len(), || drop(shuffled.check(&schema, 1)));
    bench.case("check, from a folder, 2 threads", clean.len(), || drop(export.check_folder(&schema, 2)));
    bench.case("check, from a deflated zip, 1 thread", clean.len(), || drop(export.check_zip(&schema, 1)));
    bench.case("check, from a deflated zip, 2 threads", clean.len(), || drop(export.check_zip(&schema, 2)));
    bench.case("plain inflation", clean.len(), || assert_eq!(peers::inflate(&export.packed), clean.len() as u64));
    bench.goal("check, 1 thread", 1.0, "sonic-rs Value");
    bench.goal("check, 1 thread", 4.0, "serde_json Value and tree walk");
    bench.goal("check, 1 thread", 4.0, "jsonschema crate");
    bench.goal("check, 2 threads", 1.8, "check, 1 thread");
    // The upper bound: the speedup of two independent threads on this machine.
    bench.peer("sonic-rs Value, 2 threads", "sonic-rs Value");
    bench.peer("arithmetic, 2 threads", "arithmetic");
    bench.goal("check, from a deflated zip, 2 threads", 0.9, "plain inflation");
    bench.goal("check, every document violates", 1.0, "serde_json Value and tree walk, every document violates");
    bench.goal("check, shuffled keys", 0.55, "check, sorted keys");
    let is_fast = bench.run(rounds);
    let is_small = memory::report(&[
        ("from a folder", &export.folder),
        ("from a deflated zip", &export.zip),
        ("every document violates", &violating_export.folder),
    ]);
    // Few documents give unreliable results.
    let is_good = quick || (is_fast && is_small);
    ExitCode::from(u8::from(!is_good))
}

/// The documents of all tables, in memory.
struct Data(Vec<(&'static str, Vec<u8>)>);

impl Data {
    /// Generates a million documents, divided by `part`.
    fn new(part: usize, form: Form) -> Self {
        Self(TABLES.map(|(name, _, count)| (name, generate::table(name, count / part, form))).into())
    }

    fn len(&self) -> usize {
        self.0.iter().map(|(_, lines)| lines.len()).sum()
    }

    fn documents(&self) -> usize {
        self.0.iter().map(|(_, lines)| memchr::memchr_iter(b'\n', lines).count()).sum()
    }

    fn each(&self, mut visit: impl FnMut(&str, &[u8])) {
        self.0.iter().for_each(|(name, lines)| visit(name, lines));
    }

    /// Checks all tables.
    fn check(&self, schema: &Schema, threads: usize) -> Vec<TableData> {
        let (tables, format) = (tables(), DocumentFormat::Plain(Encoding::Export));
        let checker = |(name, _): &(&str, Vec<u8>)| {
            let validator = Some(&schema.tables[*name].document);
            TableChecker::new(TableCheck { validator, tables: &tables, format: &format, limits: DataLimits::default() })
        };
        let checkers: Vec<_> = self.0.iter().map(checker).collect();
        let parts = || checkers.iter().map(TableChecker::part).collect::<Vec<_>>();
        let work = |parts: &mut Vec<TablePart>, block: &Block<'_>| {
            checkers[block.table].check(block.lines, block.start, &mut parts[block.table]).unwrap();
        };
        let mut found = parts();
        for parts in self.in_turns(threads, parts, work) {
            found.iter_mut().zip(parts).for_each(|(found, part)| found.merge(part).unwrap());
        }
        found.into_iter().zip(&self.0).map(|(part, (_, lines))| part.finish(lines.len() as u64)).collect()
    }

    /// Lets threads alternate between blocks of all tables, each with its own state.
    fn in_turns<S: Send>(
        &self,
        threads: usize,
        start: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, &Block<'_>) + Sync,
    ) -> Vec<S> {
        let (blocks, next) = (self.blocks(), AtomicUsize::new(0));
        let thread = || {
            let mut state = start();
            while let Some(block) = blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
                work(&mut state, block);
            }
            state
        };
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(thread)).collect();
            let first = thread();
            std::iter::once(first).chain(others.into_iter().map(|other| other.join().unwrap())).collect()
        })
    }

    /// Splits the documents into blocks of whole lines.
    fn blocks(&self) -> Vec<Block<'_>> {
        let mut blocks = Vec::new();
        for (table, (_, lines)) in self.0.iter().enumerate() {
            let mut start = 0;
            while start < lines.len() {
                let end = (start + BLOCK_LEN).min(lines.len());
                let end = memchr::memrchr(b'\n', &lines[start..end]).map_or(lines.len(), |feed| start + feed + 1);
                blocks.push(Block { table, start: start as u64, lines: &lines[start..end] });
                start = end;
            }
        }
        blocks
    }
}

/// A block of whole lines of a table, and its offset.
struct Block<'a> {
    table: usize,
    start: u64,
    lines: &'a [u8],
}

fn tables() -> Tables {
    TABLES.into_iter().map(|(name, number, _)| (name, number)).collect()
}

fn schemas(schema: &Schema) -> Vec<jsonschema::Validator> {
    let compile = |name| jsonschema::validator_for(&schema::json_schema(&schema.tables[name].document, true)).unwrap();
    TABLES.iter().map(|(name, ..)| compile(*name)).collect()
}

fn index(table: &str) -> usize {
    TABLES.iter().position(|(name, ..)| *name == table).unwrap()
}

/// Verifies the results of the measured functions.
fn verify(schema: &Schema, good: [&Data; 2], bad: &Data) {
    for found in good.iter().flat_map(|data| data.check(schema, 1)) {
        assert!(found.passes() && found.documents > 0, "{found:?}");
    }
    for found in bad.check(schema, 2) {
        assert!(found.refused == found.documents && found.documents > 0, "{found:?}");
    }
}
