//! Deployments as hosts below a domain.

use crate::error::{Error, Result};

/// The domain below which deployments are served, with the port if it is not the default of HTTP.
pub(in crate::serve) struct Domain {
    name: String,
    port: u16,
}

impl Domain {
    /// # Errors
    /// `InvalidInput` if `name` is not a domain.
    pub(in crate::serve) fn new(name: &str, port: u16) -> Result<Self> {
        let name = name.to_ascii_lowercase();
        let is_label = |label: &str| {
            !label.is_empty()
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        if name.len() > 200 || !name.split('.').all(is_label) || name.bytes().all(|byte| !byte.is_ascii_alphabetic()) {
            return Err(Error::invalid_input(format!("invalid domain `{name}`"))
                .help("use the name only, such as `convex.example.com`"));
        }
        Ok(Self { name, port })
    }

    /// Returns the URL of a deployment.
    pub(super) fn cloud(&self, deployment: &str) -> String {
        self.url(&format!("{deployment}.{}", self.name))
    }

    fn url(&self, host: &str) -> String {
        if self.port == 80 { format!("http://{host}") } else { format!("http://{host}:{}", self.port) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_http_port_is_omitted() {
        let url = |port| Domain::new("Convex.Example.com", port).unwrap().cloud("calm-cow-456");
        assert_eq!(url(8080), "http://calm-cow-456.convex.example.com:8080");
        assert_eq!(url(80), "http://calm-cow-456.convex.example.com");
    }

    #[test]
    fn invalid_domain_is_rejected() {
        for name in ["", ".", "a..b", "http://a.b", "a.b:80", "a b", "-a.b", "10.0.0.1", "a/b"] {
            assert!(Domain::new(name, 80).is_err(), "{name}");
        }
    }
}
