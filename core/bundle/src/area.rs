//! The folders whose files may be bundled.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, Result, bail};
use rolldown_plugin::{HookLoadArgs, HookLoadReturn, HookUsage, Plugin, SharedLoadPluginContext};

/// A plugin that refuses files outside of some folders, with all links followed, and records those that are bundled.
#[derive(Debug)]
pub(crate) struct Area {
    /// The folders; empty if all files may be bundled.
    folders: Vec<PathBuf>,
    bundled: Mutex<BTreeSet<PathBuf>>,
    /// Files that were refused. The bundler's own error does not say why.
    refused: Mutex<BTreeSet<PathBuf>>,
}

impl Area {
    /// Opens the folders.
    pub(crate) fn open(folders: &[PathBuf]) -> Result<Self> {
        let real =
            |folder: &PathBuf| fs::canonicalize(folder).with_context(|| format!("cannot open `{}`", folder.display()));
        Ok(Self {
            folders: folders.iter().map(real).collect::<Result<_>>()?,
            bundled: Mutex::default(),
            refused: Mutex::default(),
        })
    }

    /// Returns the files that were bundled.
    pub(crate) fn bundled(&self) -> BTreeSet<PathBuf> {
        self.bundled.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns why files were refused, a line each.
    pub(crate) fn refusals(&self) -> String {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let line =
            |path: &PathBuf| format!("\nthe import leads out of the project and its packages: {}", path.display());
        refused.iter().map(line).collect()
    }

    fn check(&self, path: &Path) -> Result<()> {
        // Modules without a file have other names.
        let Ok(file) = fs::canonicalize(path) else { return Ok(()) };
        if !self.folders.is_empty() && !self.folders.iter().any(|folder| file.starts_with(folder)) {
            self.refused.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
            bail!("cannot load a file outside of the project");
        }
        self.bundled.lock().unwrap_or_else(PoisonError::into_inner).insert(file);
        Ok(())
    }
}

impl Plugin for Area {
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed("area")
    }

    fn register_hook_usage(&self) -> HookUsage {
        HookUsage::Load
    }

    async fn load(&self, _: SharedLoadPluginContext, args: &HookLoadArgs<'_>) -> HookLoadReturn {
        self.check(Path::new(args.id))?;
        Ok(None)
    }
}
