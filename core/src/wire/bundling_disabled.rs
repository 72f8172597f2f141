//! Stand-in for builds that cannot bundle, such as the one for browsers.

use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

pub(super) fn open(place: &str, _: &Cancel) -> Result<Artifact> {
    Err(Error::new(ErrorKind::Unsupported, format!("cannot bundle `{place}`: this build opens no apps"))
        .help("bundle with the command, or with the packages for Python and Node"))
}
