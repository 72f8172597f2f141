//! Documents in JSON Lines.

use std::io::{BufRead, Read};

use super::invalid::{byte_order_mark, not_utf8, unreadable};
use super::row::{Row, RowVisitor};
use crate::compat::data::{DocumentFormat, MAX_LINE_LEN};
use crate::embedded::refusals::bad_request;
use crate::error::Result;

/// UTF-8 byte order mark.
const BYTE_ORDER_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

pub(super) fn each(reader: &mut dyn BufRead, format: &DocumentFormat, see: RowVisitor<'_>) -> Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let len = reader.take(MAX_LINE_LEN as u64 + 1).read_until(b'\n', &mut line);
        let len = len.map_err(|error| unreadable(&error))?;
        if len == 0 {
            break;
        }
        if len > MAX_LINE_LEN {
            return Err(bad_request("InvalidConvexValue", format!("Row {number} is longer than 16 MiB")));
        }
        if number == 1 && line.starts_with(BYTE_ORDER_MARK) {
            return Err(byte_order_mark());
        }
        let text = std::str::from_utf8(&line).map_err(|_| not_utf8())?;
        if !see(number, Row::Json(text.trim_ascii_end(), format))? {
            break;
        }
    }
    Ok(())
}
