//! What the steps need on the machine, how to see whether it is there, and how to get it.

use crate::shell::{command, in_ci, run, succeeds};
use crate::wasm;
use anyhow::{Result, bail};

/// Something that a step needs and the workspace doesn't bring.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tool {
    /// The compiler's formatter.
    Rustfmt,
    /// The compiler's linter.
    Clippy,
    /// The standard library for wasm32-unknown-unknown.
    WasmStd,
    /// Node.js, from 20 on, with npm.
    Node,
    /// Python, from 3.10 on, with venv.
    Python,
    /// cargo-deny.
    Deny,
}

impl Tool {
    /// The name that people know it by.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Tool::Rustfmt => "rustfmt",
            Tool::Clippy => "clippy",
            Tool::WasmStd => "standard library for wasm32-unknown-unknown",
            Tool::Node => "Node.js 20 or newer, with npm",
            Tool::Python => "Python 3.10 or newer, with venv",
            Tool::Deny => "cargo-deny",
        }
    }

    /// The command that installs it.
    pub(crate) fn install_command(self) -> &'static str {
        match self {
            Tool::Rustfmt => "rustup component add rustfmt",
            Tool::Clippy => "rustup component add clippy",
            // CI reaches package registries alone, and rustup's downloads are none.
            Tool::WasmStd if in_ci() => "bash .ci/wasm-std.sh",
            Tool::WasmStd => "rustup target add wasm32-unknown-unknown",
            Tool::Node => "apt-get install --yes nodejs npm",
            Tool::Python => "apt-get install --yes python3 python3-venv",
            Tool::Deny => "cargo install --locked cargo-deny",
        }
    }

    /// Whether the machine has it.
    pub(crate) fn is_there(self) -> bool {
        match self {
            Tool::Rustfmt => succeeds("cargo fmt --version"),
            Tool::Clippy => succeeds("cargo clippy --version"),
            Tool::WasmStd => wasm::environment().is_ok(),
            Tool::Node => {
                succeeds("node --eval process.exit(parseInt(process.versions.node)<20)") && succeeds("npm -v")
            }
            Tool::Python => succeeds("python3 -c __import__('ensurepip');0/(__import__('sys').version_info>=(3,10))"),
            Tool::Deny => succeeds("cargo deny --version"),
        }
    }

    /// Installs it.
    pub(crate) fn install(self) -> Result<()> {
        run(&mut command(self.install_command()))?;
        if !self.is_there() {
            bail!("`{}` succeeded, but {} is still not there", self.install_command(), self.name());
        }
        Ok(())
    }
}
