//! Files of a functions folder that look like modules and that Convex's command leaves out.
//!
//! Source: `npm-packages/convex/src/bundler/index.ts` of convex-backend, which only says so with `--verbose`.

use std::fs;
use std::path::Path;

use crate::artifact::LeftOutFile;

/// Extensions of modules.
const EXTENSIONS: [&str; 8] = [".js", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".jsx"];

/// Calls that define functions.
const DEFINITIONS: [&str; 6] = ["query(", "mutation(", "action(", "Query(", "Mutation(", "Action("];

/// Deepest folder that is searched.
const MAX_DEPTH: usize = 64;

/// Finds the files that are left out, sorted by path. Files that are never meant to be modules, as declarations, tests and
/// configurations, don't count.
pub(super) fn find(functions: &Path) -> Vec<LeftOutFile> {
    let mut found = Vec::new();
    walk(functions, "", None, 0, &mut found);
    found.sort();
    found
}

/// Returns a note about the files that define functions.
pub(super) fn note(functions: &Path, left_out: &[LeftOutFile]) -> Vec<String> {
    let defines = |file: &&LeftOutFile| {
        let text = fs::read_to_string(functions.join(&file.file)).unwrap_or_default();
        DEFINITIONS.iter().any(|call| text.contains(call))
    };
    let describe = |LeftOutFile { file, reason }: &LeftOutFile| {
        format!("Convex's command leaves out `{file}`, which defines functions, because {reason}")
    };
    left_out.iter().filter(defines).map(describe).collect()
}

fn walk(folder: &Path, prefix: &str, outer: Option<&str>, depth: usize, found: &mut Vec<LeftOutFile>) {
    // Unreadable folders are an error of the bundler.
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (Ok(kind), name) = (entry.file_type(), entry.file_name().to_string_lossy().into_owned()) else { continue };
        let path = format!("{prefix}{name}");
        if kind.is_dir() {
            if path == "_generated" || name == "node_modules" || depth == MAX_DEPTH {
                continue;
            }
            let component = "its folder is a component, with a `convex.config.ts` of its own";
            let is_component = entry.path().join("convex.config.ts").exists();
            let reason = if is_component { Some(component) } else { outer };
            walk(&entry.path(), &format!("{path}/"), reason, depth + 1, found);
        } else if let Some(reason) = reason(&path, &name, kind.is_symlink(), outer, &entry.path()) {
            found.push(LeftOutFile { file: path, reason });
        }
    }
}

/// Returns the reason for which a file is left out, if it looks like a module.
fn reason(path: &str, name: &str, is_link: bool, outer: Option<&str>, file: &Path) -> Option<String> {
    let extension = EXTENSIONS.into_iter().find(|extension| name.ends_with(extension))?;
    let stem = name.strip_suffix(extension).unwrap_or(name);
    let is_configuration = matches!(stem, "auth.config" | "convex.config") || matches!(path, "schema.ts" | "schema.js");
    if is_configuration || [".d", ".test", ".spec"].iter().any(|end| stem.ends_with(end)) {
        return None;
    }
    if let Some(outer) = outer {
        return Some(outer.to_owned());
    }
    let reason = if is_link {
        "it is a symbolic link"
    } else if name.starts_with('.') {
        "its name starts with a dot"
    } else if name.starts_with('#') {
        "its name starts with `#`"
    } else if matches!(name, "schema.ts" | "schema.js") {
        "`schema` is not a module, in any folder"
    } else if stem.contains('.') {
        "its name has more than one dot"
    } else if path.contains(' ') {
        "its path has a space"
    } else if matches!(extension, ".ts" | ".tsx") && !is_module(&fs::read_to_string(file).ok()?) {
        "no line of it starts with `import` or `export`"
    } else {
        return None;
    };
    Some(reason.to_owned())
}

/// Checks if a line starts with an import or export.
fn is_module(source: &str) -> bool {
    source.lines().any(|line| {
        let statement = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        statement.starts_with("import") || statement.starts_with("export")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_left_out_have_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        let code = "export const list = query({});";
        let write = |path: &str, text: &str| {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        let left_out = [
            (".hidden.ts", "starts with a dot"),
            ("#draft.ts", "starts with `#`"),
            ("admin/schema.ts", "in any folder"),
            ("counter/list.ts", "is a component"),
            ("counter/deep/list.ts", "is a component"),
            ("dir with space/a.ts", "has a space"),
            ("my file.ts", "has a space"),
            ("script.ts", "no line"),
            ("user.admin.ts", "more than one dot"),
        ];
        for (path, _) in left_out {
            write(path, if path == "script.ts" { "const a = 1;" } else { code });
        }
        let modules = ["a.ts", "b.jsx", "my-file.ts", "deep/er/c.mts", "script.js"];
        let never = ["schema.ts", "auth.config.ts", "convex.config.ts", "a.test.ts", "types.d.ts", "_generated/a.b.ts"];
        modules.iter().chain(&never).for_each(|path| write(path, code));
        write("counter/convex.config.ts", code);
        write("README.md", code);
        let found = find(folder.path());
        assert_eq!(found.iter().map(|file| file.file.as_str()).collect::<Vec<_>>(), {
            let mut paths: Vec<_> = left_out.iter().map(|(path, _)| *path).collect();
            paths.sort_unstable();
            paths
        });
        for (path, reason) in left_out {
            let LeftOutFile { reason: given, .. } = found.iter().find(|file| file.file == path).unwrap();
            assert!(given.contains(reason), "{path}: {given}");
        }
        let notes = note(folder.path(), &found);
        assert_eq!(notes.len(), left_out.len() - 1, "a script without functions needs no note: {notes:?}");
    }
}
