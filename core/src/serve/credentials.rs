//! Who calls, by what the request's head says.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, USER_AGENT};

use crate::api::Api;
use crate::embedded::Caller;
use crate::error::{Error, ErrorKind, Result};

/// The caller of an operation of `api`.
///
/// # Errors
/// `Unauthenticated` where no token or key is sent, or not as the interface wants it.
pub(super) fn caller(headers: &HeaderMap, api: Api, ip: Option<String>) -> Result<Caller> {
    let caller = match token(headers, api.scheme()) {
        Ok(token) => Caller::with_token(token),
        Err(_) if api == Api::Command && !is_sent(headers, api.scheme()) => Caller::anonymous(),
        Err(error) => return Err(error),
    };
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).map(str::to_owned);
    Ok(caller.from_client(ip, agent))
}

/// Whether a credential of this scheme is sent, of whatever worth. Who uses an app may be nobody, or somebody with a token
/// that only the app knows; functions are told apart later by who may call them.
fn is_sent(headers: &HeaderMap, scheme: &str) -> bool {
    let mut sent = headers.get_all(AUTHORIZATION).iter();
    sent.any(|value| {
        let bytes = value.as_bytes();
        bytes.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    })
}

/// The token or key behind `scheme` in the `Authorization` header.
///
/// # Errors
/// `Unauthenticated` where there is none.
pub(super) fn token<'a>(headers: &'a HeaderMap, scheme: &str) -> Result<&'a str> {
    let wanted = || {
        Error::new(ErrorKind::Unauthenticated, "a token or key is missing")
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

    fn sent(values: &[&[u8]], scheme: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_bytes(value).unwrap());
        }
        token(&headers, scheme).ok().map(str::to_owned)
    }

    #[test]
    fn the_scheme_is_that_of_the_interface() {
        assert_eq!(sent(&[b"bearer  abc"], "Bearer").as_deref(), Some("abc"));
        assert_eq!(sent(&[b"Convex prod:a|b"], "Convex").as_deref(), Some("prod:a|b"));
        assert_eq!(sent(&[b"Bearer abc"], "Convex"), None);
    }

    #[test]
    fn what_is_not_one_token_is_none() {
        let cases: [&[&[u8]]; 6] =
            [&[], &[b"Bearer"], &[b"Bearer "], &[b"abc"], &[b"Bearer \xff"], &[b"Bearer a", b"Bearer b"]];
        for values in cases {
            assert_eq!(sent(values, "Bearer"), None, "{values:?}");
        }
    }
}
