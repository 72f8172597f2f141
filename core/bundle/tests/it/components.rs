//! Components of the project and of packages.

use serde_json::{Value, json};

use super::{CODE, Project, by_path};

/// `../node_modules/mail/dist` and `counter` in Base64.
const MAIL: &str = "./_componentDeps/Li4vbm9kZV9tb2R1bGVzL21haWwvZGlzdA";
const COUNTER: &str = "./_componentDeps/Y291bnRlcg";

const COMPONENT: &str = "import { defineComponent } from \"convex/server\";\nexport default defineComponent(\"mail\");";

fn project() -> Project {
    let project = Project::of(&[
        (
            "convex/convex.config.ts",
            "import { defineApp } from \"convex/server\";\nimport counter from \"./counter/convex.config\";\n\
             const app = defineApp();\napp.use(counter);\nexport default app;",
        ),
        (
            "convex/counter/convex.config.ts",
            "import { defineComponent } from \"convex/server\";\nimport mail from \"mail/convex.config.js\";\n\
             const counter = defineComponent(\"counter\");\ncounter.use(mail);\nexport default counter;",
        ),
        ("convex/counter/counts.ts", "import { query } from \"./_generated/server\";\nexport const count = query;"),
        ("convex/counter/schema.ts", "export default \"of the counter\";"),
        ("convex/a.ts", CODE),
    ]);
    project.package("mail", "1.0.0", "");
    project.write(
        "node_modules/mail/package.json",
        r#"{"name": "mail", "type": "module", "exports": {"./convex.config.js": "./dist/convex.config.js"}}"#,
    );
    project.write("node_modules/mail/dist/convex.config.js", COMPONENT);
    project.write("node_modules/mail/dist/send.js", CODE);
    project.write("node_modules/mail/dist/send.d.ts", "export declare const name: string;");
    project
}

fn component<'r>(request: &'r Value, path: &str) -> &'r Value {
    let all = request["componentDefinitions"].as_array().unwrap();
    all.iter().find(|component| component["definitionPath"] == path).expect(path)
}

#[test]
fn definitions_import_each_other_by_their_paths() {
    let request = project().request();
    let app = &request["appDefinition"];
    assert_eq!(app["definition"]["path"], "convex.config.js");
    assert_eq!(app["dependencies"], json!(["counter"]));
    assert!(app["definition"]["source"].as_str().unwrap().contains(&format!("from \"{COUNTER}\"")));
    assert_eq!(request["componentDefinitions"].as_array().unwrap().len(), 2);

    let counter = component(&request, "counter");
    assert_eq!(counter["dependencies"], json!(["../node_modules/mail/dist"]));
    assert!(counter["definition"]["source"].as_str().unwrap().contains(&format!("from \"{MAIL}\"")));
    assert_eq!(component(&request, "../node_modules/mail/dist")["dependencies"], json!([]));
}

#[test]
fn each_component_has_its_own_modules_and_schema() {
    let request = project().request();
    let app = by_path(&request["appDefinition"]["changedModules"]);
    assert_eq!(app.keys().collect::<Vec<_>>(), [&"a.js"]);
    let counter = component(&request, "counter");
    let source = by_path(&counter["functions"])["counts.js"]["source"].to_string();
    assert!(source.contains("a query"), "what is generated is made up there too: {source}");
    assert!(counter["schema"]["source"].as_str().unwrap().contains("of the counter"));
    let mail = component(&request, "../node_modules/mail/dist");
    assert_eq!(by_path(&mail["functions"]).keys().collect::<Vec<_>>(), [&"send.js"]);
    assert_eq!(mail["schema"], Value::Null);
}

#[test]
fn app_without_a_definition_gets_one() {
    let request = Project::of(&[("convex/a.ts", CODE)]).request();
    let definition = &request["appDefinition"]["definition"];
    assert_eq!(definition["path"], "convex.config.js");
    assert!(definition["source"].as_str().unwrap().contains("export"));
    assert_eq!(request["appDefinition"]["dependencies"], json!([]));
    assert_eq!(request["componentDefinitions"], json!([]));
}

#[test]
fn missing_definition_is_reported() {
    let project = project();
    project.write("convex/counter/convex.config.ts", "import mail from \"post/convex.config\";\nexport default mail;");
    let message = project.error();
    assert!(message.contains("'post/convex.config' in convex/counter/convex.config.ts"), "{message}");
}
