//! Reasons for which Convex refuses a push before it evaluates any module.

use super::Artifact;
use crate::module_path;

/// Versions of Node.js that Convex accepts.
const NODE_VERSIONS: [&str; 3] = ["20", "22", "24"];

/// A reason for which Convex refuses a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushRefusal {
    /// Convex's error code.
    pub code: &'static str,
    /// Description, in one sentence, without a final period.
    pub message: String,
}

impl Artifact {
    /// Returns the reasons for which Convex refuses the push before it evaluates any module.
    #[must_use]
    pub fn refusals(&self) -> Vec<PushRefusal> {
        let components = self.components.iter().flat_map(|component| &component.modules);
        let paths = self.app.modules.iter().chain(components).map(|module| module.path.as_str());
        let of_paths = paths.filter_map(|path| {
            let message = format!("{path} is not a valid path to a Convex module: {}", module_path::check(path).err()?);
            Some(PushRefusal { code: "BadConvexModuleIdentifier", message })
        });
        let code = if self.node_version.as_deref() == Some("18") { "NodeVersionNotSupported" } else { "InvalidConfig" };
        of_paths.chain(self.node_version_problem().map(|message| PushRefusal { code, message })).collect()
    }

    /// Returns the reason for which Convex refuses the version of Node.js.
    #[must_use]
    pub fn node_version_problem(&self) -> Option<String> {
        let version = self.node_version.as_deref().filter(|version| !NODE_VERSIONS.contains(version))?;
        Some(format!("unsupported version of Node.js `{version}`: use one of {}", NODE_VERSIONS.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use crate::artifact::{Artifact, PushRequest};

    fn codes(request: &str) -> Vec<&'static str> {
        let artifact = Artifact::from_request(PushRequest::parse(request).unwrap()).unwrap();
        artifact.refusals().into_iter().map(|refusal| refusal.code).collect()
    }

    #[test]
    fn paths_and_versions_of_node_are_checked() {
        let module = |path: &str| format!(r#"{{"path": "{path}", "source": "export {{}}"}}"#);
        let app = |paths: &[&str]| paths.iter().map(|path| module(path)).collect::<Vec<_>>().join(",");
        let request = |paths: &[&str], rest: &str| {
            format!(r#"{{"appDefinition": {{"changedModules": [{}]}}{rest}}}"#, app(paths))
        };
        assert_eq!(codes(&request(&["a.js", "_deps/AB.js", "auth.config.js"], "")), [""; 0]);
        assert_eq!(codes(&request(&["lib/a-b.js", "c.js"], "")), ["BadConvexModuleIdentifier"]);
        assert_eq!(codes(&request(&["a.js"], r#", "nodeVersion": "22""#)), [""; 0]);
        assert_eq!(codes(&request(&["a.js"], r#", "nodeVersion": "18""#)), ["NodeVersionNotSupported"]);
        assert_eq!(codes(&request(&["a.js"], r#", "nodeVersion": "banana""#)), ["InvalidConfig"]);
    }
}
