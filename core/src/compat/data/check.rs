//! One table's documents against its validator.

use std::io::BufRead;

use super::tally::{Document, Tally};
use super::{Format, Line, Lines, TableData};
use crate::error::Result;
use crate::schema::Validator;
use crate::schema::check::{Checker, Reader};
use crate::value::{Tables, Value};

/// After how many bytes the caller hears how far the check is.
const TICK_BYTES: u64 = 64 << 10;

/// How much of what is wrong is kept. Counts are exact in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many groups of violations are kept for each table: those that come first.
    pub groups: usize,
    /// How many samples are kept in each group: those of the smallest document ids.
    pub samples: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { groups: 1000, samples: 5 }
    }
}

/// What it takes to check the documents of a table.
#[derive(Clone, Copy, Debug)]
pub struct TableCheck<'a> {
    /// What a document must be; `None` where the schema doesn't know the table, whose documents are then counted.
    pub validator: Option<&'a Validator>,
    /// The numbers of the component's tables.
    pub tables: &'a Tables,
    /// How the documents are written.
    pub format: &'a Format,
    /// How much is kept.
    pub limits: Limits,
}

impl TableCheck<'_> {
    /// Checks every document of a stream of JSON Lines. `tick` hears after every 64 KiB, and at the end, how many bytes
    /// and documents have been read; the error that it returns ends the check.
    ///
    /// # Errors
    /// `InvalidInput`, with the line, where a line is no document; `Io` where the stream can't be read; what `tick`
    /// returns.
    ///
    /// ```
    /// use convex_ops::compat::data::{Format, Limits, TableCheck};
    /// use convex_ops::schema::Validator;
    /// use convex_ops::value::{Encoding, Tables};
    ///
    /// let validator = Validator::parse(r#"{"type": "record", "keys": {"type": "string"},
    ///     "values": {"fieldType": {"type": "number"}, "optional": false}}"#)?;
    /// let check = TableCheck {
    ///     validator: Some(&validator),
    ///     tables: &Tables::default(),
    ///     format: &Format::Plain(Encoding::Export),
    ///     limits: Limits::default(),
    /// };
    /// let found = check.run(&mut &b"{\"score\": 1.0}\n{\"score\": 1}\n"[..], &mut |_, _| Ok(()))?;
    /// assert_eq!((found.documents, found.refused), (2, 1));
    /// assert_eq!(found.groups[0].path, ".*");
    /// # Ok::<(), convex_ops::Error>(())
    /// ```
    pub fn run(&self, documents: &mut dyn BufRead, tick: &mut dyn FnMut(u64, u64) -> Result<()>) -> Result<TableData> {
        let mut table = TableData { checked: self.validator.is_some(), ..TableData::default() };
        let mut tally = Tally::new(self.limits);
        let counts_ids = self.validator.is_some_and(|validator| self.names_unnumbered(validator));
        let mut lines = Lines::new(documents);
        let mut next_tick = TICK_BYTES;
        while let Some(line) = lines.next()? {
            self.check(&line, counts_ids, &mut table, &mut tally)?;
            if lines.bytes() >= next_tick {
                tick(lines.bytes(), table.documents)?;
                next_tick = lines.bytes() + TICK_BYTES;
            }
        }
        tick(lines.bytes(), table.documents)?;
        tally.finish(&mut table);
        table.complete = true;
        Ok(table)
    }

    fn names_unnumbered(&self, validator: &Validator) -> bool {
        validator.tables().into_iter().any(|name| self.tables.number(name).is_none())
    }

    fn check(&self, line: &Line<'_>, counts_ids: bool, table: &mut TableData, tally: &mut Tally) -> Result<()> {
        let mut fields = self.format.document(line.text).map_err(|error| error.at_line(line.number))?;
        table.documents += 1;
        let Some(validator) = self.validator else { return Ok(()) };
        let id = fields.remove("_id");
        let document = Document { id: id.as_ref().and_then(Value::as_str), line: line.number };
        // System fields are Convex's own business: its validators never see them.
        fields.retain(|name, _| !name.starts_with('_'));
        let value = Value::Object(fields);
        let checker = Checker::new(self.tables, Reader::Closed);
        if counts_ids {
            checker.count_unverified(validator, &value, &mut table.ids_not_verified);
        }
        if !checker.accepts(validator, &value) {
            table.refused += 1;
            checker.check_each(validator, &value, &mut |mismatch, value| tally.add(&document, &mismatch, value));
        }
        Ok(())
    }
}
