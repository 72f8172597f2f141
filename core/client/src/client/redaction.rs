//! Redaction of a call's secrets in its errors.

use serde_json::Value;

use crate::keys::{REDACTED, Secret, redact};

/// Request fields that contain secrets. A test compares them with the declarations.
const SECRET_FIELDS: [&str; 8] =
    ["apiKey", "ddApiKey", "deployKey", "dsn", "environmentVariables", "id", "projectDeployKey", "value"];

/// Minimum length of redacted texts. Shorter ones are easily guessed, and occur in ordinary words.
const MIN_LENGTH: usize = 6;

/// Secrets of a call to redact in its errors: keys and tokens of any kind, the credential, the values of custom
/// headers, and secrets in the request.
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
        // The part of a key after the `|` grants the same access as the whole key.
        secrets.extend(
            credential.iter().filter_map(|secret| secret.expose().split_once('|')).map(|(_, part)| part.into()),
        );
        secrets.extend(headers.iter().map(|(_, value)| value.clone()));
        request.for_each(|(name, value)| collect(value, SECRET_FIELDS.contains(&name), &mut secrets));
        // Longest first, so that no part of a secret remains.
        secrets.retain(|secret| secret.len() >= MIN_LENGTH);
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self { secrets }
    }

    /// Returns the text without secrets.
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
    fn request_secrets_and_credential_are_redacted() {
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
    fn nested_secrets_are_redacted_and_siblings_kept() {
        let request = serde_json::json!({
            "startPush": { "environmentVariables": { "COLOUR": "turquoise" }, "app": { "path": "elsewhere" } },
        });
        let request = Request::from_json(request).unwrap();
        let redaction = Redaction::new(None, &[], request.json_fields());
        assert_eq!(redaction.apply("turquoise at elsewhere"), "<redacted> at elsewhere");
    }

    #[cfg(feature = "typegen")]
    #[test]
    fn secret_fields_match_declarations() {
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
