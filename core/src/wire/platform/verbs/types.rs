//! The JSON Schemas of the results of verbs.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value};

use crate::api::teams::Member;
use crate::handles::{
    AuditEvent, Backup, Copied, DeployKey, Deployment, DeploymentPath, Identity, MetricUsage, NewDeployKey, Progress,
    Project, Rotation, Team, Token,
};
use crate::release::{DryRun, Release};

/// Returns the types that verbs return, by name.
#[must_use]
pub fn definitions() -> Map<String, Value> {
    fn one<T: JsonSchema>(generator: &mut SchemaGenerator) {
        generator.subschema_for::<T>();
    }
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    for add in [
        one::<AuditEvent>,
        one::<Backup>,
        one::<Copied>,
        one::<DeployKey>,
        one::<Deployment>,
        one::<DryRun>,
        one::<DeploymentPath>,
        one::<Identity>,
        one::<Member>,
        one::<MetricUsage>,
        one::<NewDeployKey>,
        one::<Progress>,
        one::<Project>,
        one::<Release>,
        one::<Rotation>,
        one::<Team>,
        one::<Token>,
    ] {
        add(&mut generator);
    }
    generator.take_definitions(true)
}
