//! Findings for values of the candidate that the baseline refuses.

use crate::compat::causes::{Cause, Causes};
use crate::compat::pair::FunctionPair;
use crate::compat::report::Subject;
use crate::compat::rule::{Draft, Sink};
use crate::schema::check::Reason;

/// Reports each place where the baseline refuses a value that the candidate allows. A question that ran out of steps
/// becomes a finding too: the verdict is about the deploy, and must not depend on the rollback.
pub(super) fn report(subject: &Subject, name: &str, what: &str, causes: &Causes, sink: &mut Sink<'_>) {
    for cause in &causes.list {
        let place = cause.path.group();
        let message = format!("`{name}{place}`, {what}: {}", describe(cause));
        sink.push(Draft::new(subject.clone(), message).explain_new(cause).fix(fix(cause)));
    }
    if causes.undecided {
        let message = format!("`{name}`, {what}: too many steps to decide if the baseline accepts them");
        sink.push(Draft::new(subject.clone(), message).detail("undecided"));
    }
}

/// Reports each place where the baseline refuses arguments that the candidate takes.
pub(super) fn report_args(pair: &FunctionPair<'_>, what: &str, sink: &mut Sink<'_>) {
    report(&pair.subject(), &pair.name.to_string(), what, pair.args_widened(), sink);
}

fn describe(cause: &Cause) -> String {
    match cause.reason {
        Reason::MissingField => "the baseline requires the field, which may be absent".to_owned(),
        Reason::ExtraField => "the baseline does not know the field".to_owned(),
        _ => format!("the baseline refuses {}", cause.refused),
    }
}

fn fix(cause: &Cause) -> String {
    let place = cause.path.group();
    let place = if place.is_empty() { "the whole value" } else { &place };
    format!("first deploy only the wider type of `{place}`, as a version that you can roll back to")
}

#[cfg(test)]
mod tests {
    use crate::compat::report::Verdict;
    use crate::compat::{Evidence, Options, check};
    use crate::surface::Surface;

    #[test]
    fn undecided_question_is_finding_and_keeps_verdict() {
        let surface = |kind: &str, fields: &str| {
            let args = format!(r#"{{"type": "object", "value": {fields}}}"#);
            let function = format!(r#"{{"identifier": "a.js:f", "functionType": "{kind}", "args": {args}}}"#);
            Surface::parse(&format!(r#"{{"functions": [{function}]}}"#)).unwrap()
        };
        let baseline = surface("Mutation", "{}");
        // The arguments of a function whose kind changed are compared only for the rollback.
        let candidate = surface("Action", r#"{"a": {"fieldType": {"type": "null"}, "optional": true}}"#);
        let mut options = Options::at(0.0);
        options.budget = 0;
        let report = check(&baseline, &candidate, &Evidence::default(), &options);
        let rules: Vec<&str> = report.rollback.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["rollback-schedule-mismatch"]);
        assert!(report.rollback[0].message.contains("too many steps"), "{}", report.rollback[0].message);
        assert_eq!((report.verdict, report.undecided.len()), (Verdict::Breaking, 0));
    }
}
