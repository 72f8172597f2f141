//! Origins of servers.

use crate::error::{Error, Result};

/// A scheme, a host and an optional port: the base of all URLs of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    text: String,
    /// Path before that of each request: empty, or with a slash at its start alone.
    base_path: String,
}

impl Origin {
    /// Parses a URL such as `https://api.convex.dev`. A trailing slash is ignored.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the URL is invalid or has a path, or if it is plain HTTP to another machine and `allow_plain`
    /// is off.
    pub(super) fn parse(url: &str, allow_plain: bool) -> Result<Self> {
        let invalid = |why: &str| Err(Error::invalid_input(format!("invalid server URL `{url}`: {why}")));
        let text = url.trim_end_matches('/');
        let Some((scheme, authority)) = text.split_once("://") else {
            return invalid("it must start with `https://`");
        };
        let is_plain = scheme.eq_ignore_ascii_case("http");
        if !is_plain && !scheme.eq_ignore_ascii_case("https") {
            return invalid("it must start with `https://`");
        }
        if authority.contains('@') {
            return Err(Error::invalid_input("invalid server URL: it contains a user or password"));
        }
        if authority.is_empty() || authority.contains(|c: char| c.is_control() || " /?#\\".contains(c)) {
            return invalid("expected only a host and an optional port after the scheme");
        }
        let origin = Self { text: text.to_owned(), base_path: String::new() };
        if is_plain && !allow_plain && !is_this_machine(origin.host()) {
            return invalid("plain HTTP exposes the credential")
                .map_err(|error: Error| error.help("use `https://`, or allow plain HTTP on the builder"));
        }
        Ok(origin)
    }

    /// Returns the origin with a path before that of each request. A trailing slash is ignored.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if it is not an escaped path.
    pub(super) fn with_base_path(self, path: &str) -> Result<Self> {
        let base_path = path.trim_end_matches('/');
        let is_path = base_path.is_empty() || base_path.starts_with('/');
        if !is_path || base_path.bytes().any(|byte| !byte.is_ascii_graphic() || b"?#\\".contains(&byte)) {
            let error = Error::invalid_input(format!("invalid path of the server `{path}`"));
            return Err(error.help("use an escaped path without a query, such as `/convex-api`"));
        }
        Ok(Self { base_path: base_path.to_owned(), ..self })
    }

    /// Returns a URL below the origin.
    pub(super) fn join(&self, root: &str, target: &str) -> String {
        [self.text.as_str(), &self.base_path, root, target].concat()
    }

    /// Returns the host, with brackets for an IPv6 address.
    pub(super) fn host(&self) -> &str {
        self.host_and_port().0
    }

    /// Returns the explicit port.
    pub(super) fn port(&self) -> Option<u16> {
        self.host_and_port().1
    }

    fn host_and_port(&self) -> (&str, Option<u16>) {
        let authority = self.text.split_once("://").map_or("", |(_, authority)| authority);
        match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port.parse().ok()),
            _ => (authority, None),
        }
    }
}

fn is_this_machine(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let is_v4 = host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    is_v4 || host == "[::1]" || host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origin_is_parsed_and_joined() {
        let origin = Origin::parse("https://api.convex.dev/", false).unwrap();
        assert_eq!(origin.join("/v1", "/token_details"), "https://api.convex.dev/v1/token_details");
        assert_eq!((origin.host(), origin.port()), ("api.convex.dev", None));
        let local = Origin::parse("http://[::1]:8080", false).unwrap();
        assert_eq!((local.host(), local.port()), ("[::1]", Some(8080)));
    }

    #[test]
    fn base_path_is_prepended_and_checked() {
        let origin = || Origin::parse("https://todo.example", false).unwrap();
        for (path, url) in [
            ("", "https://todo.example/v1/teams"),
            ("/", "https://todo.example/v1/teams"),
            ("/convex-api/", "https://todo.example/convex-api/v1/teams"),
            ("/a/b%20c", "https://todo.example/a/b%20c/v1/teams"),
        ] {
            assert_eq!(origin().with_base_path(path).unwrap().join("/v1", "/teams"), url);
        }
        for path in ["convex-api", "/a?b", "/a#b", "/a b", "/\u{e9}", "/a\\b"] {
            assert!(origin().with_base_path(path).is_err(), "{path}");
        }
    }

    #[test]
    fn invalid_origins_are_rejected() {
        for url in
            ["", "api.convex.dev", "ftp://a", "https://", "https://a/v1", "https://a?b", "https://a b", "https://a\\b"]
        {
            assert!(Origin::parse(url, true).is_err(), "{url}");
        }
        let error = Origin::parse("https://user:hunter2@a", true).unwrap_err().to_string();
        assert!(!error.contains("hunter2"), "{error}");
    }

    #[test]
    fn plain_http_is_allowed_for_localhost_only() {
        for url in ["http://127.0.0.1:1", "http://localhost", "http://a.localhost:80"] {
            assert!(Origin::parse(url, false).is_ok(), "{url}");
        }
        for url in ["http://127.0.0.1.example.com", "http://localhost.example.com", "HTTP://example.com"] {
            assert!(Origin::parse(url, false).is_err(), "{url}");
            assert!(Origin::parse(url, true).is_ok(), "{url}");
        }
    }
}
