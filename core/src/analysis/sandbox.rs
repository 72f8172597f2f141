//! A QuickJS runtime with the globals that modules expect, and its limits.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::Duration;

use rquickjs::{
    CatchResultExt as _, CaughtError, Context, Ctx, Exception, Function, Module, Object, Persistent, Runtime, Value,
};

use super::js_error::{JsError, REFUSED, first_position};
use super::limits::EvaluationLimits;
use super::module_analysis::BundledPosition;
use super::sources::Sources;
use super::watch::{Part, Watch};
use crate::artifact::ModuleEnvironment;
use crate::cancel::Cancel;
use crate::os::process::thread_time;

const WEB: &str = include_str!("js/web.js");
const NODE: &str = include_str!("js/node.js");
const DESCRIBE: &str = include_str!("js/describe.js");

/// An environment variable that code read and that has no known value.
#[derive(Clone, Debug)]
pub(super) struct UnknownVariable {
    pub(super) name: String,
    /// True if it is set, with an unknown value.
    pub(super) is_set: bool,
    pub(super) place: Option<BundledPosition>,
}

/// Variables that code read, in their order.
type Reads = Rc<RefCell<Vec<UnknownVariable>>>;

/// The kind of information requested from a module.
#[derive(Clone, Copy, Debug)]
pub(super) enum Question {
    /// Its functions, routes and crons.
    Module,
    /// The schema.
    Schema,
    /// The auth providers.
    Auth,
    /// The component definition.
    Definition,
}

impl Question {
    fn name(self) -> &'static str {
        match self {
            Self::Module => "module",
            Self::Schema => "schema",
            Self::Auth => "auth",
            Self::Definition => "definition",
        }
    }
}

/// The environment variables visible to modules.
#[derive(Clone, Copy)]
pub(super) struct Variables<'a> {
    pub(super) given: &'a BTreeMap<String, String>,
    /// Names of variables that are set, with unknown values.
    pub(super) names: Option<&'a BTreeSet<String>>,
    pub(super) rules: Rules,
}

/// Permissions of code while it is evaluated, by its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rules {
    /// A module with functions: all of it, and missing variables are `undefined`.
    Module,
    /// The same with a placeholder for each missing variable.
    ModuleWithPlaceholders,
    /// The schema: no environment variables.
    Schema,
    /// `auth.config`: neither clock nor randomness, and a missing variable throws.
    Auth,
    /// `convex.config` of the app: neither clock nor randomness.
    AppDefinition,
    /// `convex.config` of a component: the same, and no environment variables.
    ComponentDefinition,
}

impl Rules {
    /// Returns the name for the globals' script.
    fn name(self) -> &'static str {
        match self {
            Self::Module => "module",
            Self::ModuleWithPlaceholders => "placeholders",
            Self::Schema => "schema",
            Self::Auth => "auth",
            Self::AppDefinition => "app",
            Self::ComponentDefinition => "component",
        }
    }
}

/// The limits of the evaluation and of a module in processor time of this thread, and what stops both.
#[derive(Clone)]
pub(super) struct Budget {
    end: Duration,
    total_time: Duration,
    module_time: Duration,
    cancel: Cancel,
    watch: Watch,
}

impl Budget {
    pub(super) fn start(limits: &EvaluationLimits, cancel: &Cancel, watch: &Watch) -> Self {
        let EvaluationLimits { total_time, module_time, .. } = *limits;
        let end = thread_time().saturating_add(total_time);
        Self { end, total_time, module_time, cancel: cancel.clone(), watch: watch.clone() }
    }
}

/// A runtime in which modules are evaluated together.
pub(super) struct Sandbox {
    // Must be dropped before its context.
    describe: Persistent<Function<'static>>,
    context: Context,
    component: String,
    deadline: Rc<Cell<Duration>>,
    budget: Budget,
    reads: Reads,
}

impl Sandbox {
    /// Creates a runtime for modules of one component and environment.
    ///
    /// # Errors
    /// An error if the limits are too small for the globals.
    pub(super) fn new(
        component: &str,
        sources: &Sources,
        environment: ModuleEnvironment,
        variables: Variables<'_>,
        limits: &EvaluationLimits,
        budget: &Budget,
    ) -> Result<Self, JsError> {
        let runtime = Runtime::new().map_err(|error| engine_failed(&error))?;
        runtime.set_memory_limit(limits.memory);
        runtime.set_max_stack_size(limits.stack);
        runtime.set_loader(sources.clone(), sources.clone());
        let deadline = Rc::new(Cell::new(budget.end));
        let (seen, cancel) = (Rc::clone(&deadline), budget.cancel.clone());
        runtime.set_interrupt_handler(Some(Box::new(move || cancel.is_cancelled() || thread_time() >= seen.get())));
        let context = Context::full(&runtime).map_err(|error| engine_failed(&error))?;
        let reads = Reads::default();
        let describe = context.with(|ctx| {
            let prepared = prepare(&ctx, environment, variables, &reads);
            prepared.catch(&ctx).map_err(|error| to_js_error(&error))
        })?;
        Ok(Self { describe, context, component: component.to_owned(), deadline, budget: budget.clone(), reads })
    }

    /// Evaluates a module with its imports and returns the requested information as JSON.
    ///
    /// # Errors
    /// The thrown error, or the exceeded limit.
    pub(super) fn evaluate_to_json(&self, question: Question, path: &str) -> Result<String, JsError> {
        let Budget { end, total_time, module_time, watch, .. } = &self.budget;
        let start = thread_time();
        if start >= *end {
            return Err(JsError::limit(format!("not evaluated: the app took longer than {total_time:?}")));
        }
        let too_long = || JsError::limit(format!("took longer than {module_time:?}"));
        let part = Part { component: self.component.clone(), module: path.to_owned() };
        if watch.is_stuck(&part) {
            return Err(too_long());
        }
        let deadline = start.saturating_add(*module_time).min(*end);
        self.deadline.set(deadline);
        let answer = watch.during(part, deadline.saturating_sub(start), || {
            self.context.with(|ctx| {
                let answer = self.evaluate(&ctx, question, path);
                answer.catch(&ctx).map_err(|error| to_js_error(&error))
            })
        });
        // The engine reports interrupts in several ways, so the clock decides.
        match answer {
            Err(_) if thread_time() >= *end => {
                Err(JsError::limit(format!("not evaluated to its end: the app took longer than {total_time:?}")))
            }
            Err(_) if thread_time() >= deadline => Err(too_long()),
            answer => answer,
        }
    }

    /// Returns the variables without a known value that code read since the last call, each once.
    pub(super) fn take_reads(&self) -> Vec<UnknownVariable> {
        let mut seen = BTreeSet::new();
        let reads = std::mem::take(&mut *self.reads.borrow_mut());
        reads.into_iter().filter(|read| seen.insert(read.name.clone())).collect()
    }

    fn evaluate(&self, ctx: &Ctx<'_>, question: Question, path: &str) -> rquickjs::Result<String> {
        // `import(path)` would call an export with the name `then`, which could return other exports.
        let source = format!("export * as namespace from {};", serde_json::Value::from(path));
        let (module, evaluation) = Module::declare(ctx.clone(), format!("convex-ops:{path}"), source)?.eval()?;
        evaluation.finish::<()>()?;
        let namespace: Object<'_> = module.get("namespace")?;
        self.describe.clone().restore(ctx)?.call((question.name(), namespace, path))
    }
}

/// Maximum number of noted reads of variables.
const MAX_READS: usize = 1024;

/// Installs the globals and returns the function that describes modules.
fn prepare(
    ctx: &Ctx<'_>,
    environment: ModuleEnvironment,
    variables: Variables<'_>,
    reads: &Reads,
) -> rquickjs::Result<Persistent<Function<'static>>> {
    let describe: Function<'_> = ctx.eval(DESCRIBE)?;
    let web: Function<'_> = ctx.eval(WEB)?;
    let node: Function<'_> = ctx.eval(NODE)?;
    let given = Object::new(ctx.clone())?;
    for (name, value) in variables.given {
        given.set(name.as_str(), value.as_str())?;
    }
    let named = Object::new(ctx.clone())?;
    for name in variables.names.into_iter().flatten().filter(|name| !variables.given.contains_key(*name)) {
        named.set(name.as_str(), true)?;
    }
    let reads = Rc::clone(reads);
    let note = Function::new(ctx.clone(), move |name: String, is_set: bool, stack: Option<String>| {
        let place = stack.as_deref().and_then(first_position);
        let mut reads = reads.borrow_mut();
        if reads.len() < MAX_READS {
            reads.push(UnknownVariable { name, is_set, place });
        }
    })?;
    web.call::<_, ()>((given, named, variables.rules.name(), Function::new(ctx.clone(), parse_url)?, note))?;
    if environment == ModuleEnvironment::Node {
        node.call::<_, ()>(())?;
    }
    Ok(Persistent::save(ctx, describe))
}

/// Parses a URL and returns the properties of a browser's `URL`, as JSON.
#[expect(clippy::needless_pass_by_value, reason = "rquickjs passes arguments by value")]
fn parse_url(href: String, base: rquickjs::function::Opt<Option<String>>) -> Option<String> {
    let base = base.0.flatten().map(|base| url::Url::parse(&base)).transpose().ok()?;
    let url = url::Url::options().base_url(base.as_ref()).parse(&href).ok()?;
    let hostname = url.host_str().unwrap_or_default().to_owned();
    let port = url.port().map(|port| port.to_string()).unwrap_or_default();
    let parts = [
        ("href", url.to_string()),
        ("origin", url.origin().ascii_serialization()),
        ("protocol", format!("{}:", url.scheme())),
        ("username", url.username().to_owned()),
        ("password", url.password().unwrap_or_default().to_owned()),
        ("host", if port.is_empty() { hostname.clone() } else { format!("{hostname}:{port}") }),
        ("hostname", hostname),
        ("port", port),
        ("pathname", url.path().to_owned()),
        ("search", url.query().filter(|query| !query.is_empty()).map(|query| format!("?{query}")).unwrap_or_default()),
        ("hash", url.fragment().filter(|hash| !hash.is_empty()).map(|hash| format!("#{hash}")).unwrap_or_default()),
    ];
    serde_json::to_string(&BTreeMap::from(parts)).ok()
}

fn engine_failed(error: &rquickjs::Error) -> JsError {
    JsError::limit(format!("cannot start the JavaScript engine: {error}"))
}

/// Converts an error of the engine. When memory is exhausted, the engine may throw `null`.
fn to_js_error(error: &CaughtError<'_>) -> JsError {
    match error {
        CaughtError::Exception(exception) => exception_to_js_error(exception),
        CaughtError::Value(value) if value.is_null() => JsError::limit("exceeded the memory limit"),
        CaughtError::Value(value) => JsError::new(format!("threw {}", display(value)), None),
        CaughtError::Error(rquickjs::Error::WouldBlock) => {
            JsError::new("waits for a promise that never resolves", None)
        }
        CaughtError::Error(error) => JsError::new(error.to_string(), None),
    }
}

fn exception_to_js_error(exception: &Exception<'_>) -> JsError {
    let message = exception.message().unwrap_or_default();
    if message == "out of memory" {
        return JsError::limit("exceeded the memory limit");
    }
    let name: Option<String> = exception.as_object().get("name").ok();
    let message = match name {
        Some(name) if !name.is_empty() && name != "Error" => format!("{name}: {message}"),
        _ => message,
    };
    let error = JsError::new(message, exception.stack().as_deref());
    let is_refused = exception.as_object().get::<_, Option<bool>>(REFUSED).is_ok_and(|mark| mark == Some(true));
    if is_refused { error.refused() } else { error }
}

fn display(value: &Value<'_>) -> String {
    value.as_string().and_then(|text| text.to_string().ok()).unwrap_or_else(|| value.type_name().to_owned())
}
