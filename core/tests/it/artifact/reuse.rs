//! Reuse of evaluations: only what changed is evaluated again, and the result is that of a whole evaluation.

use super::{analyse, artifact, module};
use convex_ops::analysis::{Analysis, Cache, EvaluationOptions, Isolation};
use convex_ops::artifact::{Artifact, ComponentDefinition};

const QUERY: &str = "{isQuery: true, isPublic: true, _handler() {}, exportArgs: () => '{\"type\":\"any\"}'}";

/// An app with a schema, a definition, a component, a chunk that two modules share, and auth.
fn app() -> Artifact {
    let importing = format!("import {{seen}} from './_deps/X.js'; export const list = seen && {QUERY};");
    let mut app = artifact(&[
        ("_deps/X.js", "export const seen = true;"),
        ("a.js", &importing),
        ("auth.config.js", "export default {providers: [{domain: 'https://a.example', applicationID: 'x'}]};"),
        ("b.js", &format!("export const only = {QUERY};")),
        ("c.js", &importing),
    ]);
    let schema = r#"export default {export: () => '{"tables": [], "schemaValidation": true}'};"#;
    app.app.schema = Some(module("schema.js", schema));
    let definition = |path: &str, kind: &str, children: &str| {
        let source = format!(
            "export default {{export: () => ({{definitionType: {kind}, childComponents: [{children}], httpMounts: {{}}, \
             exports: {{type: 'branch', branch: []}}}})}};"
        );
        module(path, &source)
    };
    app.app.dependencies = vec!["counter".to_owned()];
    app.app.definition =
        Some(definition("convex.config.js", "{type: 'app'}", "{name: 'counter', path: 'counter', args: []}"));
    app.components.push(ComponentDefinition {
        definition_path: "counter".to_owned(),
        definition: definition("convex.config.js", "{type: 'childComponent', name: 'counter', args: []}", ""),
        dependencies: Vec::new(),
        schema: Some(module("schema.js", schema)),
        modules: vec![module("d.js", &format!("export const count = {QUERY};"))],
        udf_server_version: String::new(),
    });
    app
}

/// Evaluates with cached results only. Fails if anything has to be evaluated.
fn without_evaluating(cache: &Cache, app: &Artifact, options: &EvaluationOptions) -> Option<Analysis> {
    let nowhere = Isolation::Process { program: "/nowhere/program".into(), args: Vec::new() };
    cache.analyse(app, options, &nowhere).ok()
}

fn evaluate(cache: &Cache, app: &Artifact) -> Analysis {
    cache.analyse(app, &EvaluationOptions::default(), &Isolation::Thread).unwrap()
}

#[test]
fn unchanged_app_is_not_evaluated_again() {
    let (cache, app, options) = (Cache::default(), app(), EvaluationOptions::default());
    assert!(without_evaluating(&cache, &app, &options).is_none());
    let whole = analyse(&app);
    assert_eq!(whole.problems, []);
    assert_eq!(whole.components["counter"].functions["d.js"].functions.len(), 1);
    assert_eq!(evaluate(&cache, &app), whole);
    assert_eq!(without_evaluating(&cache, &app, &options), Some(whole));
    let other =
        EvaluationOptions { environment: [("A".to_owned(), "1".to_owned())].into(), ..EvaluationOptions::default() };
    assert!(without_evaluating(&cache, &app, &other).is_none(), "a module may read the variable");
}

#[test]
fn change_evaluates_a_part_and_gives_the_whole_result() {
    let change = |path: &str, source: String| {
        let mut app = app();
        app.app
            .modules
            .iter_mut()
            .filter(|module| module.path == path)
            .for_each(|module| module.source = source.clone());
        app
    };
    let schema = {
        let mut app = app();
        app.app.schema = Some(module("schema.js", r#"export default {export: () => '{"tables": []}'};"#));
        app
    };
    let component = {
        let mut app = app();
        app.components[0].modules[0].source = format!("export const counted = {QUERY};");
        app
    };
    let removed = {
        let mut app = app();
        app.app.modules.retain(|module| module.path != "c.js");
        app
    };
    for changed in [
        change("b.js", format!("export const other = {QUERY};")),
        change("_deps/X.js", "export const seen = false;".to_owned()),
        change("auth.config.js", "export default {providers: []};".to_owned()),
        change("auth.config.js", "export default {};".to_owned()),
        schema,
        component,
        removed,
    ] {
        let cache = Cache::default();
        evaluate(&cache, &app());
        assert_eq!(evaluate(&cache, &changed), analyse(&changed));
        assert_eq!(evaluate(&cache, &app()), analyse(&app()));
    }
}

#[test]
fn removed_module_needs_no_evaluation_and_failed_one_is_evaluated_again() {
    let cache = Cache::default();
    evaluate(&cache, &app());
    let mut fewer = app();
    fewer.app.modules.retain(|module| module.path != "c.js");
    assert!(without_evaluating(&cache, &fewer, &EvaluationOptions::default()).is_some());

    let failing = artifact(&[("a.js", "throw new Error('no');"), ("b.js", "export const b = 1;")]);
    for _ in 0..2 {
        assert_eq!(evaluate(&cache, &failing).problems.len(), 1);
    }
    let noted = artifact(&[("a.js", "if (!process.env.A) throw new Error('set A'); export const a = 1;")]);
    for _ in 0..2 {
        assert_eq!(evaluate(&cache, &noted).notes.len(), 1);
    }
}
