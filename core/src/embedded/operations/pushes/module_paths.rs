//! Paths of pushed modules.
//!
//! Source: `crates/convex/sync_types/src/module_path.rs` and `path.rs` of convex-backend.

use crate::artifact::{Module, PushRequest};
use crate::embedded::refusals::bad_request;
use crate::error::Result;

/// Code of Convex's for an invalid path.
const CODE: &str = "BadConvexModuleIdentifier";

/// Folder of Convex's own functions.
const SYSTEM: &str = "_system";

/// Maximum length of a part of a path, in bytes.
const MAX_PART: usize = 64;

/// Checks the paths of all modules of a push.
///
/// # Errors
/// `InvalidInput` with the code `BadConvexModuleIdentifier` and the JSON path of the first invalid one.
pub(super) fn check_paths(request: &PushRequest) -> Result<()> {
    let app = &request.app_definition;
    check_all(".appDefinition.definition", &app.definition)?;
    check_all(".appDefinition.schema", &app.schema)?;
    check_all(".appDefinition.changedModules", &app.modules)?;
    let unchanged = app.unchanged_module_hashes.iter().map(|module| module.path.as_str());
    check_each(".appDefinition.unchangedModuleHashes", unchanged)?;
    for (index, component) in request.component_definitions.iter().enumerate() {
        let place = format!(".componentDefinitions[{index}]");
        check_all(&format!("{place}.definition"), [&component.definition])?;
        check_all(&format!("{place}.schema"), &component.schema)?;
        check_all(&format!("{place}.functions"), &component.modules)?;
    }
    Ok(())
}

fn check_all<'m>(place: &str, modules: impl IntoIterator<Item = &'m Module>) -> Result<()> {
    check_each(place, modules.into_iter().map(|module| module.path.as_str()))
}

fn check_each<'m>(place: &str, paths: impl Iterator<Item = &'m str>) -> Result<()> {
    for (index, path) in paths.enumerate() {
        if let Some(reason) = fault(path) {
            let message = format!("{path} is not a valid path to a Convex module. {reason}");
            return Err(bad_request(CODE, message).at_path(format_args!("{place}[{index}]")));
        }
    }
    Ok(())
}

/// Returns the reason for which Convex refuses a path.
fn fault(path: &str) -> Option<String> {
    let parts: Vec<_> = path.split('/').collect();
    if parts.first() == Some(&SYSTEM) {
        return Some(format!("You cannot push functions under the '{SYSTEM}/' directory."));
    }
    if std::path::Path::new(path).extension().is_none_or(|extension| extension != "js") {
        return Some(format!("Module path ({path}) has an extension that isn't 'js'."));
    }
    parts.into_iter().find_map(fault_of_part)
}

fn fault_of_part(part: &str) -> Option<String> {
    if part.len() > MAX_PART {
        return Some(format!("Path component is too long ({} > maximum {MAX_PART}).", part.len()));
    }
    if !part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.') {
        return Some(format!(
            "Path component {part} can only contain alphanumeric characters, underscores, or periods."
        ));
    }
    if !part.chars().any(|c| c.is_ascii_alphanumeric()) {
        return Some(format!("Path component {part} must have at least one alphanumeric character."));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_valid_as_in_convex() {
        let longest = format!("{}.js", "a".repeat(61));
        for path in
            ["a.js", "a_b/C9.js", "_deps/4XQ.js", "a.test.js", "_internal.js", "system/a.js", "_1/__.js", &longest]
        {
            assert_eq!(fault(path), None, "{path}");
        }
        let long = format!("{}.js", "a".repeat(62));
        for path in [
            "a b!.js",
            "a",
            "a.ts",
            "_system/a.js",
            "a-b.js",
            "é.js",
            "",
            ".js",
            "/a.js",
            "a//b.js",
            "../a.js",
            "_/a.js",
            &long,
        ] {
            assert!(fault(path).is_some(), "{path}");
        }
    }
}
