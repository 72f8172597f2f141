//! Indexes that are replaced under the same name.

use super::large::other_victims;
use crate::compat::pair::IndexPair;
use crate::compat::rule::{Draft, Sink};
use crate::schema::IndexKind;
use crate::value::Name;

/// Reports an index of the given kind in the baseline that another one replaces under its name.
pub(super) fn report(pair: &IndexPair<'_>, is_kind: fn(&IndexKind) -> bool, sink: &mut Sink<'_>) {
    let (Some(old), Some(new)) = (pair.baseline, pair.candidate) else { return };
    if !is_kind(&old.kind) || old.kind == new.kind {
        return;
    }
    let Some(breaks) = other_victims(pair, old) else { return };
    let (was, is) = (describe(&old.kind), describe(&new.kind));
    let message = format!("index `{}.{}` changed from {was} to {is}, and is rebuilt", pair.table.name, pair.name);
    sink.push(
        Draft::new(pair.subject(), message)
            .breaks(breaks)
            .detail(format!("{was} to {is}"))
            .change(Some(was), Some(is))
            .fix("add the new index under another name, and remove this one later"),
    );
}

fn describe(kind: &IndexKind) -> String {
    match kind {
        IndexKind::Database { fields } => format!("an index of [{}]", fields.join(", ")),
        IndexKind::Search { search_field, filter_fields } => {
            format!("a search index of {search_field}{}", filtered_by(filter_fields))
        }
        IndexKind::Vector { vector_field, dimensions, filter_fields } => {
            let size = dimensions.map(|dimensions| format!(" with {dimensions} dimensions")).unwrap_or_default();
            format!("a vector index of {vector_field}{size}{}", filtered_by(filter_fields))
        }
    }
}

fn filtered_by(fields: &[Name]) -> String {
    if fields.is_empty() { String::new() } else { format!(" filtered by [{}]", fields.join(", ")) }
}
