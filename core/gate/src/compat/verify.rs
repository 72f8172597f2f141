//! Verification of a report: rechecks its witnesses with the plain validator alone.

use std::borrow::Cow;

use serde::Serialize;

use crate::compat::report::{Finding, Report, Subject};
use crate::schema::Validator;
use crate::schema::check::{Checker, Reader};
use crate::surface::{Component, Function, FunctionName, Surface};
use crate::value::{Encoding, Tables, Value, decode_json};

/// Result of verifying a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Verification {
    /// Number of findings whose witness one side accepts and the other refuses.
    pub confirmed: u64,
    /// Findings whose witness shows nothing about these two versions.
    pub refuted: Vec<Refuted>,
    /// Number of findings without a witness, about which nothing was verified.
    pub without_witness: u64,
}

/// A finding whose witness shows nothing.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Refuted {
    /// Id of the rule.
    pub rule: String,
    /// Fingerprint of the finding.
    pub fingerprint: String,
    /// Subject of the finding.
    pub subject: Subject,
    /// Problem with the witness.
    pub why: String,
}

/// Rechecks every witness of a report against both versions. The gate's search for witnesses takes no part in it.
///
/// ```
/// use convex_ops::compat::{Evidence, Options, check, verify};
/// use convex_ops::surface::Surface;
///
/// let app = |kind| Surface::parse(&format!(
///     r#"[{{"identifier": "a:f", "functionType": "Query", "args": {{"type": "object", "value":
///         {{"id": {{"fieldType": {{"type": "{kind}"}}, "optional": false}}}}}}}}]"#
/// ));
/// let (old, new) = (app("string")?, app("bigint")?);
/// let report = check(&old, &new, &Evidence::default(), &Options::at(0.0));
/// assert_eq!(verify(&report, &old, &new).refuted, []);
/// assert!(!verify(&report, &old, &old).refuted.is_empty(), "the old version does not refuse the witness");
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[must_use]
pub fn verify(report: &Report, baseline: &Surface, candidate: &Surface) -> Verification {
    verify_all(report, baseline, &[], candidate)
}

/// Rechecks every witness of a report that compares earlier versions too, like [`verify`]. A finding is confirmed if its
/// witness shows the break of one of the versions.
///
/// ```
/// use convex_ops::compat::{Baseline, Evidence, Options, check_all, verify, verify_all};
/// use convex_ops::surface::Surface;
///
/// let app = |fields: &str| Surface::parse(&format!(
///     r#"[{{"identifier": "a:f", "functionType": "Query", "args": {{"type": "object", "value": {{{fields}}}}}}}]"#
/// ));
/// let (live, last_month) = (app("")?, app(r#""id": {"fieldType": {"type": "string"}, "optional": true}"#)?);
/// let versions = [Baseline::new(Some("v1".into()), &last_month)];
/// let report = check_all(&Baseline::new(None, &live), &versions, &live, &Evidence::default(), &Options::at(0.0));
/// assert_eq!(verify_all(&report, &live, &[&last_month], &live).confirmed, 1);
/// assert_eq!(verify(&report, &live, &live).refuted.len(), 1, "the live version does not accept the witness");
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[must_use]
pub fn verify_all(report: &Report, baseline: &Surface, earlier: &[&Surface], candidate: &Surface) -> Verification {
    let mut verification = Verification::default();
    // The rollback is about the live version alone.
    let findings = report.findings.iter().map(|finding| (finding, earlier));
    for (finding, earlier) in findings.chain(report.rollback.iter().map(|finding| (finding, &[] as &[_]))) {
        let Some(witness) = &finding.witness else {
            verification.without_witness += 1;
            continue;
        };
        let value =
            decode_json(witness, Encoding::Encoded).map_err(|error| format!("the witness is not a value: {error}"));
        let confirmed = value.and_then(|value| {
            let confirm = |baseline: &Surface| confirm(finding, &value, &report.tables, baseline, candidate);
            confirm(baseline)
                .or_else(|why| if earlier.iter().any(|version| confirm(version).is_ok()) { Ok(()) } else { Err(why) })
        });
        match confirmed {
            Ok(()) => verification.confirmed += 1,
            Err(why) => verification.refuted.push(Refuted {
                rule: finding.rule.clone(),
                fingerprint: finding.fingerprint.clone(),
                subject: finding.subject.clone(),
                why,
            }),
        }
    }
    verification
}

/// Checks that one side accepts a witness and the other refuses it.
fn confirm(
    finding: &Finding,
    witness: &Value,
    tables: &Tables,
    baseline: &Surface,
    candidate: &Surface,
) -> Result<(), String> {
    let sides = Sides::of(finding, baseline, candidate).ok_or("the versions do not have the subject")?;
    if !Checker::new(tables, Reader::Closed).accepts(&sides.allows, witness) {
        return Err(format!("the {} does not accept the witness", sides.allowing));
    }
    if Checker::new(tables, sides.reader).accepts(&sides.refuses, witness) {
        let refusing = if sides.allowing == "baseline" { "candidate" } else { "baseline" };
        return Err(format!("the {refusing} accepts the witness"));
    }
    Ok(())
}

/// The type that allows the witness of a finding, and the one that refuses it.
struct Sides<'a> {
    allows: Cow<'a, Validator>,
    refuses: Cow<'a, Validator>,
    /// Treatment of unknown fields by the side that refuses.
    reader: Reader,
    /// Side that allows the witness.
    allowing: &'static str,
}

impl<'a> Sides<'a> {
    fn of(finding: &Finding, baseline: &'a Surface, candidate: &'a Surface) -> Option<Self> {
        let component = |surface: &'a Surface| surface.component(&finding.subject.component);
        let (old, new) = (component(baseline)?, component(candidate)?);
        let forward = |allows, refuses| Self { allows, refuses, reader: Reader::Closed, allowing: "baseline" };
        let back = |refuses, allows, reader| Self { allows, refuses, reader, allowing: "candidate" };
        if let Some(table) = &finding.subject.table {
            let (old, new) = (document(old, table)?, document(new, table)?);
            let is_back = finding.rule.starts_with("rollback-");
            return Some(if is_back { back(old, new, Reader::Closed) } else { forward(old, new) });
        }
        let name = FunctionName::new(finding.subject.function.as_ref()?);
        let function = |component: &'a Component| component.functions.known()?.get(&name);
        let (old, new) = (function(old)?, function(new)?);
        Some(match finding.rule.as_str() {
            "returns-widened" | "returns-validator-removed" => back(returns(old), returns(new), Reader::Open),
            "returns-field-added" => back(returns(old), returns(new), Reader::Closed),
            "returns-narrowed" => forward(returns(old), returns(new)),
            rule if rule.starts_with("rollback-") => back(args(old), args(new), Reader::Closed),
            _ => forward(args(old), args(new)),
        })
    }
}

fn document<'a>(component: &'a Component, table: &str) -> Option<Cow<'a, Validator>> {
    let schema = component.schema.known()?.as_ref()?;
    schema.tables.get(table).map(|table| Cow::Borrowed(&table.document))
}

fn args(function: &Function) -> Cow<'_, Validator> {
    function.args().map_or_else(|| Cow::Owned(Validator::any_object()), Cow::Borrowed)
}

fn returns(function: &Function) -> Cow<'_, Validator> {
    Cow::Borrowed(function.returns().unwrap_or(&Validator::Any))
}
