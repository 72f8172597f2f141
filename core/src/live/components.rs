//! The tree of components, and what each exposes.

use std::collections::BTreeMap;

use futures_util::future::try_join4;
use serde_json::{Map, Value as Json, json};

use super::crons::read_crons;
use super::json::Document;
use super::query::{ComponentId, Queries, is_refusal, unexpected};
use crate::error::{Error, Result};
use crate::surface::Surface;
use crate::value::Tables;

const LIST: &str = "_system/frontend/components:list";
const SCHEMAS: &str = "_system/frontend/getSchemas:default";
const FUNCTIONS: &str = "_system/cli/modules:apiSpec";
const TABLES: &str = "_system/frontend/getTableMapping:default";

/// System tables whose ids documents may contain.
const SYSTEM_TABLES: [&str; 2] = ["_storage", "_scheduled_functions"];

/// A mounted component. The app itself has an empty path and no ID.
pub(super) struct Mounted {
    pub(super) path: String,
    pub(super) id: Option<String>,
}

impl Mounted {
    pub(super) fn root() -> Self {
        Self { path: String::new(), id: None }
    }

    pub(super) fn id(&self) -> ComponentId<'_> {
        self.id.as_deref()
    }
}

/// The parts of one component.
pub(super) struct ComponentParts {
    /// Members of its surface file, without its children.
    pub(super) members: Map<String, Json>,
    /// Numbers of its tables. `None` if they cannot be read.
    pub(super) tables: Option<Tables>,
    /// `true` if a push is validating another schema.
    pub(super) has_pending_schema: bool,
    /// Errors of the parts that cannot be read, by their names.
    pub(super) refused: Vec<(&'static str, Error)>,
}

/// Lists the mounted components, the app first, then by path.
pub(super) async fn list_components(queries: Queries<'_>) -> Result<Vec<Mounted>> {
    let found = queries.value(LIST, None, Json::Null).await?;
    let mut all = BTreeMap::from([(String::new(), None)]);
    for component in Document::list(LIST, &found)? {
        let path = component.text("path")?;
        // An unmounted component keeps its data, but its code is gone.
        if !path.is_empty() && component.optional_text("state") != Some("unmounted") {
            all.insert(path.to_owned(), Some(component.text("id")?.to_owned()));
        }
    }
    Ok(all.into_iter().map(|(path, id)| Mounted { path, id }).collect())
}

/// Reads one component.
///
/// # Errors
/// Errors of the calls; `Unsupported` if its schema or functions cannot be read.
pub(super) async fn read_component(queries: Queries<'_>, of: &Mounted) -> Result<ComponentParts> {
    let mut refused = Vec::new();
    let (schemas, functions, crons, tables) = try_join4(
        queries.value(SCHEMAS, of.id(), Json::Null),
        queries.json(FUNCTIONS, of.id(), Json::Null),
        optional(read_crons(queries, of.id())),
        optional(read_tables(queries, of.id())),
    )
    .await?;
    let schemas = Document::new(SCHEMAS, &schemas)?;
    let mut members = Map::new();
    members.insert("schema".to_owned(), json!(schemas.optional_text("active")));
    members.insert("functions".to_owned(), functions);
    match crons {
        Ok(crons) => drop(members.insert("crons".to_owned(), crons)),
        Err(error) => refused.push(("crons", error)),
    }
    let tables = tables.map_err(|error| refused.push(("table numbers", error))).ok();
    let has_pending_schema = schemas.optional_text("inProgress").is_some();
    Ok(ComponentParts { members, tables, has_pending_schema, refused })
}

/// Returns a refusal as a value, so that the rest is read.
pub(super) async fn optional<T>(reading: impl Future<Output = Result<T>>) -> Result<Result<T>> {
    match reading.await {
        Err(error) if !is_refusal(&error) => Err(error),
        read => Ok(read),
    }
}

async fn read_tables(queries: Queries<'_>, component: ComponentId<'_>) -> Result<Tables> {
    let found = queries.json(TABLES, component, Json::Null).await?;
    let mapping = found.as_object().ok_or_else(|| unexpected(TABLES))?;
    let mut tables = Tables::default();
    for (number, name) in mapping {
        let (Ok(number), Some(name)) = (number.parse(), name.as_str()) else { return Err(unexpected(TABLES)) };
        // Documents contain ids of virtual tables, whose names differ.
        if !name.starts_with('_') {
            tables.insert(name, number);
        }
    }
    SYSTEM_TABLES.iter().for_each(|name| tables.unnumbered(*name));
    Ok(tables)
}

/// Builds the surface of the app from the members of each component.
///
/// # Errors
/// `InvalidInput` if the deployment returned a schema or validator that this version cannot read.
pub(super) fn build_surface(mut components: BTreeMap<String, Map<String, Json>>) -> Result<Surface> {
    let mut root = components.remove("").unwrap_or_default();
    root.entry("components").or_insert_with(|| json!({}));
    // A parent comes before its children.
    for (path, mut members) in components {
        members.entry("components").or_insert_with(|| json!({}));
        members.entry("authProviders").or_insert_with(|| json!([]));
        insert(&mut root, &path, members);
    }
    Surface::parse(&Json::Object(root).to_string())
}

fn insert(root: &mut Map<String, Json>, path: &str, members: Map<String, Json>) {
    let (parents, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut component = root;
    for parent in parents.split('/').filter(|parent| !parent.is_empty()) {
        let children = component.get_mut("components").and_then(Json::as_object_mut);
        let Some(found) = children.and_then(|children| children.get_mut(parent)).and_then(Json::as_object_mut) else {
            return;
        };
        component = found;
    }
    if let Some(children) = component.get_mut("components").and_then(Json::as_object_mut) {
        children.insert(name.to_owned(), Json::Object(members));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_become_a_tree() {
        let of = |name: &str| {
            let function = json!([{ "identifier": format!("{name}.js:f"), "functionType": "Query" }]);
            Map::from_iter([("functions".to_owned(), function)])
        };
        let all =
            ["", "chat", "chat/inbox", "mail"].map(|path| (path.to_owned(), of(path.rsplit('/').next().unwrap())));
        let surface = build_surface(all.into()).unwrap();
        let paths: Vec<String> = surface.components().into_keys().collect();
        assert_eq!(paths, ["", "chat", "chat/inbox", "mail"]);
        let inbox = surface.component("chat/inbox").unwrap();
        assert_eq!(inbox.functions.known().unwrap().keys().next().unwrap().as_str(), "inbox.js:f");
    }
}
