//! Stored documents do not match the new schema.
//!
//! # What it finds
//! Documents of the deployment that the candidate's schema refuses: one finding for each table, place and reason, with
//! the exact number of documents. If the candidate does not enforce its schema, the level is info. The rule also finds
//! lines that are not documents, and documents with the same id as the document before.
//!
//! # Why it breaks
//! Convex refuses the push, and names only the first document.
//!
//! # Example
//! ```json baseline
//! {"schema": null}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "documentType":
//!   {"type": "object", "value": {"name": {"fieldType": {"type": "string"}, "optional": false}}}}], "schemaValidation": false}}
//! ```
//! ```json evidence
//! {"documents": {"users": [{"name": "Ada"}, {"name": null}, {}]}}
//! ```
//!
//! # Safe rollout
//! Deploy a type that also accepts the stored documents, migrate them, then narrow the type.

use crate::compat::causes::GroupType;
use crate::compat::data::{DuplicateId, Group, RepeatedId, TableData, ViolationSample};
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Level, Sample, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::schema::check::Reason;
use crate::value::Name;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::StoredData], Check::Component(check)).inspects(&[PartName::Schema]).with_data();

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let data = pair.context.evidence.data.as_ref().and_then(|data| data.components.get(pair.path));
    let (Some(data), Some(schema)) = (data, pair.candidate_schema()) else { return };
    let level = if schema.validates { RULE.level } else { Level::Info };
    for (name, table) in &data.tables {
        let mut widening = table.widening.as_ref().map(|widening| widening.without_values.as_str());
        for group in &table.groups {
            let expected = schema.tables.get(name).map(|table| GroupType::at(&table.document, &group.path));
            let draft = group_finding(pair, name, group, widening.take()).level(level);
            sink.push(match expected {
                Some(GroupType { shown, canonical }) => {
                    let old = pair.baseline_schema().and_then(|schema| schema.tables.get(name));
                    let before = old.and_then(|table| GroupType::at(&table.document, &group.path).shown);
                    draft.change(before, shown).detail(format!("{} {canonical}", group.reason.as_str()))
                }
                None => draft,
            });
        }
        if table.ungrouped > 0 {
            sink.push(ungrouped_finding(pair, name, table).level(level));
        }
        if table.bad_lines.count > 0 {
            sink.push(bad_lines(pair, name, table).level(level));
        }
        if let Some(draft) = repeated_ids(pair, name, table) {
            sink.push(draft.level(level));
        }
    }
}

/// Builds the finding of a group. The first finding of a table suggests the type that accepts all its documents.
fn group_finding(pair: &ComponentPair<'_>, table: &Name, group: &Group, widening: Option<&str>) -> Draft {
    let Group { path, reason, documents, samples, .. } = group;
    let noun = if *documents == 1 { "document" } else { "documents" };
    let message =
        format!("`{table}{path}`: {documents} {noun} refused, {}: {}", reason.as_str(), explain_reason(*reason));
    Draft::new(Subject::table(pair.path, table).at(path), message)
        .detail(reason.as_str())
        .count(*documents)
        .samples(samples.iter().map(sample).collect())
        .fix(
            fix(path, *reason)
                + &widening
                    .map_or(String::new(), |wider| format!("; the type {wider} accepts all documents of `{table}`")),
        )
}

/// Builds the finding for violations beyond the groups that are kept.
fn ungrouped_finding(pair: &ComponentPair<'_>, table: &Name, data: &TableData) -> Draft {
    let message = format!("`{table}`: {} more violations at further places", data.ungrouped);
    Draft::new(Subject::table(pair.path, table), message).detail("ungrouped")
}

/// Builds the finding for lines that are not documents.
fn bad_lines(pair: &ComponentPair<'_>, table: &Name, data: &TableData) -> Draft {
    let count = data.bad_lines.count;
    let noun = if count == 1 { "line is not a document" } else { "lines are not documents" };
    let places = data.bad_lines.first.iter().map(|bad| format!("{}: {}", bad.position.show(), bad.message));
    let places = places.collect::<Vec<_>>().join("; ");
    Draft::new(Subject::table(pair.path, table), format!("`{table}`: {count} {noun}: {places}"))
        .detail("bad-lines")
        .count(count)
        .fix("export the data again: Convex does not write such lines")
}

/// Builds the finding for documents that share an id: an import of them would fail. If all ids were compared,
/// duplicates next to each other are among them.
fn repeated_ids(pair: &ComponentPair<'_>, table: &Name, data: &TableData) -> Option<Draft> {
    let (count, whose, places): (_, _, Vec<_>) = match &data.duplicate_ids {
        Some(found) => {
            let place =
                |same: &DuplicateId| (same.id.clone(), format!("{} and {}", same.first.show(), same.again.show()));
            (found.count, "an earlier one", found.first.iter().map(place).collect())
        }
        None => {
            let place = |same: &RepeatedId| (same.id.clone(), same.position.show());
            (data.repeated_ids.count, "the one before", data.repeated_ids.first.iter().map(place).collect())
        }
    };
    let noun = if count == 1 { "document has" } else { "documents have" };
    let at = places.iter().map(|(_, at)| at.as_str()).collect::<Vec<_>>().join("; ");
    let message = format!("`{table}`: {count} {noun} the id of {whose}: {at}");
    let sample = |(id, _): (String, String)| Sample { id, path: "._id".to_owned(), value: None };
    let draft = Draft::new(Subject::table(pair.path, table).at("._id"), message)
        .detail("repeated-ids")
        .count(count)
        .samples(places.into_iter().map(sample).collect())
        .fix("export the data again: Convex stores each id only once");
    (count > 0).then_some(draft)
}

/// Returns the sample of a document, named by its line if it has no id.
fn sample(found: &ViolationSample) -> Sample {
    let id = found.id.clone().unwrap_or_else(|| found.position.show());
    Sample { id, path: found.path.clone(), value: found.value.clone() }
}

fn explain_reason(reason: Reason) -> &'static str {
    match reason {
        Reason::MissingField => "the required field is missing",
        Reason::ExtraField => "the schema does not know the field",
        Reason::WrongType => "the value has another type",
        Reason::WrongLiteral => "the value is not one of the allowed literals",
        Reason::NotAFunctionHandle => "the string is not a function handle",
        Reason::NotAnId => "the string is not a document id",
        Reason::WrongTable => "the id belongs to another table",
        Reason::NoUnionMember => "no member of the union accepts the value",
    }
}

fn fix(path: &str, reason: Reason) -> String {
    match reason {
        Reason::MissingField => format!("make `{path}` optional, or fill it in"),
        Reason::ExtraField => format!("declare `{path}` as an optional field, or remove it from the documents"),
        _ if path.is_empty() => {
            "make the type of the documents a union that includes the stored type, or migrate the documents".to_owned()
        }
        _ => format!("make the type of `{path}` a union that includes the stored type, or migrate the documents"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::compat::data::{
        BadLine, ComponentData, DataEvidence, DuplicateId, Group, Position, RepeatedId, TableData, TopN,
        ViolationSample, Widening,
    };
    use crate::compat::report::Finding;
    use crate::compat::{Evidence, Options, check};
    use crate::schema::check::Reason;
    use crate::surface::Surface;

    fn find(table: TableData) -> Vec<Finding> {
        let schema = r#"{"schema": {"tables": [{"tableName": "t", "indexes": []}], "schemaValidation": true}}"#;
        let surface = Surface::parse(schema).unwrap();
        let component = ComponentData { tables: BTreeMap::from([("t".into(), table)]), ..ComponentData::default() };
        let data = DataEvidence { components: BTreeMap::from([(String::new(), component)]), ..DataEvidence::default() };
        let evidence = Evidence { data: Some(data), ..Evidence::default() };
        check(&surface, &surface, &evidence, &Options::at(0.0)).findings
    }

    #[test]
    fn sample_without_id_is_named_by_line() {
        let sample = ViolationSample {
            id: None,
            position: Position { offset: 90, line: Some(7) },
            path: ".a[1]".to_owned(),
            value: None,
            omitted_bytes: Some(5000),
            closest_member: Vec::new(),
        };
        let group =
            Group { path: ".a[]".to_owned(), reason: Reason::WrongType, count: 9, documents: 4, samples: vec![sample] };
        let found = find(TableData { groups: vec![group], ..TableData::default() });
        let finding = &found[0];
        assert_eq!((found.len(), finding.count, finding.subject.path.as_deref()), (1, Some(4), Some(".a[]")));
        assert_eq!((finding.samples[0].id.as_str(), finding.samples[0].path.as_str()), ("line 7", ".a[1]"));
        assert!(finding.message.contains("4 documents refused, wrong-type"), "{}", finding.message);
    }

    #[test]
    fn ungrouped_violations_are_one_finding() {
        let found = find(TableData { ungrouped: 3, ..TableData::default() });
        assert_eq!((found.len(), found[0].subject.path.as_deref()), (1, None));
        assert!(found[0].message.contains("3 more violations"), "{}", found[0].message);
        assert_eq!(find(TableData::default()), []);
    }

    #[test]
    fn first_finding_of_table_suggests_wider_type() {
        let group = |path: &str| Group {
            path: path.to_owned(),
            reason: Reason::MissingField,
            count: 1,
            documents: 1,
            samples: Vec::new(),
        };
        let widening = Widening {
            validator: "v.literal(\"private\")".to_owned(),
            without_values: "v.object({a: v.optional(v.null())})".to_owned(),
        };
        let groups = vec![group(".a"), group(".b")];
        let found = find(TableData { groups, widening: Some(widening), ..TableData::default() });
        let fixes: Vec<_> = found.iter().filter_map(|finding| finding.fix.as_deref()).collect();
        let wider = "the type v.object({a: v.optional(v.null())}) accepts all documents of `t`";
        assert_eq!(
            fixes,
            [&format!("make `.a` optional, or fill it in; {wider}"), "make `.b` optional, or fill it in"]
        );
    }

    #[test]
    fn bad_lines_and_duplicate_ids_are_findings_with_positions() {
        let position = Position { offset: 90, line: Some(7) };
        let bad_lines = TopN { count: 2, first: vec![BadLine { position, message: "EOF".to_owned() }] };
        let found = find(TableData { bad_lines, ..TableData::default() });
        assert_eq!((found.len(), found[0].count), (1, Some(2)));
        assert_eq!(found[0].message, "`t`: 2 lines are not documents: line 7: EOF");

        let position = Position { offset: 90, line: None };
        let repeated_ids = TopN { count: 1, first: vec![RepeatedId { id: "k1".to_owned(), position }] };
        let found = find(TableData { repeated_ids, ..TableData::default() });
        assert_eq!((found.len(), found[0].samples[0].id.as_str()), (1, "k1"));
        assert_eq!(found[0].message, "`t`: 1 document has the id of the one before: byte 90");

        let first = Position { offset: 0, line: None };
        let duplicate_ids =
            Some(TopN { count: 2, first: vec![DuplicateId { id: "k1".to_owned(), first, again: position }] });
        let found = find(TableData { duplicate_ids, ..TableData::default() });
        assert_eq!(found[0].message, "`t`: 2 documents have the id of an earlier one: byte 0 and byte 90");
        assert_eq!(find(TableData { duplicate_ids: Some(TopN::default()), ..TableData::default() }), []);
    }
}
