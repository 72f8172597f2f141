//! Contents of an evaluated app, part by part.

use super::{analyse, artifact, surface};
use convex_ops::artifact::Environment;
use serde_json::json;

const QUERY: &str = r#"export const list = {isQuery: true, isPublic: true, _handler() {}, exportArgs: () => '{"type":"object","value":{}}'};"#;

#[test]
fn functions_are_read_with_kind_and_types() {
    let app = artifact(&[("tasks.js", QUERY), ("empty.js", "export const answer = 42;")]);
    let analysis = analyse(&app);
    let function = &analysis.components[""].functions["tasks.js"].functions[0];
    assert_eq!(function.name, "list");
    assert_eq!(function.args.as_deref(), Some(r#"{"type":"object","value":{}}"#));
    assert!(analysis.components[""].functions["empty.js"].functions.is_empty());
    assert_eq!(analysis.problems, []);
}

#[test]
fn export_of_two_kinds_is_not_a_function() {
    let app = artifact(&[("a.js", "export const both = {isQuery: true, isMutation: true, _handler() {}};")]);
    assert!(analyse(&app).components[""].functions["a.js"].functions.is_empty());
}

#[test]
fn chunks_are_shared_but_not_listed() {
    let app = artifact(&[
        ("_deps/X.js", "export const base = {isMutation: true, isInternal: true, _handler() {}};"),
        ("dir/a.js", "import {base} from '../_deps/X.js'; export const go = base;"),
    ]);
    let analysis = analyse(&app);
    assert_eq!(analysis.components[""].functions.keys().collect::<Vec<_>>(), ["dir/a.js"]);
    assert_eq!(analysis.surface().unwrap().root.functions.known().unwrap().len(), 1);
}

#[test]
fn routes_and_crons_are_read() {
    let app = artifact(&[
        ("http.js", "export default {isRouter: true, getRoutes: () => [['/hello', 'GET', () => {}]]};"),
        (
            "crons.js",
            r#"export default {isCrons: true, export: () => '{"wipe": {"name": "a:b", "args": [{}], "schedule": {"type": "interval", "hours": 1}}}'};"#,
        ),
    ]);
    let surface = surface(&app);
    assert_eq!(surface.root.routes.known().unwrap().len(), 1);
    assert!(surface.root.crons.known().unwrap().contains_key("wipe"));
}

#[test]
fn invalid_router_is_a_problem() {
    let analysis = analyse(&artifact(&[("http.js", "export default {};")]));
    assert_eq!(analysis.problems[0].message, "The default export of `convex/http.js` is not a Router.");
    assert!(analysis.surface().unwrap_err().to_string().contains("not a Router"));
}

#[test]
fn missing_variable_is_noted_and_set_one_is_read() {
    let source = "if (!process.env.API_KEY) throw new Error('no key'); export const seen = process.env.API_KEY;";
    let app = artifact(&[("keyed.js", source)]);
    let analysis = analyse(&app);
    assert_eq!(analysis.problems, []);
    assert!(analysis.notes[0].contains("`keyed.js`"), "{:?}", analysis.notes);
}

#[test]
fn failure_with_placeholders_is_reported() {
    let source = |word: &str| {
        format!("if (!process.env.API_KEY) throw new Error('no key'); throw new Error('{word}'); export const go = 1;")
    };
    let message = |source: &str| analyse(&artifact(&[("keyed.js", source)])).problems[0].message.clone();
    let both = "no key; with a placeholder for each environment variable: no such key";
    assert_eq!(message(&source("no such key")), both);
    // The near miss: they change nothing.
    assert_eq!(message(&source("no key")), "no key");
}

#[test]
fn node_modules_use_stubs() {
    let source = "import { createHash } from 'node:crypto'; createHash('sha256').update('x'); \
                  export const go = {isAction: true, isPublic: true, _handler() {}};";
    let mut app = artifact(&[("node.js", source)]);
    app.app.modules[0].environment = Environment::Node;
    let analysis = analyse(&app);
    assert_eq!(analysis.problems, []);
    assert_eq!(analysis.components[""].functions["node.js"].functions.len(), 1);
    // The near miss: Convex's own runtime has no such package.
    let analysis = analyse(&artifact(&[("isolate.js", source)]));
    assert_eq!(analysis.problems[0].module, "isolate.js");
}

#[test]
fn auth_providers_from_variables_are_unknown() {
    let source = "export default {providers: [{domain: process.env.ISSUER, applicationID: 'convex'}]};";
    let analysis = analyse(&artifact(&[("auth.config.js", source)]));
    assert_eq!(analysis.auth_providers, None);
    assert!(analysis.surface().unwrap().root.auth_providers.is_unknown());
    let source = "export default {providers: [{domain: 'https://a.example', applicationID: 'convex'}]};";
    let analysis = analyse(&artifact(&[("auth.config.js", source)]));
    assert_eq!(analysis.auth_providers, Some(vec![json!({"domain": "https://a.example", "applicationID": "convex"})]));
}

#[test]
fn web_platform_apis_work() {
    let source = "const text = 'h\u{e9}\u{1f600}'; const bytes = new TextEncoder().encode(text);
        if (bytes.length !== 7 || new TextDecoder().decode(bytes) !== text) throw new Error('text');
        const url = new URL('../c?d=1&e=%20#f', 'https://u:p@host.example:8080/a/b');
        if (url.href !== 'https://u:p@host.example:8080/c?d=1&e=%20#f' || url.searchParams.get('e') !== ' ') throw new Error(url.href);
        if (URL.canParse('nonsense')) throw new Error('nonsense');
        export const done = true;";
    assert_eq!(analyse(&artifact(&[("web.js", source)])).problems, []);
}
