//! The platform that the dashboard shows: one at a URL, or an embedded one on a loopback port of its own.

use super::args::Args;
use crate::cli::deployment::login;
use crate::cli::output;
use crate::cli::project::evaluate;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::os::raise_file_limit;
use crate::serve::{ServeOptions, Server};

/// Number of files that may be open besides a port for each deployment.
const OTHER_FILES: u64 = 2_000;

/// A platform, and the token for it.
pub(super) enum Platform {
    At { url: String, token: Secret },
    Embedded(Server),
}

impl Platform {
    pub(super) async fn open(args: &Args) -> Result<Self> {
        match &args.to {
            Some(url) => {
                let url = url.trim_end_matches('/').to_owned();
                Ok(Self::At { token: token(&url)?, url })
            }
            None => Ok(Self::Embedded(start(args).await?)),
        }
    }

    pub(super) fn url(&self) -> &str {
        match self {
            Self::At { url, .. } => url,
            Self::Embedded(server) => server.url(),
        }
    }

    pub(super) fn token(&self) -> &Secret {
        match self {
            Self::At { token, .. } => token,
            Self::Embedded(server) => server.token(),
        }
    }

    pub(super) fn is_embedded(&self) -> bool {
        matches!(self, Self::Embedded(_))
    }

    pub(super) async fn stop(self) {
        if let Self::Embedded(server) = self {
            server.stop().await;
        }
    }
}

async fn start(args: &Args) -> Result<Server> {
    let mut options = ServeOptions::default();
    if let Some(path) = &args.data {
        let named = path.to_str().filter(|path| !path.is_empty());
        let invalid = || Error::invalid_input("invalid value of `--data`: not a file name");
        options.location = format!("embedded:{}", named.ok_or_else(invalid)?);
    }
    options.platform = options.platform.isolation(evaluate::isolation()?);
    raise_file_limit((options.max_ports as u64).saturating_add(OTHER_FILES));
    let server = Server::start(options).await?;
    server.platform().warnings().iter().for_each(|warning| output::warn(warning));
    Ok(server)
}

/// Returns the access token for a platform, of the environment or the file of a login.
fn token(platform: &str) -> Result<Secret> {
    const CONVEX: &str = "https://api.convex.dev";
    let variable = |name: &str| match name {
        // The file of a login belongs to a platform.
        "CONVEX_PROVISION_HOST" => Some(platform.to_owned()).filter(|platform| platform != CONVEX),
        _ => std::env::var(name).ok(),
    };
    login::read(variable).ok_or_else(|| {
        Error::new(ErrorKind::Unauthenticated, format!("missing access token for `{platform}`"))
            .help("run `npx convex login`, or set CONVEX_ACCESS_TOKEN")
    })
}
