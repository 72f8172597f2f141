//! Surfaces as surface files: what [`Surface::parse`] reads.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json, json};

use super::{
    AuthProvider, Component, Cron, Function, FunctionKind, Part, Route, Surface, TokenVerification, Visibility,
};
use crate::value::to_encoded;

impl Serialize for Surface {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        component(&self.root).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Surface {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        Self::parse(text.get()).map_err(serde::de::Error::custom)
    }
}

fn component(component: &Component) -> Json {
    let mut members = Map::new();
    let mut add = |name: &str, value: Option<Json>| {
        if let Some(value) = value {
            members.insert(name.to_owned(), value);
        }
    };
    add("schema", component.schema.known().map(|schema| json!(schema)));
    add("functions", functions(component));
    add(
        "crons",
        component.crons.known().map(|crons| crons.iter().map(|(name, of)| (name.clone(), cron(of))).collect()),
    );
    let variables = component.environment_variables.known().map(|variables| {
        let variable = |(name, variable): (&String, &super::EnvironmentVariable)| {
            json!({"name": name, "required": variable.required, "validator": variable.validator})
        };
        variables.iter().map(variable).collect()
    });
    add("environmentVariables", variables);
    add("authProviders", component.auth_providers.known().map(|list| list.iter().map(provider).collect()));
    let children = component.components.known();
    add(
        "components",
        children.map(|all| all.iter().map(|(name, of)| (name.to_string(), self::component(of))).collect()),
    );
    if !component.locations.is_empty() {
        add("locations", Some(json!(component.locations)));
    }
    Json::Object(members)
}

/// Returns functions and routes as `npx convex function-spec` lists them.
fn functions(component: &Component) -> Option<Json> {
    let Part::Known(functions) = &component.functions else { return None };
    let routes = component.routes.known().into_iter().flatten();
    let functions = functions.iter().map(|(name, of)| function(name.as_str(), of));
    Some(functions.chain(routes.map(route)).collect())
}

fn function(name: &str, function: &Function) -> Json {
    let visibility = match function.visibility {
        Visibility::Public => "public",
        Visibility::Internal => "internal",
    };
    json!({
        "identifier": name,
        "functionType": function.kind,
        "visibility": {"kind": visibility},
        "args": function.args(),
        "returns": function.returns(),
    })
}

fn route(route: &Route) -> Json {
    json!({"functionType": FunctionKind::HttpAction, "method": route.method, "path": route.path.to_string()})
}

fn cron(cron: &Cron) -> Json {
    json!({"name": cron.target, "args": [to_encoded(&cron.args)], "schedule": cron.schedule})
}

fn provider(provider: &AuthProvider) -> Json {
    let AuthProvider { domain, application_id, verification } = provider;
    match verification {
        TokenVerification::Discovery => json!({"domain": domain, "applicationID": application_id}),
        TokenVerification::Keys { jwks, algorithm } => json!({
            "type": "customJwt", "issuer": domain, "applicationID": application_id, "jwks": jwks, "algorithm": algorithm,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_surface_is_read_as_the_same() {
        let text = r#"{
            "schema": {"schemaValidation": true, "tables": [{"tableName": "t", "indexes":
                [{"indexDescriptor": "by_a", "fields": ["a"]}], "documentType": {"type": "any"}}]},
            "functions": [
                {"identifier": "a.js:f", "functionType": "Mutation", "visibility": {"kind": "internal"},
                 "args": {"type": "object", "value": {}}},
                {"functionType": "HttpAction", "method": "GET", "path": "/files/*"}],
            "crons": {"wipe": {"name": "a:f", "args": [{"n": {"$integer": "AQAAAAAAAAA="}}], "schedule": {"type": "interval"}}},
            "environmentVariables": [{"name": "KEY", "required": true, "validator": {"type": "string"}}],
            "authProviders": [{"domain": "a.example", "applicationID": "x"}, {"type": "customJwt", "issuer": "b",
                "jwks": "https://b/keys", "algorithm": "ES256"}],
            "components": {"inner": {"schema": null}},
            "locations": {"tables": {"t": {"file": "schema.ts", "line": 3}}}
        }"#;
        let surface = Surface::parse(text).unwrap();
        let written = serde_json::to_string(&surface).unwrap();
        assert_eq!(Surface::parse(&written).unwrap(), surface);
        assert_eq!(serde_json::from_str::<Surface>(&written).unwrap(), surface);
    }

    #[test]
    fn unknown_part_stays_unknown() {
        let surface = Surface::parse(r#"{"functions": []}"#).unwrap();
        assert_eq!(serde_json::to_string(&surface).unwrap(), r#"{"functions":[]}"#);
    }
}
