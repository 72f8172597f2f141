//! Runs the corpus in `conformance/keys`, and checks that secrets are never printed.

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::*;

#[derive(Deserialize)]
struct Valid {
    name: String,
    key: String,
    answer: Answer,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Answer {
    kind: KeyKind,
    deployment_name: Option<String>,
    deployment_type: Option<TypePrefix>,
    team_slug: Option<String>,
    project_slug: Option<String>,
    redacted: String,
}

#[derive(Deserialize)]
struct Invalid {
    name: String,
    key: String,
    secret: String,
    message: String,
}

#[derive(Deserialize)]
struct Redaction {
    name: String,
    text: String,
    redacted: String,
}

fn corpus<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let path = format!("{}/../../conformance/keys/{file}", env!("CARGO_MANIFEST_DIR"));
    let cases: Vec<T> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(!cases.is_empty(), "{file} has no case");
    cases
}

#[test]
fn valid_keys_have_expected_parts() {
    for Valid { name, key: text, answer } in corpus("valid.json") {
        let key = parse_key(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let found = Answer {
            kind: key.kind(),
            deployment_name: key.deployment_name().map(str::to_owned),
            deployment_type: key.deployment_type(),
            team_slug: key.team_slug().map(str::to_owned),
            project_slug: key.project_slug().map(str::to_owned),
            redacted: key.to_string(),
        };
        assert_eq!(found, answer, "{name}");
        assert_eq!(key.expose(), text, "{name}: the key itself is kept");
        assert_eq!(format!("{key:?}"), format!("DeployKey({})", answer.redacted), "{name}");
    }
}

#[test]
fn every_kind_is_in_the_corpus() {
    let kinds: Vec<KeyKind> = corpus::<Valid>("valid.json").iter().map(|case| case.answer.kind).collect();
    for kind in KeyKind::ALL {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

#[test]
fn invalid_keys_return_reason_without_secret() {
    for Invalid { name, key, secret, message } in corpus("invalid.json") {
        let error = parse_key(&key).expect_err(&name);
        assert!(error.to_string().contains(&message), "{name}: {error}");
        assert!(secret.is_empty() || !format!("{error} {error:?}").contains(&secret), "{name}: {error}");
    }
}

#[test]
fn redaction_removes_only_secrets() {
    for Redaction { name, text, redacted } in corpus("redact.json") {
        assert_eq!(redact(&text), redacted, "{name}");
        assert_eq!(redact(&redacted), redacted, "{name}: twice is once");
    }
}

fn secrets() -> impl Strategy<Value = String> {
    let token = "[a-zA-Z0-9 ]{12,40}".prop_map(|text| {
        use base64::Engine;
        base64::engine::general_purpose::STANDARD.encode(format!("{{\"v2\":\"{text}\"}}"))
    });
    let admin = "01[0-9a-f]{72}([0-9a-f]{2}){0,20}";
    prop_oneof![token, admin]
}

fn around(secret: &str) -> impl Strategy<Value = String> + use<> {
    let shapes = [
        "prod:tall-forest-123|{}",
        "preview:acme:tiny|{}",
        "project:acme:tiny|{}",
        "self-hosted|{}",
        "{}",
        "{}|{}",
        "{}|prod:name",
        "prod:{}|x",
        "project:acme:{}|x",
        "|{}",
        "a:b:c:d|{}",
        "unknown:name|{}",
        " prod:name|{}",
        "'prod:name|{}'",
        "prod:name|{}|{}",
        "KEY=prod:name|{}",
        "prod:name {}",
    ];
    prop::sample::select(shapes.map(|shape| shape.replace("{}", secret)).to_vec())
}

proptest! {
    #[test]
    fn no_secret_is_printed(
        (secret, text) in secrets().prop_flat_map(|secret| (Just(secret.clone()), around(&secret)))
    ) {
        let printed = match parse_key(&text) {
            Ok(key) => format!("{key} {key:?} {:?}", key.scope()),
            Err(error) => format!("{error} {error:?} {}", serde_json::to_string(error.info()).unwrap()),
        };
        prop_assert!(!printed.contains(&secret), "{}", printed);
        let redacted = redact(&format!("before {text} after"));
        prop_assert!(!redacted.contains(&secret), "{}", redacted);
    }

    #[test]
    fn parsing_and_redacting_accept_any_text(text in "\\PC*") {
        let _outcome = parse_key(&text);
        let redacted = redact(&text);
        prop_assert_eq!(redact(&redacted), redacted);
    }
}
