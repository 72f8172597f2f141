//! Keys in the query of a deployment's URL: `?adminKey=…`, as Convex accepts besides the header.

use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri};

/// Name of the parameter.
const PARAMETER: &str = "adminKey";

/// Moves a key from the query to the `Authorization` header, unless the request has one.
pub(super) fn move_to_header(parts: &mut Parts) {
    let Some((key, uri)) = split(&parts.uri) else { return };
    parts.uri = uri;
    if parts.headers.contains_key(AUTHORIZATION) {
        return;
    }
    if let Ok(mut value) = HeaderValue::from_str(&format!("Convex {key}")) {
        value.set_sensitive(true);
        parts.headers.insert(AUTHORIZATION, value);
    }
}

/// Returns the key in the query, and the URL without it.
fn split(uri: &Uri) -> Option<(String, Uri)> {
    let pairs = || form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let (_, key) = pairs().find(|(name, _)| name == PARAMETER)?;
    let mut rest = form_urlencoded::Serializer::new(String::new());
    rest.extend_pairs(pairs().filter(|(name, _)| name != PARAMETER));
    let query = rest.finish();
    let target = if query.is_empty() { uri.path().to_owned() } else { format!("{}?{query}", uri.path()) };
    Some((key.into_owned(), target.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn moved(uri: &str, header: Option<&str>) -> (String, Option<String>) {
        let mut request = Request::builder().uri(uri);
        if let Some(header) = header {
            request = request.header(AUTHORIZATION, header);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        move_to_header(&mut parts);
        let sent = parts.headers.get(AUTHORIZATION).map(|value| value.to_str().unwrap().to_owned());
        (parts.uri.to_string(), sent)
    }

    #[test]
    fn key_moves_from_query_to_header() {
        assert_eq!(moved("/a?adminKey=dev%3Ab%7Cc", None), ("/a".to_owned(), Some("Convex dev:b|c".to_owned())));
        assert_eq!(moved("/a?x=1&adminKey=k&y=2", None), ("/a?x=1&y=2".to_owned(), Some("Convex k".to_owned())));
        assert_eq!(moved("/a?adminKey=k", Some("Convex h")), ("/a".to_owned(), Some("Convex h".to_owned())));
        assert_eq!(moved("/a?admin=k", None), ("/a?admin=k".to_owned(), None));
        assert_eq!(moved("/a", None), ("/a".to_owned(), None));
    }
}
