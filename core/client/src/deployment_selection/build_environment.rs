//! Build environments of hosting services.

/// A hosting service that builds apps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildEnvironment {
    /// Vercel.
    Vercel,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages or Workers.
    Cloudflare,
}

impl BuildEnvironment {
    /// Returns the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Vercel => "Vercel",
            Self::Netlify => "Netlify",
            Self::Cloudflare => "Cloudflare",
        }
    }

    /// Checks if the build is for production. On Cloudflare, production is the branch `main`.
    pub(super) fn is_production(self, variable: impl Fn(&str) -> Option<String>) -> bool {
        match self {
            Self::Vercel => variable("VERCEL_ENV").as_deref() == Some("production"),
            Self::Netlify => variable("CONTEXT").as_deref() == Some("production"),
            Self::Cloudflare => cloudflare_branch(variable).as_deref() == Some("main"),
        }
    }
}

/// Returns the service that runs this build, from its environment variables.
///
/// ```
/// use convex_ops::deployment_selection::{BuildEnvironment, build_environment};
///
/// let variable = |name: &str| (name == "NETLIFY").then(|| "true".to_owned());
/// assert_eq!(build_environment(variable), Some(BuildEnvironment::Netlify));
/// ```
pub fn build_environment(variable: impl Fn(&str) -> Option<String>) -> Option<BuildEnvironment> {
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
    if is_set("VERCEL") {
        Some(BuildEnvironment::Vercel)
    } else if is_set("NETLIFY") {
        Some(BuildEnvironment::Netlify)
    } else if is_set("CF_PAGES") || is_set("WORKERS_CI") {
        Some(BuildEnvironment::Cloudflare)
    } else {
        None
    }
}

/// Returns the branch that a build of a hosting service, of GitHub Actions for a pull request, or of GitLab is for.
///
/// ```
/// use convex_ops::deployment_selection::git_branch;
///
/// let variables = [("CI", "true"), ("GITHUB_HEAD_REF", "fix/title")];
/// let variable = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
/// assert_eq!(git_branch(variable).as_deref(), Some("fix/title"));
/// ```
pub fn git_branch(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    match build_environment(&variable) {
        Some(BuildEnvironment::Vercel) => variable("VERCEL_GIT_COMMIT_REF"),
        Some(BuildEnvironment::Netlify) => variable("HEAD"),
        Some(BuildEnvironment::Cloudflare) => cloudflare_branch(variable),
        None if variable("CI").is_some_and(|value| !value.is_empty()) => {
            variable("GITHUB_HEAD_REF").or_else(|| variable("CI_COMMIT_REF_NAME"))
        }
        None => None,
    }
}

fn cloudflare_branch(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    variable("CF_PAGES_BRANCH").or_else(|| variable("WORKERS_CI_BRANCH"))
}
