//! Modules of an app.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::hash::hex_sha256;

/// A bundled JavaScript module.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", expecting = "a module: an object with `path`, `source` and `environment`")]
pub struct Module {
    /// Path relative to the directory of the functions, with the extension: `dir/file.js`.
    pub path: String,
    /// JavaScript source.
    pub source: String,
    /// Source map, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_map: Option<String>,
    /// Runtime environment.
    #[serde(default)]
    pub environment: ModuleEnvironment,
}

impl Module {
    /// Returns the hash that Convex uses to detect changes: the SHA-256 of the source and the source map, in
    /// hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        hex_sha256([self.source.as_bytes(), self.source_map.as_deref().unwrap_or_default().as_bytes()])
    }
}

/// Prints the lengths of the sources only.
impl fmt::Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, source, source_map, environment } = self;
        let map = source_map.as_ref().map(String::len);
        write!(f, "Module({path}, {environment:?}, {} bytes, source map {map:?})", source.len())
    }
}

/// Runtime environment of a module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ModuleEnvironment {
    /// Convex's own runtime.
    #[default]
    Isolate,
    /// Node.js: the module starts with `"use node"`.
    Node,
}

/// A module that is already deployed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct ModuleHash {
    /// Path.
    pub path: String,
    /// Runtime environment.
    pub environment: ModuleEnvironment,
    /// [Hash](Module::hash) of the module.
    pub sha256: String,
}

impl ModuleHash {
    /// Returns `true` if the deployed module equals `module`.
    #[must_use]
    pub fn is_of(&self, module: &Module) -> bool {
        self.path == module.path && self.environment == module.environment && self.sha256 == module.hash()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_covers_source_and_source_map() {
        let module = |source: &str, map: Option<&str>| Module {
            path: "a.js".to_owned(),
            source: source.to_owned(),
            source_map: map.map(str::to_owned),
            environment: ModuleEnvironment::Isolate,
        };
        // printf 'abc' | sha256sum
        let of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(module("abc", None).hash(), of_abc);
        assert_eq!(module("ab", Some("c")).hash(), of_abc);
        assert_ne!(module("ab", None).hash(), of_abc);
    }
}
