//! Runs the program on generated projects, with a stub of the package `convex`.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by it")]

mod apps;
mod components;
mod node;
mod refused;
mod stand_ins;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A module with an identifiable text.
const CODE: &str = "export const name = \"code\";";

/// A project in a temporary folder.
struct Project(TempDir);

impl Project {
    /// Creates a project with these files and the package `convex` installed.
    fn of(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        project.write("package.json", r#"{"type": "module"}"#);
        project.package("convex", "1.48.0", "");
        project.write("node_modules/convex/server.js", "export const defineApp = () => ({ use() {} });\nexport const defineComponent = defineApp;\nexport const anyApi = \"any api\", queryGeneric = \"a query\";");
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// Installs a package.
    fn package(&self, name: &str, version: &str, code: &str) {
        let text = format!(r#"{{"name": "{name}", "version": "{version}", "type": "module", "main": "index.js"}}"#);
        self.write(&format!("node_modules/{name}/package.json"), &text);
        self.write(&format!("node_modules/{name}/index.js"), code);
    }

    fn run(&self, output: &Path) -> Output {
        let program = env!("CARGO_BIN_EXE_convex-ops-bundle");
        Command::new(program).arg(self.0.path()).arg("--output").arg(output).output().unwrap()
    }

    /// Bundles the project and returns the text of the request.
    fn text(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("request.json");
        let output = self.run(&file);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::read_to_string(file).unwrap()
    }

    fn request(&self) -> Value {
        serde_json::from_str(&self.text()).unwrap()
    }

    /// Bundles the project, which must fail, and returns the error.
    fn error(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("request.json");
        let output = self.run(&file);
        assert_eq!(output.status.code(), Some(1));
        assert!(!file.exists(), "nothing is half done");
        String::from_utf8(output.stderr).unwrap()
    }
}

/// Returns modules by path.
fn by_path(modules: &Value) -> BTreeMap<&str, &Value> {
    modules.as_array().unwrap().iter().map(|module| (module["path"].as_str().unwrap(), module)).collect()
}

/// Returns the modules of the app.
fn modules(request: &Value) -> BTreeMap<&str, &Value> {
    by_path(&request["appDefinition"]["changedModules"])
}

/// Returns the text of a module and of its chunks.
fn whole(modules: &BTreeMap<&str, &Value>, path: &str) -> String {
    let mut text = modules[path]["source"].as_str().unwrap().to_owned();
    for (chunk, module) in modules {
        if chunk.starts_with("_deps/") && text.contains(chunk) {
            text += module["source"].as_str().unwrap();
        }
    }
    text
}
