//! Places of findings in the sources of both versions.

use std::collections::BTreeMap;

use crate::compat::report::{Finding, FindingLocation, Side, Subject};
use crate::surface::{Locations, SourceLocation, Surface};

/// Finds the place of a finding: in the candidate, and in the baseline if the candidate does not have the subject.
pub(super) fn locate(finding: &Finding, baseline: &Surface, candidate: &Surface) -> Option<FindingLocation> {
    let (subject, rule) = (&finding.subject, finding.rule.as_str());
    let sides = [(Side::Candidate, candidate), (Side::Baseline, baseline)];
    if let Some(module) = &subject.module {
        let problems = candidate.component(&subject.component).map(|component| component.problems.as_slice());
        let found = problems
            .unwrap_or_default()
            .iter()
            .find(|problem| problem.module == *module && finding.message.contains(&problem.message));
        if let Some(SourceLocation { file, line, column }) = found.and_then(|problem| problem.location.clone()) {
            return Some(FindingLocation { file, line, column, side: Side::Candidate });
        }
    }
    sides.into_iter().find_map(|(side, surface)| {
        let component = surface.component(&subject.component)?;
        let SourceLocation { file, line, column } = place(&component.locations, subject, rule)?.clone();
        Some(FindingLocation { file, line, column, side })
    })
}

fn place<'a>(locations: &'a Locations, subject: &Subject, rule: &str) -> Option<&'a SourceLocation> {
    let path = subject.path.as_deref().unwrap_or_default();
    if let Some(index) = &subject.index {
        let table = index.split('.').next().unwrap_or_default();
        return locations.indexes.get(index).or_else(|| locations.tables.get(table));
    }
    if let Some(table) = &subject.table {
        return field(&locations.fields, table, path).or_else(|| locations.tables.get(table));
    }
    if let Some(module) = &subject.module {
        return locations.modules.get(module);
    }
    if let Some(function) = &subject.function {
        let fields = if rule.starts_with("returns-") { &locations.results } else { &locations.arguments };
        return field(fields, function, path).or_else(|| locations.functions.get(function));
    }
    if let Some(route) = &subject.route {
        return locations.routes.get(route);
    }
    subject.cron.as_ref().and_then(|cron| locations.crons.get(cron))
}

/// Finds a field, or the closest one around it that has a place.
fn field<'a>(fields: &'a BTreeMap<String, SourceLocation>, name: &str, path: &str) -> Option<&'a SourceLocation> {
    let mut path = path;
    while !path.is_empty() {
        if let Some(place) = fields.get(&format!("{name}{path}")) {
            return Some(place);
        }
        let end = path.rfind(['.', '[']).unwrap_or_default();
        path = path.get(..end).unwrap_or_default();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compat::{Evidence, Options, check};

    fn app(fields: &str, locations: &str) -> Surface {
        let document = format!(r#"{{"type": "object", "value": {{{fields}}}}}"#);
        let table = format!(r#"{{"tableName": "t", "indexes": [], "documentType": {document}}}"#);
        let schema = format!(r#"{{"tables": [{table}], "schemaValidation": true}}"#);
        Surface::parse(&format!(r#"{{"schema": {schema}, "locations": {locations}}}"#)).unwrap()
    }

    #[test]
    fn finding_points_at_the_field_else_at_the_table_else_at_the_baseline() {
        let string = r#""a": {"fieldType": {"type": "string"}, "optional": false}"#;
        let number = r#""a": {"fieldType": {"type": "number"}, "optional": false}"#;
        let at = |line: u32| format!(r#"{{"file": "convex/schema.ts", "line": {line}}}"#);
        let tables = format!(r#"{{"tables": {{"t": {}}}}}"#, at(3));
        let fields = format!(r#"{{"tables": {{"t": {}}}, "fields": {{"t.a": {}}}}}"#, at(3), at(4));
        let found = |old: &Surface, new: &Surface| {
            let report = check(old, new, &Evidence::default(), &Options::at(0.0));
            let place = report.findings[0].location.clone().unwrap();
            (place.side, place.line)
        };
        let old = app(string, &fields);
        assert_eq!(found(&old, &app(number, &fields)), (Side::Candidate, 4));
        assert_eq!(found(&old, &app(number, &tables)), (Side::Candidate, 3));
        assert_eq!(found(&old, &app("", &fields)), (Side::Candidate, 4));
        let gone = Surface::parse(r#"{"schema": {"tables": [], "schemaValidation": true}}"#).unwrap();
        assert_eq!(found(&old, &gone), (Side::Baseline, 3));
    }

    #[test]
    fn field_without_a_place_is_found_around() {
        let place = SourceLocation { file: "a.ts".to_owned(), line: 1, column: None };
        let fields = BTreeMap::from([("t.a".to_owned(), place)]);
        for path in [".a", ".a[]", ".a[].b", ".a.b.c", ".a.*"] {
            assert!(field(&fields, "t", path).is_some(), "{path}");
        }
        assert!(field(&fields, "t", ".b.a").is_none() && field(&fields, "u", ".a").is_none());
    }
}
