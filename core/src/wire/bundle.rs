//! `bundle` and `openSurface`: an app at a place, as an artifact or as a surface.

use serde::{Deserialize, Serialize};

use super::bundling;
use crate::cancel::Cancel;
use crate::error::Result;

/// The request of `bundle` and of `openSurface`: the place of an app.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlaceRequest {
    /// A folder, `git:REV[:FOLDER]`, or a file with a push request or an artifact. For a surface, also a file with a
    /// surface, a schema or a function spec.
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
pub fn bundle(request: &PlaceRequest, cancel: &Cancel) -> Result<BundleAnswer> {
    let artifact = bundling::open(&request.place, cancel)?;
    Ok(BundleAnswer { text: artifact.to_file()?, sha256: artifact.hash()? })
}

/// A surface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SurfaceAnswer {
    /// The surface, as its file contains it.
    pub text: String,
}

/// Opens the app at a place, and returns its surface.
///
/// # Errors
/// As [`bundle`]; `InvalidInput` also if the app's code fails.
pub fn open_surface(request: &PlaceRequest, cancel: &Cancel) -> Result<SurfaceAnswer> {
    Ok(SurfaceAnswer { text: bundling::surface(&request.place, cancel)? })
}
