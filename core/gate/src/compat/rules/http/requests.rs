//! Sample requests that distinguish routes.

use std::collections::BTreeSet;

use crate::compat::pair::ComponentPair;
use crate::compat::report::Level;
use crate::surface::{Route, RoutePath};

/// Returns the routes of both sides, if they are known.
pub(super) fn routes<'a>(pair: &ComponentPair<'a>) -> Option<(&'a BTreeSet<Route>, &'a BTreeSet<Route>)> {
    pair.baseline?.routes.known().zip(pair.candidate?.routes.known())
}

/// Returns the level of a removed route: routes of components are only served where the app mounts them.
pub(super) fn level(pair: &ComponentPair<'_>) -> Level {
    if pair.is_root() { Level::Breaking } else { Level::Risky }
}

/// Describes a request, with the route that served it if its path is not the request's.
pub(super) fn describe(route: &Route, path: &str) -> String {
    let method = &route.method;
    match &route.path {
        RoutePath::Exact(_) => format!("`{method} {path}`"),
        RoutePath::Prefix(_) => format!("`{method} {path}`, which `{route}` served,"),
    }
}

/// Returns a path that the route serves and that no route of either side matches more closely.
pub(super) fn path_of(route: &Route, old: &BTreeSet<Route>, new: &BTreeSet<Route>) -> String {
    match &route.path {
        RoutePath::Exact(path) => path.clone(),
        RoutePath::Prefix(prefix) => path_inside(prefix, old.iter().chain(new)),
    }
}

/// Returns the routes that serve a part of a prefix, as the text for a fingerprint.
pub(super) fn routes_inside(route: &Route, new: &BTreeSet<Route>) -> String {
    let RoutePath::Prefix(prefix) = &route.path else { return String::new() };
    let inside = new.iter().filter(|other| other.method == route.method && text(other).starts_with(prefix.as_str()));
    inside.map(Route::to_string).collect::<Vec<_>>().join(" ")
}

/// Returns a path that both routes match and that no route of either side matches more closely. If any path moves from
/// one route to the other, this one does.
pub(super) fn path_of_both(one: &Route, other: &Route, old: &BTreeSet<Route>, new: &BTreeSet<Route>) -> Option<String> {
    if one.method != other.method {
        return None;
    }
    let (closer, wider) = match (&one.path, &other.path) {
        (RoutePath::Exact(_), _) => (one, other),
        (_, RoutePath::Exact(_)) => (other, one),
        (RoutePath::Prefix(a), RoutePath::Prefix(b)) if a.len() >= b.len() => (one, other),
        _ => (other, one),
    };
    let matches = match &wider.path {
        RoutePath::Exact(path) => path == text(closer),
        RoutePath::Prefix(prefix) => text(closer).starts_with(prefix.as_str()),
    };
    matches.then(|| path_of(closer, old, new))
}

/// Returns a path that starts with `prefix` and continues as no route does.
fn path_inside<'a>(prefix: &str, routes: impl Iterator<Item = &'a Route>) -> String {
    let taken: BTreeSet<char> = routes.filter_map(|route| text(route).strip_prefix(prefix)?.chars().next()).collect();
    let mut letters = ('a'..='z').chain('0'..='9').chain('\u{a1}'..);
    letters
        .find(|letter| !taken.contains(letter))
        .map_or_else(|| prefix.to_owned(), |letter| format!("{prefix}{letter}"))
}

fn text(route: &Route) -> &str {
    match &route.path {
        RoutePath::Exact(text) | RoutePath::Prefix(text) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_inside_prefix_differs_from_routes() {
        let routes = ["/a", "/b*", "/api/*"].map(|path| Route::new("GET", path));
        assert_eq!(path_inside("/", routes.iter()), "/c");
        assert_eq!(path_inside("/api/", routes.iter()), "/api/a");
    }
}
