//! Fuzzes the decoder of requests. Any path, query and body is refused, or is a request that round-trips through the client's
//! encoding.
//!
//! An input has lines for the operation's id, the path parameters separated by `/`, and the query, followed by the body. An
//! unknown id selects an arbitrary operation.

use std::sync::LazyLock;

use convex_ops::api::{Incoming, Operation, OperationVisitor, Request, join, split, visit_operations};
use convex_ops::error::ErrorKind;
use percent_encoding::percent_decode_str;

/// Decodes a request.
type Decode = fn(&[&str], &str, &[u8]);

static OPERATIONS: LazyLock<Vec<(&str, Decode)>> = LazyLock::new(|| {
    struct All(Vec<(&'static str, Decode)>);
    impl OperationVisitor for All {
        fn visit<O: Operation>(&mut self) {
            self.0.push((O::CONTRACT.id, decode::<O>));
        }
    }
    let mut all = All(Vec::new());
    visit_operations(&mut all);
    all.0
});

/// Decodes the request of an input.
pub(crate) fn run(bytes: &[u8]) {
    let mut lines = bytes.splitn(4, |byte| *byte == b'\n');
    let mut text = || String::from_utf8_lossy(lines.next().unwrap_or_default()).into_owned();
    let (id, path, query) = (text(), text(), text());
    let named = OPERATIONS.iter().position(|(named, _)| *named == id);
    let at = named.unwrap_or_else(|| bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() % OPERATIONS.len());
    let Some((_, decode)) = OPERATIONS.get(at) else { return };
    decode(&path.split('/').collect::<Vec<_>>(), &query, lines.next().unwrap_or_default());
}

fn decode<O: Operation>(parameters: &[&str], query: &str, body: &[u8]) {
    let path: Vec<_> = O::CONTRACT.path_parameters().zip(parameters.iter().copied()).collect();
    match join(&O::CONTRACT, Incoming { path: &path, query, body }).and_then(Request::decode::<O>) {
        Ok(request) => check_round_trip(&request),
        Err(error) => assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}"),
    }
}

fn check_round_trip<O: Operation>(request: &O) {
    let outgoing = match Request::encode(request).and_then(|request| split(&O::CONTRACT, request)) {
        Ok(outgoing) => outgoing,
        // Some texts cannot be part of a path.
        Err(error) => return assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}"),
    };
    assert!(outgoing.target.bytes().all(|byte| byte.is_ascii_graphic()), "{}", outgoing.target);
    let (target, query) = outgoing.target.split_once('?').unwrap_or((&outgoing.target, ""));
    let segments: Vec<_> = O::CONTRACT.path.split('/').zip(target.split('/')).collect();
    assert_eq!(target.split('/').count(), O::CONTRACT.path.split('/').count(), "{target}");
    let decoded: Vec<_> = segments
        .iter()
        .filter_map(|(name, text)| Some((name.strip_prefix('{')?.strip_suffix('}')?, *text)))
        .map(|(name, text)| (name, percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned()))
        .collect();
    let path: Vec<_> = decoded.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let body = outgoing.body.unwrap_or_default();
    let again = join(&O::CONTRACT, Incoming { path: &path, query, body: &body }).and_then(Request::decode::<O>);
    let again = again.expect("a sent request can be decoded");
    let json = |request: &O| serde_json::to_value(request).expect("a request is JSON");
    assert_eq!(json(&again), json(request));
}
