//! The system queries, and the one way to each.

use serde_json::Value;

use super::arguments::Arguments;
use super::asked::Asked;
use super::{environment_variables, exports, functions, imports, tables, urls};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::RequestContext;
use crate::error::{Error, ErrorKind, Result};
use crate::model::Action;

/// What the names of all of them begin with.
const PREFIX: &str = "_system/";

/// A query, and who may ask it.
struct SystemQuery {
    /// Its canonical name, with the extension of its module left out.
    name: &'static str,
    needs: Action,
    run: fn(&Asked<'_>) -> Result<Value>,
}

/// All of them, one line each.
#[rustfmt::skip]
const ALL: &[SystemQuery] = &[
    SystemQuery { name: "_system/cli/convexUrl:cloudUrl", needs: Action::DeploymentDataView, run: urls::cloud_url },
    SystemQuery { name: "_system/cli/exports:getLatest", needs: Action::DeploymentBackupsView, run: exports::latest },
    SystemQuery { name: "_system/cli/modules:apiSpec", needs: Action::DeploymentDataView, run: functions::specification },
    SystemQuery { name: "_system/cli/queryEnvironmentVariables:default", needs: Action::DeploymentEnvView, run: environment_variables::list },
    SystemQuery { name: "_system/cli/queryEnvironmentVariables:get", needs: Action::DeploymentEnvView, run: environment_variables::get },
    SystemQuery { name: "_system/cli/queryImport:default", needs: Action::DeploymentBackupsView, run: imports::one },
    SystemQuery { name: "_system/cli/queryImport:list", needs: Action::DeploymentBackupsView, run: imports::list },
    SystemQuery { name: "_system/cli/tableData:default", needs: Action::DeploymentDataView, run: tables::data },
    SystemQuery { name: "_system/cli/tables:default", needs: Action::DeploymentDataView, run: tables::list },
    SystemQuery { name: "_system/cli/tableSize:default", needs: Action::DeploymentDataView, run: tables::size },
];

/// Whether a function is one of Convex's own.
pub(in crate::embedded::operations::functions) fn is_system(path: &str) -> bool {
    path.starts_with(PREFIX)
}

/// Answers the query that is named so, in encoded JSON.
///
/// # Errors
/// `NotFound` where there is no such query, `PermissionDenied` where the caller may not ask it, `InvalidInput` where its
/// arguments are none of its.
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
    (query.run)(&Asked { call, deployment, component, arguments: Arguments::of(arguments)? })
}

/// `dir/file.js:name`, `dir/file:name` and `dir/file` with the name `default` mean the same.
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
    fn all_ways_to_write_a_name_are_one() {
        for path in ["_system/cli/tables", "_system/cli/tables.js", "_system/cli/tables:default"] {
            assert_eq!(canonical(path), "_system/cli/tables:default");
        }
        assert_ne!(canonical("_system/cli/tables:list"), canonical("_system/cli/tables"));
    }

    #[test]
    fn each_is_there_once_under_its_canonical_name() {
        for (index, query) in ALL.iter().enumerate() {
            assert!(is_system(query.name), "{}", query.name);
            assert_eq!(canonical(query.name), query.name);
            assert!(ALL.iter().skip(index + 1).all(|other| other.name != query.name), "{}", query.name);
        }
    }
}
