//! What Convex refuses at a push: found by the evaluation, and told from what is unknown.

use std::collections::BTreeSet;

use super::{analyse, artifact, module};
use convex_ops::analysis::{EvaluationOptions, Isolation};
use convex_ops::artifact::{Artifact, ModuleEnvironment};
use convex_ops::compat::{self, Evidence, find_rule};
use convex_ops::surface::Surface;

const ACTION: &str = "export const send = {isAction: true, isPublic: true, _handler() {}};";
const MUTATION: &str = "export const save = {isMutation: true, isPublic: true, _handler() {}};";

fn surface_with(app: &Artifact, names: Option<&[&str]>) -> Surface {
    let names = names.map(|names| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>());
    let options = EvaluationOptions { names, ..EvaluationOptions::default() };
    convex_ops::analysis::analyse(app, &options, &Isolation::Thread).unwrap().surface().unwrap()
}

/// The findings of a change from an empty app: rule and module.
fn findings(candidate: &Surface) -> Vec<(String, Option<String>)> {
    let empty = Surface::parse(r#"{"functions": {}, "authProviders": []}"#).unwrap();
    let report = compat::check(&empty, candidate, &Evidence::default(), &compat::Options::at(0.0));
    report.findings.into_iter().map(|finding| (finding.rule, finding.subject.module)).collect()
}

fn found(rule: &str, module: &str) -> Vec<(String, Option<String>)> {
    assert!(find_rule(rule).is_ok());
    vec![(rule.to_owned(), Some(module.to_owned()))]
}

fn in_node(source: &str) -> Artifact {
    let mut app = artifact(&[("mail.js", source)]);
    app.app.modules[0].environment = ModuleEnvironment::Node;
    app
}

#[test]
fn node_modules_contain_actions_only() {
    let surface = surface_with(&in_node(&format!("{ACTION}{MUTATION}")), None);
    assert_eq!(findings(&surface), found("push-refused", "mail.js"));
    assert!(surface.root.problems[0].message.contains("`save` is a mutation"), "{:?}", surface.root.problems);
    assert_eq!(surface.root.functions.known().unwrap().len(), 2, "its functions are known");
    assert_eq!(findings(&surface_with(&in_node(ACTION), None)), []);
    assert_eq!(findings(&surface_with(&artifact(&[("mail.js", MUTATION)]), None)), []);
}

#[test]
fn import_meta_is_refused_outside_of_node() {
    let source = format!("const here = import.meta.url; {ACTION}");
    assert_eq!(findings(&surface_with(&artifact(&[("a.js", &source)]), None)), found("push-refused", "a.js"));
    assert_eq!(findings(&surface_with(&in_node(&source), None)), []);
    let later = format!("export const where = () => import.meta.url; {ACTION}");
    assert_eq!(findings(&surface_with(&artifact(&[("a.js", &later)]), None)), []);
}

#[test]
fn effects_at_the_top_level_are_refused() {
    for effect in ["fetch('https://a.example')", "setTimeout(() => {}, 1)", "crypto.randomUUID()", "eval('1')"] {
        let surface = surface_with(&artifact(&[("a.js", &format!("{effect}; {ACTION}"))]), None);
        assert_eq!(findings(&surface), found("push-refused", "a.js"), "{effect}");
        let later = format!("export const later = () => {effect}; {ACTION}");
        assert_eq!(findings(&surface_with(&artifact(&[("a.js", &later)]), None)), [], "{effect}");
    }
}

#[test]
fn error_of_a_module_leaves_the_others() {
    let app = artifact(&[("bad.js", "null.x; export {};"), ("fine.js", MUTATION)]);
    let surface = surface_with(&app, None);
    assert_eq!(findings(&surface), found("module-not-evaluated", "bad.js"));
    assert_eq!(surface.root.functions.known().unwrap().len(), 1);
    let place = surface.root.problems[0].location.as_ref().unwrap();
    assert_eq!((place.file.as_str(), place.line), ("bad.js", 1));
}

#[test]
fn schema_and_definition_errors_leave_the_functions() {
    let mut app = artifact(&[("fine.js", MUTATION)]);
    app.app.schema = Some(module("schema.js", "process.env.X; export default {};"));
    app.app.definition = Some(module("convex.config.js", "export default 7;"));
    let surface = surface_with(&app, None);
    assert!(surface.root.schema.is_unknown() && surface.root.components.is_unknown());
    assert!(surface.root.environment_variables.is_unknown());
    assert_eq!(surface.root.functions.known().unwrap().len(), 1);
    let modules: Vec<_> = findings(&surface).into_iter().filter_map(|(_, module)| module).collect();
    assert_eq!(modules, ["convex.config.js", "schema.js"]);
}

#[test]
fn missing_variable_is_refused_only_if_all_are_known() {
    let source = format!("if (!process.env.MAIL_KEY) throw new Error('no key'); {ACTION}");
    let app = artifact(&[("mail.js", &source)]);
    // Nothing is known: a placeholder shows the functions.
    let surface = surface_with(&app, None);
    assert_eq!((findings(&surface), surface.root.functions.known().unwrap().len()), (Vec::new(), 1));
    // The variable is listed, so nothing is missing.
    let surface = surface_with(&app, Some(&["MAIL_KEY"]));
    assert_eq!((findings(&surface), surface.root.problems.len()), (Vec::new(), 0));
    // The list is given, without the variable.
    let surface = surface_with(&app, Some(&["OTHER"]));
    assert_eq!(findings(&surface), found("push-refused", "mail.js"));
    let message = &surface.root.problems[0].message;
    assert!(message.contains("`MAIL_KEY` (mail.js:1), which is not set on the deployment"), "{message}");
    assert_eq!(surface.root.functions.known().unwrap().len(), 1);
}

#[test]
fn auth_config_with_an_unset_variable_is_refused_only_if_all_are_known() {
    let source =
        "export default {providers: [{domain: process.env.A ?? process.env.B ?? 'none', applicationID: 'x'}]};";
    let app = artifact(&[("auth.config.js", source)]);
    assert_eq!(findings(&surface_with(&app, None)), found("module-not-evaluated", "auth.config.js"));
    assert_eq!(findings(&surface_with(&app, Some(&["B"]))), found("push-refused", "auth.config.js"));
    // It is set, with an unknown value: the provider is unknown.
    let surface = surface_with(&app, Some(&["A"]));
    assert!(surface.root.auth_providers.is_unknown() && !surface.root.problems[0].is_refused);
    assert!(!surface.root.problems[0].message.contains("not set"), "{:?}", surface.root.problems);
    let mut options =
        EvaluationOptions { names: Some(BTreeSet::from(["A".to_owned()])), ..EvaluationOptions::default() };
    options.environment.insert("A".to_owned(), "https://a.example".to_owned());
    let analysis = convex_ops::analysis::analyse(&app, &options, &Isolation::Thread).unwrap();
    assert_eq!(findings(&analysis.surface().unwrap()), []);
}

#[test]
fn mounts_are_checked_as_convex_does() {
    let child = r#"{definitionType: {type: "childComponent", name: "mail"}, childComponents: [], httpMounts: {},
        exports: {type: "branch", branch: []},
        envVars: [["KEY", {type: "value", value: '{"type":"union","value":[{"type":"literal","value":"a"},{"type":"literal","value":"b"}]}'}]]}"#;
    let problems = |mount: &str, http: &str, own: &str| {
        let mut app = artifact(&[("http.js", &format!("export default {{isRouter: true, getRoutes: () => {own}}};"))]);
        let parent = format!(
            r#"import mail from "./_componentDeps/bWFpbA"; export default {{export: () => ({{definitionType: {{type: "app"}},
                childComponents: [{mount}], httpMounts: {http}, exports: {{type: "branch", branch: []}},
                envVars: [["LOOSE", {{type: "value", value: '{{"type":"string"}}', optional: true}}]]}})}};"#
        );
        app.app.definition = Some(module("convex.config.js", &parent));
        app.app.dependencies = vec!["mail".to_owned()];
        let definition = module("convex.config.js", &format!("export default {{export: () => ({child})}};"));
        app.components =
            serde_json::from_value(serde_json::json!([{"definitionPath": "mail", "definition": definition}])).unwrap();
        let analysis = analyse(&app);
        assert_eq!(analysis.problems, []);
        analysis.mount_problems().join("; ")
    };
    let mount = |env: &str| format!(r#"{{name: "mail", path: "mail", args: null, env: {env}}}"#);
    let value = |text: &str| mount(&format!(r#"[["KEY", {{type: "value", value: "{text}"}}]]"#));
    let fine = value("a");
    assert_eq!(problems(&fine, "{}", "[]"), "");
    assert!(problems(&value("c"), "{}", "[]").contains("refuses the value"));
    assert!(problems(&mount("[]"), "{}", "[]").contains("requires the environment variable `KEY`"));
    assert!(problems(&mount(r#"[["KEY", {type: "envVar", name: "LOOSE"}]]"#), "{}", "[]").contains("is optional"));
    assert!(problems(&mount(r#"[["KEY", {type: "envVar", name: "X"}]]"#), "{}", "[]").contains("does not declare"));
    assert!(problems(&format!("{fine}, {fine}"), "{}", "[]").contains("several components"));
    let http = r#"{"/mail/": "_reference/childComponent/mail"}"#;
    assert!(problems(&fine, http, "[]").contains("has no HTTP routes"));
    let over = problems(&fine, http, "[['/mail/*', 'GET', () => {}]]");
    assert!(over.contains("overlaps with the route `/mail/*`"), "{over}");
}

#[test]
fn node_modules_load_with_builtin_packages() {
    for source in [
        "import path from 'node:path'; if (path.join('/a', '../b', 'c.js') !== '/b/c.js') throw new Error(path.join('/a', '../b'));",
        "import { extname } from 'path'; if (extname('a/b.json') !== '.json') throw 1;",
        "import { EventEmitter } from 'events'; class A extends EventEmitter {} if (new A().on('x', () => {}).emit('x')) throw 1;",
        "import E from 'node:events'; new E().setMaxListeners(5).once('a', () => {});",
        "import util from 'util'; function A() {} function B() {} util.inherits(A, B); if (!(new A() instanceof B)) throw 1;",
        "import { createRequire } from 'module'; const fs = createRequire(import.meta.url)('fs'); fs.readFileSync('x').toString().trim();",
        "import { fileURLToPath } from 'url'; if (!fileURLToPath(import.meta.url).startsWith('/')) throw 1;",
        "if (!Buffer.isBuffer(Buffer.from('x')) || Buffer.isBuffer('x') || String(Buffer.from('h\u{e9}')) !== 'h\u{e9}') throw 1;",
        "setInterval(() => {}, 1000).unref(); const id = crypto.randomUUID(); fetch('https://a.example'); performance.now();",
        "import os from 'os'; os.cpus().length; os.platform().startsWith('l'); os.networkInterfaces().lo;",
        "import { S3Client } from '@aws-sdk/client-s3'; class C extends S3Client { constructor() { super({}); } } new C().send(1);",
    ] {
        let surface = surface_with(&in_node(&format!("{source} {ACTION}")), None);
        assert_eq!(surface.root.problems, [], "{source}");
    }
    // The near miss: an error of the module itself.
    let surface = surface_with(&in_node(&format!("import path from 'path'; path.join(null.x); {ACTION}")), None);
    assert_eq!(findings(&surface), found("module-not-evaluated", "mail.js"));
}
