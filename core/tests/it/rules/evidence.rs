//! Evidence in the format of cases and docs, read through the public API.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use convex_ops::compat::{Evidence, SecretValues};
use convex_ops::schema::Schema;
use convex_ops::source::{DataOptions, ScheduledCalls, check_data, open_data};
use convex_ops::surface::Surface;
use serde::Deserialize;
use serde_json::{Value as Json, json};

/// Evidence in the format of cases and docs; absent fields are unknown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EvidenceJson {
    /// Documents of `_scheduled_functions`, in encoded JSON.
    pub(super) scheduled: Option<Vec<Json>>,
    /// Documents in export JSON by table, those of a component's table under `<component>/<table>`.
    pub(super) documents: Option<BTreeMap<String, Vec<Json>>>,
    /// Document counts of tables of the root component, for more documents than a case can list.
    pub(super) counts: Option<BTreeMap<String, u64>>,
    /// Numbers of the root component's tables, if known.
    tables: Option<BTreeMap<String, u32>>,
    /// Names of the environment variables that are set.
    pub(super) environment_variables: Option<BTreeSet<String>>,
    /// Values of environment variables.
    pub(super) environment_values: Option<BTreeMap<String, String>>,
}

impl EvidenceJson {
    /// Builds the gate's input as the command would.
    pub(super) fn read(&self, candidate: &Surface) -> Evidence {
        let scheduled = self.scheduled.as_ref().map(|documents| {
            let calls = ScheduledCalls::new(std::io::Cursor::new(lines(documents)), "scheduled");
            calls.collect::<Result<_, _>>().unwrap()
        });
        let has_data = self.documents.is_some() || self.tables.is_some();
        let mut data = has_data.then(|| {
            let export = tempfile::tempdir().unwrap();
            self.export_into(export.path());
            let mut source = open_data(export.path().to_str().unwrap(), &DataOptions::default()).unwrap();
            check_data(&mut source, &schemas(candidate), &mut |_| Ok(())).unwrap()
        });
        for (table, count) in self.counts.iter().flatten() {
            let root = data.get_or_insert_default().components.entry(String::new()).or_default();
            root.tables.entry(table.as_str().into()).or_default().documents = *count;
        }
        let environment_values = self.environment_values.clone().map(SecretValues::from);
        let environment_variables = self.environment_variables.clone();
        Evidence { data, scheduled, usage: None, environment_variables, environment_values }
    }

    fn export_into(&self, folder: &Path) {
        for (name, documents) in self.documents.iter().flatten() {
            let (component, table) = name.rsplit_once('/').unwrap_or(("", name));
            let inside = component.split('/').filter(|name| !name.is_empty());
            let place = inside.fold(folder.to_owned(), |place, name| place.join("_components").join(name)).join(table);
            fs::create_dir_all(&place).unwrap();
            fs::write(place.join("documents.jsonl"), lines(documents)).unwrap();
            fs::write(place.join("generated_schema.jsonl"), "\"uniform\"\n").unwrap();
        }
        if let Some(tables) = &self.tables {
            let rows: Vec<Json> = tables.iter().map(|(name, id)| json!({"name": name, "id": f64::from(*id)})).collect();
            fs::create_dir_all(folder.join("_tables")).unwrap();
            fs::write(folder.join("_tables/documents.jsonl"), lines(&rows)).unwrap();
        }
    }
}

/// Schemas of a surface by component.
fn schemas(surface: &Surface) -> BTreeMap<String, &Schema> {
    let components = surface.components().into_iter();
    components.filter_map(|(path, component)| Some((path, component.schema.known()?.as_ref()?))).collect()
}

fn lines(documents: &[Json]) -> String {
    documents.iter().map(|document| format!("{document}\n")).collect()
}
