//! Judges `auth.config` as Convex does.
//!
//! Source: `crates/isolate/src/environment/auth_config.rs` and `crates/common/src/auth.rs` of convex-backend.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use url::Url;

use super::js_error::JsError;

/// Start of the message of the error that reading a missing variable throws.
const MISSING_VARIABLE: &str = "Environment variable ";

/// Reason why Convex refuses `auth.config`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthProblem {
    /// Error code.
    pub code: String,
    /// Description.
    pub message: String,
    /// True if Convex refuses it; false if that depends on an environment variable that is not known here.
    #[serde(default = "yes")]
    pub refused: bool,
    /// The place in the sources, if the error has one: `convex/auth.config.ts:3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

fn yes() -> bool {
    true
}

/// Start of the message of the error that reading a variable with an unknown value throws.
const UNKNOWN_VALUE: &str = "The value of the environment variable ";

impl AuthProblem {
    /// Code for an environment variable that is not set. Convex's command explains how to set it.
    pub const MISSING_VARIABLE: &'static str = "AuthConfigMissingEnvironmentVariable";

    /// Converts an error of the evaluation.
    pub(super) fn of_evaluation(error: &JsError, all_are_known: bool, place: Option<String>) -> Self {
        let is_unknown = error.message.starts_with(UNKNOWN_VALUE);
        if is_unknown || error.message.starts_with(MISSING_VARIABLE) {
            let (code, message) = (Self::MISSING_VARIABLE.to_owned(), error.message.clone());
            return Self { code, message, refused: all_are_known && !is_unknown, place };
        }
        let has_name = error.message.split(':').next().is_some_and(|name| name.ends_with("Error"));
        let name = if has_name { "" } else { "Error: " };
        Self { place, ..Self::new("InvalidAuthConfig", format!("Uncaught {name}{}", error.message)) }
    }

    fn new(code: &str, message: impl std::fmt::Display) -> Self {
        let message = format!("The pushed auth config is invalid: {message}");
        Self { code: code.to_owned(), message, refused: true, place: None }
    }

    /// Returns the description, with its place if it has one.
    pub(super) fn describe(&self) -> String {
        let place = self.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        format!("{}{place}", self.message)
    }

    fn of_schema(message: impl std::fmt::Display) -> Self {
        let message = format!("auth config file must include a list of provider credentials: {message}");
        Self::new("AuthConfigNotMatchingSchemaError", message)
    }
}

/// Default export of `auth.config`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Exported {
    /// True if it is `undefined` or `null`.
    is_missing: bool,
    /// Its JSON; absent if it has none, as a function.
    config: Option<Value>,
}

impl Exported {
    /// Returns the providers in Convex's form.
    pub(super) fn providers(self) -> Result<Vec<Value>, AuthProblem> {
        if self.is_missing {
            let message = "auth config file is missing default export";
            return Err(AuthProblem::new("AuthConfigMissingExportError", message));
        }
        let config = self.config.ok_or_else(|| {
            AuthProblem::new("AuthConfigUnserializableError", "auth config file can only contain strings")
        })?;
        let config = config.as_object().ok_or_else(|| AuthProblem::of_schema("expected an object with `providers`"))?;
        let listed = config.get("providers").ok_or_else(|| AuthProblem::of_schema("missing field `providers`"))?;
        let listed = listed.as_array().ok_or_else(|| AuthProblem::of_schema("`providers` is not a list"))?;
        let providers = listed.iter().enumerate().map(|(index, provider)| match provider.as_object() {
            Some(members) => Provider { index, members }.judge(),
            None => Err(AuthProblem::of_schema(format!("Provider at index {index} is not an object"))),
        });
        providers.collect()
    }
}

/// A provider, by its place in the list.
struct Provider<'a> {
    index: usize,
    members: &'a Map<String, Value>,
}

impl Provider<'_> {
    fn judge(&self) -> Result<Value, AuthProblem> {
        self.check_confusions()?;
        if self.type_name() == Some("customJwt") {
            self.custom_jwt()
        } else {
            let application_id = self.text("applicationID")?;
            let domain = issuer_url(self.text("domain")?)?;
            Ok(json!({ "applicationID": application_id, "domain": domain }))
        }
    }

    fn custom_jwt(&self) -> Result<Value, AuthProblem> {
        let application_id = match self.members.get("applicationID") {
            None | Some(Value::Null) => None,
            Some(_) => Some(self.text("applicationID")?),
        };
        let (issuer, jwks, algorithm) = (self.text("issuer")?, self.text("jwks")?, self.text("algorithm")?);
        if !matches!(algorithm, "RS256" | "ES256") {
            let message = format!("unknown algorithm `{algorithm}`, expected `RS256` or `ES256`");
            return Err(self.not_matching(message));
        }
        let mut provider = json!({
            "type": "customJwt",
            "issuer": issuer_url(issuer)?,
            "jwks": jwks,
            "algorithm": algorithm,
        });
        if let (Some(id), Some(members)) = (application_id, provider.as_object_mut()) {
            members.insert("applicationID".to_owned(), json!(id));
        }
        Ok(provider)
    }

    fn type_name(&self) -> Option<&str> {
        self.members.get("type").and_then(Value::as_str)
    }

    fn text(&self, name: &str) -> Result<&str, AuthProblem> {
        match self.members.get(name) {
            Some(Value::String(text)) => Ok(text),
            Some(_) => Err(self.not_matching(format!("`{name}` is not a string"))),
            None => Err(self.not_matching(format!("missing field `{name}`"))),
        }
    }

    fn not_matching(&self, message: impl std::fmt::Display) -> AuthProblem {
        AuthProblem::of_schema(format!("Provider at index {}: {message}", self.index))
    }

    /// Checks for the mistakes that Convex explains, in its order.
    fn check_confusions(&self) -> Result<(), AuthProblem> {
        let Self { index, members } = self;
        let has = |name: &str| members.contains_key(name);
        let refuse = |why: &str| Err(AuthProblem::of_schema(format!("Provider at index {index} {why}")));
        if has("applicationId") || has("applicationid") {
            return refuse("must have applicationID property spelled lowercase 'application', capital I, capital D.");
        }
        match self.type_name() {
            None | Some("oidc" | "unknown") if has("issuer") => {
                return refuse("is oidc so cannot have an 'issuer' specified.");
            }
            None | Some("oidc" | "unknown") => {}
            Some("customJwt") if has("domain") => {
                return refuse("is a customJwt so cannot have a 'domain' specified");
            }
            Some("customJwt") => {}
            Some(other) => return refuse(&format!("has unexpected 'type' value '{other}'")),
        }
        let issuer = members.get("issuer").and_then(Value::as_str);
        if !has("applicationID") && issuer.is_some_and(is_shared) {
            let message = format!(
                "This auth configuration appears potentially insecure: Provider at index {index} has an issuer that is \
                 shared among many applications, so must to specify an ApplicationID to check against an `aud` field \
                 of a JWT."
            );
            return Err(AuthProblem::new("InsecureConfiguration", message));
        }
        Ok(())
    }
}

/// Checks if an issuer signs the tokens of many applications.
fn is_shared(issuer: &str) -> bool {
    issuer.strip_suffix('/').unwrap_or(issuer) == "https://api.workos.com"
}

/// Returns the URL of an issuer, with `https` as the default scheme.
fn issuer_url(given: &str) -> Result<String, AuthProblem> {
    let refuse = |why: &str| {
        Err(AuthProblem::new("InvalidProviderDomainUrl", format!("Invalid provider domain URL \"{given}\": {why}")))
    };
    if given.starts_with('"') {
        return refuse("starts with a double quote (\")");
    }
    let is_word = |scheme: &str| !scheme.is_empty() && scheme.chars().all(|c| c.is_alphanumeric() || c == '_');
    let has_scheme = given.split_once("://").is_some_and(|(scheme, _)| is_word(scheme));
    let url = if has_scheme { given.to_owned() } else { format!("https://{given}") };
    let parsed = match Url::parse(&url) {
        Ok(parsed) => parsed,
        Err(error) => return refuse(&error.to_string()),
    };
    if !matches!(parsed.scheme(), "http" | "https") {
        return refuse("scheme should be http or https");
    }
    if !has_scheme && !parsed.host_str().is_some_and(is_domain) {
        return refuse("Does not look like a URL (must have a scheme or end with a top-level domain)");
    }
    Ok(url)
}

/// Checks if a host is `localhost` or ends like a top-level domain. Convex has a list of them; here any word of letters
/// counts.
fn is_domain(host: &str) -> bool {
    let is_word = |last: &str| last.len() >= 2 && last.chars().all(|c| c.is_ascii_alphabetic());
    host == "localhost" || host.rsplit_once('.').is_some_and(|(_, last)| is_word(last) || last.starts_with("xn--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(providers: &Value) -> Result<Vec<Value>, AuthProblem> {
        Exported { is_missing: false, config: Some(json!({ "providers": providers })) }.providers()
    }

    #[test]
    fn valid_providers_are_returned_in_convex_form() {
        let jwt =
            json!({ "type": "customJwt", "issuer": "https://a.example.com", "jwks": "data:x", "algorithm": "ES256" });
        for (given, expected) in [
            (
                json!([{ "domain": "https://a.example.com", "applicationID": "convex", "other": 1 }]),
                json!([{ "domain": "https://a.example.com", "applicationID": "convex" }]),
            ),
            (
                json!([{ "type": "oidc", "domain": "a.example.com", "applicationID": "" }]),
                json!([{ "domain": "https://a.example.com", "applicationID": "" }]),
            ),
            (json!([jwt]), json!([jwt])),
            (json!([]), json!([])),
        ] {
            assert_eq!(judge(&given).map(Value::Array), Ok(expected));
        }
    }

    #[test]
    fn invalid_providers_are_refused_with_convex_code() {
        let schema = "AuthConfigNotMatchingSchemaError";
        let url = "InvalidProviderDomainUrl";
        let oidc = |domain: &str| json!({ "domain": domain, "applicationID": "convex" });
        let jwt = |name: &str, value: Value| {
            let mut provider = json!({ "type": "customJwt", "issuer": "https://a.example.com", "jwks": "https://a.example.com/jwks",
                "algorithm": "RS256" });
            provider[name] = value;
            provider
        };
        for (provider, code, words) in [
            (json!({ "domain": "https://a.example.com" }), schema, "missing field `applicationID`"),
            (json!({ "domain": "https://a.example.com", "applicationId": "x" }), schema, "capital I, capital D"),
            (json!({ "domain": "https://a.example.com", "applicationid": "x" }), schema, "capital I, capital D"),
            (json!({ "applicationID": "x" }), schema, "missing field `domain`"),
            (json!({ "domain": "https://a.example.com", "applicationID": 5 }), schema, "not a string"),
            (json!({ "type": "saml", "domain": "https://a.example.com", "applicationID": "x" }), schema, "'saml'"),
            (json!({ "issuer": "https://a.example.com", "applicationID": "x" }), schema, "cannot have an 'issuer'"),
            (jwt("domain", json!("https://a.example.com")), schema, "cannot have a 'domain'"),
            (jwt("algorithm", json!("HS256")), schema, "HS256"),
            (jwt("jwks", json!(null)), schema, "`jwks`"),
            (jwt("issuer", json!("https://api.workos.com/")), "InsecureConfiguration", "shared among many"),
            (jwt("issuer", json!("https://api.workos.com")), "InsecureConfiguration", "shared among many"),
            (json!("https://a.example.com"), schema, "not an object"),
            (oidc("\"https://a.example.com\""), url, "double quote"),
            (oidc("ftp://a.example.com"), url, "http or https"),
            (oidc("0f3a9c"), url, "top-level domain"),
            (oidc(""), url, "Invalid provider domain URL"),
        ] {
            let problem = judge(&json!([provider])).unwrap_err();
            assert_eq!(problem.code, code, "{provider}: {}", problem.message);
            assert!(problem.message.contains(words), "{provider}: {}", problem.message);
        }
        // The same issuer with an application, and one that only starts like it.
        let mut bound = jwt("issuer", json!("https://api.workos.com/"));
        bound["applicationID"] = json!("client");
        judge(&json!([bound])).unwrap();
        judge(&json!([jwt("issuer", json!("https://api.workos.com/user_management/client"))])).unwrap();
        judge(&json!([oidc("localhost")])).unwrap();
    }

    #[test]
    fn default_export_must_be_a_config() {
        let code = |exported: Exported| exported.providers().unwrap_err().code;
        assert_eq!(code(Exported { is_missing: true, config: Some(Value::Null) }), "AuthConfigMissingExportError");
        assert_eq!(code(Exported { is_missing: false, config: None }), "AuthConfigUnserializableError");
        for config in [json!({}), json!([]), json!("x"), json!({ "providers": {} })] {
            assert_eq!(code(Exported { is_missing: false, config: Some(config) }), "AuthConfigNotMatchingSchemaError");
        }
    }
}
