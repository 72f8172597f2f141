//! Origins of web pages that may call the server.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderValue, Method, Uri};
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};

/// Maximum time that a browser may cache a preflight response.
const MAX_AGE: Duration = Duration::from_secs(600);

/// Web pages that may call: those on loopback, and those of listed origins.
#[derive(Clone)]
pub(super) struct Pages(Arc<[String]>);

impl Pages {
    /// Allows pages on loopback and those in `allowed`; `*` allows all.
    pub(super) fn new(allowed: &[String]) -> Self {
        Self(allowed.iter().map(|origin| origin.trim_end_matches('/').to_owned()).collect())
    }

    /// Checks if a page of this origin may call.
    pub(super) fn allow(&self, origin: &HeaderValue) -> bool {
        let Ok(origin) = origin.to_str() else { return false };
        self.0.iter().any(|allowed| allowed == "*" || allowed.eq_ignore_ascii_case(origin)) || is_loopback(origin)
    }
}

/// Tells browsers which pages may call.
pub(super) fn layer(pages: Pages) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin, _| pages.allow(origin)))
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PATCH])
        .allow_headers(AllowHeaders::mirror_request())
        .max_age(MAX_AGE)
}

fn is_loopback(origin: &str) -> bool {
    let Ok(uri) = origin.parse::<Uri>() else { return false };
    let host = uri.host().unwrap_or_default();
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let by_name = host == "localhost" || host.ends_with(".localhost");
    uri.scheme().is_some() && (by_name || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback()))
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn loopback_origin_is_recognized_by_host_only() {
        for origin in ["http://localhost:5173", "https://app.localhost", "http://127.0.0.1", "http://[::1]:80"] {
            assert!(is_loopback(origin), "{origin}");
        }
        for origin in [
            "null",
            "",
            "localhost",
            "http://localhost.evil.example",
            "http://evil.example/localhost",
            "http://10.0.0.1",
        ] {
            assert!(!is_loopback(origin), "{origin}");
        }
    }
}
