//! Where the other side is.

use crate::error::{Error, Result};

/// A scheme, a host and perhaps a port: what Convex's interfaces hang below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    text: String,
}

impl Origin {
    /// Reads an address such as `https://api.convex.dev`. A slash at its end is passed over.
    ///
    /// # Errors
    /// `InvalidInput` where it is no such address, where it carries a path, or where it is plain HTTP to another machine
    /// and `allow_plain` doesn't say that the credential may travel like that.
    pub(super) fn parse(url: &str, allow_plain: bool) -> Result<Self> {
        let refused = |why: &str| Err(Error::invalid_input(format!("`{url}` is no address of a server: {why}")));
        let text = url.trim_end_matches('/');
        let Some((scheme, authority)) = text.split_once("://") else {
            return refused("it must begin with `https://`");
        };
        let is_plain = scheme.eq_ignore_ascii_case("http");
        if !is_plain && !scheme.eq_ignore_ascii_case("https") {
            return refused("it must begin with `https://`");
        }
        if authority.contains('@') {
            return Err(Error::invalid_input("an address with a user or password in it is not accepted"));
        }
        if authority.is_empty() || authority.contains(|c: char| c.is_control() || " /?#\\".contains(c)) {
            return refused("after the scheme comes a host, perhaps with a port, and nothing else");
        }
        let origin = Self { text: text.to_owned() };
        if is_plain && !allow_plain && !is_this_machine(origin.host()) {
            return refused("over plain HTTP everybody on the way reads the credential")
                .map_err(|error: Error| error.help("use `https://`, or allow plain HTTP on the builder"));
        }
        Ok(origin)
    }

    /// The address of something below.
    pub(super) fn join(&self, root: &str, target: &str) -> String {
        [self.text.as_str(), root, target].concat()
    }

    /// The host, with brackets where it is an IPv6 address.
    pub(super) fn host(&self) -> &str {
        self.host_and_port().0
    }

    /// The port that is named.
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
    fn an_origin_is_read_and_joined() {
        let origin = Origin::parse("https://api.convex.dev/", false).unwrap();
        assert_eq!(origin.join("/v1", "/token_details"), "https://api.convex.dev/v1/token_details");
        assert_eq!((origin.host(), origin.port()), ("api.convex.dev", None));
        let local = Origin::parse("http://[::1]:8080", false).unwrap();
        assert_eq!((local.host(), local.port()), ("[::1]", Some(8080)));
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for url in
            ["", "api.convex.dev", "ftp://a", "https://", "https://a/v1", "https://a?b", "https://a b", "https://a\\b"]
        {
            assert!(Origin::parse(url, true).is_err(), "{url}");
        }
        let error = Origin::parse("https://user:hunter2@a", true).unwrap_err().to_string();
        assert!(!error.contains("hunter2"), "{error}");
    }

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for url in ["http://127.0.0.1:1", "http://localhost", "http://a.localhost:80"] {
            assert!(Origin::parse(url, false).is_ok(), "{url}");
        }
        for url in ["http://127.0.0.1.example.com", "http://localhost.example.com", "HTTP://example.com"] {
            assert!(Origin::parse(url, false).is_err(), "{url}");
            assert!(Origin::parse(url, true).is_ok(), "{url}");
        }
    }
}
