//! Checks if a request is from the page.

use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::Response;

use super::answer::refusal;
use super::run_secret::is_same;
use crate::keys::Secret;

/// Header with the secret of the run. A page of another origin cannot send it: browsers ask first, and this server does not
/// allow it.
pub(super) const SECRET: HeaderName = HeaderName::from_static("x-dashboard-secret");

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Requests that this server accepts.
pub(super) struct Guard {
    pub(super) secret: Secret,
    pub(super) port: u16,
}

impl Guard {
    /// Checks that the request addresses this server. A page of another site can resolve its own name to this machine (DNS
    /// rebinding), and `Host` then contains that name.
    ///
    /// # Errors
    /// The refusal.
    pub(super) fn check_host(&self, parts: &Parts) -> Result<(), Box<Response>> {
        let own = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        match only(&parts.headers, &HOST) {
            Some(host) if parts.uri.host().is_none() && own.iter().any(|name| name == host) => Ok(()),
            _ => Err(refused(
                StatusCode::MISDIRECTED_REQUEST,
                "BadHost",
                "unknown host; use the URL that the command printed",
            )),
        }
    }

    /// Checks that a call was made by the page: its origin, and the secret of the run.
    ///
    /// # Errors
    /// The refusal.
    pub(super) fn check_call(&self, parts: &Parts) -> Result<(), Box<Response>> {
        let host = only(&parts.headers, &HOST).unwrap_or_default();
        let is_own = |origin: &str| origin.strip_prefix("http://") == Some(host);
        if parts.headers.contains_key(ORIGIN) && !only(&parts.headers, &ORIGIN).is_some_and(is_own) {
            return Err(refused(StatusCode::FORBIDDEN, "BadOrigin", "the call is from a page of another origin"));
        }
        if parts.headers.contains_key(SITE) && only(&parts.headers, &SITE) != Some("same-origin") {
            return Err(refused(StatusCode::FORBIDDEN, "BadOrigin", "the call is from a page of another site"));
        }
        match only(&parts.headers, &SECRET) {
            Some(received) if is_same(&self.secret, received.as_bytes()) => Ok(()),
            _ => Err(refused(
                StatusCode::FORBIDDEN,
                "WrongDashboardSecret",
                "missing or old secret of the dashboard; open the URL that `convex-ops dashboard` printed",
            )),
        }
    }
}

/// Returns the value of a header that occurs once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

fn refused(status: StatusCode, code: &str, message: &str) -> Box<Response> {
    Box::new(refusal(status, code, message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn guard() -> Guard {
        Guard { secret: Secret::new("s3cret"), port: 4321 }
    }

    fn parts(headers: &[(&str, &str)]) -> Parts {
        let request = headers.iter().fold(Request::get("/"), |request, (name, value)| request.header(*name, *value));
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn only_the_own_hosts_are_accepted() {
        for host in ["127.0.0.1:4321", "localhost:4321"] {
            assert!(guard().check_host(&parts(&[("host", host)])).is_ok(), "{host}");
        }
        for host in
            ["127.0.0.1", "127.0.0.1:80", "evil.example:4321", "localhost.evil.example:4321", "x.localhost:4321"]
        {
            assert!(guard().check_host(&parts(&[("host", host)])).is_err(), "{host}");
        }
        let twice = parts(&[("host", "localhost:4321"), ("host", "localhost:4321")]);
        assert!(guard().check_host(&twice).is_err() && guard().check_host(&parts(&[])).is_err());
    }

    #[test]
    fn call_needs_the_own_origin_and_the_secret() {
        let host = ("host", "127.0.0.1:4321");
        let secret = ("x-dashboard-secret", "s3cret");
        let (own, site) = (("origin", "http://127.0.0.1:4321"), ("sec-fetch-site", "same-origin"));
        for headers in [vec![host, secret], vec![host, secret, own], vec![host, secret, own, site]] {
            assert!(guard().check_call(&parts(&headers)).is_ok(), "{headers:?}");
        }
        for headers in [
            vec![host],
            vec![host, own, site],
            vec![host, secret, secret],
            vec![host, ("x-dashboard-secret", "s3cre")],
            vec![host, secret, ("origin", "http://localhost:4321")],
            vec![host, secret, ("origin", "http://127.0.0.1:4322")],
            vec![host, secret, ("origin", "null")],
            vec![host, secret, ("sec-fetch-site", "same-site")],
            vec![host, secret, ("sec-fetch-site", "none")],
        ] {
            assert!(guard().check_call(&parts(&headers)).is_err(), "{headers:?}");
        }
    }
}
