//! Keeping the secrets of a call out of its errors.

use serde_json::Value;

use crate::keys::{REDACTED, Secret, redact};

/// The fields of requests that hold secrets, themselves or in what is in them. A test compares them with the declarations.
const SECRET_FIELDS: [&str; 8] =
    ["apiKey", "ddApiKey", "deployKey", "dsn", "environmentVariables", "id", "projectDeployKey", "value"];

/// The shortest text that is taken out. Shorter ones are guessed anyway, and are parts of ordinary words.
const SHORTEST: usize = 6;

/// What no error of a call may show: keys and tokens of any kind, the credential, the values of the caller's own headers,
/// and the secrets of the request.
pub(super) struct Redaction {
    secrets: Vec<String>,
}

impl Redaction {
    pub(super) fn new<'a>(
        credential: Option<&Secret>,
        headers: &[(String, String)],
        request: impl Iterator<Item = (&'a str, &'a Value)>,
    ) -> Self {
        let mut secrets: Vec<_> = credential.iter().map(|secret| secret.expose().to_owned()).collect();
        // The part of a key behind the `|` opens as much as the whole.
        secrets.extend(
            credential.iter().filter_map(|secret| secret.expose().split_once('|')).map(|(_, part)| part.into()),
        );
        secrets.extend(headers.iter().map(|(_, value)| value.clone()));
        request.for_each(|(name, value)| collect(value, SECRET_FIELDS.contains(&name), &mut secrets));
        // The longest first, so that no part of one stays behind.
        secrets.retain(|secret| secret.len() >= SHORTEST);
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self { secrets }
    }

    /// The text without what it may not show.
    pub(super) fn apply(&self, text: &str) -> String {
        let known = self.secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret, REDACTED));
        redact(&known)
    }
}

fn collect(value: &Value, is_secret: bool, secrets: &mut Vec<String>) {
    match value {
        Value::String(text) if is_secret => secrets.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, is_secret, secrets)),
        Value::Object(fields) => {
            for (name, value) in fields {
                collect(value, is_secret || SECRET_FIELDS.contains(&name.as_str()), secrets);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Request;
    use crate::api::environment_variables::{EnvironmentVariableChange, UpdateEnvironmentVariables};

    #[test]
    fn secrets_of_the_request_and_the_credential_are_taken_out() {
        let change = EnvironmentVariableChange { name: "COLOUR".into(), value: Some("turquoise".into()) };
        let request = UpdateEnvironmentVariables { changes: vec![change] };
        let request = Request::encode(&request).unwrap();
        let headers = [("x-gate".into(), "sesame-open".into())];
        let redaction = Redaction::new(Some(&"opaque-token".into()), &headers, request.json_fields());
        let shown = redaction
            .apply("COLOUR=turquoise is refused for opaque-token, sesame-open and prod:tall-forest-123|eyJ2MiI6");
        assert_eq!(
            shown,
            "COLOUR=<redacted> is refused for <redacted>, <redacted> and prod:tall-forest-123|<redacted>"
        );
    }

    #[test]
    fn secrets_inside_a_field_are_taken_out_and_its_neighbours_are_not() {
        let request = serde_json::json!({
            "startPush": { "environmentVariables": { "COLOUR": "turquoise" }, "app": { "path": "whatever" } },
        });
        let request = Request::from_json(request).unwrap();
        let redaction = Redaction::new(None, &[], request.json_fields());
        assert_eq!(redaction.apply("turquoise at whatever"), "<redacted> at whatever");
    }

    #[cfg(feature = "typegen")]
    #[test]
    fn the_fields_are_those_that_are_declared_as_secret() {
        let catalogue = crate::api::catalogue();
        let mut found = std::collections::BTreeSet::new();
        for schema in catalogue["requests"].as_object().unwrap().values() {
            for (name, field) in schema["properties"].as_object().into_iter().flatten() {
                if field.to_string().contains("/Secret\"") {
                    found.insert(name.clone());
                }
            }
        }
        assert_eq!(found.into_iter().collect::<Vec<_>>(), SECRET_FIELDS);
    }
}
