//! Tests the rules on HTTP routes exhaustively: all pairs of sets of five routes, and all short paths.

use std::collections::BTreeSet;

use convex_ops::compat::report::Report;
use convex_ops::compat::{Evidence, Options, check};
use convex_ops::surface::{Component, Part, Route, Surface};

use super::cases::NOW;

const ROUTES: [&str; 5] = ["/*", "/a", "/a*", "/ab", "/ab*"];

type Routes = BTreeSet<Route>;

/// Every set of the routes.
fn sets() -> Vec<Routes> {
    let chosen = |set: usize| ROUTES.iter().enumerate().filter(move |(index, _)| set & (1 << index) != 0);
    (0..1 << ROUTES.len()).map(|set| chosen(set).map(|(_, path)| Route::new("GET", path)).collect()).collect()
}

/// Every path of up to four letters; no route names a `c`, so it stands for all other letters.
fn paths() -> Vec<String> {
    let mut paths = vec!["/".to_owned()];
    let mut longest = paths.clone();
    for _ in 0..4 {
        longest = longest.iter().flat_map(|path| ["a", "b", "c"].map(|letter| format!("{path}{letter}"))).collect();
        paths.extend(longest.iter().cloned());
    }
    paths
}

/// Routes that served a request which now goes to another or to none, each with the new one.
fn changes(old: &Routes, new: &Routes) -> BTreeSet<(String, Option<String>)> {
    let serving = |routes, path: &str| Route::find_serving(routes, "GET", path).map(ToString::to_string);
    let both = paths().into_iter().map(|path| (serving(old, &path), serving(new, &path)));
    both.filter(|(before, after)| before != after).filter_map(|(before, after)| Some((before?, after))).collect()
}

/// The same, according to a report.
fn found(report: &Report) -> BTreeSet<(String, Option<String>)> {
    let findings = report.findings.iter().map(|finding| {
        let after = finding.message.split_once("` now serves ").map(|(after, _)| after.trim_start_matches('`'));
        assert_eq!(after.is_some(), finding.rule == "http-route-shadowed", "{}", finding.message);
        (finding.subject.route.clone().unwrap(), after.map(str::to_owned))
    });
    findings.collect()
}

/// Confirms every request that a message names.
fn confirm(report: &Report, old: &Routes, new: &Routes) {
    for finding in &report.findings {
        let message = finding.message.as_str();
        let request = message.split_once("` now serves ").map_or(message, |(_, request)| request);
        let path = request.strip_prefix("`GET ").unwrap().split('`').next().unwrap();
        let before = Route::find_serving(old, "GET", path).map(ToString::to_string);
        assert_eq!(before, finding.subject.route, "{message}");
        let is_true = match Route::find_serving(new, "GET", path) {
            Some(after) => message.starts_with(&format!("`{after}` now serves ")),
            None => message.ends_with("is no longer served by any route"),
        };
        assert!(is_true, "{message}");
    }
}

#[test]
fn findings_match_routes_that_lose_requests() {
    let surface =
        |routes: &Routes| Surface { root: Component { routes: Part::Known(routes.clone()), ..Component::default() } };
    for old in sets() {
        for new in sets() {
            let report = check(&surface(&old), &surface(&new), &Evidence::default(), &Options::at(NOW));
            assert_eq!(found(&report), changes(&old, &new), "{old:?} to {new:?}");
            confirm(&report, &old, &new);
        }
    }
}
