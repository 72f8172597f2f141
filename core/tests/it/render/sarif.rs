//! SARIF against the schema of its committee.

use super::*;
use crate::support::read;
use serde_json::Value;

fn log(name: &str) -> Value {
    serde_json::from_str(&rendered(name, ReportFormat::Sarif)).unwrap()
}

#[test]
fn logs_match_sarif_schema() {
    let mut schema: Value = serde_json::from_str(&read("conformance/schemas/sarif-2.1.0.json")).unwrap();
    // The published pattern of languages has an extra bracket, which makes it an invalid regular expression.
    for definition in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][definition]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern").unwrap();
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    for name in HOSTILE {
        let mut log = log(name);
        let errors: Vec<_> =
            validator.iter_errors(&log).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert_eq!(errors, [""; 0]);
        log["runs"][0]["results"][0]["level"] = "breaking".into();
        assert!(!validator.is_valid(&log));
    }
}

#[test]
fn results_contain_finding_details() {
    let log = log("messages.js:send");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let levels: Vec<_> = results.iter().map(|result| result["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["error", "warning", "note", "error", "note", "none"]);
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("# Safe rollout"));
    }
    let first = &results[0];
    assert_eq!(first["message"]["text"], "`messages.js:send` is gone");
    assert_eq!(first["partialFingerprints"]["convexOps/v1"], "0123456789abcdef");
    assert_eq!(first["properties"]["witness"]["field"], "messages.js:send");
    let place = &first["locations"][0]["logicalLocations"][0];
    assert_eq!(place["fullyQualifiedName"], report("messages.js:send").findings[0].subject.to_string());
    assert_eq!(results[3]["suppressions"][0]["justification"], "messages.js:send");
    assert_eq!(results[4]["properties"]["rollback"], true);
    assert_eq!(results[5]["kind"], "open");
}

#[test]
fn messages_contain_no_links() {
    let text = log("[text](https://evil.example)")["runs"][0]["results"][0]["message"]["text"].clone();
    assert_eq!(text, "`\\[text\\](https://evil.example)` is gone");
    assert_eq!(log("a[0]")["runs"][0]["results"][0]["message"]["text"], "`a[0]` is gone");
}

#[test]
fn result_has_the_place_that_code_scanning_requires() {
    let place = &log("convex/a b#.ts")["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "convex/a%20b%23.ts");
    assert_eq!((place["region"]["startLine"].as_u64(), place["region"]["startColumn"].as_u64()), (Some(3), Some(5)));
}

#[test]
fn every_result_has_a_place() {
    let mut report = report("messages.js:send");
    for finding in &mut report.findings {
        finding.location = None;
    }
    let log: Value = serde_json::from_str(&render(&report, &RenderOptions::new(ReportFormat::Sarif))).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let file = |index: usize| &results[index]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!((file(0), file(5)), (&"convex/messages.ts".into(), &"convex/schema.ts".into()));
    for result in results {
        assert!(result["locations"][0]["physicalLocation"]["region"]["startLine"].is_u64());
    }
}
