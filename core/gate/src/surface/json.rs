//! JSON forms of a surface, and their conversion to a [`Component`].

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{
    AuthProvider, Component, Cron, EnvironmentVariable, Function, FunctionKind, FunctionName, LeftOut, Locations,
    ModuleProblem, Part, Route, TokenVerification, UnreadExport, Visibility,
};
use crate::error::{Error, Result};
use crate::json;
use crate::schema::{PackedValidator, Schema, Validator};
use crate::value::{Encoding, Fields, Name, Value, decode};

/// The module with the HTTP routes.
const HTTP: &str = "http.js";

/// The module with the crons.
const CRONS: &str = "crons.js";

const PARTS: &str = "schema, functions, crons, environmentVariables, authProviders, components";

pub(super) fn parse(text: &str) -> Result<Component> {
    match text.trim_start().bytes().next() {
        Some(b'[') => {
            let functions: Functions = json::from_str(text)?;
            if functions.functions.is_empty() && functions.routes.is_empty() {
                return Err(Error::invalid_input("not a surface: an empty list")
                    .help("use {\"functions\": []} for an app that is known to have no functions"));
            }
            Ok(ComponentJson { functions: Part::Known(functions), ..Default::default() }.into())
        }
        Some(b'"') => Schema::parse(text).map(schema_alone),
        _ => match json::from_str::<ComponentJson>(text) {
            Ok(surface) if surface.tables.is_some() => Schema::parse(text).map(schema_alone),
            Ok(surface) if surface.is_empty() => Err(Error::invalid_input("not a surface: it has none of its members")
                .help(format!(
                    "use an object with some of {PARTS}, or a schema with `tables`; a JavaScript promise, map or class \
                     instance becomes an empty object"
                ))),
            Ok(surface) => Ok(surface.into()),
            // A schema may have members from the future.
            Err(_) if has_tables(text) => Schema::parse(text).map(schema_alone),
            Err(error) if error.info().message.starts_with("unknown field") => {
                Err(error.help(format!("use an object with some of {PARTS}: the members of a surface")))
            }
            Err(error) => Err(error),
        },
    }
}

fn schema_alone(schema: Schema) -> Component {
    Component { schema: Part::Known(Some(schema)), ..Component::default() }
}

fn has_tables(text: &str) -> bool {
    json::from_str::<BTreeMap<String, IgnoredAny>>(text).is_ok_and(|members| members.contains_key("tables"))
}

#[derive(Default, Deserialize)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    expecting = "a surface: an object with some of schema, functions, crons, environmentVariables, authProviders, \
                 components"
)]
struct ComponentJson {
    #[serde(default)]
    schema: Part<Option<SchemaForm>>,
    #[serde(default)]
    functions: Part<Functions>,
    #[serde(default)]
    crons: Part<CronsForm>,
    #[serde(default)]
    environment_variables: Part<Vec<EnvironmentVariableJson>>,
    #[serde(default)]
    auth_providers: Part<Vec<AuthProviderJson>>,
    #[serde(default)]
    components: Part<BTreeMap<Name, ComponentJson>>,
    /// Modules that have no functions, beside those of `functions`.
    #[serde(default)]
    modules: BTreeSet<String>,
    #[serde(default)]
    problems: Vec<ModuleProblem>,
    #[serde(default)]
    left_out: Vec<LeftOut>,
    #[serde(default)]
    locations: Locations,
    #[serde(default)]
    tables: Option<IgnoredAny>,
    #[serde(default, rename = "schemaValidation")]
    _schema_validation: Option<IgnoredAny>,
    /// The deployment, in the output of `npx convex function-spec`.
    #[serde(default, rename = "url")]
    _url: Option<IgnoredAny>,
}

impl ComponentJson {
    fn is_empty(&self) -> bool {
        self.schema.is_unknown()
            && self.functions.is_unknown()
            && self.crons.is_unknown()
            && self.environment_variables.is_unknown()
            && self.auth_providers.is_unknown()
            && self.components.is_unknown()
    }
}

/// Reads a part: an absent member is unknown (serde's default), `null` is known and empty.
impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for Part<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::Known(Option::<T>::deserialize(deserializer)?.unwrap_or_default()))
    }
}

impl<T> Part<T> {
    fn map<U>(self, change: impl FnOnce(T) -> U) -> Part<U> {
        match self {
            Self::Known(part) => Part::Known(change(part)),
            Self::Unknown => Part::Unknown,
        }
    }
}

impl From<ComponentJson> for Component {
    fn from(json: ComponentJson) -> Self {
        let mut modules = json.modules;
        let mut unread_exports = BTreeMap::new();
        let (functions, routes, listed_crons) = match json.functions {
            Part::Known(Functions { functions, routes, crons, modules: listed, unread }) => {
                modules.extend(listed);
                unread_exports = unread;
                (Part::Known(functions), Part::Known(routes), crons)
            }
            Part::Unknown => (Part::Unknown, Part::Unknown, None),
        };
        // A part whose module could not be read is unknown, even if other modules are known.
        let is_unread =
            |module: &str| json.problems.iter().any(|problem| problem.module == module) && !modules.contains(module);
        let crons = json.crons.map(|crons| crons.0);
        Self {
            schema: json.schema.map(|schema| schema.map(|form| form.0)),
            functions,
            routes: if is_unread(HTTP) { Part::Unknown } else { routes },
            crons: match (crons, listed_crons) {
                (Part::Unknown, _) if is_unread(CRONS) => Part::Unknown,
                (Part::Unknown, Some(listed)) => Part::Known(listed),
                (given, _) => given,
            },
            modules,
            problems: json.problems,
            left_out: json.left_out,
            unread_exports,
            environment_variables: json
                .environment_variables
                .map(|list| list.into_iter().map(EnvironmentVariableJson::entry).collect()),
            auth_providers: json.auth_providers.map(|list| list.into_iter().map(AuthProvider::from).collect()),
            components: json
                .components
                .map(|children| children.into_iter().map(|(name, child)| (name, child.into())).collect()),
            locations: json.locations,
        }
    }
}

/// A schema as an object, or as the JSON string that `schema.export()` returns.
struct SchemaForm(Schema);

impl<'de> Deserialize<'de> for SchemaForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Schema::parse(raw.get()).map(Self).map_err(D::Error::custom)
    }
}

/// Functions as `npx convex function-spec` lists them, or by module as a push's analysis does.
#[derive(Default)]
struct Functions {
    functions: BTreeMap<FunctionName, Function>,
    routes: BTreeSet<Route>,
    crons: Option<BTreeMap<String, Cron>>,
    modules: BTreeSet<String>,
    unread: BTreeMap<String, UnreadExport>,
}

impl<'de> Deserialize<'de> for Functions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FunctionsVisitor)
    }
}

struct FunctionsVisitor;

impl<'de> Visitor<'de> for FunctionsVisitor {
    type Value = Functions;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the functions: a list as `npx convex function-spec` prints it, or an analysis by module")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Functions, A::Error> {
        let mut functions = Functions::default();
        while let Some(entry) = list.next_element::<FunctionJson>()? {
            functions.add(entry, None).map_err(A::Error::custom)?;
        }
        Ok(functions)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut modules: A) -> Result<Functions, A::Error> {
        let mut functions = Functions { crons: Some(BTreeMap::new()), ..Functions::default() };
        while let Some((path, module)) = modules.next_entry::<String, ModuleJson>()? {
            for entry in module.functions {
                functions.add(entry, Some(&path)).map_err(A::Error::custom)?;
            }
            let routes = module.http_routes.unwrap_or_default().into_iter();
            functions.routes.extend(routes.map(|HttpRouteJson { route }| Route::new(&route.method, &route.path)));
            for (identifier, cron) in module.cron_specs.unwrap_or_default() {
                functions.crons.get_or_insert_default().insert(identifier, cron.into());
            }
            functions.unread.extend(module.unread_export.map(|unread| (path.clone(), unread)));
            functions.modules.insert(path);
        }
        Ok(functions)
    }
}

impl Functions {
    fn add(&mut self, entry: FunctionJson, module: Option<&str>) -> Result<(), String> {
        let kind = entry.function_type.ok_or("a function has no `functionType`")?;
        if kind == FunctionKind::HttpAction {
            if let (Some(method), Some(path)) = (entry.method, entry.path) {
                self.routes.insert(Route::new(&method, &path));
            }
            return Ok(());
        }
        let name = match (module, entry.identifier) {
            (None, Some(identifier)) => FunctionName::new(&identifier),
            (Some(module), Some(name)) => FunctionName::new(&format!("{module}:{name}")),
            (_, None) => return Err("a function has no `identifier`".to_owned()),
        };
        let visibility = entry.visibility.map(|visibility| visibility.kind).unwrap_or_default();
        let function = Function::packed(kind, visibility, entry.args.0, entry.returns.0);
        match self.functions.entry(name) {
            Entry::Occupied(there) => Err(format!("duplicate function `{}`", there.key())),
            Entry::Vacant(place) => {
                if !self.modules.contains(place.key().module()) {
                    self.modules.insert(place.key().module().to_owned());
                }
                place.insert(function);
                Ok(())
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a function: an object with `identifier` and `functionType`")]
struct FunctionJson {
    #[serde(alias = "name")]
    identifier: Option<String>,
    #[serde(alias = "udfType")]
    function_type: Option<FunctionKind>,
    visibility: Option<VisibilityJson>,
    #[serde(default)]
    args: ValidatorForm,
    #[serde(default)]
    returns: ValidatorForm,
    method: Option<String>,
    path: Option<String>,
}

#[derive(Deserialize)]
struct VisibilityJson {
    kind: Visibility,
}

/// A validator, the JSON string of one, or `null`; `any` counts as no validator.
#[derive(Default)]
struct ValidatorForm(Option<PackedValidator>);

impl ValidatorForm {
    fn new(validator: PackedValidator) -> Self {
        Self(Some(validator).filter(|validator| !validator.is_any()))
    }
}

impl<'de> Deserialize<'de> for ValidatorForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FormVisitor;
        impl<'de> Visitor<'de> for FormVisitor {
            type Value = ValidatorForm;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a validator, or a JSON string that holds one")
            }

            fn visit_unit<E>(self) -> Result<ValidatorForm, E> {
                Ok(ValidatorForm(None))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<ValidatorForm, E> {
                let validator = json::from_str::<Option<PackedValidator>>(text).map_err(E::custom)?;
                Ok(validator.map_or_else(ValidatorForm::default, ValidatorForm::new))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ValidatorForm, A::Error> {
                PackedValidator::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(ValidatorForm::new)
            }
        }
        deserializer.deserialize_any(FormVisitor)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ModuleJson {
    #[serde(default)]
    functions: Vec<FunctionJson>,
    unread_export: Option<UnreadExport>,
    http_routes: Option<Vec<HttpRouteJson>>,
    cron_specs: Option<Vec<(String, CronJson)>>,
}

#[derive(Deserialize)]
struct HttpRouteJson {
    route: RouteJson,
}

#[derive(Deserialize)]
struct RouteJson {
    method: String,
    path: String,
}

/// Crons as an object, or as the JSON string that `crons.export()` returns.
#[derive(Default)]
struct CronsForm(BTreeMap<String, Cron>);

impl<'de> Deserialize<'de> for CronsForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        let crons = if text.starts_with('"') {
            json::from_str::<String>(text).and_then(|text| json::from_str::<BTreeMap<String, CronJson>>(&text))
        } else {
            json::from_str::<BTreeMap<String, CronJson>>(text)
        };
        let crons = crons.map_err(D::Error::custom)?;
        Ok(Self(crons.into_iter().map(|(identifier, cron)| (identifier, cron.into())).collect()))
    }
}

#[derive(Deserialize)]
#[serde(expecting = "a cron: an object with `name`, `args` and `schedule`")]
struct CronJson {
    name: String,
    #[serde(default)]
    args: Vec<EncodedValue>,
    #[serde(default)]
    schedule: serde_json::Value,
}

struct EncodedValue(Value);

impl<'de> Deserialize<'de> for EncodedValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        decode(raw.get(), Encoding::Encoded).map(Self).map_err(D::Error::custom)
    }
}

impl From<CronJson> for Cron {
    fn from(json: CronJson) -> Self {
        Self {
            target: FunctionName::new(&json.name),
            args: json.args.into_iter().next().map_or_else(|| Value::Object(Fields::new()), |args| args.0),
            schedule: json.schedule,
        }
    }
}

#[derive(Deserialize)]
#[serde(expecting = "an environment variable: an object with `name` and `required`")]
struct EnvironmentVariableJson {
    name: String,
    required: bool,
    validator: Option<Validator>,
}

impl EnvironmentVariableJson {
    fn entry(self) -> (String, EnvironmentVariable) {
        (self.name, EnvironmentVariable { required: self.required, validator: self.validator })
    }
}

#[derive(Deserialize)]
#[serde(expecting = "an auth provider: an object with `domain` and `applicationID`")]
struct AuthProviderJson {
    #[serde(alias = "issuer")]
    domain: String,
    #[serde(rename = "applicationID")]
    application_id: Option<String>,
    r#type: Option<String>,
    jwks: Option<String>,
    algorithm: Option<String>,
}

impl From<AuthProviderJson> for AuthProvider {
    fn from(json: AuthProviderJson) -> Self {
        let verification = match json.r#type.as_deref() {
            Some("customJwt") => TokenVerification::Keys {
                jwks: json.jwks.unwrap_or_default(),
                algorithm: json.algorithm.unwrap_or_default(),
            },
            _ => TokenVerification::Discovery,
        };
        Self { domain: json.domain, application_id: json.application_id, verification }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn module_analysis_parses_like_function_spec() {
        let analysis = r#"{"functions": {
            "messages.js": {"functions": [{"name": "list", "pos": null, "udfType": "Query", "visibility": {"kind": "public"},
                "args": "{\"type\":\"object\",\"value\":{}}", "returns": "null"}], "httpRoutes": null, "cronSpecs": null},
            "crons.js": {"functions": [], "httpRoutes": [{"route": {"path": "/hello", "method": "GET"}, "pos": null}],
                "cronSpecs": [["wipe", {"name": "messages:list", "args": [{}], "schedule": {"type": "interval", "hours": 1}}]]}
        }}"#;
        let spec = r#"{"url": "https://x.convex.cloud", "functions": [
            {"identifier": "messages.js:list", "functionType": "Query", "visibility": {"kind": "public"},
             "args": {"type": "object", "value": {}}, "returns": {"type": "any"}},
            {"functionType": "HttpAction", "method": "GET", "path": "/hello"}],
            "modules": ["crons.js"], "crons": "{\"wipe\": {\"name\": \"messages.js:list\", \"args\": [{}], \"schedule\": {\"type\": \"interval\", \"hours\": 1}}}"}"#;
        assert_eq!(parse(analysis).unwrap(), parse(spec).unwrap());
    }

    #[test]
    fn absent_part_is_unknown_and_null_part_is_none() {
        let component = parse(r#"{"schema": null, "crons": {}}"#).unwrap();
        assert_eq!(component.schema, Part::Known(None));
        assert_eq!(component.crons, Part::Known(BTreeMap::new()));
        assert!(component.functions.is_unknown() && component.components.is_unknown());
    }

    #[test]
    fn other_json_file_is_refused() {
        assert!(parse(r#"{"name": "app", "dependencies": {}}"#).unwrap_err().to_string().contains("surface"));
    }

    #[test]
    fn misspelt_member_is_refused_with_its_place() {
        let error = |text| parse(text).unwrap_err().to_string();
        assert!(error(r#"{"schema": null, "functons": []}"#).contains("unknown field `functons`"));
        assert!(error(r#"{"components": {"a": {"shema": null}}}"#).contains("(at `.components.a"));
        assert!(parse(r#"{"components": {"a": {}}}"#).is_ok(), "a component may be unknown");
        assert!(parse(r#"{"url": "https://x.convex.cloud", "functions": []}"#).is_ok());
    }

    #[test]
    fn empty_input_is_refused() {
        for text in ["{}", "[]", " {} ", r#"{"url": "https://x.convex.cloud"}"#, r#"{"schemaValidation": true}"#] {
            assert!(parse(text).unwrap_err().to_string().contains("not a surface"), "{text}");
        }
        for text in ["null", "true", "7"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(r#"{"functions": []}"#).is_ok() && parse(r#"{"schema": null}"#).is_ok());
    }

    #[test]
    fn schema_keeps_members_from_the_future() {
        let table = r#"{"tableName": "t", "indexes": [], "documentType": {"type": "any"}, "retention": 7}"#;
        let schema = format!(r#"{{"tables": [{table}], "schemaValidation": true, "options": {{}}}}"#);
        assert!(parse(&schema).unwrap().schema.known().is_some());
        assert!(parse(&format!(r#"{{"schema": {schema}}}"#)).is_ok());
    }

    #[test]
    fn errors_contain_json_path() {
        let error = parse(r#"{"functions": [{"identifier": "a:b", "functionType": "Query", "args": {"type": "id"}}]}"#);
        assert_eq!(error.unwrap_err().info().location.path.as_deref(), Some(".functions[0].args"));
    }
}
