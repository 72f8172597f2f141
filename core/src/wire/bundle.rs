//! `bundle`: bundles an app into an artifact.

use serde::{Deserialize, Serialize};

use super::bundling;
use crate::cancel::Cancel;
use crate::error::Result;

/// The request of `bundle`: the place of an app.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BundleRequest {
    /// A folder, `git:REV[:FOLDER]`, or a file with a push request or an artifact.
    pub place: String,
}

/// An artifact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BundleAnswer {
    /// The artifact, as its file contains it.
    pub text: String,
    /// SHA-256 of the artifact, in hexadecimal digits.
    pub sha256: String,
}

/// Bundles the app at a place into an artifact.
///
/// # Errors
/// `NotFound` if the place or a program does not exist; `InvalidInput` if the app cannot be bundled; `Unsupported` in a browser.
pub fn bundle(request: &BundleRequest, cancel: &Cancel) -> Result<BundleAnswer> {
    let artifact = bundling::open(&request.place, cancel)?;
    Ok(BundleAnswer { text: artifact.to_file()?, sha256: artifact.hash()? })
}
