//! Writes an export again, with changed documents.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File as Output;
use std::io::{BufReader, BufWriter, Read, Write};

use super::report::MigratedTable;
use crate::archive::{File, TableFiles, ZipWriter, folder, write_error};
use crate::compat::data::{Format, Lines};
use crate::error::{Error, Result};
use crate::plan::rehearse::{Lookup, Program};
use crate::source::DataSource;
use crate::source::plan::format_of;
use crate::value::{Name, Value, write_export};

/// The declaration of documents in export encoding.
const UNIFORM: &[u8] = b"\"uniform\"\n";

/// Values of fields by component, table and field.
type Lookups = HashMap<(String, String, String), Lookup>;

/// Writes the export of a source with the changes of the programs, and returns what they did. Tables without a program and
/// stored files are copied.
pub(super) fn rewrite(source: &DataSource, programs: &[Program], output: Output) -> Result<Vec<MigratedTable>> {
    let lookups = lookups(source, programs)?;
    let mut zip = ZipWriter::new(BufWriter::new(output));
    let mut migrated = Vec::new();
    for (component, tables) in &source.files.components {
        for (name, files) in tables {
            let path = format!("{}{name}", folder(component));
            let program = programs.iter().find(|of| of.component == *component && of.table == name.as_str());
            match (program, format_of(source, name, files)?, &files.documents) {
                (Some(program), Some(format), Some(documents)) => {
                    let mut table = Table { source, program, format: &format, lookups: &lookups };
                    zip.entry(&format!("{path}/documents.jsonl"), |entry| {
                        migrated.push(table.write(documents, entry)?);
                        Ok(())
                    })?;
                    zip.entry(&format!("{path}/generated_schema.jsonl"), |entry| {
                        entry.write_all(UNIFORM).map_err(|error| write_error(&error))
                    })?;
                }
                _ => copy(source, &path, files, &mut zip)?,
            }
        }
    }
    for (component, tables) in &source.files.components {
        for (name, files) in tables {
            for (_, file) in &files.stored {
                let base = file.name.rsplit('/').next().unwrap_or(&file.name);
                copy_file(source, &format!("{}{name}/{base}", folder(component)), file, &mut zip)?;
            }
        }
    }
    let mut writer = zip.finish()?;
    writer.flush().map_err(|error| write_error(&error))?;
    Ok(migrated)
}

/// Reads the values that the programs look up.
fn lookups(source: &DataSource, programs: &[Program]) -> Result<Lookups> {
    let mut lookups = Lookups::new();
    for program in programs {
        for (table, field) in program.lookups() {
            let key = (program.component.clone(), table.to_owned(), field.to_owned());
            if let Entry::Vacant(entry) = lookups.entry(key) {
                entry.insert(lookup(source, &program.component, table, field)?);
            }
        }
    }
    Ok(lookups)
}

fn lookup(source: &DataSource, component: &str, table: &str, field: &str) -> Result<Lookup> {
    let name = Name::from(table);
    let not_found = || Error::invalid_input(format!("table `{table}` not found")).in_file(&source.name);
    let files = source.files.table(component, table).ok_or_else(not_found)?;
    let (format, documents) = format_of(source, &name, files)?.zip(files.documents.as_ref()).ok_or_else(not_found)?;
    let mut found = Lookup::new();
    let mut lines = Lines::new(BufReader::new(source.container.open(documents)?));
    while let Some(line) = lines.next_line().map_err(|error| error.in_file(&documents.name))? {
        let in_line = |error: Error| error.at_line(line.number).in_file(&documents.name);
        let mut document = format.document(line.text).map_err(in_line)?;
        let value = document.remove(field);
        if let (Some(Value::String(id)), Some(value)) = (document.remove("_id"), value) {
            found.insert(id, value);
        }
    }
    Ok(found)
}

/// A table whose documents are changed.
struct Table<'a> {
    source: &'a DataSource,
    program: &'a Program,
    format: &'a Format,
    lookups: &'a Lookups,
}

impl Table<'_> {
    fn write(&mut self, documents: &File, entry: &mut dyn Write) -> Result<MigratedTable> {
        let Program { component, table, undeclared, .. } = self.program;
        let mut migrated = MigratedTable {
            component: component.clone(),
            table: table.clone(),
            undeclared: undeclared.clone(),
            ..MigratedTable::default()
        };
        let lookup =
            |table: &str, field: &str| self.lookups.get(&(component.clone(), table.to_owned(), field.to_owned()));
        let mut lines = Lines::new(BufReader::new(self.source.container.open(documents)?));
        let mut text = Vec::new();
        while let Some(line) = lines.next_line().map_err(|error| error.in_file(&documents.name))? {
            let in_line = |error: Error| error.at_line(line.number).in_file(&documents.name);
            let before = self.format.document(line.text).map_err(in_line)?;
            let mut after = before.clone();
            let failures = self.program.apply(&mut after, &lookup);
            migrated.documents += 1;
            migrated.changed += u64::from(after != before);
            let id = before.get("_id").and_then(Value::as_str);
            failures.iter().for_each(|failure| migrated.add_failure(&failure.path, &failure.why, id));
            text.clear();
            write_export(&after, &mut text).map_err(|error| Error::invalid_input(error.to_string()))?;
            text.push(b'\n');
            entry.write_all(&text).map_err(|error| write_error(&error))?;
        }
        Ok(migrated)
    }
}

/// Copies the documents of a table and their declaration.
fn copy<W: Write>(source: &DataSource, path: &str, files: &TableFiles, zip: &mut ZipWriter<W>) -> Result<()> {
    let copied = [(&files.documents, "documents.jsonl"), (&files.generated_schema, "generated_schema.jsonl")];
    for (file, name) in copied {
        if let Some(file) = file {
            copy_file(source, &format!("{path}/{name}"), file, zip)?;
        }
    }
    Ok(())
}

fn copy_file<W: Write>(source: &DataSource, path: &str, file: &File, zip: &mut ZipWriter<W>) -> Result<()> {
    let mut reader = source.container.open(file)?;
    zip.entry(path, |entry| {
        let mut buffer = vec![0; 64 << 10];
        loop {
            let read = reader.read(&mut buffer).map_err(|error| Error::io("cannot read the export", &error));
            match read.map_err(|error| error.in_file(&file.name))? {
                0 => return Ok(()),
                len => {
                    let piece = buffer.get(..len).unwrap_or_default();
                    entry.write_all(piece).map_err(|error| write_error(&error))?;
                }
            }
        }
    })
}
