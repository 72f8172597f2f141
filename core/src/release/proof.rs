//! Proofs that an artifact is live.

use serde::{Deserialize, Serialize};

/// A proof that a part of an artifact is live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", tag = "by")]
#[non_exhaustive]
pub enum Proof {
    /// The hashes of the app's modules are those of the artifact. Convex lists no hashes of components' modules.
    ModuleHashes {
        /// Number of modules.
        modules: usize,
    },
    /// The functions of a component, with their validators, are those of the artifact.
    Functions {
        /// Path of the component.
        component: String,
        /// Number of functions.
        functions: usize,
    },
    /// The active schema of a component is that of the artifact.
    Schema {
        /// Path of the component.
        component: String,
    },
}
