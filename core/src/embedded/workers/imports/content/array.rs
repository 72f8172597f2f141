//! JSON array of documents, parsed as a whole.

use std::io::Read;
use std::sync::LazyLock;

use serde_json::value::RawValue;

use super::invalid::{byte_order_mark, unreadable};
use super::row::{Row, RowVisitor};
use crate::compat::data::DocumentFormat;
use crate::embedded::refusals::bad_request;
use crate::error::Result;
use crate::value::Encoding;

/// Maximum length of the file.
const MAX_LEN: usize = 16 << 20;

static FORMAT: LazyLock<DocumentFormat> = LazyLock::new(|| DocumentFormat::Plain(Encoding::Encoded));

pub(super) fn each(reader: impl Read, see: RowVisitor<'_>) -> Result<()> {
    let mut bytes = Vec::new();
    reader.take(MAX_LEN as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() > MAX_LEN {
        let message = format!(
            "Import is too large for JSON ({} bytes > maximum 16 MiB). Consider converting data to JSONLines",
            bytes.len()
        );
        return Err(bad_request("JsonArrayTooLarge", message));
    }
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return Err(byte_order_mark());
    }
    let whole: &RawValue =
        serde_json::from_slice(&bytes).map_err(|error| bad_request("NotJson", format!("Not valid JSON: {error}")))?;
    let elements: Vec<&RawValue> =
        serde_json::from_str(whole.get()).map_err(|_| bad_request("NotJsonArray", "Not a JSON array"))?;
    for (number, element) in (1..).zip(elements) {
        if !see(number, Row::Json(element.get(), &FORMAT))? {
            break;
        }
    }
    Ok(())
}
