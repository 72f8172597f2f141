//! Places of an app's parts in its sources, mapped through source maps.

mod mapping;
mod script;

use std::collections::BTreeMap;
use std::ops::Range;

use mapping::Mapping;
use script::{Key, ObjectLiteral, Script};

use super::sources::relative;
use super::{Analysis, ComponentAnalysis, ModuleAnalysis};
use crate::artifact::{Artifact, Module};
use crate::schema::{Schema, Segment, Validator};
use crate::surface::{Locations, SourceLocation};

/// Folder of the modules that several others import.
const CHUNKS: &str = "_deps/";

/// Maximum length of a module to search, in bytes. Larger ones contain data.
const MAX_LEN: usize = 8 << 20;

/// Maximum depth of a field with its own place.
const MAX_DEPTH: usize = 16;

impl Analysis {
    /// Finds the places of all parts in the sources, from the source maps of an artifact.
    pub fn locate(&mut self, artifact: &Artifact) {
        self.locations = locate(artifact, self);
    }
}

/// Finds the places of the parts of each component, by component path.
fn locate(artifact: &Artifact, analysis: &Analysis) -> BTreeMap<String, Locations> {
    let app = [("", artifact.app.schema.as_ref(), artifact.app.modules.as_slice())];
    let components = artifact.components.iter();
    let components =
        components.map(|part| (part.definition_path.as_str(), part.schema.as_ref(), part.modules.as_slice()));
    let all = app.into_iter().chain(components);
    let found = all.filter_map(|(path, schema, modules)| {
        let component = analysis.components.get(path)?;
        Some((path.to_owned(), of_component(component, schema, modules)))
    });
    found.collect()
}

fn of_component(component: &ComponentAnalysis, schema: Option<&Module>, modules: &[Module]) -> Locations {
    let mut locations = Locations::default();
    let parsed = component.schema.as_ref().and_then(|schema| Schema::parse(&schema.to_string()).ok());
    if let (Some(schema), Some(module)) = (parsed, schema)
        && let Some(source) = Source::of(module)
    {
        source.schema(&schema, &mut locations);
    }
    let is_searched =
        |module: &&Module| component.functions.contains_key(&module.path) || module.path.starts_with(CHUNKS);
    let sources =
        modules.iter().filter(is_searched).filter_map(|module| Some((module.path.as_str(), Source::of(module)?)));
    let sources = Sources(sources.collect());
    for (path, source) in &sources.0 {
        if let Some(analysis) = component.functions.get(*path) {
            source.functions(path, analysis, &sources, &mut locations);
        }
    }
    locations
}

/// The bundled modules of a component, by path.
struct Sources<'t>(BTreeMap<&'t str, Source<'t>>);

impl<'t> Sources<'t> {
    /// Finds the value that a module exports under a name. A module that others import is in a chunk, and exports it again.
    fn exported(&self, path: &str, name: &str) -> Option<(&Source<'t>, Range<usize>)> {
        let (mut path, mut name) = (path.to_owned(), name);
        // Chunks import each other a few times; a circle ends.
        for _ in 0..8 {
            let source = self.0.get(path.as_str())?;
            if let Some(value) = source.script.value_of_export(name) {
                return Some((source, value));
            }
            let (theirs, specifier) = source.script.import_of_export(name)?;
            path = relative(&path, specifier)?;
            name = theirs;
        }
        None
    }
}

/// A bundled module that is searched for places.
struct Source<'t> {
    script: Script<'t>,
    mapping: Mapping,
}

impl<'t> Source<'t> {
    /// Scans a module; `None` without a source map, since a position in bundled code is not useful.
    fn of(module: &'t Module) -> Option<Self> {
        let map = module.source_map.as_deref().filter(|_| module.source.len() <= MAX_LEN)?;
        let mapping = Mapping::read(&module.path, &module.source, map)?;
        Some(Self { script: Script::scan(&module.source), mapping })
    }

    fn at(&self, offset: usize) -> Option<SourceLocation> {
        self.mapping.location(offset)
    }

    /// Finds the tables, with their fields and indexes.
    fn schema(&self, schema: &Schema, locations: &mut Locations) {
        let names = |object: &ObjectLiteral<'_>| {
            object.keys.iter().filter(|key| schema.tables.keys().any(|table| table.as_str() == key.name)).count()
        };
        let tables = self.script.objects.iter().filter(|object| self.at(object.range.start).is_some());
        let Some(tables) = tables.max_by_key(|object| (names(object), std::cmp::Reverse(object.range.start))) else {
            return;
        };
        for (name, table) in &schema.tables {
            let Some(key) = tables.key(name) else { continue };
            let Some(at) = self.at(key.at) else { continue };
            locations.tables.insert(name.to_string(), at);
            let value = self.script.resolve(&key.value);
            self.fields(&table.document, &value, name, 0, &mut locations.fields);
            for index in &table.indexes {
                if let Some(at) = self.text_in(&index.name, &value) {
                    locations.indexes.insert(format!("{name}.{}", index.name), at);
                }
            }
        }
    }

    /// Finds the fields of a type inside the text of its value.
    fn fields(
        &self,
        validator: &Validator,
        value: &Range<usize>,
        place: &str,
        depth: usize,
        found: &mut BTreeMap<String, SourceLocation>,
    ) {
        if depth == MAX_DEPTH {
            return;
        }
        match validator {
            Validator::Object(object) => {
                for (name, field) in object.iter() {
                    let Some(key) = self.key_in(name, value) else { continue };
                    let place = format!("{place}.{name}");
                    if let Some(at) = self.at(key.at) {
                        found.entry(place.clone()).or_insert(at);
                    }
                    self.fields(&field.validator, &self.script.resolve(&key.value), &place, depth + 1, found);
                }
            }
            Validator::Array(element) => {
                self.fields(element, value, &format!("{place}{}", group(&Segment::Index(0))), depth + 1, found);
            }
            Validator::Record(_, values) => {
                self.fields(values, value, &format!("{place}{}", group(&Segment::Entry)), depth + 1, found);
            }
            Validator::Union(members) => {
                members.iter().for_each(|member| self.fields(member, value, place, depth + 1, found));
            }
            _ => {}
        }
    }

    /// Returns a key of the outermost object literal in a range that has it.
    fn key_in(&self, name: &str, range: &Range<usize>) -> Option<&Key<'t>> {
        self.script.objects_in(range).find_map(|object| object.key(name))
    }

    /// Returns the place of a string in a range.
    fn text_in(&self, text: &str, range: &Range<usize>) -> Option<SourceLocation> {
        let found = self.script.strings.iter().filter(|(_, at)| range.contains(at));
        found.filter(|(content, _)| *content == text).find_map(|(_, at)| self.at(*at))
    }

    /// Finds the functions, routes and crons of a module.
    fn functions(&self, path: &str, module: &ModuleAnalysis, sources: &Sources<'_>, locations: &mut Locations) {
        for function in &module.functions {
            let name = format!("{path}:{}", function.name);
            let handler = function.pos.as_ref().and_then(|pos| self.mapping.offset(pos.start_lineno, pos.start_col));
            // The handler of a chunk or of a package's wrapper is elsewhere, but the module exports its function.
            let (source, offset, around) = match (handler, sources.exported(path, &function.name)) {
                (Some(offset), _) => (self, offset, self.script.object_around(offset, "handler")),
                (None, Some((source, value))) => {
                    let around = source.script.objects_in(&value).find(|object| object.key("handler").is_some());
                    (source, value.start, around)
                }
                (None, None) => continue,
            };
            let start = around.map_or(offset, |object| object.range.start);
            if let Some(at) = source.at(start).or_else(|| source.at(offset)) {
                locations.functions.insert(name.clone(), at);
            }
            let parts = [
                ("args", &function.args, &mut locations.arguments),
                ("returns", &function.returns, &mut locations.results),
            ];
            for (part, text, found) in parts {
                let validator = text.as_deref().and_then(|text| Validator::parse(text).ok());
                let key = around.and_then(|object| object.key(part));
                if let (Some(validator), Some(key)) = (validator, key) {
                    source.fields(&validator, &source.script.resolve(&key.value), &name, 0, found);
                }
            }
        }
        let everywhere = 0..usize::MAX;
        for route in module.http_routes.iter().flatten() {
            let name = format!("{} {}", route.route.method, route.route.path);
            let text = route.route.path.strip_suffix('*').unwrap_or(&route.route.path);
            let handler = || {
                let pos = route.pos.as_ref()?;
                self.at(self.mapping.offset(pos.start_lineno, pos.start_col)?)
            };
            if let Some(at) = self.text_in(text, &everywhere).or_else(handler) {
                locations.routes.insert(name, at);
            }
        }
        for (name, _) in module.cron_specs.iter().flatten() {
            if let Some(at) = self.text_in(name, &everywhere) {
                locations.crons.insert(name.clone(), at);
            }
        }
    }
}

/// Returns a step as it appears in the places of findings.
fn group(segment: &Segment) -> String {
    crate::schema::Path(vec![segment.clone()]).group()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use sourcemap::SourceMapBuilder;

    use super::*;
    use crate::artifact::PushRequest;

    /// Returns a module whose source map maps every word to the same place of a source.
    fn module(path: &str, text: &str, file: &str) -> Value {
        let mut builder = SourceMapBuilder::new(None);
        let source = builder.add_source(file);
        for (line, text) in text.lines().enumerate() {
            let starts = text.char_indices().filter(|(at, c)| {
                let before = text[..*at].chars().next_back();
                c.is_ascii_punctuation() || before.is_none_or(|before| !before.is_alphanumeric())
            });
            for (column, _) in starts {
                let (line, column) = (line as u32, column as u32);
                builder.add_raw(line, column, line, column, Some(source), None, false);
            }
        }
        let mut map = Vec::new();
        builder.into_sourcemap().to_writer(&mut map).unwrap();
        json!({"path": path, "source": text, "sourceMap": String::from_utf8(map).unwrap(), "environment": "isolate"})
    }

    fn validator(kind: &str, fields: &[&str]) -> Value {
        let field = |name: &&str| ((*name).to_owned(), json!({"fieldType": {"type": kind}, "optional": false}));
        json!({"type": "object", "value": fields.iter().map(field).collect::<serde_json::Map<_, _>>()})
    }

    const SCHEMA: &str = "\
var other = { users: 1 };
var u = t({
  name: s(),
  tags: a(o({ text: s() })),
}).index(\"by_name\", [\"name\"]);
var d = f({
  users: u,
  posts: t({ title: s() }),
});";

    const MESSAGES: &str = "\
var send = m({
  args: { body: s() },
  handler: async (c, { body: e }) => e,
});
var plain = m(async () => 1);
var w = wrap({
  args: { title: s() },
  handler: async (c, { title: e }) => e,
});
import { x as y } from \"./_deps/A.js\";
export { send, plain, w as wrapped, y as shared };";

    const CHUNK: &str = "\
var q = m({ args: { tag: s() }, handler: async () => 1 });
export { q as x };";

    const CRONS: &str = "c.interval(\n  \"clean up\", { hours: 1 }, x);";

    fn located() -> Locations {
        let request = json!({"functions": "convex/", "appDefinition": {
            "schema": module("schema.js", SCHEMA, "../convex/schema.ts"),
            "changedModules": [
                module("messages.js", MESSAGES, "../convex/messages.ts"),
                module("crons.js", CRONS, "../convex/crons.ts"),
                module("_deps/A.js", CHUNK, "../../convex/shared.ts"),
            ],
        }});
        let artifact = Artifact::from_request(PushRequest::parse(&request.to_string()).unwrap()).unwrap();
        let tag = json!({"type": "object", "value": {"text": {"fieldType": {"type": "string"}, "optional": false}}});
        let users = json!({"type": "object", "value": {
            "name": {"fieldType": {"type": "string"}, "optional": false},
            "tags": {"fieldType": {"type": "array", "value": tag}, "optional": false},
        }});
        let indexes = json!([{"indexDescriptor": "by_name", "fields": ["name"]}]);
        let schema = json!({"schemaValidation": true, "tables": [
            {"tableName": "users", "indexes": indexes, "documentType": users},
            {"tableName": "posts", "indexes": [], "documentType": validator("string", &["title"])},
        ]});
        let function = |name: &str, line: u32, column: u32| {
            json!({"name": name, "pos": {"path": "messages.js", "start_lineno": line, "start_col": column},
                "udfType": "Mutation", "visibility": {"kind": "public"}, "args": validator("string", &["body"]).to_string(),
                "returns": null})
        };
        let mut wrapped = function("wrapped", 0, 0);
        wrapped["pos"] = Value::Null;
        wrapped["args"] = validator("string", &["title"]).to_string().into();
        let mut shared = wrapped.clone();
        shared["name"] = "shared".into();
        shared["args"] = validator("string", &["tag"]).to_string().into();
        let functions = json!([function("send", 2, 11), function("plain", 4, 14), wrapped, shared]);
        let component: ComponentAnalysis = serde_json::from_value(json!({"definition": null, "schema": schema, "functions": {
            "messages.js": {"functions": functions, "httpRoutes": null, "cronSpecs": null, "sourceMapped": null},
            "crons.js": {"functions": [], "httpRoutes": null, "cronSpecs": [["clean up", {}]], "sourceMapped": null},
        }}))
        .unwrap();
        let components = BTreeMap::from([(String::new(), component)]);
        let analysis = Analysis { components, ..Analysis::default() };
        locate(&artifact, &analysis).remove("").unwrap()
    }

    #[test]
    fn parts_are_found_in_their_sources() {
        let found = located();
        let at = |places: &BTreeMap<String, SourceLocation>, name: &str| {
            places.get(name).map(|place| format!("{}:{}:{}", place.file, place.line, place.column.unwrap_or_default()))
        };
        let cases = [
            (at(&found.tables, "users"), "convex/schema.ts:7:3"),
            (at(&found.tables, "posts"), "convex/schema.ts:8:3"),
            (at(&found.fields, "users.name"), "convex/schema.ts:3:3"),
            (at(&found.fields, "users.tags"), "convex/schema.ts:4:3"),
            (at(&found.fields, "users.tags[].text"), "convex/schema.ts:4:15"),
            (at(&found.fields, "posts.title"), "convex/schema.ts:8:14"),
            (at(&found.indexes, "users.by_name"), "convex/schema.ts:5:10"),
            (at(&found.functions, "messages.js:send"), "convex/messages.ts:1:14"),
            (at(&found.arguments, "messages.js:send.body"), "convex/messages.ts:2:11"),
            (at(&found.functions, "messages.js:plain"), "convex/messages.ts:5:15"),
            (at(&found.functions, "messages.js:wrapped"), "convex/messages.ts:6:14"),
            (at(&found.arguments, "messages.js:wrapped.title"), "convex/messages.ts:7:11"),
            (at(&found.functions, "messages.js:shared"), "convex/shared.ts:1:11"),
            (at(&found.arguments, "messages.js:shared.tag"), "convex/shared.ts:1:21"),
            (at(&found.crons, "clean up"), "convex/crons.ts:2:3"),
        ];
        for (found, expected) in cases {
            assert_eq!(found.as_deref(), Some(expected));
        }
        assert_eq!(at(&found.arguments, "messages.js:plain.body"), None);
    }
}
