//! Connects to a platform over HTTP.

use std::sync::Arc;

use super::settings::Settings;
use crate::client::{CallOptions, Client};
use crate::engine::Engine;
use crate::error::{Error, Result};

pub(super) fn open(settings: Settings) -> Result<Arc<dyn Engine>> {
    let Settings { location, token, timeout, max_attempts, through_proxy, transport } = settings;
    if token.is_none() && !through_proxy {
        return Err(Error::invalid_input(format!("missing token for `{location}`"))
            .help("create an access token in the dashboard and set CONVEX_ACCESS_TOKEN, or use `embedded:`"));
    }
    let mut options = CallOptions::default();
    if let Some(timeout) = timeout {
        options = options.overall_timeout(timeout);
    }
    if let Some(max_attempts) = max_attempts {
        options = options.max_attempts(max_attempts);
    }
    let (origin, path) = if through_proxy { split_path(&location) } else { (location.as_str(), "") };
    let mut builder = Client::builder().url(origin).base_path(path).options(options);
    if let Some(token) = token {
        builder = builder.credential(token);
    }
    if let Some(transport) = transport {
        builder = builder.transport(transport.0);
    }
    Ok(Arc::new(builder.build()?))
}

/// Splits a URL before its path.
fn split_path(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(0, |scheme| scheme + 3);
    let path = url.get(authority..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| authority + at);
    url.split_at(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn url_is_split_before_its_path() {
        for (url, parts) in [
            ("https://todo.example", ("https://todo.example", "")),
            ("https://todo.example/convex-api", ("https://todo.example", "/convex-api")),
            ("https://todo.example:8/a/b/", ("https://todo.example:8", "/a/b/")),
            ("/convex-api", ("", "/convex-api")),
        ] {
            assert_eq!(split_path(url), parts);
        }
    }

    #[cfg(feature = "client")]
    #[test]
    fn token_is_needed_except_through_a_proxy() {
        let settings = || Settings::new("https://todo.example/convex-api");
        assert!(open(settings()).is_err());
        assert!(open(Settings { through_proxy: true, ..settings() }).is_ok());
        assert!(open(Settings { token: Some("t".into()), ..settings() }).is_err(), "a path without a proxy");
    }
}
