//! Evaluates an app: its modules, schema, auth providers and components.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::auth::{AuthProblem, Exported};
use super::definition::{Definition, DefinitionType};
use super::description::{limited, module_analysis, read};
use super::js_error::{EvaluationProblem, JsError};
use super::limits::EvaluationLimits;
use super::module_analysis::ModuleAnalysis;
use super::node;
use super::packages::Packages;
use super::sandbox::{Budget, Question, Rules, Sandbox, UnknownVariable, Variables};
use super::source_map::SourceMaps;
use super::sources::Sources;
use super::watch::Watch;
use super::{Analysis, ComponentAnalysis, EvaluationOptions, NodeAnswers};
use crate::artifact::{Artifact, ComponentDefinition, Module, ModuleEnvironment};
use crate::schema::Schema;
use crate::surface::FunctionKind;

/// Module that configures authentication.
pub(super) const AUTH: &str = "auth.config.js";

/// Evaluates everything on this thread.
pub(super) fn analyse(artifact: &Artifact, options: &EvaluationOptions, watch: &Watch) -> Analysis {
    let mut evaluation = Evaluation {
        environment: &options.environment,
        names: options.names.as_ref(),
        node_answers: options.node_answers.as_ref(),
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
    if let Some(problem) = auth_problem.as_ref().filter(|problem| !problem.refused) {
        evaluation.notes.push(format!("`{AUTH}`: {}: the auth providers are unknown", problem.describe()));
    }
    evaluation.problems.extend(artifact.node_version_problem().map(|message| EvaluationProblem {
        component: String::new(),
        module: "convex.json".to_owned(),
        message,
        file: None,
        line: None,
        refused: true,
    }));
    let Evaluation { problems, notes, .. } = evaluation;
    let (left_out, locations) = (artifact.left_out.clone(), BTreeMap::new());
    Analysis { components, auth_providers, auth_problem, problems, notes, left_out, locations }
}

/// The parts of a component besides its definition.
struct Parts<'a> {
    path: &'a str,
    schema: Option<&'a Module>,
    modules: &'a [Module],
}

struct Evaluation<'a> {
    environment: &'a BTreeMap<String, String>,
    names: Option<&'a BTreeSet<String>>,
    node_answers: Option<&'a NodeAnswers>,
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

    /// Evaluates a schema. It may read neither variables nor anything else that differs between deployments, so Convex
    /// refuses what fails here, except for limits.
    fn schema(&mut self, component: &str, module: &Module) -> Option<Value> {
        let result = self.evaluate_alone(component, module, [], Question::Schema, Rules::Schema).and_then(|text| {
            let text: String = read(&text)?;
            Schema::parse(&text).map_err(|error| JsError::new(error.to_string(), None))?;
            read(&text)
        });
        let result = result.map_err(|error| if error.retryable { error.refused() } else { error });
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
            .filter_map(|(module, (answer, _))| answer.as_ref().err()?.retryable.then_some(module))
            .collect();
        if !again.is_empty() {
            let mut second = self.round(parts.path, &sources, environment, &again, &source_maps, true).into_iter();
            for (module, (answer, reads)) in entries.iter().zip(&mut answers) {
                let Err(first) = answer else { continue };
                match first.retryable.then(|| second.next()).flatten() {
                    Some((Ok(better), _)) => {
                        self.explain_placeholders(parts.path, &module.path, first, reads, &source_maps);
                        *answer = Ok(better);
                    }
                    Some((Err(other), _)) => {
                        first.add(&other);
                        add_reads(first, reads, &source_maps);
                    }
                    None => {}
                }
            }
        }
        if environment == ModuleEnvironment::Node {
            match self.node_answers {
                Some(answers) => self
                    .notes
                    .push(format!("Node modules ran in Node, confined by {}", answers.confined_by.join(" and "))),
                None => self.note_packages(&modules),
            }
        }
        let mut kept = Vec::new();
        for (module, (answer, _)) in entries.iter().zip(answers) {
            match answer {
                Ok(analysis) => {
                    let refused = environment_error(module, &analysis);
                    self.problems.extend(refused.map(|error| source_maps.problem(parts.path, &module.path, error)));
                    kept.push((module.path.clone(), analysis));
                }
                Err(mut error) => {
                    // Stand-ins for packages, and the missing network, may cause any error.
                    error.refused &= environment == ModuleEnvironment::Isolate;
                    self.problems.push(source_maps.problem(parts.path, &module.path, error));
                }
            }
        }
        kept
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
    ) -> Vec<(Result<ModuleAnalysis, JsError>, Vec<UnknownVariable>)> {
        if let (ModuleEnvironment::Node, Some(answers)) = (environment, self.node_answers) {
            let answers = if placeholders { &answers.with_placeholders } else { &answers.plain };
            let answer = |module: &&Module| node::analysis(&module.path, answers, source_maps, &self.said);
            return entries.iter().map(answer).collect();
        }
        let rules = if placeholders { Rules::ModuleWithPlaceholders } else { Rules::Module };
        let variables = Variables { given: self.environment, names: self.names, rules };
        match Sandbox::new(component, sources, environment, variables, self.limits, &self.budget) {
            Ok(sandbox) => {
                let analysis = |module: &&Module| {
                    let analysis = sandbox
                        .evaluate_to_json(Question::Module, &module.path)
                        .and_then(|text| module_analysis(text, &module.path, source_maps, &self.said));
                    (analysis, sandbox.take_reads())
                };
                entries.iter().map(analysis).collect()
            }
            Err(error) => entries.iter().map(|_| (Err(error.clone()), Vec::new())).collect(),
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
            let unknown = self.keep::<()>(
                &component.definition_path,
                &component.definition,
                Err(JsError::new(message, None).refused()),
            );
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
        let source_maps = SourceMaps::new([module]);
        let is_complete = self.names.is_some();
        let exported = self
            .evaluate_alone("", module, chunks, Question::Auth, Rules::Auth)
            .and_then(|text| read::<Exported>(&text));
        let exported = exported.map_err(|error| {
            let place = error.place.as_ref().map(|place| source_maps.shown(place));
            AuthProblem::of_evaluation(&error, is_complete, place)
        });
        exported?.providers()
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
        let sources = sources.refusing_meta();
        let variables = Variables { given: self.environment, names: self.names, rules };
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

    /// Reports a module that can be evaluated with placeholders only: Convex refuses it if all variables are known.
    fn explain_placeholders(
        &mut self,
        component: &str,
        module: &str,
        error: &JsError,
        reads: &[UnknownVariable],
        source_maps: &SourceMaps<'_>,
    ) {
        let missing = missing(reads, source_maps);
        if self.names.is_some() && !missing.is_empty() {
            let message = format!("{missing} not set on the deployment, and the module fails: {}", error.message);
            let error = JsError { message, ..error.clone() }.refused();
            self.problems.push(source_maps.problem(component, module, error));
            return;
        }
        let whose = if component.is_empty() { String::new() } else { format!(" of component `{component}`") };
        let which = if missing.is_empty() { "environment variables that are".to_owned() } else { missing };
        self.notes
            .push(format!("`{module}`{whose} uses {which} not known to be set: it was evaluated with placeholders"));
    }
}

/// Adds the variables that a module read and that have no value to its error.
fn add_reads(error: &mut JsError, reads: &[UnknownVariable], source_maps: &SourceMaps<'_>) {
    let missing = missing(reads, source_maps);
    if !missing.is_empty() {
        error.message += &format!("; it reads {missing} not set");
    }
}

/// Lists the variables that are not set, with the line that reads each.
fn missing(reads: &[UnknownVariable], source_maps: &SourceMaps<'_>) -> String {
    let missing: Vec<_> = reads.iter().filter(|read| !read.is_set).collect();
    let named = missing.iter().take(MAX_NAMED).map(|read| match &read.place {
        Some(place) => format!("`{}` ({})", read.name, source_maps.shown(place)),
        None => format!("`{}`", read.name),
    });
    let named: Vec<_> = named.collect();
    match missing.len() - named.len() {
        0 if named.is_empty() => String::new(),
        0 => format!("{}, which {}", named.join(", "), if named.len() == 1 { "is" } else { "are" }),
        more => format!("{} and {more} more, which are", named.join(", ")),
    }
}

/// Maximum number of variables that a message names.
const MAX_NAMED: usize = 5;

/// Returns the error of a module in the wrong environment: modules that run in Node may contain actions only.
fn environment_error(module: &Module, analysis: &ModuleAnalysis) -> Option<JsError> {
    if module.environment != ModuleEnvironment::Node {
        return None;
    }
    let other = analysis.functions.iter().find(|function| function.udf_type != FunctionKind::Action)?;
    let message =
        format!("`{}` is a {}, and modules with \"use node\" may contain actions only", other.name, other.udf_type);
    Some(JsError::new(message, None).refused())
}

/// Returns the modules and, for Node, stand-ins for packages that are not in the bundle.
fn sources_of(modules: &[&Module], environment: ModuleEnvironment) -> Sources {
    let own = modules.iter().map(|module| (module.path.clone(), Rc::from(module.source.as_str())));
    if environment == ModuleEnvironment::Isolate {
        return own.collect::<Sources>().refusing_meta();
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
