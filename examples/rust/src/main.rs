//! Sets up a project: a production deployment, a personal dev deployment, previews, and a key for each job.
//!
//! ```sh
//! cargo run -p provision                          # an embedded platform, in memory
//! cargo run -p provision embedded:platform.db     # an embedded platform, in a file
//! CONVEX_ACCESS_TOKEN=… cargo run -p provision https://api.convex.dev
//! ```
//!
//! Another run changes only the secrets of the keys.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "commands print their results")]

use convex_ops::keys::redact;
use convex_ops::{KeyPreset, connect};
use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let location = std::env::args().nth(1).unwrap_or_else(|| "embedded:".to_owned());
    match provision(&location).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn provision(location: &str) -> convex_ops::Result<()> {
    // 1. The first team of the token's owner.
    let convex = connect(location)?;
    let team = convex.teams().list().first().await?;
    let team = team.ok_or_else(|| convex_ops::Error::invalid_input("the member is in no team"))?;

    // 2. The project.
    let todo = team.project("todo").ensure().await?;
    println!("project      {}/{}", todo.team_slug, todo.slug);

    // 3. Production, my dev deployment, and a preview for each branch.
    for deployment in [todo.production(), todo.dev(), todo.preview("add-search"), todo.preview("fix-login")] {
        let deployment = deployment.ensure().await?;
        println!("{:12} {} at {}", deployment.deployment_type.as_str(), deployment.reference, deployment.url);
    }

    // 4. A key for each job, with the permissions that it needs.
    let keys = todo.production().deploy_keys();
    for (name, preset) in
        [("pull-requests", KeyPreset::PrGate), ("deploys", KeyPreset::Deployer), ("backups", KeyPreset::Backup)]
    {
        keys.delete(name).await?;
        let key = keys.create(name, preset).await?;
        // Store `key.secret.expose()` in the secrets of CI here; it cannot be read again later.
        println!("key          {name}: {}", redact(key.secret.expose()));
    }
    Ok(())
}
