//! HTTP routes, and the selection of the route that serves a request.

use std::fmt;

/// One route: a method, and an exact path or a prefix of paths.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// Path or prefix.
    pub path: RoutePath,
    /// Method, in capitals.
    pub method: String,
}

/// Paths that a route serves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoutePath {
    /// Only this path.
    Exact(String),
    /// Every path with this prefix; displayed with a `*` at its end.
    Prefix(String),
}

impl Route {
    /// Creates a route in the notation of a function spec: `GET`, `/files/*`.
    #[must_use]
    pub fn new(method: &str, path: &str) -> Self {
        let path = match path.strip_suffix('*') {
            Some(prefix) => RoutePath::Prefix(prefix.to_owned()),
            None => RoutePath::Exact(path.to_owned()),
        };
        Self { path, method: method.to_uppercase() }
    }

    /// Finds the route that serves a request: the exact path wins, else the longest prefix (Convex's router).
    ///
    /// ```
    /// use convex_ops::surface::Route;
    ///
    /// let routes = [Route::new("GET", "/*"), Route::new("GET", "/files/*"), Route::new("GET", "/files/list")];
    /// let serving = |path| Route::find_serving(&routes, "GET", path).unwrap().to_string();
    /// assert_eq!(serving("/files/list"), "GET /files/list");
    /// assert_eq!(serving("/files/a.png"), "GET /files/*");
    /// assert_eq!(serving("/other"), "GET /*");
    /// ```
    #[must_use]
    pub fn find_serving<'a>(routes: impl IntoIterator<Item = &'a Self>, method: &str, path: &str) -> Option<&'a Self> {
        let rank = |route: &&Self| match &route.path {
            RoutePath::Exact(exact) => (exact == path).then_some(usize::MAX),
            RoutePath::Prefix(prefix) => path.starts_with(prefix.as_str()).then_some(prefix.len()),
        };
        routes
            .into_iter()
            .filter(|route| route.method == method)
            .filter_map(|route| rank(&route).map(|rank| (rank, route)))
            .max_by_key(|(rank, _)| *rank)
            .map(|(_, route)| route)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl fmt::Display for RoutePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(path) => f.write_str(path),
            Self::Prefix(prefix) => write!(f, "{prefix}*"),
        }
    }
}
