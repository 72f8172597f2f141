//! Caveats about stored documents.

use crate::compat::data::DataEvidence;
use crate::compat::report::NotChecked;

/// Lists guesses about the format of the documents, and ids that passed only because the number of their table is
/// unknown.
pub(super) fn caveats(data: &DataEvidence) -> Vec<NotChecked> {
    let notes =
        data.notes.iter().map(|note| NotChecked { what: note.clone(), component: String::new(), rules: Vec::new() });
    notes.chain(unverified_ids(data)).collect()
}

fn unverified_ids(data: &DataEvidence) -> impl Iterator<Item = NotChecked> {
    data.components.iter().flat_map(|(component, stored)| {
        stored.tables.iter().flat_map(move |(table, documents)| {
            documents.ids_not_verified.iter().map(move |(target, count)| NotChecked {
                what: format!("whether ids in `{table}` belong to `{target}`, whose number is unknown: {count} passed"),
                component: component.clone(),
                rules: vec!["document-mismatch".to_owned()],
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compat::data::{ComponentData, TableData};

    #[test]
    fn guesses_and_unverified_ids_are_listed() {
        let table = TableData { ids_not_verified: [("_storage".into(), 3)].into(), ..TableData::default() };
        let tables = [("files".into(), table), ("users".into(), TableData::default())].into();
        let components = [("waitlist".to_owned(), ComponentData { tables, ..ComponentData::default() })].into();
        let listed = caveats(&DataEvidence { components, notes: vec!["read as float64".to_owned()] });
        assert_eq!(listed.len(), 2);
        assert_eq!(listed[0].what, "read as float64");
        assert_eq!(listed[1].what, "whether ids in `files` belong to `_storage`, whose number is unknown: 3 passed");
        assert_eq!(
            (listed[1].component.as_str(), listed[1].rules.as_slice()),
            ("waitlist", ["document-mismatch".to_owned()].as_slice())
        );
    }
}
