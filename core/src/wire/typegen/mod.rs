//! The JSON Schema of all requests and answers. The types of other languages are generated from it.

mod input;

pub use input::{DataPartText, Json, SurfaceInput, ValidatorJson};

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::{
    BundleAnswer, CheckDataRequest, CheckRequest, MergeDataRequest, OfflineOperation, ParseKeyAnswer, ParseKeyRequest,
    PlaceRequest, RenderAnswer, RenderRequest, SubsetAnswer, SubsetRequest, SurfaceAnswer, ValidateAnswer,
    ValidateRequest, VerifyRequest,
};
use crate::compat::Verification;
use crate::compat::report::Report;
use crate::error::{ErrorInfo, ErrorKind};
use crate::plan::Plan;

/// Returns the schema bundle: `$defs` with every type, and the names of each operation's request and answer.
///
/// `requests` and `answers` list the types that occur in each. A type that occurs in both has one definition.
#[must_use]
pub fn bundle() -> Value {
    let mut requests = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    let mut answers = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut operations = Map::new();
    for operation in OfflineOperation::ALL {
        let (request, answer) = match operation {
            OfflineOperation::Check => (name::<CheckRequest>(&mut requests), name::<Report>(&mut answers)),
            OfflineOperation::Plan => (name::<CheckRequest>(&mut requests), name::<Plan>(&mut answers)),
            OfflineOperation::CheckData => {
                (name::<CheckDataRequest>(&mut requests), name::<DataPartText>(&mut answers))
            }
            OfflineOperation::MergeData => {
                (name::<MergeDataRequest>(&mut requests), name::<DataPartText>(&mut answers))
            }
            OfflineOperation::Subset => (name::<SubsetRequest>(&mut requests), name::<SubsetAnswer>(&mut answers)),
            OfflineOperation::Validate => {
                (name::<ValidateRequest>(&mut requests), name::<ValidateAnswer>(&mut answers))
            }
            OfflineOperation::Verify => (name::<VerifyRequest>(&mut requests), name::<Verification>(&mut answers)),
            OfflineOperation::Render => (name::<RenderRequest>(&mut requests), name::<RenderAnswer>(&mut answers)),
            OfflineOperation::Bundle => (name::<PlaceRequest>(&mut requests), name::<BundleAnswer>(&mut answers)),
            OfflineOperation::OpenSurface => (name::<PlaceRequest>(&mut requests), name::<SurfaceAnswer>(&mut answers)),
            OfflineOperation::ParseKey => {
                (name::<ParseKeyRequest>(&mut requests), name::<ParseKeyAnswer>(&mut answers))
            }
        };
        operations.insert(operation.to_string(), json!({ "request": request, "answer": answer }));
    }
    name::<ErrorInfo>(&mut answers);
    name::<ErrorKind>(&mut answers);
    // Schemas of `serde_json::Value` have no name; this type stands in for them.
    name::<Json>(&mut answers);
    let (requests, answers) = (requests.take_definitions(true), answers.take_definitions(true));
    let names = |types: &Map<String, Value>| types.keys().cloned().collect::<Vec<_>>();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "operations": operations,
        "requests": names(&requests),
        "answers": names(&answers),
        "$defs": requests.into_iter().chain(answers).collect::<Map<_, _>>(),
    })
}

/// Adds a type and its dependencies, and returns its name.
fn name<T: JsonSchema>(generator: &mut SchemaGenerator) -> String {
    generator.subschema_for::<T>();
    T::schema_name().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_operations_have_types_with_descriptions() {
        let bundle = bundle();
        for operation in OfflineOperation::ALL {
            for side in ["request", "answer"] {
                let name = bundle["operations"][operation.as_str()][side].as_str().unwrap();
                assert!(bundle["$defs"][name].is_object(), "{operation} {side} {name}");
            }
        }
        for (name, schema) in bundle["$defs"].as_object().unwrap() {
            assert!(schema["description"].is_string(), "{name} has no description");
        }
    }
}
