//! Reuse of evaluations: each part of an app is evaluated once per content.
//!
//! The key of a module covers its path, source and source map, those of every module that it imports, directly or not, and the
//! environment variables. Only parts that were evaluated without a problem and without a note are kept, in this process.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::imports::imports_of;
use super::{Analysis, ComponentAnalysis, Definition, EvaluationOptions, Isolation, ModuleAnalysis, analyse};
use crate::artifact::{Artifact, Module, ModuleEnvironment};
use crate::error::Result;

/// Maximum number of kept parts; the oldest make room. A part takes some kilobytes.
const MAX_PARTS: usize = 8_192;

/// Content of a part.
type Key = [u8; 32];

/// Result of a part.
#[derive(Clone)]
enum Part {
    Module(ModuleAnalysis),
    Schema(Value),
    Definitions(BTreeMap<String, Definition>),
    Auth(Vec<Value>),
}

/// Evaluations by content.
#[derive(Default)]
pub struct Cache(Mutex<Parts>);

#[derive(Default)]
struct Parts {
    by_key: HashMap<Key, Part>,
    /// Keys in the order of insertion.
    order: VecDeque<Key>,
}

impl std::fmt::Debug for Cache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cache({} parts)", self.parts().by_key.len())
    }
}

impl Cache {
    /// Evaluates an artifact like [`analyse`], except for the parts that were evaluated before.
    ///
    /// # Errors
    /// As [`analyse`].
    pub fn analyse(&self, artifact: &Artifact, options: &EvaluationOptions, isolation: &Isolation) -> Result<Analysis> {
        let keys = Keys::new(artifact, options);
        let known = self.known(&keys);
        let mut analysis = match known.reduce(artifact, &keys) {
            Some(rest) => analyse(&rest, options, isolation)?,
            None => {
                options.cancel.check()?;
                Analysis { auth_providers: Some(Vec::new()), ..Analysis::default() }
            }
        };
        self.keep(&keys, &known, &analysis);
        known.add_to(&mut analysis, artifact, &keys);
        Ok(analysis)
    }

    fn parts(&self) -> MutexGuard<'_, Parts> {
        // A panic elsewhere leaves whole entries only.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self, keys: &Keys<'_>) -> Known {
        let parts = self.parts();
        Known(keys.all().filter_map(|key| Some((key, parts.by_key.get(&key)?.clone()))).collect())
    }

    /// Keeps the results of this evaluation.
    fn keep(&self, keys: &Keys<'_>, known: &Known, analysis: &Analysis) {
        let mut parts = self.parts();
        let has_note = |module: &str| analysis.notes.iter().any(|note| note.starts_with(&format!("`{module}`")));
        for (component, own) in &keys.components {
            let Some(found) = analysis.components.get(*component) else { continue };
            if let (Some(key), Some(schema)) = (own.schema, &found.schema) {
                parts.insert(key, || Part::Schema(schema.clone()));
            }
            for (path, key) in &own.modules {
                if let Some(module) = found.functions.get(*path).filter(|_| !has_note(path)) {
                    parts.insert(*key, || Part::Module(module.clone()));
                }
            }
        }
        let definitions = definitions_of(analysis);
        if definitions.len() == keys.definition_count {
            parts.insert(keys.definitions, || Part::Definitions(definitions));
        }
        if let (Some(key), Some(providers)) = (keys.auth, &analysis.auth_providers)
            && !known.0.contains_key(&key)
        {
            parts.insert(key, || Part::Auth(providers.clone()));
        }
    }
}

fn definitions_of(analysis: &Analysis) -> BTreeMap<String, Definition> {
    let all = analysis.components.iter();
    all.filter_map(|(path, component)| Some((path.clone(), component.definition.clone()?))).collect()
}

impl Parts {
    fn insert(&mut self, key: Key, part: impl FnOnce() -> Part) {
        if self.by_key.contains_key(&key) {
            return;
        }
        self.by_key.insert(key, part());
        self.order.push_back(key);
        if self.order.len() > MAX_PARTS
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_key.remove(&oldest);
        }
    }
}

/// Keys of the parts of an artifact.
struct Keys<'a> {
    components: BTreeMap<&'a str, ComponentKeys<'a>>,
    /// Key of all definitions, which are evaluated together, since they import each other.
    definitions: Key,
    definition_count: usize,
    auth: Option<Key>,
}

struct ComponentKeys<'a> {
    schema: Option<Key>,
    /// Modules that can be kept, by path. Those that run in Node are evaluated each time, since their note names all.
    modules: BTreeMap<&'a str, Key>,
}

impl<'a> Keys<'a> {
    fn new(artifact: &'a Artifact, options: &EvaluationOptions) -> Self {
        let base = Hash::new(env!("CARGO_PKG_VERSION"));
        let base = options.environment.iter().fold(base, |hash, (name, value)| hash.with(name).with(value));
        let base = options
            .names
            .iter()
            .fold(base, |hash, names| names.iter().fold(hash.with("names"), |hash, name| hash.with(name)));
        let app = &artifact.app;
        let mut components = BTreeMap::from([("", ComponentKeys::new(&base, app.schema.as_ref(), &app.modules))]);
        let mut definitions = base.clone().with("definitions");
        for component in &artifact.components {
            let path = component.definition_path.as_str();
            components.insert(path, ComponentKeys::new(&base, component.schema.as_ref(), &component.modules));
            definitions = definitions.with(path).with(&component.definition.hash());
            definitions = component.dependencies.iter().fold(definitions, |hash, path| hash.with(path));
        }
        if let Some(definition) = &app.definition {
            definitions = definitions.with("app").with(&definition.hash());
            definitions = app.dependencies.iter().fold(definitions, |hash, path| hash.with(path));
        }
        let auth = components.get_mut("").and_then(|root| root.modules.remove(super::app::AUTH));
        let definition_count = artifact.components.len() + usize::from(app.definition.is_some());
        Self { components, definitions: definitions.finish(), definition_count, auth }
    }

    fn all(&self) -> impl Iterator<Item = Key> {
        let of_components = self.components.values().flat_map(|own| own.schema.iter().chain(own.modules.values()));
        of_components.chain([&self.definitions]).chain(&self.auth).copied()
    }
}

impl<'a> ComponentKeys<'a> {
    fn new(base: &Hash, schema: Option<&Module>, modules: &'a [Module]) -> Self {
        let schema = schema.map(|schema| base.clone().with("schema").with(&schema.hash()).finish());
        let hashes: BTreeMap<&str, String> =
            modules.iter().map(|module| (module.path.as_str(), module.hash())).collect();
        let imports = imports_of(modules);
        let in_isolate = |module: &&Module| module.environment == ModuleEnvironment::Isolate && !is_chunk(module);
        let key = |module: &'a Module| {
            let start = base.clone().with("module").with(&module.path);
            let closure = closure(&module.path, &imports);
            let all = closure.iter().filter_map(|path| Some((path, hashes.get(path)?)));
            (module.path.as_str(), all.fold(start, |hash, (path, text)| hash.with(path).with(text)).finish())
        };
        Self { schema, modules: modules.iter().filter(in_isolate).map(key).collect() }
    }
}

fn is_chunk(module: &Module) -> bool {
    module.path.starts_with("_deps/")
}

/// Returns a module with everything that it imports, directly or not.
fn closure<'m>(path: &'m str, imports: &BTreeMap<&'m str, Vec<&'m str>>) -> BTreeSet<&'m str> {
    let (mut found, mut waiting) = (BTreeSet::new(), vec![path]);
    while let Some(next) = waiting.pop() {
        if found.insert(next) {
            waiting.extend(imports.get(next).into_iter().flatten());
        }
    }
    found
}

/// Parts that were evaluated before.
struct Known(HashMap<Key, Part>);

impl Known {
    fn has(&self, key: Option<Key>) -> bool {
        key.is_none_or(|key| self.0.contains_key(&key))
    }

    /// Returns the artifact without the known parts; `None` if nothing remains.
    fn reduce(&self, artifact: &Artifact, keys: &Keys<'_>) -> Option<Artifact> {
        let mut rest = artifact.clone();
        let has_definitions = self.has(Some(keys.definitions)) || keys.definition_count == 0;
        let mut is_needed = !has_definitions;
        let mut components_are_needed = !has_definitions;
        for component in &mut rest.components {
            let Some(own) = keys.components.get(component.definition_path.as_str()) else { continue };
            components_are_needed |= self.trim(&mut component.schema, &mut component.modules, own, true);
        }
        let Some(root) = keys.components.get("") else { return Some(rest) };
        is_needed |= self.trim(&mut rest.app.schema, &mut rest.app.modules, root, self.has(keys.auth));
        // Definitions import each other, so they are evaluated together.
        if !components_are_needed {
            rest.components.clear();
            rest.app.definition = None;
            rest.app.dependencies.clear();
        }
        (is_needed || components_are_needed).then_some(rest)
    }

    /// Removes the known parts of a component. Returns true if any remain.
    fn trim(
        &self,
        schema: &mut Option<Module>,
        modules: &mut Vec<Module>,
        own: &ComponentKeys<'_>,
        auth: bool,
    ) -> bool {
        if self.has(own.schema) {
            *schema = None;
        }
        let is_known = |module: &Module| match own.modules.get(module.path.as_str()) {
            Some(key) => self.0.contains_key(key),
            None => auth && module.path == super::app::AUTH,
        };
        let imports = imports_of(modules);
        let unknown = modules.iter().filter(|module| !is_chunk(module) && !is_known(module));
        let needed: BTreeSet<String> =
            unknown.flat_map(|module| closure(&module.path, &imports)).map(ToOwned::to_owned).collect();
        modules.retain(|module| needed.contains(&module.path));
        schema.is_some() || !modules.is_empty()
    }

    /// Adds the known parts to the analysis of the rest.
    fn add_to(&self, analysis: &mut Analysis, artifact: &Artifact, keys: &Keys<'_>) {
        let paths = artifact.components.iter().map(|component| component.definition_path.as_str());
        for path in std::iter::once("").chain(paths) {
            let component: &mut ComponentAnalysis = analysis.components.entry(path.to_owned()).or_default();
            let Some(own) = keys.components.get(path) else { continue };
            if let Some(Part::Schema(schema)) = own.schema.and_then(|key| self.0.get(&key)) {
                component.schema = Some(schema.clone());
            }
            for (module, key) in &own.modules {
                if let Some(Part::Module(found)) = self.0.get(key) {
                    component.functions.entry((*module).to_owned()).or_insert_with(|| found.clone());
                }
            }
        }
        if let Some(Part::Definitions(definitions)) = self.0.get(&keys.definitions) {
            for (path, definition) in definitions {
                analysis.components.entry(path.clone()).or_default().definition = Some(definition.clone());
            }
        }
        if let Some(Part::Auth(providers)) = keys.auth.and_then(|key| self.0.get(&key)) {
            analysis.auth_providers = Some(providers.clone());
        }
    }
}

/// A hash of texts, each after its length.
#[derive(Clone)]
struct Hash(Sha256);

impl Hash {
    fn new(text: &str) -> Self {
        Self(Sha256::new()).with(text)
    }

    fn with(mut self, text: &str) -> Self {
        self.0.update(text.len().to_le_bytes());
        self.0.update(text);
        self
    }

    fn finish(self) -> Key {
        self.0.finalize().into()
    }
}
