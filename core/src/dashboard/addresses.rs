//! Deployments that the platform has named. The proxy calls no other address, so that no page can send the token elsewhere.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::Uri;
use serde_json::Value;

use crate::keys::Secret;

/// Text in place of a key, which the page passes back.
pub(super) const HELD_KEY: &str = "held-by-the-proxy";

/// Host of Convex's platform, and the end of the hosts of its deployments.
const CONVEX: (&str, &str) = ("api.convex.dev", ".convex.cloud");

/// Address of a deployment.
#[derive(Clone)]
pub(super) struct Address {
    /// Scheme and authority.
    pub(super) url: String,
    /// The key that the platform returned for it.
    pub(super) key: Option<Secret>,
}

/// Addresses by the host and port in their URL.
pub(super) struct Addresses {
    /// The platform is Convex's own.
    is_convex: bool,
    known: Mutex<BTreeMap<String, Address>>,
}

impl Addresses {
    /// Creates an empty list for the deployments of a platform.
    pub(super) fn new(platform: &str) -> Self {
        let host = platform.parse::<Uri>().ok().and_then(|url| url.host().map(str::to_owned));
        Self { is_convex: host.as_deref() == Some(CONVEX.0), known: Mutex::default() }
    }

    /// Returns the address at a host and port.
    pub(super) fn get(&self, authority: &str) -> Option<Address> {
        self.known().get(authority).cloned()
    }

    /// Learns the addresses in a response of the platform, and replaces keys in it. Returns `true` if it was changed.
    pub(super) fn learn(&self, response: &mut Value) -> bool {
        match response {
            Value::Array(items) => {
                let mut changed = false;
                for item in items {
                    changed |= self.learn_one(item);
                }
                changed
            }
            Value::Object(fields) if fields.get("items").is_some_and(Value::is_array) => {
                fields.get_mut("items").is_some_and(|items| self.learn(items))
            }
            one => self.learn_one(one),
        }
    }

    fn learn_one(&self, found: &mut Value) -> bool {
        let Some(fields) = found.as_object_mut() else { return false };
        if let Some(Value::String(url)) = fields.get("deploymentUrl") {
            self.add(url, None);
        }
        let Some(Value::String(key)) = fields.get_mut("adminKey") else { return false };
        let key = Secret::new(std::mem::replace(key, HELD_KEY.to_owned()));
        if let Some(Value::String(url)) = fields.get("url") {
            self.add(url, Some(key));
        }
        true
    }

    fn add(&self, url: &str, key: Option<Secret>) {
        let Some(authority) = self.authority(url) else { return };
        let mut known = self.known();
        let address = known.entry(authority).or_insert_with(|| Address { url: String::new(), key: None });
        url.trim_end_matches('/').clone_into(&mut address.url);
        if key.is_some() {
            address.key = key;
        }
    }

    /// Returns the host and port of a deployment's URL, if the token may be sent there.
    fn authority(&self, url: &str) -> Option<String> {
        let url = url.parse::<Uri>().ok()?;
        let (scheme, host) = (url.scheme_str()?, url.host()?);
        let is_safe = scheme == "https" || (scheme == "http" && is_this_machine(host));
        let is_expected = !self.is_convex || (scheme == "https" && host.ends_with(CONVEX.1));
        let has_path = url.path() != "/" || url.query().is_some();
        let authority = url.authority()?.as_str();
        (is_safe && is_expected && !has_path && !authority.contains('@')).then(|| authority.to_owned())
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Address>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Checks if a host is this machine's loopback.
pub(super) fn is_this_machine(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let is_address = bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    is_address || is_named_loopback(host)
}

/// Checks if a host is a name of the loopback, which not every system resolves.
pub(super) fn is_named_loopback(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn addresses_of_responses_are_learned() {
        let addresses = Addresses::new("https://api.convex.dev");
        let mut page = json!({ "items": [
            { "name": "calm-cow-456", "deploymentUrl": "https://calm-cow-456.convex.cloud" },
            { "name": "local", "port": 3210 },
        ] });
        assert!(!addresses.learn(&mut page));
        assert_eq!(addresses.get("calm-cow-456.convex.cloud").unwrap().url, "https://calm-cow-456.convex.cloud");
        assert!(addresses.get("other.convex.cloud").is_none());
    }

    #[test]
    fn key_is_replaced_and_kept() {
        let addresses = Addresses::new("http://127.0.0.1:80");
        let mut access = json!({ "url": "http://127.0.0.1:4321", "adminKey": "prod:calm-cow-456|s3cret" });
        assert!(addresses.learn(&mut access));
        assert_eq!(access, json!({ "url": "http://127.0.0.1:4321", "adminKey": HELD_KEY }));
        assert_eq!(addresses.get("127.0.0.1:4321").unwrap().key, Some(Secret::new("prod:calm-cow-456|s3cret")));
        // A later list does not remove it.
        assert!(!addresses.learn(&mut json!([{ "deploymentUrl": "http://127.0.0.1:4321" }])));
        assert!(addresses.get("127.0.0.1:4321").unwrap().key.is_some());
    }

    #[test]
    fn address_where_the_token_is_not_safe_is_ignored() {
        let of_convex = Addresses::new("https://api.convex.dev");
        let own = Addresses::new("https://convex.example");
        let learn = |addresses: &Addresses, url: &str| addresses.learn(&mut json!({ "deploymentUrl": url }));
        for url in [
            "http://a.example",
            "https://user@a.example",
            "https://a.example/path",
            "https://a.example?b",
            "a.example",
            "",
            "ftp://a.example",
            "http://localhost.example",
            "https://127.0.0.1.example/x",
        ] {
            learn(&own, url);
            learn(&of_convex, url);
        }
        learn(&of_convex, "https://evil.example");
        learn(&of_convex, "https://convex.cloud.evil.example");
        learn(&of_convex, "http://127.0.0.1:80");
        assert!(own.known().is_empty() && of_convex.known().is_empty());
        learn(&own, "https://a.example");
        learn(&own, "http://calm-cow-456.localhost:80");
        assert_eq!(own.known().len(), 2);
    }
}
