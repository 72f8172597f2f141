//! SARIF 2.1.0, for code scanning.

use serde_json::{Value as Json, json};

use super::inert::{inert, inert_json};
use super::summary::{describe_unchecked, describe_unused};
use crate::compat::report::{Finding, FindingLocation, Level, Report, Subject, Undecided};
use crate::compat::rule::Rule;
use crate::compat::rules::RULES;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const HOMEPAGE: &str = env!("CARGO_PKG_REPOSITORY");

pub(super) fn render(report: &Report) -> String {
    let rules = used_rules(report);
    let results = report.findings.iter().map(|finding| result(finding, &rules, false));
    let rollback = report.rollback.iter().map(|finding| result(finding, &rules, true));
    let undecided = report.undecided.iter().map(|question| open_question(question, &rules));
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "convex-ops",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": HOMEPAGE,
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results.chain(rollback).chain(undecided).collect::<Vec<_>>(),
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications(report),
            }],
            "properties": {"verdict": report.verdict.as_str(), "tables": report.tables},
        }],
    });
    inert_json(&serde_json::to_string_pretty(&log).unwrap_or_default()) + "\n"
}

fn notifications(report: &Report) -> Vec<Json> {
    let note = |level: &str, text: String| json!({"level": level, "message": {"text": inert(&text)}});
    let missing = report.missing.iter().map(|what| note("error", format!("missing input: {what}")));
    let absent =
        report.not_checked.iter().map(|absent| note("note", format!("not checked: {}", describe_unchecked(absent))));
    let unused = report
        .unused_policy
        .iter()
        .map(|unused| note("note", format!("policy entry without effect: {}", describe_unused(unused))));
    missing.chain(absent).chain(unused).collect()
}

/// Returns the rules that the report names, in id order.
fn used_rules(report: &Report) -> Vec<&'static Rule> {
    let names = |rule: &&Rule| {
        report.findings.iter().chain(&report.rollback).any(|finding| finding.rule == rule.id)
            || report.undecided.iter().any(|question| question.rule == rule.id)
    };
    RULES.iter().filter(names).collect()
}

fn descriptor(rule: &Rule) -> Json {
    let summary = rule.summary();
    json!({
        "id": rule.id,
        "shortDescription": {"text": summary},
        "help": {"text": rule.docs(), "markdown": rule.docs()},
        "helpUri": format!("{HOMEPAGE}/blob/main/docs/rules.md#{}", rule.id),
        "defaultConfiguration": {"level": level(rule.declaration.level)},
        "properties": {"tags": [rule.family.as_str()]},
    })
}

fn result(finding: &Finding, rules: &[&Rule], rollback: bool) -> Json {
    let mut result = base(&finding.rule, rules, &finding.subject, &finding.message);
    let samples: Vec<Json> =
        finding.samples.iter().map(|sample| json!({"id": sample.id, "path": sample.path})).collect();
    let properties = json!({
        "breaks": finding.breaks,
        "count": finding.count,
        "witness": finding.witness,
        "samples": samples,
        "fix": finding.fix,
        "usage": finding.usage,
        "before": finding.before,
        "after": finding.after,
        "baseline": finding.baseline,
        "rollback": rollback,
    });
    if let Some(place) = &finding.location {
        let locations =
            json!([{"physicalLocation": physical(place), "logicalLocations": [location(&finding.subject)]}]);
        set(&mut result, "locations", locations);
    }
    set(&mut result, "level", level(finding.level).into());
    set(&mut result, "partialFingerprints", json!({"convexOps/v1": finding.fingerprint}));
    set(&mut result, "properties", without_nulls(properties));
    if let Some(accepted) = &finding.accepted {
        let justification = inert(&accepted.reason);
        set(
            &mut result,
            "suppressions",
            json!([{"kind": "external", "status": "accepted", "justification": justification}]),
        );
    }
    result
}

/// Renders an undecided question, which SARIF calls "open".
fn open_question(question: &Undecided, rules: &[&Rule]) -> Json {
    let mut result = base(&question.rule, rules, &question.subject, &question.message);
    set(&mut result, "kind", "open".into());
    set(&mut result, "level", "none".into());
    result
}

fn base(id: &str, rules: &[&Rule], subject: &Subject, message: &str) -> Json {
    let mut result = json!({
        "ruleId": id,
        "message": {"text": text(message)},
        "locations": [{"physicalLocation": usual_place(subject), "logicalLocations": [location(subject)]}],
    });
    if let Some(index) = rules.iter().position(|rule| rule.id == id) {
        set(&mut result, "ruleIndex", index.into());
    }
    result
}

/// Escapes a message: SARIF reads `[…](…)` in it as a link.
fn text(message: &str) -> String {
    let message = inert(message);
    if message.contains("](") {
        message.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
    } else {
        message.into_owned()
    }
}

fn location(subject: &Subject) -> Json {
    let kinds = [
        (&subject.function, "function"),
        (&subject.table, "object"),
        (&subject.index, "object"),
        (&subject.route, "resource"),
    ];
    let kind = kinds.iter().find(|(name, _)| name.is_some()).map_or("module", |(_, kind)| kind);
    json!({"fullyQualifiedName": inert(&subject.to_string()), "kind": kind})
}

/// Returns the place of a finding, from the root of the repository: GitHub shows only results that have one.
fn physical(place: &FindingLocation) -> Json {
    let mut region = json!({"startLine": place.line});
    if let Some(column) = place.column {
        set(&mut region, "startColumn", column.into());
    }
    json!({"artifactLocation": {"uri": uri(&place.file), "uriBaseId": "%SRCROOT%"}, "region": region})
}

/// Returns the file in which an app usually has a subject, for findings without a place: code scanning refuses a log that has
/// a result without one.
fn usual_place(subject: &Subject) -> Json {
    let module = subject.function.as_deref().map(|name| name.split(':').next().unwrap_or(name));
    let file = match module.or(subject.module.as_deref()) {
        Some(module) => format!("{}.ts", module.trim_end_matches(".js")),
        None if subject.table.is_some() || subject.index.is_some() => "schema.ts".to_owned(),
        None if subject.route.is_some() => "http.ts".to_owned(),
        None if subject.cron.is_some() => "crons.ts".to_owned(),
        None if subject.auth_provider.is_some() => "auth.config.ts".to_owned(),
        None => "convex.config.ts".to_owned(),
    };
    json!({
        "artifactLocation": {"uri": uri(&format!("convex/{file}")), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 1},
    })
}

/// Encodes a path as a relative reference.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/@!$&'()*+,;=".contains(&byte);
    path.bytes().fold(String::with_capacity(path.len()), |mut encoded, byte| {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Breaking => "error",
        Level::Risky => "warning",
        Level::Info => "note",
    }
}

fn set(object: &mut Json, name: &str, value: Json) {
    if let Json::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}

fn without_nulls(mut object: Json) -> Json {
    if let Json::Object(members) = &mut object {
        members.retain(|_, value| !value.is_null());
    }
    object
}
