//! The rules, in the order of Convex's command.

use super::build_environment::{build_environment, git_branch};
use super::credential::PlatformCredential;
use super::inputs::{Command, Flags, Inputs};
use super::selection::{Choice, InProject, Selection, TargetProject};
use super::selector::{Selector, SelectorInProject};
use super::variables::{OVERRIDE, Variables};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::{Secret, cli};

const DEPLOY_KEY: &str = "CONVEX_DEPLOY_KEY";
/// Another name of it.
const DEPLOYMENT_TOKEN: &str = "CONVEX_DEPLOYMENT_TOKEN";
const DEPLOYMENT: &str = "CONVEX_DEPLOYMENT";
const SELF_HOSTED_URL: &str = "CONVEX_SELF_HOSTED_URL";
const SELF_HOSTED_ADMIN_KEY: &str = "CONVEX_SELF_HOSTED_ADMIN_KEY";

/// Value of a key that counts as unset.
const IGNORED_KEY: &str = "<ignore_deploy_key>";

/// A selected deployment, and what selected it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resolution {
    /// Deployment.
    pub selection: Selection,
    /// Flag or variable that chose it, and its file: `CONVEX_DEPLOYMENT in .env.local`.
    pub chosen_by: String,
    /// Credential of requests to the platform, if there is one.
    pub credential: Option<PlatformCredential>,
    /// Flags that were ignored, and why.
    pub warning: Option<String>,
}

/// Selects the deployment that Convex's command would act on.
///
/// ```
/// use convex_ops::deployment_selection::{Choice, Command, Inputs, Selection, resolve};
///
/// let file = "CONVEX_DEPLOYMENT=dev:calm-lynx-456 # team: acme, project: todo\n";
/// let inputs = Inputs { command: Command::Deploy, env_local: Some(file.into()), ..Inputs::default() };
/// let resolution = resolve(&inputs)?;
/// assert_eq!(resolution.chosen_by, "CONVEX_DEPLOYMENT in .env.local");
/// // A deploy goes to the production deployment of the project.
/// let Selection::InProject(selected) = resolution.selection else { panic!() };
/// assert_eq!(selected.choice, Choice::Prod);
/// # Ok::<(), convex_ops::Error>(())
/// ```
///
/// # Errors
///
/// `InvalidInput` if no deployment is selected, or flags and variables contradict each other. `Unsupported` if the deployment
/// is a local or anonymous one.
pub fn resolve(inputs: &Inputs) -> Result<Resolution> {
    refuse_unquoted_key(inputs)?;
    let flags = &inputs.flags;
    refuse_conflicts(flags)?;
    if let (Some(url), Some(key)) = (&flags.url, &flags.admin_key) {
        let selection = Selection::Url { url: url.clone(), key: key.clone() };
        let resolution = Resolution { selection, chosen_by: "--url".to_owned(), credential: None, warning: None };
        return Ok(resolution);
    }
    let variables = Variables::read(inputs)?;
    let key = deploy_key(&variables)?;
    let credential = PlatformCredential::choose(&variables, key.as_ref().map(|(key, _)| key), inputs.login.as_ref());
    let full = flags.deployment.as_deref().map(Selector::parse).and_then(full_selection);
    let (selection, chosen_by, warning) = match full {
        Some(selection) => (selection, "--deployment".to_owned(), None),
        None => resolve_variables(inputs, &variables, key)?,
    };
    let mut resolution = Resolution { selection, chosen_by, credential, warning };
    if inputs.command == Command::Deploy {
        check_deploy(inputs, &variables, &mut resolution)?;
    }
    Ok(resolution)
}

/// Refuses a key that a shell cut off at its `|`, since the rest became a variable.
fn refuse_unquoted_key(inputs: &Inputs) -> Result<()> {
    let is_set = |name| inputs.environment.get(name).is_some_and(|value: &Secret| !value.expose().is_empty());
    let mut variables = inputs.environment.iter();
    if is_set("CONVEX_IGNORE_SUSPICIOUS_ENV_VARS")
        || !variables.any(|(name, value)| cli::is_unquoted_remnant(name, value.expose()))
    {
        return Ok(());
    }
    Err(Error::invalid_input("an environment variable is the rest of a key that was not quoted")
        .help("quote the key: CONVEX_DEPLOY_KEY='…'"))
}

/// Refuses flags that exclude each other.
fn refuse_conflicts(flags: &Flags) -> Result<()> {
    let given: Vec<&str> = [
        ("--url", flags.url.is_some()),
        ("--prod", flags.prod),
        ("--preview-name", flags.preview_name.is_some()),
        ("--preview-create", flags.preview_create.is_some()),
        ("--deployment-name", flags.deployment_name.is_some()),
        ("--deployment", flags.deployment.is_some()),
    ]
    .into_iter()
    .filter_map(|(name, given)| given.then_some(name))
    .collect();
    if let [first, second, ..] = *given.as_slice() {
        return Err(Error::invalid_input(format!("cannot use `{first}` with `{second}`")).help("choose one of them"));
    }
    if flags.url.is_some() != flags.admin_key.is_some() {
        return Err(Error::invalid_input("`--url` and `--admin-key` need each other").help("give both, or neither"));
    }
    Ok(())
}

/// Returns the deploy key, with the variable that holds it.
fn deploy_key(variables: &Variables) -> Result<Option<(Secret, &'static str)>> {
    let named = |name| Some((variables.choosing(name)?.clone(), name));
    let Some((key, name)) = named(DEPLOY_KEY).or_else(|| named(DEPLOYMENT_TOKEN)) else { return Ok(None) };
    if key.expose() == IGNORED_KEY {
        return Ok(None);
    }
    let message = key.expose().strip_prefix("<missing_deploy_key:").and_then(|rest| rest.strip_suffix('>'));
    match message.filter(|message| !message.is_empty() && !message.contains('\n')) {
        Some(message) => Err(Error::invalid_input(message.to_owned()).help(format!("set {name} to a deploy key"))),
        None => Ok(Some((key, name))),
    }
}

/// Returns the selection of a selector that needs no current project.
fn full_selection(selector: Selector) -> Option<Selection> {
    let in_project = |project, choice| Selection::InProject(InProject { project, sibling: None, choice });
    match selector {
        Selector::Name(name) => Some(in_project(TargetProject::OfDeployment(name.clone()), Choice::Name(name))),
        Selector::TeamProject { team, project, deployment } => {
            Some(in_project(TargetProject::Named { team, project }, choice_of(deployment)?))
        }
        Selector::CurrentProject(_) | Selector::Project { .. } => None,
    }
}

/// Returns the choice of a selector, or `None` for a local deployment.
fn choice_of(selector: SelectorInProject) -> Option<Choice> {
    match selector {
        SelectorInProject::Dev => Some(Choice::DefaultDev),
        SelectorInProject::Prod => Some(Choice::Prod),
        SelectorInProject::Local => None,
        SelectorInProject::Reference(reference) => Some(Choice::Reference(reference)),
    }
}

/// Selects by environment variables, with the flags that apply to a project.
fn resolve_variables(
    inputs: &Inputs,
    variables: &Variables,
    key: Option<(Secret, &'static str)>,
) -> Result<(Selection, String, Option<String>)> {
    let flags = &inputs.flags;
    let chosen = |selection, variable: &str| Ok((selection, variables.place(variable), None));
    if let Some((key, name)) = key {
        let (selection, warning) = of_key(inputs, key, variables.process(OVERRIDE).is_some())?;
        return Ok((selection, variables.place(name), warning));
    }
    let self_hosted = (variables.choosing(SELF_HOSTED_URL), variables.choosing(SELF_HOSTED_ADMIN_KEY));
    let deployment = variables.choosing(DEPLOYMENT).map(Secret::expose);
    match (self_hosted, deployment) {
        ((Some(_), Some(_)), Some(_)) => Err(contradiction(SELF_HOSTED_URL)),
        ((Some(url), Some(key)), None) => {
            refuse_choice(flags, "with a self-hosted deployment")?;
            chosen(Selection::Url { url: url.expose().to_owned(), key: key.clone() }, SELF_HOSTED_URL)
        }
        (self_hosted, deployment) => {
            if let Some(name) = &flags.deployment_name {
                let selected = InProject {
                    project: TargetProject::OfDeployment(name.clone()),
                    sibling: None,
                    choice: Choice::Name(name.clone()),
                };
                return Ok((Selection::InProject(selected), "--deployment-name".to_owned(), None));
            }
            let Some(deployment) = deployment else {
                return Err(not_selected(variables, inputs));
            };
            if self_hosted.0.is_some() || self_hosted.1.is_some() {
                return Err(contradiction(if self_hosted.0.is_some() {
                    SELF_HOSTED_URL
                } else {
                    SELF_HOSTED_ADMIN_KEY
                }));
            }
            let name = deployment.rsplit(':').next().unwrap_or(deployment);
            if name.starts_with("anonymous-") || deployment.split(':').next() == Some("local") {
                return Err(local_deployment(inputs, name));
            }
            let project = TargetProject::OfDeployment(name.to_owned());
            let default = match inputs.command {
                Command::Deploy => Choice::Prod,
                Command::Other => Choice::Name(name.to_owned()),
            };
            chosen(in_project(flags, project, default)?, DEPLOYMENT)
        }
    }
}

/// Selects by a deploy key. It takes precedence over all other variables.
fn of_key(inputs: &Inputs, key: Secret, is_overridden: bool) -> Result<(Selection, Option<String>)> {
    let flags = &inputs.flags;
    let default = match inputs.command {
        Command::Deploy => Choice::Prod,
        Command::Other => Choice::OwnDev,
    };
    if cli::is_preview_deploy_key(key.expose()) {
        let (prefix, _) = key.expose().split_once('|').unwrap_or_default();
        let mut parts = prefix.split(':').skip(1).map(str::to_owned);
        let (team, project) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if inputs.command == Command::Deploy {
            // The name is chosen later, among the flags and the branch.
            return Ok((Selection::Preview { team, project, identifier: String::new(), reuse: true }, None));
        }
        return Ok((in_project(flags, TargetProject::Named { team, project }, default)?, None));
    }
    if cli::is_project_key(key.expose()) {
        let selection = in_project(flags, TargetProject::OfKey(key), default)?;
        if let Selection::InProject(InProject { choice, .. }) = &selection {
            refuse_key_of_project(choice)?;
        }
        if is_overridden {
            return Err(Error::invalid_input("cannot use the key of a project: CONVEX_OVERRIDE_ACCESS_TOKEN is set")
                .help("unset one of them"));
        }
        return Ok((selection, None));
    }
    let Some(name) = cli::deployment_name(key.expose()).map(str::to_owned) else {
        return Err(Error::invalid_input(format!("invalid {DEPLOY_KEY}: missing `|`"))
            .help("copy the whole key from the dashboard again"));
    };
    if flags.deployment.is_some() {
        return Err(cannot_use("--deployment", "with a deploy key"));
    }
    let ignored = chosen_flag(flags).map(|flag| format!("ignored `{flag}`: the deploy key is for one deployment"));
    let deployment_type = cli::deployment_type(key.expose()).to_owned();
    Ok((Selection::Key { key, name, deployment_type }, ignored))
}

/// Refuses choices that a key of a project does not allow.
fn refuse_key_of_project(choice: &Choice) -> Result<()> {
    match choice {
        Choice::OwnDev | Choice::Prod => Ok(()),
        Choice::Preview(_) => Err(cannot_use("--preview-name", "with the key of a project")),
        Choice::Name(_) => Err(cannot_use("--deployment-name", "with the key of a project")),
        Choice::DefaultDev | Choice::Reference(_) => Err(cannot_use("--deployment", "with the key of a project")),
    }
}

/// Applies the flags to a project.
fn in_project(flags: &Flags, project: TargetProject, default: Choice) -> Result<Selection> {
    let mut sibling = None;
    let choice = if let Some(text) = &flags.deployment {
        let deployment = match Selector::parse(text) {
            Selector::CurrentProject(deployment) => deployment,
            Selector::Project { project, deployment } => {
                sibling = Some(project);
                deployment
            }
            Selector::Name(_) | Selector::TeamProject { .. } => SelectorInProject::Local,
        };
        choice_of(deployment).ok_or_else(|| unsupported_local("the selected deployment"))?
    } else if let Some(name) = &flags.preview_name {
        Choice::Preview(name.clone())
    } else if let Some(name) = &flags.deployment_name {
        Choice::Name(name.clone())
    } else if flags.prod {
        Choice::Prod
    } else {
        default
    };
    if sibling.is_some() && matches!(project, TargetProject::OfKey(_)) {
        return Err(cannot_use("--deployment", "for another project with the key of a project"));
    }
    Ok(Selection::InProject(InProject { project, sibling, choice }))
}

/// Checks what a deploy refuses beyond the selection, and names the preview.
fn check_deploy(inputs: &Inputs, variables: &Variables, resolution: &mut Resolution) -> Result<()> {
    let flags = &inputs.flags;
    let variable = |name: &str| variables.set(name).map(str::to_owned);
    match &mut resolution.selection {
        Selection::Preview { identifier, reuse, .. } => {
            let name = flags.preview_create.clone().or_else(|| flags.preview_name.clone());
            *identifier = name.or_else(|| git_branch(variable)).ok_or_else(|| {
                Error::invalid_input("cannot determine the name of the preview").help("set it with `--preview-name`")
            })?;
            *reuse = flags.preview_create.is_none();
            return Ok(());
        }
        Selection::Key { deployment_type, .. } if deployment_type == "prod" && !flags.any_build_environment => {
            if let Some(service) = build_environment(variable).filter(|service| !service.is_production(variable)) {
                let message = format!("cannot deploy to production from a build of {} that is not", service.name());
                return Err(Error::invalid_input(format!("{message} for production"))
                    .help("set CONVEX_DEPLOY_KEY to a preview deploy key for such builds"));
            }
        }
        _ => {}
    }
    if flags.preview_create.is_some() {
        return Err(Error::invalid_input("cannot create a preview without a preview deploy key")
            .help("create one in the project's settings, and set CONVEX_DEPLOY_KEY"));
    }
    Ok(())
}

/// Returns the flag that chooses a deployment of a project.
fn chosen_flag(flags: &Flags) -> Option<&'static str> {
    if flags.deployment.is_some() {
        Some("--deployment")
    } else if flags.preview_name.is_some() {
        Some("--preview-name")
    } else if flags.deployment_name.is_some() {
        Some("--deployment-name")
    } else {
        flags.prod.then_some("--prod")
    }
}

fn refuse_choice(flags: &Flags, reason: &str) -> Result<()> {
    chosen_flag(flags).map_or(Ok(()), |flag| Err(cannot_use(flag, reason)))
}

fn cannot_use(flag: &str, reason: &str) -> Error {
    Error::invalid_input(format!("cannot use `{flag}` {reason}")).help(format!("remove `{flag}`"))
}

fn contradiction(variable: &str) -> Error {
    Error::invalid_input(format!("cannot choose a deployment: {DEPLOYMENT} and {variable} are set"))
        .help("unset those of the deployment that is not meant")
}

/// Explains why no variable selects a deployment.
fn not_selected(variables: &Variables, inputs: &Inputs) -> Error {
    let service = build_environment(|name| variables.set(name).map(str::to_owned));
    if let (None, Some(service)) = (&inputs.flags.env_file, service) {
        return Error::invalid_input(format!("no deployment selected in a build of {}", service.name()))
            .help(format!("set {DEPLOY_KEY}, or {SELF_HOSTED_URL} and {SELF_HOSTED_ADMIN_KEY}"));
    }
    match &inputs.flags.env_file {
        Some(file) => Error::invalid_input("no deployment selected in the env file")
            .in_file(&file.path)
            .help(format!("set {DEPLOY_KEY}, {DEPLOYMENT}, or {SELF_HOSTED_URL} and {SELF_HOSTED_ADMIN_KEY} in it")),
        None => Error::invalid_input("no deployment selected")
            .help(format!("set {DEPLOY_KEY} or {DEPLOYMENT}, or run `npx convex dev` to configure the project")),
    }
}

fn local_deployment(inputs: &Inputs, name: &str) -> Error {
    match inputs.command {
        Command::Deploy => Error::invalid_input(format!("cannot deploy from the local deployment `{name}`"))
            .help("run `npx convex login`, then `npx convex dev` to configure a project in the cloud"),
        Command::Other => unsupported_local(&format!("`{name}`")),
    }
}

fn unsupported_local(name: &str) -> Error {
    Error::new(ErrorKind::Unsupported, format!("{name} runs on this machine under Convex's command"))
        .help("use `--url` and `--admin-key` of the running deployment")
}
