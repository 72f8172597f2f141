//! How fast stored documents are checked: `cargo xtask bench data`, or with `--quick` a twentieth of the documents.
//!
//! A million documents of four shapes, in memory, from a folder and from a deflated zip, against parsers and validators
//! that others made.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::print_stdout, reason = "a bench is no library")]

mod export;
mod generate;
mod measure;
mod memory;
mod peers;
mod schema;

use convex_ops::compat::data::{Format, Limits, TableCheck, TableChecker, TableData};
use convex_ops::schema::Schema;
use convex_ops::value::{Encoding, Tables};
use export::Export;
use generate::{Form, TABLES};
use measure::Bench;

/// How much is checked at once, as from a file.
const BLOCK_LEN: usize = 1 << 20;

fn main() {
    if let Some(input) = memory::asked() {
        return memory::measure(&input);
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
    prove(&schema, [&clean, &shuffled], &violating);

    let export = Export::write(&clean);
    let violating_export = Export::write(&violating);
    let json_schemas: Vec<_> = schemas(&schema);
    let mut bench = Bench::new();
    bench.case("check, 1 thread", clean.len(), || drop(clean.check(&schema, 1)));
    bench.case("sonic-rs Value", clean.len(), || clean.each(|_, lines| peers::sonic(lines)));
    bench.case("check, 2 threads", clean.len(), || drop(clean.check(&schema, 2)));
    bench.case("serde_json Value and tree walk", clean.len(), || {
        clean.each(|table, lines| assert_eq!(peers::tree(lines, &schema.tables[table].document), 0));
    });
    bench.case("jsonschema crate", clean.len(), || {
        clean.each(|table, lines| assert_eq!(peers::json_schema(lines, &json_schemas[index(table)]), 0));
    });
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
    bench.goal("check, from a deflated zip, 2 threads", 0.9, "plain inflation");
    bench.goal("check, every document violates", 1.0, "serde_json Value and tree walk, every document violates");
    bench.goal("check, shuffled keys", 0.55, "check, sorted keys");
    bench.run(rounds);
    memory::report(&[
        ("from a folder", &export.folder),
        ("from a deflated zip", &export.zip),
        ("every document violates", &violating_export.folder),
    ]);
}

/// The documents of all tables, in memory.
struct Data(Vec<(&'static str, Vec<u8>)>);

impl Data {
    /// A million documents, divided by `part`.
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

    /// Checks all tables, in blocks, which threads take in turns.
    fn check(&self, schema: &Schema, threads: usize) -> Vec<TableData> {
        self.0.iter().map(|(name, lines)| check(schema, name, lines, threads)).collect()
    }
}

fn check(schema: &Schema, table: &str, lines: &[u8], threads: usize) -> TableData {
    let (tables, format) = (tables(), Format::Plain(Encoding::Export));
    let validator = Some(&schema.tables[table].document);
    let checker =
        TableChecker::new(TableCheck { validator, tables: &tables, format: &format, limits: Limits::default() });
    let blocks = blocks(lines);
    let work = |first: usize| {
        let mut part = checker.part();
        for (start, lines) in blocks.iter().skip(first).step_by(threads) {
            checker.check(lines, *start, &mut part).unwrap();
        }
        part
    };
    let work = &work;
    let mut part = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|first| scope.spawn(move || work(first))).collect();
        let mut part = work(0);
        others.into_iter().for_each(|other| part.merge(other.join().unwrap()).unwrap());
        part
    });
    part.merge(checker.part()).unwrap();
    part.finish(lines.len() as u64)
}

/// Runs of whole lines, each with the offset where it starts.
fn blocks(lines: &[u8]) -> Vec<(u64, &[u8])> {
    let mut blocks = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let end = (start + BLOCK_LEN).min(lines.len());
        let end = memchr::memrchr(b'\n', &lines[start..end]).map_or(lines.len(), |feed| start + feed + 1);
        blocks.push((start as u64, &lines[start..end]));
        start = end;
    }
    blocks
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

/// What is measured does what it is measured for.
fn prove(schema: &Schema, good: [&Data; 2], bad: &Data) {
    for found in good.iter().flat_map(|data| data.check(schema, 1)) {
        assert!(found.passes() && found.documents > 0, "{found:?}");
    }
    for found in bad.check(schema, 2) {
        assert!(found.refused == found.documents && found.documents > 0, "{found:?}");
    }
}
