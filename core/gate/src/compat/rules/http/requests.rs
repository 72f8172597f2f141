//! Requests that tell routes apart.

use std::collections::BTreeSet;

use crate::compat::pair::ComponentPair;
use crate::compat::report::Level;
use crate::surface::{Route, RoutePath};

/// The routes of both sides, where they are known.
pub(super) fn routes<'a>(pair: &ComponentPair<'a>) -> Option<(&'a BTreeSet<Route>, &'a BTreeSet<Route>)> {
    pair.baseline?.routes.known().zip(pair.candidate?.routes.known())
}

/// How bad it is when a route is gone: those of a component are only served where the app mounts them.
pub(super) fn level(pair: &ComponentPair<'_>) -> Level {
    if pair.is_root() { Level::Breaking } else { Level::Risky }
}

/// A request as a finding names it, with the route that served it where that is not the same.
pub(super) fn request(route: &Route, path: &str) -> String {
    let method = &route.method;
    match &route.path {
        RoutePath::Exact(_) => format!("`{method} {path}`"),
        RoutePath::Prefix(_) => format!("`{method} {path}`, which `{route}` served,"),
    }
}

/// A path that a route of one of the sides serves there, and that no route of either side names more closely.
pub(super) fn path_of(route: &Route, old: &BTreeSet<Route>, new: &BTreeSet<Route>) -> String {
    match &route.path {
        RoutePath::Exact(path) => path.clone(),
        RoutePath::Prefix(prefix) => inside(prefix, old.iter().chain(new)),
    }
}

/// A path that both routes match, and that no route of either side names more closely than they do. If any path is
/// served by the one and then by the other, this one is.
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

/// A path that starts with `prefix`, and goes on as no route does.
fn inside<'a>(prefix: &str, routes: impl Iterator<Item = &'a Route>) -> String {
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
    fn a_path_inside_a_prefix_goes_on_as_no_route_does() {
        let routes = ["/a", "/b*", "/api/*"].map(|path| Route::new("GET", path));
        assert_eq!(inside("/", routes.iter()), "/c");
        assert_eq!(inside("/api/", routes.iter()), "/api/a");
    }
}
