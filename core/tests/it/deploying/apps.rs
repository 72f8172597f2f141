//! Apps to deploy, as artifacts.

use convex_ops::artifact::{AppDefinition, Artifact, ComponentDefinition, Module, ModuleEnvironment, PushRequest};
use serde_json::{Value, json};

/// A public function with an object of arguments.
pub(super) fn function(kind: &str, args: &Value) -> String {
    let args = json!(json!({ "type": "object", "value": args }).to_string());
    format!(
        "{{is{kind}: true, isPublic: true, _handler() {{}}, exportArgs: () => {args}, exportReturns: () => 'null'}}"
    )
}

/// A required field of a validator.
pub(super) fn field(kind: &str) -> Value {
    json!({ "fieldType": { "type": kind }, "optional": false })
}

pub(super) fn module(path: &str, source: impl Into<String>) -> Module {
    Module { path: path.to_owned(), source: source.into(), source_map: None, environment: ModuleEnvironment::Isolate }
}

/// A schema that is enforced, with a table of these fields.
pub(super) fn schema(table: &str, fields: &Value) -> Module {
    let document = json!({ "type": "object", "value": fields });
    let tables = json!([{ "tableName": table, "indexes": [], "documentType": document }]);
    let schema = json!({ "schemaValidation": true, "tables": tables }).to_string();
    module("schema.js", format!("export default {{export: () => {}}};", json!(schema)))
}

/// An app of these modules, with a schema.
pub(super) fn app(schema: Option<Module>, modules: Vec<Module>) -> Artifact {
    let mut request = PushRequest::parse(r#"{"functions": "convex/", "appDefinition": {}}"#).unwrap();
    request.app_definition =
        AppDefinition { schema, modules, udf_server_version: "1.48.0".to_owned(), ..Default::default() };
    Artifact::from_request(request).unwrap()
}

/// The tasks app: `tasks:add` takes a text, and with `more` fields of the table.
pub(super) fn tasks(fields: &Value, functions: &[(&str, String)]) -> Artifact {
    let functions: String = functions.iter().map(|(name, of)| format!("export const {name} = {of};\n")).collect();
    app(Some(schema("tasks", fields)), vec![module("tasks.js", functions)])
}

/// An app that uses everything that a surface has, with a component `counter`.
pub(super) fn whole() -> Artifact {
    let definition = |kind: &str, children: &str| {
        let source = format!(
            "export default {{export: () => ({{definitionType: {kind}, childComponents: [{children}], httpMounts: {{}}, \
             exports: {{type: 'branch', branch: []}}}})}};"
        );
        module("convex.config.js", source)
    };
    let crons = json!({ "wipe": {
        "name": "tasks:wipe", "args": [{ "n": { "$integer": "AQAAAAAAAAA=" } }],
        "schedule": { "type": "interval", "seconds": 60 },
    } });
    let crons = format!("export default {{isCrons: true, export: () => {}}};", json!(crons.to_string()));
    let mut app = app(
        Some(schema("tasks", &json!({ "text": field("string") }))),
        vec![
            module(
                "auth.config.js",
                "export default {providers: [{domain: 'https://a.example', applicationID: 'x'}]};",
            ),
            module("crons.js", crons),
            module("http.js", "export default {isRouter: true, getRoutes: () => [['/hello', 'GET', () => {}]]};"),
            module(
                "tasks.js",
                format!(
                    "export const add = {}; export const wipe = {};",
                    function("Mutation", &json!({ "text": field("string") })),
                    function("Mutation", &json!({ "n": field("bigint") })),
                ),
            ),
        ],
    );
    app.app.dependencies = vec!["counter".to_owned()];
    app.app.definition = Some(definition("{type: 'app'}", "{name: 'counter', path: 'counter', args: []}"));
    app.components.push(ComponentDefinition {
        definition_path: "counter".to_owned(),
        definition: definition("{type: 'childComponent', name: 'counter', args: []}", ""),
        dependencies: Vec::new(),
        schema: Some(schema("counts", &json!({ "n": field("number") }))),
        modules: vec![module("lib.js", format!("export const count = {};", function("Query", &json!({}))))],
        udf_server_version: String::new(),
    });
    app
}
