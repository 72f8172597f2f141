//! Peak memory of a check, measured in its own process.

use std::io::{self, BufReader, Read};
use std::process::Command;

use convex_ops::compat::data::TableData;
use convex_ops::source::{DataOptions, open_data, open_data_stream};
use serde_json::json;

use super::export::Export;
use super::{check_source, number, schema, table};

/// Environment variable that names the input to the measured process.
const INPUT: &str = "CONVEX_OPS_MEMORY_OF";

/// The input that is generated but not read.
const LINES: &str = "long lines";

/// Maximum memory growth of a check over the start of its process, in KiB.
const MAX_GROWTH: u64 = 32 << 10;

/// Numbers of tables, documents per table and IDs per document: the IDs alone would exceed `MAX_GROWTH`.
const TABLES: usize = 80;
const DOCUMENTS: u64 = 10_000;
const IDS: u64 = 9_990;

/// Start of a line, a part to repeat, its end, and its length in MiB. The schema rejects
/// each. A line of up to 6 MiB is read as a whole to find the reason; the longest has 16 MiB.
const SHAPES: [(&str, &str, &str, usize); 9] = [
    ("{\"a\":\"", "text ", "\"}\n", 16),
    ("{\"a\":\"", "text ", "\"}\n", 6),
    ("{\"a\":\"", "text\\n", "\"}\n", 6),
    ("{\"a\":[[", "0,0,0,0,0,0,0,0],[", "]]}\n", 6),
    ("{\"a\":[{", "\"k\":0},{", "}]}\n", 6),
    ("{\"a\":{\"$bytes\":\"", "AAAA", "\"}}\n", 6),
    ("{\"a\":0.0,\"b\":\"", "text ", "\"}\n", 6),
    ("{\"a\":[", "[", "\n", 6),
    ("", "no JSON ", "\n", 16),
];

/// Number of lines that are explained documents.
const EXPLAINED: u64 = 4;

/// Repeats a text for a number of bytes.
struct Repeated {
    text: &'static [u8],
    at: usize,
    left: usize,
}

impl Read for Repeated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = &self.text[self.at..];
        let len = rest.len().min(self.left).min(buffer.len());
        buffer[..len].copy_from_slice(&rest[..len]);
        self.at = (self.at + len) % self.text.len();
        self.left -= len;
        Ok(len)
    }
}

/// Generates lines of every shape while they are read; a smaller `unit` than one MiB shortens them.
fn lines(unit: usize) -> Box<dyn Read + Send> {
    SHAPES.iter().fold(Box::new(io::empty()), |before, (start, text, end, len)| {
        let times = (len * unit).saturating_sub(start.len() + end.len()) / text.len();
        let text = Repeated { text: text.as_bytes(), at: 0, left: times * text.len() };
        // In large blocks, as from a file.
        let line = BufReader::new(start.as_bytes().chain(text).chain(end.as_bytes()));
        Box::new(before.chain(line))
    })
}

/// Checks such lines.
fn check_lines(unit: usize) -> TableData {
    let schema = schema(&[("t", json!({"a": number()}))]);
    let options = DataOptions { threads: Some(3), table: Some("t".to_owned()), ..DataOptions::default() };
    let mut source = open_data_stream(lines(unit), LINES, &options).unwrap();
    table(&check_source(&mut source, &[("", &schema)]).unwrap(), "", "t").clone()
}

/// Runs in the measured process. Does nothing without a parent.
#[test]
fn measured_process_checks_input() {
    let Ok(input) = std::env::var(INPUT) else { return };
    // Warms up, since code takes memory when it first runs, especially without optimization.
    check_lines(100);
    let start = status("VmRSS:");
    if input == LINES {
        let found = check_lines(1 << 20);
        assert_eq!((found.refused, found.bad_lines.count), (EXPLAINED, SHAPES.len() as u64 - EXPLAINED), "{found:?}");
    } else {
        let options = DataOptions { duplicate_ids: true, threads: Some(2), ..DataOptions::default() };
        let found = check_source(&mut open_data(&input, &options).unwrap(), &[]).unwrap();
        let found = found.components[""].tables.values().map(|table| table.duplicate_ids.as_ref().unwrap());
        assert!(found.map(|found| found.count).eq([DOCUMENTS - IDS; TABLES]));
    }
    println!("@{}", status("VmHWM:") - start);
}

/// A figure in KiB from the process status.
fn status(name: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// Memory growth in KiB of a process that checks an input.
fn growth(input: &str) -> u64 {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["data::memory::measured_process_checks_input", "--exact", "--nocapture", "--test-threads=1"])
        .env(INPUT, input)
        // Freed memory is returned at once, so that only used memory is measured.
        .env("MALLOC_MMAP_THRESHOLD_", "131072")
        .output()
        .unwrap();
    let (stdout, stderr) = (String::from_utf8(child.stdout).unwrap(), String::from_utf8(child.stderr).unwrap());
    assert!(child.status.success(), "{stdout}{stderr}");
    // The harness prints the test's name before the line.
    stdout.lines().find_map(|line| line.split_once('@')).unwrap().1.parse().unwrap()
}

#[test]
fn any_line_shape_needs_bounded_memory() {
    let grown = growth(LINES);
    assert!((16 << 10..MAX_GROWTH).contains(&grown), "{grown} KiB");
}

#[test]
fn sorting_ids_of_many_tables_needs_bounded_memory() {
    let export = (0..TABLES).fold(Export::default(), |export, table| {
        let document = |n: u64| format!("{{\"_id\":\"k{:030}\"}}", (n * 7919) % IDS);
        export.table(&format!("t{table}"), &(0..DOCUMENTS).map(document).collect::<Vec<_>>())
    });
    let grown = growth(&export.folder().path().to_string_lossy());
    assert!(grown < MAX_GROWTH, "{grown} KiB");
}
