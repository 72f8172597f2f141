//! The engine of builds that lack one.

use std::time::Duration;

use crate::api::Operation;
use crate::api::deployments::CloudDeployment;
use crate::api::exports::GetZipExport;
use crate::error::Result;
use crate::handles::{Engine, Pieces};
use crate::keys::Secret;

/// An engine that this build doesn't have: there is no value of it.
#[derive(Clone, Debug)]
pub enum Never {}

impl Engine for Never {
    async fn call<O: Operation>(&self, _: O) -> Result<O::Response> {
        match *self {}
    }

    async fn answers(&self, _: &str) -> bool {
        match *self {}
    }

    fn on_deployment(&self, _: &CloudDeployment, _: Secret) -> Result<Self> {
        match *self {}
    }

    async fn download(&self, _: GetZipExport) -> Result<Box<dyn Pieces>> {
        match *self {}
    }

    async fn sleep(&self, _: Duration) {
        match *self {}
    }
}
