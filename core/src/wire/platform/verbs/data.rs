//! Verbs of a deployment's data.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::super::receiver::Receiver;
use super::teams::NoArguments;
use crate::api::Bytes;
use crate::api::imports::{ImportFormat, ImportMode};
use crate::api::usage::UsageMetric;
use crate::error::{Error, Result};
use crate::handles::{Copied, DeploymentPath, Download, ImportSource, MetricUsage};

pub(super) async fn usage(on: Receiver, _: NoArguments) -> Result<BTreeMap<UsageMetric, MetricUsage>> {
    on.deployment()?.usage().current().await
}

/// A file to import, by its path or as bytes, and how.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Import {
    path: Option<PathBuf>,
    bytes: Option<Bytes>,
    table: Option<String>,
    component: Option<String>,
    format: Option<ImportFormat>,
    mode: Option<ImportMode>,
}

pub(super) async fn import(on: Receiver, options: Import) -> Result<Copied> {
    let source: ImportSource = match (options.path, options.bytes) {
        (Some(path), None) => path.into(),
        (None, Some(bytes)) => bytes.0.into(),
        (None, None) => {
            return Err(Error::invalid_input("missing file of the import: neither a path nor bytes are given"));
        }
        (Some(_), Some(_)) => return Err(Error::invalid_input("both a path and bytes are given: use one of them")),
    };
    let mut import = on.deployment()?.import_data(source).reporter(on.reporter).mode(options.mode.unwrap_or_default());
    if let Some(table) = options.table {
        import = import.table(table);
    }
    if let Some(component) = options.component {
        import = import.component(component);
    }
    if let Some(format) = options.format {
        import = import.format(format);
    }
    import.await
}

/// Options of an export.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Export {
    #[serde(default)]
    include_storage: bool,
    component: Option<String>,
    timeout_ms: Option<u64>,
}

pub(super) async fn export(on: Receiver, options: Export) -> Result<Download> {
    let mut export = on.deployment()?.export().reporter(on.reporter).include_storage(options.include_storage);
    if let Some(component) = options.component {
        export = export.component(component);
    }
    if let Some(timeout) = options.timeout_ms {
        export = export.timeout(Duration::from_millis(timeout));
    }
    export.await
}

/// The deployment to copy from.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Copy {
    source: DeploymentPath,
    #[serde(default)]
    include_storage: bool,
}

pub(super) async fn copy(on: Receiver, copy: Copy) -> Result<Copied> {
    let source = on.deployment_at(&copy.source)?;
    let target = on.deployment()?;
    target.copy_data_from(&source).reporter(on.reporter).include_storage(copy.include_storage).await
}
