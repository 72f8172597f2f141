//! Modules that replace the language's own functions cannot change the analysis of other exports.

use super::{analyse, artifact};
use convex_ops::analysis::{Analysis, EvaluationOptions, Isolation};
use convex_ops::artifact::{Artifact, PushRequest};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Defines `patch(index, style)`, which replaces an intrinsic, and `patchAll(style)`; both are found by walking the graph of
/// objects from the global one and from those that only syntax reaches.
const PATCHES: &str = r"
const define = Object.defineProperty, describe = Object.getOwnPropertyDescriptor, own = Reflect.ownKeys;
const parent = Object.getPrototypeOf, setNull = Object.setPrototypeOf;
const seen = new Set(), places = [];
const visit = (object) => {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null || seen.has(object)) return;
  seen.add(object);
  for (const key of own(object)) {
    const found = describe(object, key);
    if (found.configurable || found.writable) places[places.length] = { __proto__: null, object, key };
    if ('value' in found) visit(found.value); else { visit(found.get); visit(found.set); }
  }
  visit(parent(object));
};
const roots = [globalThis, [][Symbol.iterator](), ''[Symbol.iterator](), new Map().entries(), new Set().values(),
  (function* () {})(), (async function* () {})(), 'a'.matchAll(/a/g), () => {}, Promise.resolve(), new Proxy({}, {})];
for (const root of roots) visit(root);
const styles = [
  () => undefined,
  () => { throw new Error('no'); },
  () => [],
  () => '{}',
  function () { return this; },
  (first) => first,
];
// Uses nothing that it replaces itself.
const replace = (place, style) => {
  const descriptor = { __proto__: null, value: styles[style], configurable: true, writable: true };
  try { define(place.object, place.key, descriptor); }
  catch { try { place.object[place.key] = styles[style]; } catch {} }
};
// Names that objects without an own property of that name would inherit.
const names = ['toJSON', 'then', 'get', 'set', 'value', 'name', 'pos', 'udfType', 'kind', 'path', 'args', 'returns', 'route', 'method',
  'functions', 'httpRoutes', 'cronSpecs', 'config', 'isMissing', 'fileName', 'length', '0', '1', '2'];
const pollute = (style) => {
  const owners = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
  for (let owner = 0; owner < owners.length; owner += 1) {
    for (let name = 0; name < names.length; name += 1) {
      const descriptor = { __proto__: null, get: styles[style], set() {}, configurable: true };
      try { define(owners[owner], names[name], descriptor); } catch {}
    }
  }
};
const count = places.length;
const patch = (index, style) => replace(places[index], style);
const patchAll = (style) => { for (let index = 0; index < count; index += 1) replace(places[index], style); };
";

const FUNCTIONS: &str = r#"
const text = '{"type":"object","value":{}}';
export const list = {isQuery: true, isPublic: true, _handler() {}, exportArgs: () => text, exportReturns: () => 'null'};
export const send = {isMutation: true, isInternal: true, _handler() {}, exportArgs: () => text};
export function then(done) { done({}); }
"#;
const ROUTES: &str = "const routes = [['/hello', 'GET', () => {}], ['/bye', 'POST', () => {}]];
export default {isRouter: true, getRoutes: () => routes};";
const CRONS: &str = r#"const text = '{"wipe": {"name": "a:b", "args": [{}], "schedule": {"type": "interval", "hours": 1}}}';
export default {isCrons: true, export: () => text};"#;
const SCHEMA: &str = r#"const text = '{"schemaValidation":true,"tables":[{"tableName":"t","indexes":[],"documentType":{"type":"any"}}]}';
export default {export: () => text};"#;
const AUTH: &str = "export default {providers: [{domain: 'https://a.example.com', applicationID: 'convex'}]};";
const DEFINITION: &str = r#"const definition = {definitionType: {type: "app"}, childComponents: [], httpMounts: {}, exports: {type: "branch", branch: []},
    envVars: [["KEY", {type: "value", value: '{"type":"string"}', optional: false}]]};
export default {export: () => definition};"#;

/// Returns the app with `first` at the start of each of its modules.
fn app(first: &str) -> Artifact {
    let module = |path: &str, source: &str| {
        let source = format!("{first}\n{source}");
        json!({ "path": path, "source": source, "environment": "isolate" })
    };
    let modules = [
        module("a.js", FUNCTIONS),
        module("http.js", ROUTES),
        module("crons.js", CRONS),
        module("auth.config.js", AUTH),
    ];
    let request = json!({ "functions": "convex/", "appDefinition": {
        "definition": module("convex.config.js", DEFINITION), "schema": module("schema.js", SCHEMA), "changedModules": modules,
    }});
    Artifact::from_request(PushRequest::parse(&request.to_string()).unwrap()).unwrap()
}

/// Returns the analysis of an app, without positions: added lines move them. A module that breaks itself is among the
/// problems, and has no analysis.
fn read(app: &Artifact) -> (Value, BTreeSet<String>) {
    let Analysis { components, auth_providers, problems, .. } = analyse(app);
    let mut value = json!({ "components": components, "auth": auth_providers });
    let root = &mut value["components"][""]["functions"];
    for place in ["/a.js/functions", "/http.js/httpRoutes"] {
        let list = root.pointer_mut(place).and_then(Value::as_array_mut).into_iter().flatten();
        list.for_each(|entry| entry["pos"] = Value::Null);
    }
    (value, problems.into_iter().map(|problem| problem.module).collect())
}

/// Checks that an analysis holds nothing that the honest one lacks, and that all that it lacks is a reported problem.
fn assert_not_forged((found, broken): &(Value, BTreeSet<String>), honest: &Value, how: &str) {
    let modules = |value: &Value| value["components"][""]["functions"].as_object().unwrap().clone();
    let (found_modules, honest_modules) = (modules(found), modules(honest));
    for (path, module) in &honest_modules {
        match found_modules.get(path) {
            Some(found) => assert_eq!(found, module, "{path}, {how}"),
            None => assert!(broken.contains(path), "{path} is missing without a problem, {how}"),
        }
    }
    assert_eq!(found_modules.keys().find(|path| !honest_modules.contains_key(*path)), None, "{how}");
    for part in ["schema", "definition"] {
        let is_reported = broken.contains("schema.js") || broken.contains("convex.config.js");
        let (found, honest) = (&found["components"][""][part], &honest["components"][""][part]);
        assert!(found == honest || is_reported, "{part}: {found}, {how}");
    }
    // A configuration that could not be read is unknown.
    assert!(found["auth"] == honest["auth"] || found["auth"].is_null(), "{}, {how}", found["auth"]);
}

fn patched(call: &str) -> (Value, BTreeSet<String>) {
    // Modules share the intrinsics, so the first one replaces them.
    read(&app(&format!("if (!globalThis.patched) {{\nglobalThis.patched = true;\n{PATCHES}\n{call}\n}}")))
}

#[test]
fn all_intrinsics_replaced_at_once_forge_nothing() {
    let (honest, broken) = read(&app(""));
    assert!(broken.is_empty(), "{broken:?}");
    assert_eq!(honest["components"][""]["functions"]["a.js"]["functions"].as_array().unwrap().len(), 2);
    assert_eq!(honest["auth"].as_array().unwrap().len(), 1);
    for style in 0..6 {
        assert_not_forged(&patched(&format!("patchAll({style});")), &honest, &format!("style {style}"));
        assert_not_forged(&patched(&format!("pollute({style});")), &honest, &format!("prototypes, style {style}"));
    }
}

/// Each intrinsic on its own, so that no replacement hides another: one module per intrinsic, which puts the one before back.
#[test]
fn each_replaced_intrinsic_forges_nothing() {
    let count = count_of_intrinsics();
    assert!(count > 800, "{count} intrinsics");
    let harness = format!("{PATCHES}\n{EACH}");
    for style in 0..6 {
        let mut modules = vec![("_deps/harness.js".to_owned(), harness.clone())];
        modules.extend((0..count).map(|index| {
            let source = format!("import {{ only }} from './_deps/harness.js';\nonly({index}, {style});\n{FUNCTIONS}");
            (format!("m{index:04}.js"), source)
        }));
        let modules: Vec<_> = modules.iter().map(|(path, source)| (path.as_str(), source.as_str())).collect();
        let analysis = analyse(&artifact(&modules));
        // A module that breaks itself is reported.
        let found = &analysis.components[""].functions;
        let broken: BTreeSet<_> = analysis.problems.iter().map(|problem| problem.module.as_str()).collect();
        assert_eq!(found.len() + broken.len(), count, "style {style}");
        assert!(broken.len() < count / 20, "style {style}: {broken:?}");
        for (path, module) in found {
            let functions: Vec<_> =
                module.functions.iter().map(|one| (one.name.as_str(), one.args.as_deref())).collect();
            let text = Some(r#"{"type":"object","value":{}}"#);
            assert_eq!(functions, [("list", text), ("send", text)], "{path}, style {style}");
        }
    }
}

const EACH: &str = "
let last;
export const only = (index, style) => {
  if (last !== undefined) { try { define(last.object, last.key, last.descriptor); } catch {} }
  const { object, key } = places[index];
  const descriptor = describe(object, key);
  last = { object, key, descriptor: setNull(descriptor, null) };
  patch(index, style);
};";

fn count_of_intrinsics() -> usize {
    let source = format!("{PATCHES}\nthrow new Error(String(count));");
    let problems = analyse(&artifact(&[("count.js", &source)])).problems;
    problems[0].message.parse().unwrap()
}

/// A function that describes is on the stack while it calls a module: it cannot be reached from there and changed.
#[test]
fn stack_of_a_call_does_not_give_access() {
    let spy = "Error.prepareStackTrace = (_, frames) => {
        for (const frame of frames) {
            const reached = frame.getFunction();
            if (typeof reached !== 'function') continue;
            try { Object.setPrototypeOf(reached, null); } catch {}
            for (const name of ['call', 'apply', 'bind']) try { reached[name] = () => '{}'; } catch {}
        }
        return '';
    };
    const spying = {isQuery: true, isPublic: true, _handler() {}, exportArgs() { new Error('x').stack; return '{\"type\":\"any\"}'; }};
    export {spying};";
    let app = artifact(&[("a.js", &format!("{spy}\n{FUNCTIONS}"))]);
    let options = EvaluationOptions::default();
    let analysis = convex_ops::analysis::analyse(&app, &options, &Isolation::Thread).unwrap();
    let functions = &analysis.components[""].functions["a.js"].functions;
    assert_eq!(functions.len(), 3, "{:?}", analysis.problems);
    assert!(
        functions
            .iter()
            .filter(|function| function.name != "spying")
            .all(|function| function.args.as_deref() == Some(r#"{"type":"object","value":{}}"#))
    );
}
