//! Message, author and sources of a deploy, from the environment.

use std::process::Command;

use crate::release::Source;

/// Services that build or run apps: a variable that each sets, its name, and its variable with the commit.
const SERVICES: [(&str, &str, &str); 10] = [
    ("GITHUB_ACTIONS", "GitHub Actions", "GITHUB_SHA"),
    ("VERCEL", "Vercel", "VERCEL_GIT_COMMIT_SHA"),
    ("NETLIFY", "Netlify", "COMMIT_REF"),
    ("CF_PAGES", "Cloudflare Pages", "CF_PAGES_COMMIT_SHA"),
    ("WORKERS_CI", "Cloudflare Workers", "WORKERS_CI_COMMIT_SHA"),
    ("RENDER", "Render", "RENDER_GIT_COMMIT"),
    ("RAILWAY_ENVIRONMENT", "Railway", "RAILWAY_GIT_COMMIT_SHA"),
    ("GITLAB_CI", "GitLab CI", "CI_COMMIT_SHA"),
    ("CIRCLECI", "CircleCI", "CIRCLE_SHA1"),
    ("DYNO", "Heroku", "HEROKU_BUILD_COMMIT"),
];

/// Variables with the name of a user, the most specific first.
const USERS: [&str; 4] = ["GITHUB_ACTOR", "GITLAB_USER_LOGIN", "USER", "USERNAME"];

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Returns the message of Convex's command for a deploy by a service.
pub(super) fn default_message(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (_, name, commit) = SERVICES.iter().find(|(set, ..)| variable(set).is_some())?;
    Some(match variable(commit) {
        Some(commit) => format!("Deployed from {name} • {}", commit.chars().take(7).collect::<String>()),
        None => format!("Deployed from {name}"),
    })
}

/// Returns the message: the given one, or that of the service that deploys.
pub(super) fn message(given: Option<&str>) -> Option<String> {
    given.map(str::to_owned).or_else(|| default_message(variable))
}

/// Returns the user that deploys.
pub(super) fn author() -> Option<String> {
    USERS.iter().find_map(|name| variable(name))
}

/// Returns the commit of the working folder, if it is in a git repository.
pub(super) fn source() -> Option<Source> {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok()
    };
    let commit = git(&["rev-parse", "HEAD"])?;
    let changes = git(&["status", "--porcelain", "--untracked-files=no"])?;
    Some(Source::new(commit.trim()).dirty(!changes.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_names_service_and_commit() {
        let of = |set: &[(&str, &str)]| {
            default_message(|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[]), None);
        let github = [("GITHUB_ACTIONS", "true"), ("GITHUB_SHA", "0123456789")];
        assert_eq!(of(&github).as_deref(), Some("Deployed from GitHub Actions • 0123456"));
        assert_eq!(of(&[("VERCEL", "1")]).as_deref(), Some("Deployed from Vercel"));
    }
}
