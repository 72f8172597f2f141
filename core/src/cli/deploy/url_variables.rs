//! The environment variables with the URLs of a deployment, as the frameworks of web apps name them.

use std::path::Path;

use serde_json::Value;

use crate::error::{Error, Result};

/// Names of the variables with the URL of a deployment, and of its HTTP actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UrlVariables {
    pub(super) cloud: String,
    pub(super) site: String,
}

/// Packages of frameworks with the prefix of variables that each shows to the browser, in the order of Convex's command. Vite
/// is a dependency of many, so it comes after those that are built on it.
const FRAMEWORKS: [(&str, &str); 7] = [
    ("react-scripts", "REACT_APP_"),
    ("next", "NEXT_PUBLIC_"),
    ("expo", "EXPO_PUBLIC_"),
    ("@sveltejs/kit", "PUBLIC_"),
    ("@tanstack/start", "VITE_"),
    ("@tanstack/react-start", "VITE_"),
    ("vite", "VITE_"),
];

impl UrlVariables {
    /// Returns the names for the project in a folder, from its `package.json`.
    pub(super) fn of_project(folder: &Path) -> Result<Self> {
        let path = folder.join("package.json");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::with_prefix("")),
            Err(error) => return Err(Error::io("cannot read the file", &error).in_file(path.display().to_string())),
        };
        let package: Value = serde_json::from_str(&text).map_err(|error| {
            Error::invalid_input("invalid package.json").caused_by(error).in_file(path.display().to_string())
        })?;
        Ok(Self::of_package(&package))
    }

    fn of_package(package: &Value) -> Self {
        let lists = ["dependencies", "devDependencies"];
        let has = |name: &str| lists.iter().any(|list| package.get(list).is_some_and(|list| list.get(name).is_some()));
        Self::with_prefix(FRAMEWORKS.iter().find(|(name, _)| has(name)).map_or("", |(_, prefix)| prefix))
    }

    fn with_prefix(prefix: &str) -> Self {
        Self { cloud: format!("{prefix}CONVEX_URL"), site: format!("{prefix}CONVEX_SITE_URL") }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn first_framework_names_the_variables() {
        for (package, cloud) in [
            (json!({}), "CONVEX_URL"),
            (json!({ "dependencies": { "react": "19" } }), "CONVEX_URL"),
            (json!({ "dependencies": { "next": "16" }, "devDependencies": { "vite": "7" } }), "NEXT_PUBLIC_CONVEX_URL"),
            (json!({ "dependencies": null, "devDependencies": { "vite": "7" } }), "VITE_CONVEX_URL"),
            (json!({ "devDependencies": { "vite": "7", "@sveltejs/kit": "2" } }), "PUBLIC_CONVEX_URL"),
            (json!({ "dependencies": { "@remix-run/dev": "2", "vite": "7" } }), "VITE_CONVEX_URL"),
            (json!({ "dependencies": { "@remix-run/dev": "2" } }), "CONVEX_URL"),
            (json!({ "peerDependencies": { "expo": "54" } }), "CONVEX_URL"),
            (json!([1]), "CONVEX_URL"),
        ] {
            let found = UrlVariables::of_package(&package);
            assert_eq!(found.cloud, cloud, "{package}");
            assert_eq!(found.site, cloud.replace("CONVEX_URL", "CONVEX_SITE_URL"));
        }
    }

    #[test]
    fn invalid_package_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(UrlVariables::of_project(folder.path()).unwrap(), UrlVariables::with_prefix(""));
        std::fs::write(folder.path().join("package.json"), "{").unwrap();
        let error = UrlVariables::of_project(folder.path()).unwrap_err();
        assert!(error.to_string().contains("invalid package.json") && error.to_string().contains("package.json"));
    }
}
