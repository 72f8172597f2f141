//! The services, with their files and settings.

use clap::ValueEnum;

/// A service that builds and deploys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Provider {
    /// GitHub Actions
    Github,
    /// GitLab CI
    Gitlab,
    /// Vercel's builds
    Vercel,
    /// Netlify's builds
    Netlify,
}

const BUILD_SCRIPT: (&str, &str) = ("convex-build.sh", include_str!("templates/convex-build.sh"));

const CHECK_KEY: (&str, &str) = (
    "CONVEX_CHECK_KEY",
    "a key of production that only reads: convex-ops keys create pull-requests --preset pr-gate --prod --confirm NAME",
);
const PREVIEW_KEY: (&str, &str) =
    ("CONVEX_PREVIEW_KEY", "a preview deploy key, from the settings of the project in Convex's dashboard");
const DEPLOY_KEY: (&str, &str) = (
    "CONVEX_DEPLOY_KEY",
    "a key that deploys to production: convex-ops keys create merge --preset deployer --prod --confirm NAME",
);
const TOKEN: (&str, &str) = ("CONVEX_ACCESS_TOKEN", "an access token of the project, which deletes previews");
const PROJECT: (&str, &str) = ("CONVEX_PROJECT", "a variable, not a secret: the slugs TEAM:PROJECT");

impl Provider {
    /// Returns the paths and templates of its files.
    pub(super) fn files(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Github => vec![(".github/workflows/convex.yml", include_str!("templates/github.yml"))],
            Self::Gitlab => vec![(".gitlab/convex.yml", include_str!("templates/gitlab.yml"))],
            Self::Vercel => vec![("vercel.json", include_str!("templates/vercel.json")), BUILD_SCRIPT],
            Self::Netlify => vec![("netlify.toml", include_str!("templates/netlify.toml")), BUILD_SCRIPT],
        }
    }

    /// Returns the place of its settings, for people.
    pub(super) fn place(self) -> &'static str {
        match self {
            Self::Github => "Settings > Secrets and variables > Actions",
            Self::Gitlab => "Settings > CI/CD > Variables, masked; CONVEX_DEPLOY_KEY protected",
            Self::Vercel => "Settings > Environment Variables",
            Self::Netlify => "Site configuration > Environment variables",
        }
    }

    /// Returns the names and purposes of its secrets and variables.
    pub(super) fn settings(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Github => vec![CHECK_KEY, PREVIEW_KEY, DEPLOY_KEY, TOKEN, PROJECT],
            Self::Gitlab => vec![
                CHECK_KEY,
                PREVIEW_KEY,
                DEPLOY_KEY,
                TOKEN,
                PROJECT,
                ("GITLAB_TOKEN", "a token of the GitLab project with the scope `api`, which writes the comment"),
            ],
            Self::Vercel | Self::Netlify => vec![
                (
                    "CONVEX_DEPLOY_KEY",
                    "in production builds: a deploy key of production; in previews: a preview deploy key",
                ),
                ("CONVEX_CHECK_KEY", "in previews: a key of production that only reads (preset pr-gate)"),
            ],
        }
    }

    /// Returns what a person must know besides.
    pub(super) fn notes(self) -> &'static [&'static str] {
        match self {
            Self::Github => {
                &["Pull requests of forks see no secrets: they are checked against the branch they start from."]
            }
            Self::Gitlab => &["Include the file in .gitlab-ci.yml:\n  include:\n    - local: .gitlab/convex.yml"],
            Self::Vercel | Self::Netlify => &[
                "The report of the check is in the log of the build, and a breaking change fails it. Previews are deleted by Convex \
                 after the retention of the team's plan. For a comment and an earlier clean-up, use GitHub Actions or GitLab CI too.",
            ],
        }
    }
}
