//! Compares one description of an API with the declarations.

use super::shape::{Object, Schemas, Shape, name};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the differences between the declarations of one interface and its description.
pub(super) fn differences(api: &str, description: &Value, catalogue: &Value) -> Vec<String> {
    let mut declared: BTreeMap<(String, &str), &Value> = BTreeMap::new();
    for operation in catalogue["operations"].as_array().unwrap().iter().filter(|operation| operation["api"] == api) {
        let route = (operation["method"].as_str().unwrap().to_lowercase(), operation["path"].as_str().unwrap());
        assert!(declared.insert(route, operation).is_none(), "declared twice: {operation}");
    }
    let mut found = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, described) in methods.as_object().unwrap() {
            match declared.remove(&(method.clone(), path.as_str())) {
                Some(operation) => found.extend(Comparison::new(operation, description, catalogue).run(described)),
                None => found.push(format!("{api} {} {path}: not declared", method.to_uppercase())),
            }
        }
    }
    found.extend(declared.values().map(|operation| format!("{}: not described", operation["id"].as_str().unwrap())));
    found
}

/// Compares one operation with its description.
struct Comparison<'a> {
    operation: &'a Value,
    described: Schemas<'a>,
    requests: Schemas<'a>,
    responses: Schemas<'a>,
    found: Vec<String>,
}

impl<'a> Comparison<'a> {
    fn new(operation: &'a Value, description: &'a Value, catalogue: &'a Value) -> Self {
        Self {
            operation,
            described: Schemas { definitions: &description["components"]["schemas"] },
            requests: Schemas { definitions: &catalogue["requests"] },
            responses: Schemas { definitions: &catalogue["responses"] },
            found: Vec::new(),
        }
    }

    fn run(mut self, described: &Value) -> Vec<String> {
        let mut request = as_object(self.requests.shape(&self.operation["request"]));
        self.parameters(described, &mut request);
        self.body(described, request);
        self.answer(described);
        self.credentials(described);
        self.found
    }

    fn differs(&mut self, difference: impl std::fmt::Display) {
        self.found.push(format!("{}: {difference}", self.operation["id"].as_str().unwrap()));
    }

    /// Removes the parameters from the request, so that the body remains.
    fn parameters(&mut self, described: &Value, request: &mut Fields) {
        let mut queries: BTreeSet<_> = self.operation["query"].as_array().unwrap().iter().map(text).collect();
        for parameter in described["parameters"].as_array().into_iter().flatten() {
            let (name, place) = (text(&parameter["name"]), text(&parameter["in"]));
            let in_query = place == "query";
            if in_query && !queries.remove(&name) {
                self.differs(format_args!("query `{name}` is not declared"));
                continue;
            }
            let field = if in_query { name.clone() } else { camel_case(&name) };
            let Some((ours, required)) = request.take(&field) else {
                self.differs(format_args!("{place} `{name}` has no field"));
                continue;
            };
            if required != parameter["required"].as_bool().unwrap_or_default() {
                self.differs(format_args!("{place} `{name}` is required: {required}"));
            }
            if parameter.get("schema").is_some() {
                let theirs = self.described.shape(&parameter["schema"]);
                self.compare(&format!("{place}.{name}"), &ours, &theirs, Side::Request);
            }
        }
        for name in queries {
            request.take(&name);
            self.differs(format_args!("query `{name}` is not described"));
        }
    }

    fn body(&mut self, described: &Value, request: Fields) {
        let content = described.pointer("/requestBody/content/application~1json/schema");
        let theirs = match (content, described.pointer("/requestBody/required")) {
            (None, _) => "none",
            (Some(_), Some(Value::Bool(true))) => "required",
            (Some(_), _) => "optional",
        };
        let ours = self.operation["body"].as_str().unwrap();
        if ours != theirs {
            self.differs(format_args!("body: is {ours}, described as {theirs}"));
        }
        match content {
            Some(content) => {
                let theirs = self.described.shape(content);
                self.compare("body", &request.into_shape(), &theirs, Side::Request);
            }
            None => request.names().iter().for_each(|name| self.differs(format_args!("body.{name}: not described"))),
        }
    }

    fn answer(&mut self, described: &Value) {
        let status = self.operation["status"].to_string();
        let Some(answer) = described["responses"].get(&status) else {
            return self.differs(format_args!("response status {status} is not described"));
        };
        let is_nothing = self.operation["response"]["type"] == "null";
        match answer.pointer("/content/application~1json/schema") {
            Some(schema) => {
                let ours = self.responses.shape(&self.operation["response"]);
                let theirs = self.described.shape(schema);
                self.compare("response", &ours, &theirs, Side::Response);
            }
            None if is_nothing => {}
            None => self.differs("response: described as nothing"),
        }
    }

    fn credentials(&mut self, described: &Value) {
        let Some(theirs) = described["security"].as_array().filter(|list| !list.is_empty()) else { return };
        let theirs: BTreeSet<_> = theirs.iter().flat_map(|one| one.as_object().unwrap().keys().cloned()).collect();
        let ours: BTreeSet<_> = self.operation["credentials"].as_array().unwrap().iter().map(text).collect();
        if ours != theirs {
            self.differs(format_args!("credentials: {ours:?}, described as {theirs:?}"));
        }
    }

    fn compare(&mut self, at: &str, ours: &Shape, theirs: &Shape, side: Side) {
        match (ours, theirs) {
            (Shape::Any, Shape::Any) => {}
            (Shape::Plain(ours), Shape::Plain(theirs)) if ours == theirs => {}
            (Shape::Text(ours), Shape::Text(theirs)) => self.compare_texts(at, ours, theirs),
            (Shape::Array(ours), Shape::Array(theirs)) => self.compare(&format!("{at}[]"), ours, theirs, side),
            (Shape::Object(ours), Shape::Object(theirs)) => self.compare_objects(at, ours, theirs, side),
            (Shape::Variants(ours), Shape::Variants(theirs)) => self.compare_variants(at, ours, theirs, side),
            _ => self.differs(format_args!("{at}: is {}, described as {}", name(ours), name(theirs))),
        }
    }

    /// A text without described values may still have known values.
    fn compare_texts(&mut self, at: &str, ours: &BTreeSet<String>, theirs: &BTreeSet<String>) {
        if theirs.is_empty() {
            return;
        }
        for value in ours.difference(theirs) {
            self.differs(format_args!("{at}: value `{value}` is not described"));
        }
        for value in theirs.difference(ours) {
            self.differs(format_args!("{at}: value `{value}` is not declared"));
        }
    }

    fn compare_objects(&mut self, at: &str, ours: &Object, theirs: &Object, side: Side) {
        for (name, shape) in &ours.properties {
            match theirs.properties.get(name) {
                Some(other) => self.compare(&format!("{at}.{name}"), shape, other, side),
                None => self.differs(format_args!("{at}.{name}: not described")),
            }
        }
        for name in theirs.properties.keys().filter(|name| !ours.properties.contains_key(*name)) {
            self.differs(format_args!("{at}.{name}: not declared"));
        }
        for name in ours.required.difference(&theirs.required) {
            self.differs(format_args!("{at}.{name}: described as optional"));
        }
        for name in theirs.required.difference(&ours.required) {
            self.differs(format_args!("{at}.{name}: described as required"));
        }
        if side == Side::Request && ours.closed != theirs.closed {
            let described = if theirs.closed { "closed" } else { "open" };
            self.differs(format_args!("{at}: described as {described}"));
        }
        match (&ours.others, &theirs.others) {
            (Some(ours), Some(theirs)) => self.compare(&format!("{at}.*"), ours, theirs, side),
            (None, None) => {}
            (ours, _) => self.differs(format_args!("{at}: has further members: {}", ours.is_some())),
        }
    }

    fn compare_variants(
        &mut self,
        at: &str,
        ours: &BTreeMap<String, Shape>,
        theirs: &BTreeMap<String, Shape>,
        side: Side,
    ) {
        for (key, shape) in ours {
            match theirs.get(key) {
                Some(other) => self.compare(&format!("{at}[{key}]"), shape, other, side),
                None => self.differs(format_args!("{at}[{key}]: not described")),
            }
        }
        for key in theirs.keys().filter(|key| !ours.contains_key(*key)) {
            self.differs(format_args!("{at}[{key}]: not declared"));
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Request,
    Response,
}

/// A request whose parameters are being removed; a union keeps them in all of its objects.
enum Fields {
    Object(Object),
    Other(Shape),
}

fn as_object(shape: Shape) -> Fields {
    match shape {
        Shape::Object(object) => Fields::Object(object),
        other => Fields::Other(other),
    }
}

impl Fields {
    fn take(&mut self, name: &str) -> Option<(Shape, bool)> {
        match self {
            Self::Object(object) => Some((object.properties.remove(name)?, object.required.remove(name))),
            Self::Other(Shape::Variants(variants)) => {
                let mut taken = None;
                for variant in variants.values_mut() {
                    let Shape::Object(object) = variant else { continue };
                    taken = object.properties.remove(name).map(|shape| (shape, object.required.remove(name)));
                }
                taken
            }
            Self::Other(_) => None,
        }
    }

    fn names(&self) -> Vec<String> {
        match self {
            Self::Object(object) => object.properties.keys().cloned().collect(),
            Self::Other(_) => Vec::new(),
        }
    }

    fn into_shape(self) -> Shape {
        match self {
            Self::Object(object) => Shape::Object(object),
            Self::Other(shape) => shape,
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// `team_id` is the field `teamId`.
fn camel_case(parameter: &str) -> String {
    let mut words = parameter.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}
