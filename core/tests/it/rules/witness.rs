//! Every witness is a value that one side accepts and the other rejects.

use std::borrow::Cow;

use convex_ops::compat::report::{Finding, Report};
use convex_ops::schema::Validator;
use convex_ops::schema::check::{Checker, Reader};
use convex_ops::surface::{Component, Function, FunctionName, Surface};
use convex_ops::value::{Encoding, decode};

use super::cases::cases;

/// The side that accepts the witness of a finding, the side that rejects it, and how the latter treats unknown fields.
struct Sides<'a>(Cow<'a, Validator>, Cow<'a, Validator>, Reader);

impl<'a> Sides<'a> {
    fn of(finding: &Finding, old: &'a Surface, new: &'a Surface) -> Self {
        let component = |side: &'a Surface| side.component(&finding.subject.component).unwrap();
        let (old, new) = (component(old), component(new));
        let back = finding.rule.starts_with("rollback-");
        if let Some(table) = &finding.subject.table {
            let (old, new) = (document(old, table), document(new, table));
            return if back { Self(new, old, Reader::Closed) } else { Self(old, new, Reader::Closed) };
        }
        let name = finding.subject.function.as_ref().expect("a witness belongs to a table or a function");
        let (old, new) = (function(old, name), function(new, name));
        match finding.rule.as_str() {
            "rollback-args-mismatch" | "rollback-schedule-mismatch" => Self(args(new), args(old), Reader::Closed),
            "returns-widened" | "returns-validator-removed" => Self(returns(new), returns(old), Reader::Open),
            "returns-field-added" => Self(returns(new), returns(old), Reader::Closed),
            "returns-narrowed" => Self(returns(old), returns(new), Reader::Closed),
            rule if rule.starts_with("args-") => Self(args(old), args(new), Reader::Closed),
            rule => panic!("{rule}: unexpected witness"),
        }
    }
}

fn document<'a>(component: &'a Component, table: &str) -> Cow<'a, Validator> {
    let schema = component.schema.known().unwrap().as_ref().unwrap();
    Cow::Borrowed(&schema.tables[table].document)
}

fn function<'a>(component: &'a Component, name: &str) -> &'a Function {
    &component.functions.known().unwrap()[&FunctionName::new(name)]
}

/// Arguments of a function.
pub(super) fn args(function: &Function) -> Cow<'_, Validator> {
    function.args().map_or_else(|| Cow::Owned(Validator::any_object()), Cow::Borrowed)
}

/// Result of a function.
pub(super) fn returns(function: &Function) -> Cow<'_, Validator> {
    Cow::Borrowed(function.returns().unwrap_or(&Validator::Any))
}

/// Checks the witness of a finding against both sides.
pub(super) fn confirm(title: &str, finding: &Finding, report: &Report, old: &Surface, new: &Surface) {
    let Some(witness) = &finding.witness else { return };
    let Sides(allows, refuses, reader) = Sides::of(finding, old, new);
    let value = decode(&witness.to_string(), Encoding::Encoded).unwrap();
    let about = format!("{title}: {}: {witness}", finding.rule);
    assert!(Checker::new(&report.tables, Reader::Closed).accepts(&allows, &value), "{about}: not accepted by {allows}");
    assert!(!Checker::new(&report.tables, reader).accepts(&refuses, &value), "{about}: not rejected by {refuses}");
}

#[test]
fn witnesses_are_accepted_by_one_side_only() {
    let mut confirmed = 0;
    for case in cases() {
        let report = case.report();
        for finding in report.findings.iter().chain(&report.rollback) {
            confirm(&case.title, finding, &report, &case.baseline, &case.candidate);
            confirmed += usize::from(finding.witness.is_some());
        }
    }
    assert!(confirmed > 0, "no case has a witness");
}
