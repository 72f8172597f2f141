//! Resolves the `Host` header to a deployment and rejects DNS rebinding.

use std::net::IpAddr;

use axum::http::header::HOST;
use axum::http::request::Parts;

use crate::error::{Error, Result};

/// Returns the deployment that a request addresses by its host, below `localhost` or the server's domain, or `None` for
/// the server itself.
///
/// A page of another site can resolve its own name to this machine and then counts as same-origin (DNS rebinding). The
/// `Host` header reveals that name: only IP addresses, `localhost` and the server's domain are accepted.
///
/// # Errors
/// `InvalidInput` if the host is missing, repeated or unknown.
pub(super) fn deployment_of(parts: &Parts, domain: Option<&str>) -> Result<Option<String>> {
    if parts.headers.get_all(HOST).iter().nth(1).is_some() {
        return Err(Error::invalid_input("more than one host in the request").with_code("BadHost"));
    }
    let authority = match parts.uri.host() {
        Some(host) => host,
        None => parts.headers.get(HOST).and_then(|host| host.to_str().ok()).ok_or_else(missing_host)?,
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
    Err(unknown_host(&host))
}

fn missing_host() -> Error {
    Error::invalid_input("missing host in the request").with_code("BadHost")
}

fn unknown_host(host: &str) -> Error {
    let shown: String = host.chars().take(100).collect();
    Error::invalid_input(format!("unknown host `{shown}`"))
        .with_code("BadHost")
        .help("use the server's address, or start the server with `--domain`")
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

    fn resolve(host: &str) -> Result<Option<String>> {
        let (parts, ()) = Request::get("/").header(HOST, host).body(()).unwrap().into_parts();
        deployment_of(&parts, Some("convex.example.com"))
    }

    #[test]
    fn address_or_root_host_is_the_server() {
        for host in ["127.0.0.1", "127.0.0.1:80", "[::1]:3210", "localhost:1", "LOCALHOST.", "convex.example.com:8080"]
        {
            assert_eq!(resolve(host).unwrap(), None, "{host}");
        }
    }

    #[test]
    fn subdomain_of_root_is_a_deployment() {
        for host in ["calm-cow-456.localhost:80", "Calm-Cow-456.convex.example.com"] {
            assert_eq!(resolve(host).unwrap().as_deref(), Some("calm-cow-456"), "{host}");
        }
    }

    #[test]
    fn unknown_host_is_rejected() {
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "evillocalhost",
            "a.b.localhost",
            "127.0.0.1.nip.io",
            "a:b:c",
        ] {
            assert_eq!(resolve(host).unwrap_err().code(), Some("BadHost"), "{host}");
        }
    }

    #[test]
    fn repeated_host_is_rejected() {
        let request = Request::get("/").header(HOST, "127.0.0.1").header(HOST, "127.0.0.1").body(()).unwrap();
        assert!(deployment_of(&request.into_parts().0, None).is_err());
    }

    #[test]
    fn request_target_takes_precedence_over_header() {
        let request = Request::get("http://evil.example/v1").header(HOST, "127.0.0.1").body(()).unwrap();
        assert!(deployment_of(&request.into_parts().0, None).is_err());
    }
}
