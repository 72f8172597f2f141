//! Table numbers, as found in an export.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::BufReader;

use serde::Deserialize;

use crate::archive::{Container, File, Files};
use crate::compat::data::{Line, Lines};
use crate::error::{Error, ErrorKind, Result};
use crate::json;
use crate::schema::Schema;
use crate::value::{DocumentId, Encoding, Fields, Name, Tables, Value, decode_within};

/// The table numbers of a component.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) tables: Tables,
    /// The existing user tables, if `_tables` is present.
    pub(super) listed: Option<BTreeSet<Name>>,
}

impl Numbers {
    /// Reads the numbers from `_tables`, or else from the first document of each table, like Convex's import.
    ///
    /// A table that `_tables` does not list does not exist, so it has no ids. Without `_tables`, and for system tables,
    /// which it never lists, ids of tables without a known number cannot be verified.
    pub(super) fn read(
        container: &dyn Container,
        files: &Files,
        component: &str,
        schema: Option<&Schema>,
    ) -> Result<Self> {
        let mut numbers = Self::default();
        if let Some(file) = files.documents(component, "_tables") {
            numbers.read_list(container, file)?;
        }
        for (table, parts) in files.components.get(component).into_iter().flatten() {
            let known = table.starts_with('_') && table != "_storage" || numbers.tables.number(table).is_some();
            if let (false, Some(file)) = (known, &parts.documents)
                && let Some(number) = read_first_number(container, file)?
            {
                numbers.insert(table.clone(), number).map_err(|error| error.in_file(&file.name))?;
            }
        }
        numbers.tables.unnumbered("_storage");
        numbers.tables.unnumbered("_scheduled_functions");
        if numbers.listed.is_none() {
            schema.into_iter().for_each(|schema| numbers.mark_unknown(schema));
        }
        Ok(numbers)
    }

    fn read_list(&mut self, container: &dyn Container, file: &File) -> Result<()> {
        let mut listed = BTreeSet::new();
        let mut read = || {
            let mut lines = Lines::new(BufReader::new(container.open(file)?));
            while let Some(line) = lines.next_line()? {
                let (name, number) = parse_row(&line).map_err(|error| error.at_line(line.number))?;
                if !listed.insert(name.clone()) {
                    return Err(Error::invalid_input(format!("duplicate table `{name}`")).at_line(line.number));
                }
                self.insert(name, number).map_err(|error| error.at_line(line.number))?;
            }
            Ok(())
        };
        read().map_err(|error| error.in_file(&file.name))?;
        self.listed = Some(listed);
        Ok(())
    }

    fn insert(&mut self, table: Name, number: u32) -> Result<()> {
        if let Some(other) = self.tables.name(number) {
            return Err(Error::invalid_input(format!("`{other}` and `{table}` both have the table number {number}")));
        }
        self.tables.insert(table, number);
        Ok(())
    }

    /// Marks the numbers of the schema's tables as unknown.
    fn mark_unknown(&mut self, schema: &Schema) {
        for (name, table) in &schema.tables {
            self.tables.unnumbered(name.clone());
            for target in table.document.tables() {
                self.tables.unnumbered(target.clone());
            }
        }
    }
}

/// Maximum memory of a row.
const MAX_ROW: usize = 1 << 20;

/// Parses `{"name": "users", "id": 10001}`. The number is an int64 or a float64.
fn parse_row(line: &Line<'_>) -> Result<(Name, u32)> {
    let fields = match decode_within(line.text, Encoding::Export, MAX_ROW)? {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    };
    let name = fields.get("name").and_then(Value::as_str);
    match (name, fields.get("id").and_then(table_number)) {
        (Some(name), Some(number)) => Ok((name.into(), number)),
        _ => {
            Err(Error::invalid_input("invalid row of `_tables`: expected the `name` of a table and its number as `id`"))
        }
    }
}

fn table_number(value: &Value) -> Option<u32> {
    let number = match value {
        Value::Int64(number) => u32::try_from(*number).ok()?,
        Value::Float64(number) if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(number) => {
            *number as u32
        }
        _ => return None,
    };
    (number != 0).then_some(number)
}

/// Returns the table number in the id of the first document. Ignores an invalid line: the check reports it.
fn read_first_number(container: &dyn Container, file: &File) -> Result<Option<u32>> {
    let first = match container.first_line(file) {
        Err(error) if error.kind() == ErrorKind::InvalidInput => return Ok(None),
        first => first?,
    };
    let document = first.as_deref().and_then(|text| json::from_str::<Identified<'_>>(text).ok());
    Ok(document.and_then(|document| DocumentId::decode(&document.id)).map(|id| id.table))
}

/// The id of a document.
#[derive(Deserialize)]
struct Identified<'t> {
    #[serde(rename = "_id", borrow)]
    id: Cow<'t, str>,
}
