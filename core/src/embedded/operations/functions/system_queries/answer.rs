//! Dispatch of system queries.

use serde_json::Value;

use super::arguments::Arguments;
use super::invocation::Invocation;
use super::list::ALL;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::RequestContext;
use crate::error::{Error, ErrorKind, Result};

/// Common prefix of their names.
const PREFIX: &str = "_system/";

/// Checks if a function is one of Convex's own.
pub(in crate::embedded::operations::functions) fn is_system(path: &str) -> bool {
    path.starts_with(PREFIX)
}

/// Runs the query with this name and returns its result in encoded JSON.
///
/// # Errors
/// `NotFound` if the query does not exist, `PermissionDenied` if the caller may not run it, `InvalidInput` if its
/// arguments are invalid.
pub(in crate::embedded::operations::functions) fn answer(
    call: &RequestContext<'_>,
    deployment: &Deployed,
    path: &str,
    component: &str,
    arguments: &Value,
) -> Result<Value> {
    let name = canonical(path);
    let query = ALL.iter().find(|query| query.name == name).ok_or_else(|| unknown(path))?;
    call.check(&query.needs, deployment)?;
    (query.run)(&Invocation { call, deployment, component, arguments: Arguments::of(arguments)? })
}

/// Returns the canonical form of `dir/file.js:name`, `dir/file:name` or, for the name `default`, `dir/file`.
fn canonical(path: &str) -> String {
    let (module, name) = path.split_once(':').unwrap_or((path, "default"));
    format!("{}:{name}", module.strip_suffix(".js").unwrap_or(module))
}

fn unknown(path: &str) -> Error {
    let shown: String = path.chars().take(200).collect();
    Error::new(ErrorKind::NotFound, format!("Could not find public function for '{shown}'."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_variants_have_one_canonical_form() {
        for path in ["_system/cli/tables", "_system/cli/tables.js", "_system/cli/tables:default"] {
            assert_eq!(canonical(path), "_system/cli/tables:default");
        }
        assert_ne!(canonical("_system/cli/tables:list"), canonical("_system/cli/tables"));
    }

    #[test]
    fn system_query_names_are_unique_and_canonical() {
        for (index, query) in ALL.iter().enumerate() {
            assert!(is_system(query.name), "{}", query.name);
            assert_eq!(canonical(query.name), query.name);
            assert!(ALL.iter().skip(index + 1).all(|other| other.name != query.name), "{}", query.name);
        }
    }
}
