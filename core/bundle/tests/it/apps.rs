//! Modules bundled from an app's files.

use serde_json::json;

use super::{CODE, Project, modules, whole};

#[test]
fn files_become_the_modules_convex_expects() {
    let project = Project::of(&[
        ("convex/a.ts", "import { shared } from \"./lib/shared\";\nexport const a: string = shared;"),
        ("convex/dir/b.tsx", "import { shared } from \"../lib/shared.js\";\nexport const b = shared;"),
        ("convex/lib/shared.ts", "export const shared = \"both have it\";"),
        ("convex/schema.ts", "export default \"the schema\";"),
        ("convex/auth.config.ts", "export default { providers: [process.env.NODE_ENV] };"),
        ("convex/a.test.ts", "import \"vitest\";"),
    ]);
    let request = project.request();
    assert_eq!(request["functions"], "convex/");
    assert_eq!(request["appDefinition"]["udfServerVersion"], "1.48.0");
    assert_eq!(request["appDefinition"]["unchangedModuleHashes"], json!([]));
    assert_eq!(request["appDefinition"]["schema"]["path"], "schema.js");
    let modules = modules(&request);
    let named: Vec<_> = modules.keys().filter(|path| !path.starts_with("_deps/")).collect();
    assert_eq!(named, [&"a.js", &"auth.config.js", &"dir/b.js", &"lib/shared.js"]);
    for (path, module) in &modules {
        assert_eq!(module["environment"], "isolate", "{path}");
        assert_eq!(
            module["source"].as_str().unwrap().matches("both have it").count(),
            usize::from(*path == shared(&modules))
        );
    }
    assert!(whole(&modules, "auth.config.js").contains("\"production\""));
}

/// Returns the chunk with the code shared by two modules.
fn shared<'m>(modules: &std::collections::BTreeMap<&'m str, &serde_json::Value>) -> &'m str {
    let holds = |path: &&&str| modules[**path]["source"].as_str().unwrap().contains("both have it");
    let found: Vec<_> = modules.keys().filter(holds).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]
}

#[test]
fn source_maps_name_the_sources() {
    let project = Project::of(&[("convex/a.ts", CODE)]);
    let map = |project: &Project| -> serde_json::Value {
        let request = project.request();
        serde_json::from_str(modules(&request)["a.js"]["sourceMap"].as_str().unwrap()).unwrap()
    };
    assert_eq!(map(&project)["sources"], json!(["../convex/a.ts"]));
    assert!(!map(&project).to_string().contains("export const"));
    project.write("convex.json", r#"{"bundler": {"includeSourcesContent": true}}"#);
    assert_eq!(map(&project)["sourcesContent"], json!([CODE]));
}

#[test]
fn functions_folder_is_configurable() {
    let project = Project::of(&[("convex.json", r#"{"functions": "src/backend/"}"#), ("src/backend/a.ts", CODE)]);
    let request = project.request();
    assert_eq!(request["functions"], "src/backend/");
    assert!(modules(&request).contains_key("a.js"));
}

#[test]
fn missing_generated_files_are_replaced() {
    let code = "import { query } from \"./_generated/server\";\nimport { api } from \"./_generated/api.js\";\n\
                import { Id } from \"./_generated/dataModel\";\nexport const a: Id = [query, api];";
    let project = Project::of(&[("convex/a.ts", code)]);
    let request = project.request();
    let text = whole(&modules(&request), "a.js");
    assert!(text.contains("a query") && text.contains("any api"), "{text}");
    assert!(!project.path("convex/_generated").exists());

    project.write("convex/_generated/server.ts", "export const query = \"another query\";");
    let request = project.request();
    let text = whole(&modules(&request), "a.js");
    assert!(text.contains("another query") && text.contains("any api"), "{text}");
}

#[test]
fn generated_files_are_found_by_alias() {
    let project = Project::of(&[
        ("tsconfig.json", r#"{"compilerOptions": {"paths": {"@server/*": ["./convex/*"]}}}"#),
        ("convex/a.ts", "import { query } from \"@server/_generated/server\";\nexport const a = query;"),
    ]);
    let request = project.request();
    assert!(whole(&modules(&request), "a.js").contains("a query"));
}

#[test]
fn output_is_reproducible() {
    let files: Vec<_> = (0..8).map(|index| format!("convex/a{index}.ts")).collect();
    let code = "import { shared } from \"./shared\";\nexport const a = shared;";
    let project = Project::of(&files.iter().map(|file| (file.as_str(), code)).collect::<Vec<_>>());
    project.write("convex/shared.ts", "export const shared = 1;");
    assert_eq!(project.text(), project.text());
}

#[test]
fn jsx_is_compiled_regardless_of_configuration() {
    let project = Project::of(&[
        ("tsconfig.json", r#"{"compilerOptions": {"jsx": "preserve"}}"#),
        ("convex/a.tsx", "export const a = () => <p>hello</p>;"),
    ]);
    project.write("node_modules/react/package.json", r#"{"name": "react", "version": "19.0.0"}"#);
    project.write("node_modules/react/jsx-runtime.js", "export const jsx = (tag) => tag;");
    let request = project.request();
    let text = whole(&modules(&request), "a.js");
    assert!(!text.contains("<p>") && text.contains("hello"), "{text}");
}

#[test]
fn configuration_that_extends_a_missing_file_is_ignored() {
    let project =
        Project::of(&[("tsconfig.json", r#"{"extends": "./.framework/tsconfig.json"}"#), ("convex/a.ts", CODE)]);
    assert!(modules(&project.request()).contains_key("a.js"));
}
