//! `testStreamingExportConnection`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};
use crate::model::Action;

/// Checks that the deployment exists, that the key may read its data, and that its plan includes streaming export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct TestStreamingExportConnection {}

impl Operation for TestStreamingExportConnection {
    type Response = ();

    const CONTRACT: Contract = Contract::data("testStreamingExportConnection", "GET /test_streaming_export_connection")
        .needs(&[Action::DeploymentDataView]);
}
