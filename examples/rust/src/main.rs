//! Sets up a project: production, a development deployment of one's own, previews, and a key for each job.
//!
//! ```sh
//! cargo run -p provision                          # a platform in this process, in memory
//! cargo run -p provision embedded:platform.db     # the same in a file
//! CONVEX_ACCESS_TOKEN=… cargo run -p provision https://api.convex.dev
//! ```
//!
//! Run again, it changes nothing but the secrets of the keys.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command says what it did")]

use convex_ops::connect;
use convex_ops::handles::KeyPreset;
use convex_ops::keys::{Secret, redact};
use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let location = std::env::args().nth(1).unwrap_or_else(|| "embedded:".to_owned());
    let token = std::env::var("CONVEX_ACCESS_TOKEN").ok().map(Secret::new);
    match provision(&location, token).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn provision(location: &str, token: Option<Secret>) -> convex_ops::Result<()> {
    // 1. The first team of whoever the token belongs to.
    let convex = connect(location, token)?;
    let teams = convex.teams().await?;
    let team = teams.first().ok_or_else(|| convex_ops::Error::invalid_input("the member is in no team"))?;
    let todo = convex.team(&team.slug).project("todo");

    // 2. The project.
    let project = todo.ensure().await?;
    println!("project      {}/{}", project.team_slug, project.slug);

    // 3. Production, my own development deployment, and a preview for each branch.
    for deployment in [todo.production(), todo.dev(), todo.preview("add-search"), todo.preview("fix-login")] {
        let deployment = deployment.ensure().await?;
        println!(
            "{:12} {} at {}",
            deployment.deployment_type.as_str(),
            deployment.reference,
            deployment.deployment_url
        );
    }

    // 4. A key for each job, which may do what the job needs and no more.
    let keys = todo.production().deploy_keys();
    for (name, preset) in
        [("pull-requests", KeyPreset::PrGate), ("deploys", KeyPreset::Deployer), ("backups", KeyPreset::Backup)]
    {
        let key = keys.replace(name, preset).await?;
        // Here `key.expose()` would go to the secrets of CI; it can be read nowhere else.
        println!("key          {name}: {}", redact(key.expose()));
    }
    Ok(())
}
