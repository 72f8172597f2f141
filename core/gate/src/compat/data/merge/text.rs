//! Text form of a part, with a checksum.

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

/// Version that wrote a part. Only the same version can read it: the meaning of parts may change between versions.
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Serialize, Deserialize)]
struct PartEnvelope<'a> {
    version: Cow<'a, str>,
    checksum: Cow<'a, str>,
    #[serde(borrow)]
    found: Cow<'a, RawValue>,
}

/// Serialized form of a part.
#[derive(Serialize, Deserialize)]
struct PartContent<'a> {
    components: Cow<'a, BTreeMap<String, ComponentPart>>,
    alone: bool,
}

impl fmt::Display for DataPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = PartContent { components: Cow::Borrowed(&self.components), alone: self.alone };
        let found = serde_json::value::to_raw_value(&found).map_err(|_| fmt::Error)?;
        let checksum = checksum(found.get().as_bytes());
        let written = PartEnvelope { version: VERSION.into(), checksum: checksum.into(), found: Cow::Owned(found) };
        f.write_str(&serde_json::to_string(&written).map_err(|_| fmt::Error)?)
    }
}

/// Serializes a part as a string.
impl Serialize for DataPart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for DataPart {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let PartEnvelope { version, checksum: expected, found } = json::from_str(text).map_err(|_| damage_error())?;
        if version != VERSION {
            let message = format!("the part was written by version {version}, not {VERSION}");
            return Err(Error::invalid_input(message).help("use the same version everywhere"));
        }
        if checksum(found.get().as_bytes()) != expected {
            return Err(damage_error());
        }
        let PartContent { components, alone } = json::from_str(found.get()).map_err(|_| damage_error())?;
        Ok(Self { components: components.into_owned(), alone })
    }
}

fn damage_error() -> Error {
    Error::invalid_input("not a part of a check, or damaged").help("pass parts unchanged")
}
