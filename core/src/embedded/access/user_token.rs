//! Tokens of an app's users.
//!
//! Source: `crates/authentication/src/lib.rs` of convex-backend. Signatures are not verified (assumed): the keys of a provider
//! are on the network, and a user reaches nothing, since functions are not run.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};

/// Claims that identify the provider of a token.
#[derive(Deserialize)]
struct Claims {
    iss: Option<String>,
    #[serde(default)]
    aud: Audience,
    /// Expiration time, in seconds since the Unix epoch.
    exp: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Audience {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

/// Checks that a token is an unexpired JWT of one of an app's auth providers.
///
/// # Errors
/// `Unauthenticated`, with Convex's code.
pub(in crate::embedded) fn check_user_token(token: &str, providers: &[Value], now_ms: i64) -> Result<()> {
    let claims = claims(token).ok_or_else(|| {
        refused(
            "InvalidAuthHeader",
            "Could not parse JWT payload. Check that the token is a valid JWT format with three base64-encoded parts \
             separated by dots.",
        )
    })?;
    let Some(issuer) = claims.iss else {
        return Err(refused("InvalidAuthHeader", "Missing issuer claim ('iss') in JWT payload."));
    };
    if !providers.iter().any(|provider| is_of(provider, &issuer, &claims.aud)) {
        return Err(refused("NoAuthProvider", "No auth provider found matching the given token"));
    }
    if claims.exp.is_none_or(|exp| exp * 1000.0 <= now_ms as f64) {
        return Err(refused("Unauthenticated", "Could not verify token: it has expired, or has no expiration time."));
    }
    Ok(())
}

/// Reads the claims of a JWT: three parts in base64, the first two of them JSON objects.
fn claims(token: &str) -> Option<Claims> {
    let mut parts = token.split('.');
    let (header, payload, signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || URL_SAFE_NO_PAD.decode(signature).is_err() {
        return None;
    }
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
    serde_json::from_slice::<serde_json::Map<String, Value>>(&decode(header)?).ok()?;
    serde_json::from_slice(&decode(payload)?).ok()
}

fn is_of(provider: &Value, issuer: &str, audience: &Audience) -> bool {
    let text = |name: &str| provider.get(name).and_then(Value::as_str);
    let accepts = text("applicationID").is_none_or(|id| match audience {
        Audience::None => false,
        Audience::One(one) => one == id,
        Audience::Many(many) => many.iter().any(|one| one == id),
    });
    let has_scheme = issuer.starts_with("https://") || issuer.starts_with("http://");
    let issuer = if has_scheme { issuer.to_owned() } else { format!("https://{issuer}") };
    let domain = text("domain").or_else(|| text("issuer")).unwrap_or_default();
    accepts && domain.trim_end_matches('/') == issuer.trim_end_matches('/')
}

fn refused(code: &str, message: &str) -> Error {
    Error::new(ErrorKind::Unauthenticated, message).with_code(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn jwt(claims: &Value) -> String {
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!(
            "{}.{}.{}",
            encode(&json!({ "alg": "RS256", "typ": "JWT" })),
            encode(claims),
            URL_SAFE_NO_PAD.encode("s")
        )
    }

    fn code(token: &str) -> String {
        let oidc = json!({ "domain": "https://a.example.com/", "applicationID": "convex" });
        let custom =
            json!({ "type": "customJwt", "issuer": "https://b.example.com", "jwks": "x", "algorithm": "RS256" });
        let checked = check_user_token(token, &[oidc, custom], 1_000_000);
        checked.map_or_else(|error| error.code().unwrap_or_default().to_owned(), |()| String::new())
    }

    #[test]
    fn token_must_belong_to_a_provider() {
        for claims in [
            json!({ "iss": "https://a.example.com", "aud": "convex", "exp": 2000 }),
            json!({ "iss": "a.example.com/", "aud": ["other", "convex"], "exp": 2000.5 }),
            json!({ "iss": "https://b.example.com", "exp": 2000 }),
        ] {
            assert_eq!(code(&jwt(&claims)), "", "{claims}");
        }
        for (claims, expected) in [
            (json!({ "aud": "convex", "exp": 2000 }), "InvalidAuthHeader"),
            (json!({ "iss": "https://c.example.com", "aud": "convex", "exp": 2000 }), "NoAuthProvider"),
            (json!({ "iss": "https://a.example.com", "aud": "other", "exp": 2000 }), "NoAuthProvider"),
            (json!({ "iss": "https://a.example.com", "exp": 2000 }), "NoAuthProvider"),
            (json!({ "iss": "https://a.example.com", "aud": "convex", "exp": 999 }), "Unauthenticated"),
            (json!({ "iss": "https://a.example.com", "aud": "convex" }), "Unauthenticated"),
            (json!([]), "InvalidAuthHeader"),
        ] {
            assert_eq!(code(&jwt(&claims)), expected, "{claims}");
        }
    }

    #[test]
    fn text_that_is_no_jwt_is_refused() {
        let valid = jwt(&json!({ "iss": "https://b.example.com", "exp": 2000 }));
        assert_eq!(code(&valid), "");
        for token in ["", "token", "a.b.c", "token.of.user", &format!("{valid}.x"), &valid.replacen('.', "", 1)] {
            assert_eq!(code(token), "InvalidAuthHeader", "{token}");
        }
    }
}
