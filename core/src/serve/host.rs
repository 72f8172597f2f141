//! What a `Host` header asks for, and whether a browser may have been misled to it.

use std::net::IpAddr;

use axum::http::header::HOST;
use axum::http::request::Parts;

use crate::error::{Error, Result};

/// The host that a request names: below `localhost` or the server's domain, the deployment; nothing where it is the
/// server itself.
///
/// A page of another site can have its own name resolve to this machine, and then passes for a page of the same origin
/// (DNS rebinding). Its name gives it away: only addresses, `localhost` and the server's domain are answered.
///
/// # Errors
/// `InvalidInput` where it is another host, or none.
pub(super) fn deployment_of(parts: &Parts, domain: Option<&str>) -> Result<Option<String>> {
    let authority = match parts.uri.host() {
        Some(host) => host,
        None => parts.headers.get(HOST).and_then(|host| host.to_str().ok()).ok_or_else(none)?,
    };
    let host = without_port(authority).trim_end_matches('.').to_ascii_lowercase();
    if is_address(&host) {
        return Ok(None);
    }
    let roots = ["localhost"].into_iter().chain(domain);
    for root in roots {
        match host.strip_suffix(root) {
            Some("") => return Ok(None),
            Some(label) => match label.strip_suffix('.') {
                Some(name) if !name.is_empty() && !name.contains('.') => return Ok(Some(name.to_owned())),
                _ => {}
            },
            None => {}
        }
    }
    Err(misdirected(&host))
}

fn none() -> Error {
    Error::invalid_input("the request names no host").with_code("BadHost")
}

fn misdirected(host: &str) -> Error {
    let shown: String = host.chars().take(100).collect();
    Error::invalid_input(format!("the host `{shown}` is not served here"))
        .with_code("BadHost")
        .help("call the server by its address, or start it with `--domain`")
}

fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !host.ends_with(':') => host,
        _ => authority,
    }
}

fn is_address(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    bare.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn asked(host: &str) -> Result<Option<String>> {
        let (parts, ()) = Request::get("/").header(HOST, host).body(()).unwrap().into_parts();
        deployment_of(&parts, Some("convex.example.com"))
    }

    #[test]
    fn addresses_and_the_roots_are_the_server() {
        for host in ["127.0.0.1", "127.0.0.1:80", "[::1]:3210", "localhost:1", "LOCALHOST.", "convex.example.com:8080"]
        {
            assert_eq!(asked(host).unwrap(), None, "{host}");
        }
    }

    #[test]
    fn names_below_the_roots_are_deployments() {
        for host in ["calm-cow-456.localhost:80", "Calm-Cow-456.convex.example.com"] {
            assert_eq!(asked(host).unwrap().as_deref(), Some("calm-cow-456"), "{host}");
        }
    }

    #[test]
    fn other_hosts_are_refused() {
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "evillocalhost",
            "a.b.localhost",
            "127.0.0.1.nip.io",
            "a:b:c",
        ] {
            assert_eq!(asked(host).unwrap_err().code(), Some("BadHost"), "{host}");
        }
    }

    #[test]
    fn the_target_of_the_request_counts_before_the_header() {
        let request = Request::get("http://evil.example/v1").header(HOST, "127.0.0.1").body(()).unwrap();
        assert!(deployment_of(&request.into_parts().0, None).is_err());
    }
}
