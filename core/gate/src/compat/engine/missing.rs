//! Inputs that the verdict needs and that are absent.

use crate::compat::context::{Evidence, Options, Requirement};
use crate::surface::{Component, Surface};

/// Lists the required inputs that are absent, and each side of which too little is known for any verdict.
pub(super) fn missing_inputs(
    baseline: &Surface,
    candidate: &Surface,
    evidence: &Evidence,
    options: &Options,
) -> Vec<String> {
    let sides = [("baseline", baseline), ("candidate", candidate)];
    let blind = sides
        .into_iter()
        .filter(|(_, surface)| surface.root.schema.is_unknown() && surface.root.functions.is_unknown());
    let mut missing: Vec<String> = blind.map(|(side, _)| format!("{side} schema and functions")).collect();
    for requirement in &options.require {
        match requirement {
            Requirement::Schema => {
                missing.extend(unknown_parts(&sides, "schema", |component| component.schema.is_unknown()));
            }
            Requirement::Functions => {
                missing.extend(unknown_parts(&sides, "functions", |component| component.functions.is_unknown()));
                missing.extend(unread(&sides));
            }
            Requirement::Data if evidence.data.is_none() => missing.push("stored documents".to_owned()),
            Requirement::Scheduled if evidence.scheduled.is_none() => missing.push("scheduled calls".to_owned()),
            Requirement::Data | Requirement::Scheduled => {}
        }
    }
    missing
}

/// Lists the modules that could not be evaluated.
fn unread(sides: &[(&str, &Surface)]) -> Vec<String> {
    let of_side = |(side, surface): &(&str, &Surface)| {
        let mut found = Vec::new();
        for (path, component) in surface.components() {
            let of = if path.is_empty() { String::new() } else { format!(" of component {path}") };
            let unread = component.problems.iter().filter(|problem| component.unread(&problem.module).is_some());
            found.extend(unread.map(|problem| format!("{side} module `{}`{of}", problem.module)));
        }
        found
    };
    sides.iter().flat_map(of_side).collect()
}

/// Lists the components whose part is unknown.
fn unknown_parts(sides: &[(&str, &Surface)], part: &str, is_unknown: fn(&Component) -> bool) -> Vec<String> {
    let of_side = |(side, surface): &(&str, &Surface)| {
        let components = surface.components().into_iter().filter(|(_, component)| is_unknown(component));
        let describe = |(path, _): (String, &Component)| match path.as_str() {
            "" => format!("{side} {part}"),
            path => format!("{side} {part} of component {path}"),
        };
        components.map(describe).collect::<Vec<_>>()
    };
    sides.iter().flat_map(of_side).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compat::check;
    use crate::compat::report::{Report, Verdict};

    fn run(baseline: &str, candidate: &str, require: &[Requirement]) -> Report {
        let surface = |text| Surface::parse(text).unwrap();
        let mut options = Options::at(0.0);
        options.require = require.iter().copied().collect();
        check(&surface(baseline), &surface(candidate), &Evidence::default(), &options)
    }

    #[test]
    fn side_without_schema_and_functions_is_undecided() {
        for (baseline, candidate, missing) in [
            (r#"{"crons": {}}"#, r#"{"schema": null}"#, vec!["baseline schema and functions"]),
            (r#"{"schema": null}"#, r#"{"crons": {}}"#, vec!["candidate schema and functions"]),
            (
                r#"{"components": {}}"#,
                r#"{"crons": {}}"#,
                vec!["baseline schema and functions", "candidate schema and functions"],
            ),
        ] {
            let report = run(baseline, candidate, &[]);
            assert_eq!(
                (report.verdict, report.missing),
                (Verdict::Undecided, missing.iter().map(|text| (*text).to_owned()).collect())
            );
        }
        let report = run(r#"{"schema": null}"#, r#"{"functions": []}"#, &[]);
        assert_eq!((report.verdict, report.missing), (Verdict::Safe, Vec::new()));
    }

    #[test]
    fn required_input_that_is_absent_is_undecided() {
        let whole = r#"{"schema": null, "functions": [], "components": {"a": {"schema": null}}}"#;
        let report = run(whole, whole, &[Requirement::Schema]);
        assert_eq!((report.verdict, report.missing), (Verdict::Safe, Vec::new()));
        let report = run(whole, whole, &Requirement::ALL);
        let missing = [
            "baseline functions of component a",
            "candidate functions of component a",
            "stored documents",
            "scheduled calls",
        ];
        assert_eq!((report.verdict, report.missing), (Verdict::Undecided, missing.map(str::to_owned).to_vec()));
    }
}
