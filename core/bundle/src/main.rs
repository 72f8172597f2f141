//! Bundles a Convex project with rolldown into a push request, like Convex's command.
//!
//! Reads the project's folder and its `node_modules`, runs none of their code, writes one file and makes no network
//! requests. Modules behave like those that Convex's command bundles with esbuild, but their text and hashes differ.

mod area;
mod arguments;
mod build;
mod definitions;
mod directive;
mod entry_points;
mod externals;
mod generated;
mod implementations;
mod paths;
mod project;
mod request;
mod stand_ins;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Parser as _;

use arguments::Arguments;
use project::Project;
use request::{AppDefinition, ComponentDefinition, PushRequest};

#[expect(clippy::print_stderr, reason = "this is a command")]
fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Bundles a project and writes the request.
fn run(arguments: &Arguments) -> Result<()> {
    if arguments.until_input_ends {
        std::thread::spawn(|| {
            drop(std::io::copy(&mut std::io::stdin(), &mut std::io::sink()));
            std::process::exit(1);
        });
    }
    let project = Project::open(&arguments.folder, &arguments.within)?;
    // Deeply nested code recurses deeply.
    let runtime = tokio::runtime::Builder::new_multi_thread().thread_stack_size(16 << 20).build()?;
    let request = runtime.block_on(bundle(&project))?;
    if let Some(inputs) = &arguments.inputs {
        write(inputs, &project.area.bundled())?;
    }
    write(&arguments.output, &request)
}

fn write(file: &Path, value: &impl serde::Serialize) -> Result<()> {
    std::fs::write(file, serde_json::to_string(value)?).with_context(|| format!("cannot write `{}`", file.display()))
}

/// Bundles a project into a push request.
async fn bundle(project: &Project) -> Result<PushRequest> {
    let definitions = definitions::all(project).await?;
    let mut app = None;
    let mut components = Vec::new();
    for definition in definitions {
        let implementation = implementations::of(project, &definition.folder).await?;
        if definition.folder == project.functions {
            app = Some((definition, implementation));
        } else {
            components.push(ComponentDefinition::new(project, definition, implementation)?);
        }
    }
    let (definition, implementation) = app.context("definition of the app not found")?;
    Ok(PushRequest {
        admin_key: String::new(),
        dry_run: false,
        functions: project.functions_name.clone(),
        app_definition: AppDefinition {
            definition: definition.module,
            dependencies: project.definition_paths(&definition.dependencies)?,
            schema: implementation.schema,
            changed_modules: implementation.modules,
            unchanged_module_hashes: [],
            udf_server_version: project.convex_version.clone(),
        },
        component_definitions: components,
        node_dependencies: implementation.node_dependencies,
        node_version: project.node_version.clone(),
        for_codegen: false,
    })
}
