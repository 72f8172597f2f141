//! Checks documents as they arrive.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::compat::data::{
    Block, Blocks, ComponentPart, DataEvidence, DataLimits, DataPart, DocumentFormat, TableCheck, TableChecker,
    TablePart, TableShare,
};
use crate::error::Result;
use crate::schema::Schema;
use crate::source::DataProgress;
use crate::value::{Name, Tables};

/// Size of the text that is checked at once, in bytes.
const PIECE: usize = 1 << 20;

/// Documents of a component.
pub(super) struct ComponentFeed<'a> {
    pub(super) path: &'a str,
    pub(super) schema: Option<&'a Schema>,
    /// Numbers of its tables.
    pub(super) tables: &'a Tables,
    /// `true` if those are all of its tables.
    pub(super) is_listed: bool,
}

/// Takes documents, checks them, and keeps only the result.
pub(super) struct Feed<'a> {
    format: &'a DocumentFormat,
    limits: DataLimits,
    components: BTreeMap<&'a str, (ComponentFeed<'a>, BTreeMap<Name, TableFeed<'a>>)>,
    documents: u64,
    bytes: u64,
}

struct TableFeed<'a> {
    checker: TableChecker<'a>,
    part: TablePart,
    /// Lines that are not checked yet.
    lines: Vec<u8>,
    /// Number of bytes that are checked.
    at: u64,
}

impl<'a> Feed<'a> {
    pub(super) fn new(
        components: impl IntoIterator<Item = ComponentFeed<'a>>,
        format: &'a DocumentFormat,
        limits: DataLimits,
    ) -> Self {
        let mut feed = Self { format, limits, components: BTreeMap::new(), documents: 0, bytes: 0 };
        for component in components {
            let mut tables = BTreeMap::new();
            if component.is_listed {
                for (name, _) in component.tables.iter() {
                    tables.insert(name.clone(), TableFeed::new(&component, name, feed.format, limits));
                }
            }
            feed.components.insert(component.path, (component, tables));
        }
        feed
    }

    /// Takes a document of a table. Documents of unknown components and of system tables are left out.
    pub(super) fn add(&mut self, component: &str, table: &str, document: &impl Serialize) -> Result<()> {
        let Some((of, tables)) = self.components.get_mut(component).filter(|_| !table.starts_with('_')) else {
            return Ok(());
        };
        let feed = match tables.get_mut(table) {
            Some(feed) => feed,
            None => {
                let name = Name::from(table);
                let feed = TableFeed::new(of, &name, self.format, self.limits);
                tables.entry(name).or_insert(feed)
            }
        };
        let before = feed.lines.len();
        // Writing to memory does not fail.
        let _ = serde_json::to_writer(&mut feed.lines, document);
        feed.lines.push(b'\n');
        self.documents += 1;
        self.bytes += (feed.lines.len() - before) as u64;
        if feed.lines.len() >= PIECE { feed.check() } else { Ok(()) }
    }

    /// Returns the progress, with the table read last.
    pub(super) fn progress<'p>(&self, component: &'p str, table: &'p str) -> DataProgress<'p> {
        DataProgress { component, table, documents: self.documents, bytes: self.bytes, total_bytes: None }
    }

    /// Checks what is left and returns the result.
    pub(super) fn finish(self, schemas: &BTreeMap<String, &Schema>) -> Result<DataEvidence> {
        let mut all = DataPart::new(false);
        for (path, (component, tables)) in self.components {
            let listed: Option<BTreeSet<Name>> = component.is_listed.then(|| tables.keys().cloned().collect());
            let mut part = ComponentPart::new(component.tables, listed.as_ref());
            for (name, mut table) in tables {
                table.check()?;
                let format = self.format.name().to_owned();
                part.add(&name, TableShare { bytes: table.at, format, unmarked: false, found: table.part });
            }
            all.add(path, part);
        }
        all.finish(schemas)
    }
}

impl<'a> TableFeed<'a> {
    fn new(component: &ComponentFeed<'a>, name: &Name, format: &'a DocumentFormat, limits: DataLimits) -> Self {
        let validator = component.schema.and_then(|schema| schema.tables.get(name)).map(|table| &table.document);
        let checker = TableChecker::new(TableCheck { validator, tables: component.tables, format, limits });
        let part = checker.part();
        Self { checker, part, lines: Vec::new(), at: 0 }
    }

    fn check(&mut self) -> Result<()> {
        let (mut blocks, mut block) = (Blocks::starting_at(self.at, self.lines.as_slice()), Block::default());
        while blocks.next(&mut block, &mut || {})? {
            self.checker.check_block(&block, &mut self.part, None)?;
        }
        self.at = blocks.bytes();
        self.lines.clear();
        Ok(())
    }
}
