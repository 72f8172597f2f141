//! JSON against its published schema.

use super::*;
use crate::support::read;

#[test]
fn reports_match_published_schema() {
    let schema = serde_json::from_str(&read("docs/report.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for name in HOSTILE {
        let mut json: serde_json::Value = serde_json::from_str(&rendered(name, ReportFormat::Json)).unwrap();
        let errors: Vec<_> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0]);
        json["verdict"] = "fine".into();
        assert!(!validator.is_valid(&json));
    }
}

#[test]
fn report_round_trips() {
    for name in HOSTILE {
        let mut options = RenderOptions::new(ReportFormat::Json);
        options.values = true;
        let text = render(&report(name), &options);
        assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report(name));
        assert!(!text.contains(|character: char| character.is_control() && character != '\n'), "{text:?}");
        assert!(!text.contains('\u{202e}'));
    }
}
