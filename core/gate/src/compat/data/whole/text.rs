//! A part as text, by which damage is seen.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{ComponentPart, DataPart};
use crate::compat::data::check::checksum;
use crate::error::{Error, Result};
use crate::json;

/// What reads a part must be what wrote it: what a part means is no promise between versions.
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Serialize, Deserialize)]
struct Written<'a> {
    version: Cow<'a, str>,
    checksum: Cow<'a, str>,
    #[serde(borrow)]
    found: Cow<'a, RawValue>,
}

/// What is written of a part.
#[derive(Serialize, Deserialize)]
struct Found<'a> {
    components: Cow<'a, BTreeMap<String, ComponentPart>>,
    alone: bool,
}

impl fmt::Display for DataPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = Found { components: Cow::Borrowed(&self.components), alone: self.alone };
        let found = serde_json::value::to_raw_value(&found).map_err(|_| fmt::Error)?;
        let checksum = checksum(found.get().as_bytes());
        let written = Written { version: VERSION.into(), checksum: checksum.into(), found: Cow::Owned(found) };
        f.write_str(&serde_json::to_string(&written).map_err(|_| fmt::Error)?)
    }
}

/// In JSON a part is a string.
impl Serialize for DataPart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for DataPart {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let Written { version, checksum: expected, found } = json::from_str(text).map_err(|_| damaged())?;
        if version != VERSION {
            let message = format!("the part was made by version {version}, and this is {VERSION}");
            return Err(Error::invalid_input(message).help("use the same version everywhere"));
        }
        if checksum(found.get().as_bytes()) != expected {
            return Err(damaged());
        }
        let Found { components, alone } = json::from_str(found.get()).map_err(|_| damaged())?;
        Ok(Self { components: components.into_owned(), alone })
    }
}

fn damaged() -> Error {
    Error::invalid_input("this is no part of a check, or a damaged one").help("keep parts as they were answered")
}
