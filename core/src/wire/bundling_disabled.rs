//! Stand-in for builds that cannot bundle, such as the one for browsers.

use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

pub(super) fn open(place: &str, _: &Cancel) -> Result<Artifact> {
    Err(unsupported("bundle", place))
}

pub(super) fn surface(place: &str, _: &Cancel) -> Result<String> {
    Err(unsupported("open", place))
}

fn unsupported(what: &str, place: &str) -> Error {
    Error::new(ErrorKind::Unsupported, format!("cannot {what} `{place}`: this build opens no apps"))
        .help("use the command, or the packages for Python and Node")
}
