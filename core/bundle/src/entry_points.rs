//! Finds the files of a functions folder that are entry points, by the rules of Convex's command.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use crate::directive::uses_node;
use crate::paths;
use crate::request::Environment;

/// Extensions of modules.
const EXTENSIONS: [&str; 8] = [".js", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".jsx"];

/// Modules that must run in Convex's runtime.
const ISOLATE_ONLY: [&str; 2] = ["http", "crons"];

/// A file that becomes a module of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntryPoint {
    /// Its path relative to the functions folder, without extension.
    pub(crate) name: String,
    /// The absolute path of the file.
    pub(crate) file: PathBuf,
}

impl EntryPoint {
    /// Creates the entry point for a file below a folder.
    pub(crate) fn of(folder: &Path, file: PathBuf) -> Result<Self> {
        let path = paths::between(folder, &file)?;
        Ok(Self { name: without_extension(&path).to_owned(), file })
    }
}

/// The entry points of a functions folder by environment, sorted by name.
#[derive(Debug, Default)]
pub(crate) struct EntryPoints {
    pub(crate) isolate: Vec<EntryPoint>,
    pub(crate) node: Vec<EntryPoint>,
}

impl EntryPoints {
    /// Finds the entry points of a folder.
    pub(crate) fn find(folder: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        walk(folder, folder, &mut files)?;
        let mut found = Self::default();
        for (path, file) in files {
            let source = fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
            if is_typescript(&path) && !is_module(&source) {
                continue;
            }
            let environment = environment(&path, &source)?;
            let entry = EntryPoint { name: without_extension(&path).to_owned(), file };
            let all = || found.isolate.iter().chain(&found.node);
            if let Some(other) = all().find(|other| other.name == entry.name) {
                bail!("`{}` and `{}` would be the same module", other.file.display(), entry.file.display());
            }
            match environment {
                Environment::Isolate => found.isolate.push(entry),
                Environment::Node => found.node.push(entry),
            }
        }
        Ok(found)
    }
}

/// Collects files that may be modules, by relative path. Skips links, like Convex's command.
fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, PathBuf>) -> Result<()> {
    let unreadable = || format!("cannot read the folder `{}`", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let (file, kind) = (entry.path(), entry.file_type().with_context(unreadable)?);
        if kind.is_dir() {
            // Components in the functions folder are bundled separately.
            if !file.join("convex.config.ts").exists() {
                walk(root, &file, files)?;
            }
        } else if kind.is_file() {
            let path = paths::between(root, &file)?;
            ensure!(!path.starts_with("_deps/"), "`{path}` is in `_deps`, which is reserved for dependencies: move it");
            if may_be_module(&path) {
                files.insert(path, file);
            }
        }
    }
    Ok(())
}

/// Checks if a file name can be that of a module.
fn may_be_module(path: &str) -> bool {
    let base = path.rsplit('/').next().unwrap_or(path);
    EXTENSIONS.iter().any(|extension| path.ends_with(extension))
        && !path.starts_with("_generated/")
        && !base.starts_with(['.', '#'])
        && !matches!(base, "schema.ts" | "schema.js")
        // `auth.config.ts`, `a.test.ts`, `a.d.ts`.
        && base.matches('.').count() == 1
        && !path.contains(' ')
}

fn is_typescript(path: &str) -> bool {
    path.ends_with(".ts") || path.ends_with(".tsx")
}

/// Checks if a line starts with an import or export. TypeScript files without one are not modules.
fn is_module(source: &str) -> bool {
    let is_blank = |character: char| character.is_whitespace() || character == '\u{feff}';
    source.lines().any(|line| {
        let statement = line.trim_start_matches(is_blank);
        let indent = line.chars().count() - statement.chars().count();
        indent <= 100 && (statement.starts_with("import") || statement.starts_with("export"))
    })
}

/// Returns the environment of a module.
fn environment(path: &str, source: &str) -> Result<Environment> {
    if !uses_node(source) {
        ensure!(
            !path.starts_with("actions/"),
            "`{path}` is in `actions/` without \"use node\": add it, or move the file"
        );
        return Ok(Environment::Isolate);
    }
    ensure!(!ISOLATE_ONLY.contains(&without_extension(path)), "\"use node\" is not allowed in `{path}`");
    Ok(Environment::Node)
}

fn without_extension(path: &str) -> &str {
    let base = path.rfind('/').map_or(0, |slash| slash + 1);
    match path.rfind('.') {
        Some(dot) if dot > base => path.get(..dot).unwrap_or(path),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(files: &[(&str, &str)]) -> Result<EntryPoints> {
        let folder = tempfile::tempdir().unwrap();
        for (path, source) in files {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, source).unwrap();
        }
        EntryPoints::find(folder.path())
    }

    fn names(entries: &[EntryPoint]) -> Vec<&str> {
        entries.iter().map(|entry| entry.name.as_str()).collect()
    }

    const CODE: &str = "export const a = 1;";

    #[test]
    fn modules_are_detected_by_name() {
        let included = ["a.ts", "b.js", "dir/c.tsx", "dir/schema/d.mjs", "http.ts", "e.cts", "my-file.jsx"];
        let excluded = [
            "schema.ts",
            "dir/schema.js",
            "auth.config.ts",
            "convex.config.ts",
            "a.test.ts",
            "types.d.ts",
            "_generated/api.js",
            ".hidden.ts",
            ".eslintrc.js",
            "#a.ts#",
            "#b.ts",
            "with space.ts",
            "dir with space/a.ts",
            "README.md",
            "data.json",
            "style.css",
        ];
        let files: Vec<_> = included.iter().chain(&excluded).map(|path| (*path, CODE)).collect();
        let found = find(&files).unwrap();
        assert_eq!(names(&found.isolate), ["a", "b", "dir/c", "dir/schema/d", "e", "http", "my-file"]);
        assert!(found.node.is_empty());
    }

    #[test]
    fn nested_component_is_not_part_of_the_app() {
        let found = find(&[("counter/convex.config.ts", CODE), ("counter/a.ts", CODE), ("b.ts", CODE)]).unwrap();
        assert_eq!(names(&found.isolate), ["b"]);
    }

    #[test]
    fn typescript_without_import_or_export_is_not_a_module() {
        let files =
            [("a.ts", "const a = 1;"), ("b.js", "var b = 1;"), ("c.ts", "  export const c = 1;"), ("d.tsx", "")];
        assert_eq!(names(&find(&files).unwrap().isolate), ["b", "c"]);
    }

    #[test]
    fn directive_determines_the_environment() {
        let node = format!("\"use node\";\n{CODE}");
        let files = [("mail.ts", node.as_str()), ("actions/send.ts", &node), ("a.ts", CODE)];
        let found = find(&files).unwrap();
        assert_eq!(names(&found.node), ["actions/send", "mail"]);
        assert_eq!(names(&found.isolate), ["a"]);
    }

    #[test]
    fn files_refused_by_convex_are_refused() {
        let refused = |path: &str, source: &str| find(&[(path, source)]).unwrap_err().to_string();
        assert!(refused("_deps/a.ts", CODE).contains("`_deps/a.ts` is in `_deps`"));
        assert!(refused("actions/a.ts", CODE).contains("without \"use node\""));
        assert!(refused("crons.ts", "\"use node\";\nexport {}").contains("not allowed in `crons.ts`"));
        let twice = find(&[("a.ts", CODE), ("a.js", CODE)]).unwrap_err().to_string();
        assert!(twice.contains("would be the same module"), "{twice}");
    }
}
