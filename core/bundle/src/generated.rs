//! Stand-ins for missing files that Convex generates.

use std::path::{Path, PathBuf};

/// Their folder, next to the modules.
pub(crate) const FOLDER: &str = "_generated";

/// Extensions under which a generated file may exist.
const EXTENSIONS: [&str; 2] = ["ts", "js"];

const API: &str = r#"
import * as convex from "convex/server";
export const api = convex.anyApi;
export const internal = convex.anyApi;
export const components = convex.componentsGeneric?.();
"#;

const SERVER: &str = r#"
import * as convex from "convex/server";
export const query = convex.queryGeneric;
export const internalQuery = convex.internalQueryGeneric;
export const mutation = convex.mutationGeneric;
export const internalMutation = convex.internalMutationGeneric;
export const action = convex.actionGeneric;
export const internalAction = convex.internalActionGeneric;
export const httpAction = convex.httpActionGeneric;
export const env = process.env;
"#;

/// Types only.
const DATA_MODEL: &str = "export {};";

/// Returns the generated file for a path, if it is missing.
pub(crate) fn missing(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| folder.ends_with(FOLDER))?;
    let name = path.file_name()?.to_str()?;
    let stem = name.strip_suffix(".js").or_else(|| name.strip_suffix(".ts")).unwrap_or(name);
    let exists = EXTENSIONS.iter().any(|extension| folder.join(format!("{stem}.{extension}")).is_file());
    let file = folder.join(format!("{stem}.js"));
    (source(&file).is_some() && !exists).then_some(file)
}

/// Returns the source of a generated file.
pub(crate) fn source(file: &Path) -> Option<&'static str> {
    if !file.parent()?.ends_with(FOLDER) {
        return None;
    }
    match file.file_name()?.to_str()? {
        "api.js" => Some(API),
        "server.js" => Some(SERVER),
        "dataModel.js" => Some(DATA_MODEL),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn existing_files_are_not_missing() {
        let folder = tempfile::tempdir().unwrap();
        let generated = folder.path().join(FOLDER);
        std::fs::create_dir(&generated).unwrap();
        std::fs::write(generated.join("api.ts"), "").unwrap();
        let missing = |name: &str| missing(&generated.join(name));
        assert_eq!(missing("server"), Some(generated.join("server.js")));
        assert_eq!(missing("dataModel.js"), Some(generated.join("dataModel.js")));
        assert_eq!(missing("api"), None);
        assert_eq!(missing("api.js"), None);
        assert_eq!(missing("other.js"), None);
        assert_eq!(super::missing(&folder.path().join("server.js")), None);
    }
}
