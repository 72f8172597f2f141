//! The dashboard in Chromium.

use crate::dashboard::{PACKAGE, page};
use crate::npm;
use anyhow::Result;

/// Runs the page against servers of this build. The build of all steps contains `convex-ops`.
pub(super) fn tests() -> Result<()> {
    page(false)?;
    npm::script(PACKAGE, "test")
}
