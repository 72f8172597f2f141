//! What the baseline says to values that the candidate leaves behind.

use crate::compat::causes::{Cause, Causes};
use crate::compat::pair::FunctionPair;
use crate::compat::report::Subject;
use crate::compat::rule::{Draft, Sink};
use crate::schema::check::Reason;

/// Reports each place where the baseline refuses what the candidate allows. A question without an answer is a finding
/// too: the verdict is about going forward, and must not hang on it.
pub(super) fn report(subject: &Subject, name: &str, what: &str, causes: &Causes, sink: &mut Sink<'_>) {
    for cause in &causes.list {
        let place = cause.path.group();
        let message = format!("`{name}{place}`, {what}: {}", describe(cause));
        sink.push(Draft::new(subject.clone(), message).of(cause).fix(fix(cause)));
    }
    if causes.undecided {
        let message = format!("`{name}`, {what}: whether the baseline accepts it took too many steps to find out");
        sink.push(Draft::new(subject.clone(), message).detail("undecided"));
    }
}

/// Reports each place where the baseline refuses arguments that the candidate takes.
pub(super) fn report_args(pair: &FunctionPair<'_>, what: &str, sink: &mut Sink<'_>) {
    report(&pair.subject(), &pair.name.to_string(), what, pair.args_widened(), sink);
}

fn describe(cause: &Cause) -> &'static str {
    match cause.reason {
        Reason::MissingField => "the baseline requires the field, which may be absent",
        Reason::ExtraField => "the baseline does not know the field",
        Reason::WrongType => "the baseline refuses a value of this type",
        Reason::WrongLiteral => "the baseline refuses a value that is allowed now",
        Reason::NotAnId => "the baseline refuses a text that is no document id",
        Reason::WrongTable => "the baseline refuses an id of this table",
        Reason::NoUnionMember => "no member of the baseline's union accepts a value that is allowed now",
    }
}

fn fix(cause: &Cause) -> String {
    let place = cause.path.group();
    let place = if place.is_empty() { "the whole value" } else { &place };
    format!("first deploy the wider type of `{place}` alone, so that there is something to go back to")
}

#[cfg(test)]
mod tests {
    use crate::compat::report::Verdict;
    use crate::compat::{Evidence, Options, check};
    use crate::surface::Surface;

    #[test]
    fn a_question_without_an_answer_is_a_finding_and_leaves_the_verdict_alone() {
        let surface = |kind: &str, fields: &str| {
            let args = format!(r#"{{"type": "object", "value": {fields}}}"#);
            let function = format!(r#"{{"identifier": "a.js:f", "functionType": "{kind}", "args": {args}}}"#);
            Surface::parse(&format!(r#"{{"functions": [{function}]}}"#)).unwrap()
        };
        let baseline = surface("Mutation", "{}");
        // A function of another kind is asked nothing about its arguments but by the rollback.
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
