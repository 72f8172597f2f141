//! Modules that run in Node.

use serde_json::json;

use super::{CODE, Project, modules, whole};

const SEND: &str = "\"use node\";\nimport { createHash } from \"node:crypto\";\nimport sharp from \"sharp\";\n\
                    import { text } from \"text\";\nexport const send = [createHash, sharp, text];";

fn project() -> Project {
    let project = Project::of(&[("convex/send.ts", SEND), ("convex/a.ts", CODE)]);
    project.package("sharp", "0.33.5", "export default \"the code of sharp\";");
    project.package("text", "2.0.0", "export const text = \"the code of text\";");
    project
}

#[test]
fn node_modules_are_detected_and_keep_built_in_packages() {
    let project = project();
    let request = project.request();
    let modules = modules(&request);
    assert_eq!(modules["send.js"]["environment"], "node");
    assert_eq!(modules["a.js"]["environment"], "isolate");
    let text = whole(&modules, "send.js");
    assert!(text.contains("from \"node:crypto\""), "{text}");
    assert!(text.contains("the code of sharp") && text.contains("the code of text"), "{text}");
    assert_eq!(request["nodeDependencies"], json!([]));
    assert_eq!(request.get("nodeVersion"), None);
}

#[test]
fn configured_external_packages_are_installed() {
    let project = project();
    project.write("convex.json", r#"{"node": {"externalPackages": ["sharp", "libvips"], "nodeVersion": "22"}}"#);
    project
        .write("package.json", r#"{"dependencies": {"sharp": "^0.33.0", "text": "2", "libvips": "8", "unused": "1"}}"#);
    project.write("node_modules/sharp/package.json", r#"{"version": "0.33.5", "peerDependencies": {"libvips": "8"}}"#);
    project.package("libvips", "8.16.0", "");
    let request = project.request();
    let text = whole(&modules(&request), "send.js");
    assert!(text.contains("from \"sharp\"") && !text.contains("the code of sharp"), "{text}");
    assert!(text.contains("the code of text"), "{text}");
    let expected = json!([{"name": "libvips", "version": "8.16.0"}, {"name": "sharp", "version": "0.33.5"}]);
    assert_eq!(request["nodeDependencies"], expected);
    assert_eq!(request["nodeVersion"], "22");
}

#[test]
fn packages_from_other_sources_are_bundled() {
    let project = project();
    project.write("convex.json", r#"{"node": {"externalPackages": ["*"]}}"#);
    project.write("package.json", r#"{"dependencies": {"sharp": "file:../sharp", "text": "2"}}"#);
    let request = project.request();
    let text = whole(&modules(&request), "send.js");
    assert!(text.contains("the code of sharp") && !text.contains("the code of text"), "{text}");
    assert_eq!(request["nodeDependencies"], json!([{"name": "text", "version": "2.0.0"}]));
}
