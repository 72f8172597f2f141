//! Evaluates an app: its modules, schema, auth providers and components.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::auth::{AuthProblem, Exported};
use super::definition::{Definition, DefinitionType};
use super::js_error::{EvaluationProblem, JsError};
use super::limits::EvaluationLimits;
use super::module_analysis::{ModuleAnalysis, RawModule};
use super::packages::Packages;
use super::sandbox::{Budget, Question, Rules, Sandbox, Variables};
use super::source_map::SourceMaps;
use super::sources::Sources;
use super::watch::Watch;
use super::{Analysis, ComponentAnalysis, EvaluationOptions};
use crate::artifact::{Artifact, ComponentDefinition, Module, ModuleEnvironment};
use crate::schema::{Schema, Validator};

/// Module that configures authentication.
pub(super) const AUTH: &str = "auth.config.js";

/// Evaluates everything on this thread.
pub(super) fn analyse(artifact: &Artifact, options: &EvaluationOptions, watch: &Watch) -> Analysis {
    let mut evaluation = Evaluation {
        environment: &options.environment,
        limits: &options.limits,
        budget: Budget::start(&options.limits, &options.cancel, watch),
        problems: Vec::new(),
        notes: Vec::new(),
        said: Cell::new(0),
    };
    let app = &artifact.app;
    let root = Parts { path: "", schema: app.schema.as_ref(), modules: &app.modules };
    let mut components = BTreeMap::from([(String::new(), evaluation.component(&root))]);
    for component in &artifact.components {
        let ComponentDefinition { definition_path: path, schema, modules, .. } = component;
        let parts = Parts { path, schema: schema.as_ref(), modules };
        components.insert(path.clone(), evaluation.component(&parts));
    }
    for (path, definition) in evaluation.definitions(artifact) {
        components.entry(path).or_default().definition = Some(definition);
    }
    let (auth_providers, auth_problem) = match evaluation.auth_providers(&app.modules) {
        Ok(providers) => (Some(providers), None),
        Err(problem) => (None, Some(problem)),
    };
    if auth_problem.as_ref().is_some_and(|problem| problem.code == AuthProblem::MISSING_VARIABLE) {
        let note = format!("`{AUTH}` uses an environment variable that is not set: the auth providers are unknown");
        evaluation.notes.push(note);
    }
    let Evaluation { problems, notes, .. } = evaluation;
    Analysis { components, auth_providers, auth_problem, problems, notes, locations: BTreeMap::new() }
}

/// The parts of a component besides its definition.
struct Parts<'a> {
    path: &'a str,
    schema: Option<&'a Module>,
    modules: &'a [Module],
}

struct Evaluation<'a> {
    environment: &'a BTreeMap<String, String>,
    limits: &'a EvaluationLimits,
    budget: Budget,
    problems: Vec<EvaluationProblem>,
    notes: Vec<String>,
    /// Length of the descriptions so far.
    said: Cell<usize>,
}

impl Evaluation<'_> {
    fn component(&mut self, parts: &Parts<'_>) -> ComponentAnalysis {
        let schema = parts.schema.and_then(|module| self.schema(parts.path, module));
        let mut functions = BTreeMap::new();
        for environment in [ModuleEnvironment::Isolate, ModuleEnvironment::Node] {
            functions.extend(self.modules(parts, environment));
        }
        ComponentAnalysis { definition: None, schema, functions }
    }

    fn schema(&mut self, component: &str, module: &Module) -> Option<Value> {
        let result = self.evaluate_alone(component, module, [], Question::Schema, Rules::Schema).and_then(|text| {
            let text: String = read(&text)?;
            Schema::parse(&text).map_err(|error| JsError::new(error.to_string(), None))?;
            read(&text)
        });
        self.keep(component, module, result)
    }

    /// Evaluates the modules of one environment in one sandbox, so that they share imports. Modules that throw are evaluated
    /// again with placeholders for all environment variables.
    fn modules(&mut self, parts: &Parts<'_>, environment: ModuleEnvironment) -> Vec<(String, ModuleAnalysis)> {
        let here = |module: &&Module| module.environment == environment && module.path != AUTH;
        let modules: Vec<_> = parts.modules.iter().filter(here).collect();
        let entries: Vec<_> = modules.iter().copied().filter(|module| !module.path.starts_with("_deps/")).collect();
        if entries.is_empty() {
            return Vec::new();
        }
        let sources = sources_of(&modules, environment);
        let source_maps = SourceMaps::new(modules.iter().copied());
        let mut answers = self.round(parts.path, &sources, environment, &entries, &source_maps, false);
        let again: Vec<_> = (entries.iter().copied().zip(&answers))
            .filter_map(|(module, answer)| answer.as_ref().err()?.retryable.then_some(module))
            .collect();
        if !again.is_empty() {
            let mut second = self.round(parts.path, &sources, environment, &again, &source_maps, true).into_iter();
            for (module, answer) in entries.iter().zip(&mut answers) {
                let Err(first) = answer else { continue };
                match first.retryable.then(|| second.next()).flatten() {
                    Some(Ok(better)) => {
                        *answer = Ok(better);
                        self.note_placeholders(parts.path, &module.path);
                    }
                    Some(Err(other)) => first.add(&other),
                    None => {}
                }
            }
        }
        if environment == ModuleEnvironment::Node {
            self.note_packages(&modules);
        }
        let kept = entries.iter().zip(answers).filter_map(|(module, answer)| match answer {
            Ok(analysis) => Some((module.path.clone(), analysis)),
            Err(error) => {
                self.problems.push(source_maps.problem(parts.path, &module.path, error));
                None
            }
        });
        kept.collect()
    }

    /// Notes which packages of Node modules were replaced by stand-ins, if any.
    fn note_packages(&mut self, modules: &[&Module]) {
        let mut packages = Packages::default();
        modules.iter().for_each(|module| packages.add(&module.source));
        let names: Vec<_> = packages.stand_ins().map(|(name, _)| format!("`{name}`")).collect();
        if !names.is_empty() {
            self.notes.push(format!("packages of Node modules were replaced by stand-ins: {}", names.join(", ")));
        }
    }

    fn round(
        &self,
        component: &str,
        sources: &Sources,
        environment: ModuleEnvironment,
        entries: &[&Module],
        source_maps: &SourceMaps<'_>,
        placeholders: bool,
    ) -> Vec<Result<ModuleAnalysis, JsError>> {
        let rules = if placeholders { Rules::ModuleWithPlaceholders } else { Rules::Module };
        let variables = Variables { given: self.environment, rules };
        match Sandbox::new(component, sources, environment, variables, self.limits, &self.budget) {
            Ok(sandbox) => {
                let analysis = |module: &&Module| module_analysis(&sandbox, &module.path, source_maps, &self.said);
                entries.iter().map(analysis).collect()
            }
            Err(error) => entries.iter().map(|_| Err(error.clone())).collect(),
        }
    }

    /// Evaluates `convex.config` of the app and of each component, dependencies first.
    fn definitions(&mut self, artifact: &Artifact) -> BTreeMap<String, Definition> {
        let mut known = BTreeMap::new();
        let mut waiting: Vec<_> = artifact.components.iter().collect();
        while !waiting.is_empty() {
            let is_ready =
                |component: &&ComponentDefinition| component.dependencies.iter().all(|path| known.contains_key(path));
            let (ready, later): (Vec<_>, Vec<_>) = waiting.iter().copied().partition(is_ready);
            for component in &ready {
                let path = &component.definition_path;
                if let Some(definition) = self.definition(path, &component.definition, &component.dependencies, &known)
                {
                    known.insert(path.clone(), definition);
                }
            }
            if ready.is_empty() || later.len() == waiting.len() {
                self.report_unresolved(&later, artifact);
                break;
            }
            waiting = later;
            waiting.retain(|component| !self.has_failed(&component.definition_path));
        }
        if let Some(module) = &artifact.app.definition {
            let definition = self.definition("", module, &artifact.app.dependencies, &known);
            known.extend(definition.map(|definition| (String::new(), definition)));
        }
        known
    }

    fn definition(
        &mut self,
        path: &str,
        module: &Module,
        dependencies: &[String],
        known: &BTreeMap<String, Definition>,
    ) -> Option<Definition> {
        let mounts = dependencies.iter().filter_map(|path| Some((path.as_str(), known.get(path)?))).map(stand_in_for);
        let rules = if path.is_empty() { Rules::AppDefinition } else { Rules::ComponentDefinition };
        let described = self.evaluate_alone(path, module, mounts, Question::Definition, rules);
        let result = described.and_then(|text| read::<Definition>(&text));
        self.keep(path, module, result).map(|definition| Definition { path: path.to_owned(), ..definition })
    }

    /// Reports components with unresolved dependencies: one failed, is missing, or depends on itself.
    fn report_unresolved(&mut self, waiting: &[&ComponentDefinition], artifact: &Artifact) {
        for component in waiting {
            let exists = |path: &&String| artifact.components.iter().any(|other| other.definition_path == **path);
            let message = match component.dependencies.iter().find(|path| !exists(path)) {
                Some(missing) => format!("mounts unknown component `{missing}`"),
                None if component.dependencies.iter().any(|path| self.has_failed(path)) => continue,
                None => "mounts itself indirectly".to_owned(),
            };
            let unknown =
                self.keep::<()>(&component.definition_path, &component.definition, Err(JsError::new(message, None)));
            debug_assert!(unknown.is_none(), "an error has no value");
        }
    }

    fn has_failed(&self, component: &str) -> bool {
        self.problems.iter().any(|problem| problem.component == component && problem.module == "convex.config.js")
    }

    /// Returns the auth providers, or the reason why Convex refuses them.
    fn auth_providers(&self, modules: &[Module]) -> Result<Vec<Value>, AuthProblem> {
        let Some(module) = modules.iter().find(|module| module.path == AUTH) else { return Ok(Vec::new()) };
        let chunks = modules.iter().filter(|module| module.path.starts_with("_deps/"));
        let chunks = chunks.map(|module| (module.path.clone(), module.source.clone()));
        let exported = self
            .evaluate_alone("", module, chunks, Question::Auth, Rules::Auth)
            .and_then(|text| read::<Exported>(&text));
        exported.map_err(|error| AuthProblem::of_evaluation(&error))?.providers()
    }

    /// Evaluates one module in a separate sandbox, with the modules it may import.
    fn evaluate_alone(
        &self,
        component: &str,
        module: &Module,
        others: impl IntoIterator<Item = (String, String)>,
        question: Question,
        rules: Rules,
    ) -> Result<String, JsError> {
        let this = (module.path.clone(), Rc::from(module.source.as_str()));
        let others = others.into_iter().map(|(path, source)| (path, Rc::from(source)));
        let sources: Sources = others.chain([this]).collect();
        let variables = Variables { given: self.environment, rules };
        let sandbox =
            Sandbox::new(component, &sources, ModuleEnvironment::Isolate, variables, self.limits, &self.budget)?;
        limited(sandbox.evaluate_to_json(question, &module.path)?, &self.said)
    }

    /// Returns the value, or records the error as a problem.
    fn keep<T>(&mut self, component: &str, module: &Module, answer: Result<T, JsError>) -> Option<T> {
        answer
            .map_err(|error| {
                let problem = SourceMaps::new([module]).problem(component, &module.path, error);
                self.problems.push(problem);
            })
            .ok()
    }

    fn note_placeholders(&mut self, component: &str, module: &str) {
        let whose = if component.is_empty() { String::new() } else { format!(" of component `{component}`") };
        self.notes.push(format!(
            "`{module}`{whose} uses environment variables that are not set: it was evaluated with placeholders"
        ));
    }
}

fn module_analysis(
    sandbox: &Sandbox,
    path: &str,
    source_maps: &SourceMaps<'_>,
    said: &Cell<usize>,
) -> Result<ModuleAnalysis, JsError> {
    let text = limited(sandbox.evaluate_to_json(Question::Module, path)?, said)?;
    let raw: RawModule = read(&text)?;
    let mut analysis = raw
        .locate(|bundled| source_maps.of_function(path, bundled))
        .map_err(|error| JsError::new(format!("`crons.export()` returned invalid crons: {error}"), None))?;
    for function in &mut analysis.functions {
        for (method, text) in [("exportArgs", &mut function.args), ("exportReturns", &mut function.returns)] {
            let Some(text) = text else { continue };
            let invalid = |error: serde_json::Error| {
                JsError::new(format!("Invalid JSON returned from {path}:{}.{method}(): {error}", function.name), None)
            };
            let validator = serde_json::from_str::<Option<Validator>>(text).map_err(invalid)?;
            let canonical = serde_json::to_string(&validator).map_err(invalid)?;
            // Longer text has spaces or repeated members, without a meaning.
            if text.len() > canonical.len() {
                *text = canonical;
            }
        }
    }
    Ok(analysis)
}

/// Maximum length of the description of one module, in bytes. Large apps have a few hundred kilobytes in all.
const MAX_OF_MODULE: usize = 8 << 20;

/// Maximum length of the descriptions of all modules, in bytes.
const MAX_OF_APP: usize = 32 << 20;

/// Checks the length of a description by the code of a module: a few bytes of source can return gigabytes.
fn limited(text: String, said: &Cell<usize>) -> Result<String, JsError> {
    said.set(said.get().saturating_add(text.len()));
    if text.len() > MAX_OF_MODULE || said.get() > MAX_OF_APP {
        let (what, most) = match text.len() > MAX_OF_MODULE {
            true => ("the module", MAX_OF_MODULE),
            false => ("the app", MAX_OF_APP),
        };
        return Err(JsError::limit(format!("described {what} in more than {most} bytes")));
    }
    Ok(text)
}

/// Returns the modules and, for Node, stand-ins for packages that are not in the bundle.
fn sources_of(modules: &[&Module], environment: ModuleEnvironment) -> Sources {
    let own = modules.iter().map(|module| (module.path.clone(), Rc::from(module.source.as_str())));
    if environment == ModuleEnvironment::Isolate {
        return own.collect();
    }
    let mut packages = Packages::default();
    modules.iter().for_each(|module| packages.add(&module.source));
    packages.stand_ins().map(|(name, source)| (name, Rc::from(source))).chain(own).collect()
}

/// Returns the stand-in for a definition that another one imports, under the bundler's name for the import.
fn stand_in_for((path, definition): (&str, &Definition)) -> (String, String) {
    let name = match &definition.definition_type {
        DefinitionType::ChildComponent { name, .. } => name.as_str(),
        DefinitionType::App => "",
    };
    let stand_in = serde_json::json!({ "componentDefinitionPath": path, "defaultName": name });
    let specifier = format!("_componentDeps/{}", URL_SAFE_NO_PAD.encode(path));
    (specifier, format!("export default {stand_in};"))
}

/// Parses a value returned by the app's code.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, JsError> {
    serde_json::from_str(text).map_err(|error| JsError::new(format!("returned an invalid description: {error}"), None))
}
