//! Reads the caller from the request headers.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, USER_AGENT};
use axum::http::request::Parts;

use super::context::{OnDeployment, Peer};
use crate::api::Api;
use crate::embedded::Caller;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;

/// Returns the caller of an operation of `api`.
///
/// # Errors
/// `Unauthenticated` if the token or key is missing, or uses another API's scheme.
pub(super) fn caller(parts: &Parts, api: Api) -> Result<Caller> {
    let caller = without_token(parts, api);
    match token(&parts.headers, api.scheme()) {
        Ok(token) => Ok(caller.presenting(Some(Secret::new(token)))),
        Err(_) if api == Api::Command && !has_credential(&parts.headers, api.scheme()) => {
            Ok(match token(&parts.headers, USER_SCHEME) {
                Ok(token) => caller.as_user(token),
                Err(_) => caller,
            })
        }
        Err(error) => Err(error),
    }
}

/// Returns the caller without the token or key.
pub(super) fn without_token(parts: &Parts, api: Api) -> Caller {
    let ip = parts.extensions.get::<Peer>().map(|Peer(ip)| ip.to_string());
    let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).map(str::to_owned);
    let caller = Caller::anonymous().from_client(ip, agent);
    match (api, parts.extensions.get::<OnDeployment>()) {
        (Api::Deployment | Api::Command | Api::Push, Some(OnDeployment(name))) => caller.on(name.to_string()),
        _ => caller,
    }
}

/// Scheme of the tokens of an app's users.
const USER_SCHEME: &str = "Bearer";

/// Checks if a credential of this scheme is present, valid or not. Users of an app may send no token, or one that only
/// the app knows; functions check access later.
fn has_credential(headers: &HeaderMap, scheme: &str) -> bool {
    let mut sent = headers.get_all(AUTHORIZATION).iter();
    sent.any(|value| {
        let bytes = value.as_bytes();
        bytes.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    })
}

/// Returns the token or key after `scheme` in the `Authorization` header.
///
/// # Errors
/// `Unauthenticated` if it is missing.
pub(super) fn token<'a>(headers: &'a HeaderMap, scheme: &str) -> Result<&'a str> {
    let wanted = || {
        Error::new(ErrorKind::Unauthenticated, "missing token or key")
            .with_code("Unauthorized")
            .help(format!("send the header `Authorization: {scheme} …`"))
    };
    let mut sent = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (sent.next(), sent.next()) else { return Err(wanted()) };
    let (named, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).ok_or_else(wanted)?;
    let token = token.trim();
    if named.eq_ignore_ascii_case(scheme) && !token.is_empty() { Ok(token) } else { Err(wanted()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn parse_token(values: &[&[u8]], scheme: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_bytes(value).unwrap());
        }
        token(&headers, scheme).ok().map(str::to_owned)
    }

    #[test]
    fn token_requires_scheme_of_the_api() {
        assert_eq!(parse_token(&[b"bearer  abc"], "Bearer").as_deref(), Some("abc"));
        assert_eq!(parse_token(&[b"Convex prod:a|b"], "Convex").as_deref(), Some("prod:a|b"));
        assert_eq!(parse_token(&[b"Bearer abc"], "Convex"), None);
    }

    #[test]
    fn malformed_or_repeated_token_is_none() {
        let cases: [&[&[u8]]; 6] =
            [&[], &[b"Bearer"], &[b"Bearer "], &[b"abc"], &[b"Bearer \xff"], &[b"Bearer a", b"Bearer b"]];
        for values in cases {
            assert_eq!(parse_token(values, "Bearer"), None, "{values:?}");
        }
    }
}
