//! Contents of an evaluated app, part by part.

use super::{analyse, artifact, module, surface};
use convex_ops::analysis::{EvaluationOptions, Isolation};
use convex_ops::artifact::ModuleEnvironment;
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
fn export_that_convex_does_not_read_is_told() {
    let crons = "export default {isCrons: true, export: () => '{}'};";
    let router = "export default {isRouter: true, getRoutes: () => []};";
    let schema = "export default {tables: {}, schemaValidation: true, export: () => '{\"tables\": []}'};";
    let app = artifact(&[
        ("cron.js", crons),
        ("crons.js", crons),
        ("lib/http.js", router),
        ("http.js", router),
        ("db/schema.js", schema),
        ("tasks.js", QUERY),
        ("other.js", "export default {isCrons: 'no', tables: {}};"),
    ]);
    let surface = surface(&app);
    let unread: Vec<_> =
        surface.root.unread_exports.iter().map(|(module, unread)| (module.as_str(), unread.file())).collect();
    assert_eq!(unread, [("cron.js", "crons.ts"), ("db/schema.js", "schema.ts"), ("lib/http.js", "http.ts")]);
}

#[test]
fn invalid_router_is_a_problem() {
    let analysis = analyse(&artifact(&[("http.js", "export default {};")]));
    assert_eq!(analysis.problems[0].message, "The default export of `convex/http.js` is not a Router.");
    let surface = analysis.surface().unwrap();
    assert!(surface.root.problems[0].is_refused && surface.root.problems[0].message.contains("not a Router"));
    assert!(surface.root.routes.is_unknown() && !surface.root.functions.is_unknown());
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
    let read = "it reads `API_KEY` (keyed.js:1), which is not set";
    let both = format!("no key; with a placeholder for each environment variable: no such key; {read}");
    assert_eq!(message(&source("no such key")), both);
    // The near miss: they change nothing.
    assert_eq!(message(&source("no key")), format!("no key; {read}"));
}

#[test]
fn node_modules_use_stubs() {
    let source = "import { createHash } from 'node:crypto'; createHash('sha256').update('x'); \
                  export const go = {isAction: true, isPublic: true, _handler() {}};";
    let mut app = artifact(&[("node.js", source)]);
    app.app.modules[0].environment = ModuleEnvironment::Node;
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

/// The code of the problem of an auth config, or "" if it has none, with a variable set.
fn auth_problem(source: &str) -> String {
    let options = EvaluationOptions {
        environment: [("SET".to_owned(), "https://a.example".to_owned())].into(),
        ..EvaluationOptions::default()
    };
    let analysis =
        convex_ops::analysis::analyse(&artifact(&[("auth.config.js", source)]), &options, &Isolation::Thread);
    let analysis = analysis.unwrap();
    assert_eq!(analysis.auth_problem.is_some(), analysis.auth_providers.is_none());
    analysis.auth_problem.map_or_else(String::new, |problem| format!("{}: {}", problem.code, problem.message))
}

#[test]
fn reading_an_unset_variable_throws_in_auth_config() {
    let oidc = |domain: &str| format!("export default {{providers: [{{domain: {domain}, applicationID: 'convex'}}]}};");
    let missing = "AuthConfigMissingEnvironmentVariable: Environment variable UNSET is used in auth config file but its value \
                   was not set";
    for source in [
        oidc("process.env.UNSET"),
        oidc("process.env.UNSET ?? 'https://a.example'"),
        oidc("`https://${process.env.UNSET}`"),
        oidc("process.env['UN' + 'SET']"),
        format!("if (!process.env.UNSET) throw new Error('set it');{}", oidc("process.env.SET")),
    ] {
        assert_eq!(auth_problem(&source), missing, "{source}");
    }
    for source in [
        oidc("process.env.SET"),
        format!("let url; try {{ url = process.env.UNSET; }} catch {{ url = 'https://b.example'; }}{}", oidc("url")),
        format!("const known = 'UNSET' in process.env;{}", oidc("known ? process.env.UNSET : process.env.SET")),
    ] {
        assert_eq!(auth_problem(&source), "", "{source}");
    }
}

#[test]
fn auth_config_is_judged_as_convex_does() {
    for (source, start) in [
        ("export const providers = [];", "AuthConfigMissingExportError: "),
        ("export default undefined;", "AuthConfigMissingExportError: "),
        ("export default () => ({providers: []});", "AuthConfigUnserializableError: "),
        ("export default {};", "AuthConfigNotMatchingSchemaError: "),
        (
            "export default {providers: [{domain: 'https://a.example', applicationId: 'x'}]};",
            "AuthConfigNotMatchingSchemaError: ",
        ),
        (
            "export default {providers: [{domain: String(Math.random()), applicationID: 'x'}]};",
            "InvalidAuthConfig: The pushed auth config is invalid: Uncaught Error: Math.random unsupported",
        ),
        (
            "export default {providers: [{domain: String(Date.now()), applicationID: 'x'}]};",
            "InvalidAuthConfig: The pushed auth config is invalid: Uncaught Error: Date unsupported",
        ),
        ("new Date(); export default {providers: []};", "InvalidAuthConfig: "),
        (
            "null.x; export default {providers: []};",
            "InvalidAuthConfig: The pushed auth config is invalid: Uncaught TypeError: ",
        ),
    ] {
        let problem = auth_problem(source);
        assert!(problem.starts_with(start), "{source}: {problem}");
    }
    assert_eq!(auth_problem("new Date(0).getTime(); Date.UTC(2020); export default {providers: []};"), "");
    let saml = "export default {providers: [{type: 'saml', domain: 'https://a.example', applicationID: 'x'}]};";
    let surface = analyse(&artifact(&[("auth.config.js", saml)])).surface().unwrap();
    let problem = &surface.root.problems[0];
    assert!(problem.is_refused && problem.message.contains("has unexpected 'type' value 'saml'"), "{problem:?}");
}

#[test]
fn schema_and_definition_may_use_what_convex_allows() {
    let with = |schema: Option<&str>, definition: Option<&str>| {
        let mut app = artifact(&[]);
        app.app.schema = schema.map(|source| module("schema.js", source));
        app.app.definition = definition.map(|source| module("convex.config.js", source));
        let problems = analyse(&app).problems;
        problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("; ")
    };
    let schema = |before: &str| {
        let export = r#"export default {export: () => JSON.stringify({tables: [], schemaValidation: true})};"#;
        with(Some(&format!("{before};{export}")), None)
    };
    assert_eq!(schema("Math.random(); Date.now(); new Date()"), "");
    assert_eq!(schema("process.env.X"), "Environment variables unsupported when evaluating schema");
    let definition = |before: &str| {
        let export = "export default {export: () => ({definitionType: {type: 'app'}, childComponents: [], httpMounts: {}, \
                      exports: {type: 'branch', branch: []}})};";
        with(None, Some(&format!("{before};{export}")))
    };
    assert_eq!(definition("process.env.X"), "");
    assert_eq!(definition("Math.random()"), "Math.random unsupported when evaluating app definition");
    assert_eq!(definition("Date.now()"), "Date unsupported when evaluating app definition");
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
