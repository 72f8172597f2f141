//! Tools that steps need: detects and installs them.

use crate::package;
use crate::shell::{command, in_ci, program, run, succeeds};
use crate::wasm;
use anyhow::{Result, bail};

/// Fails in older versions of Node.
const NODE_20: &str = "process.exitCode = Number(parseInt(process.versions.node) < 20)";

/// Fails in older versions of Python, and without the modules for virtual environments.
const PYTHON_3_10: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";

/// Adds the target of the released command.
const ADD_MUSL: &str = if cfg!(target_arch = "aarch64") {
    "rustup target add aarch64-unknown-linux-musl"
} else {
    "rustup target add x86_64-unknown-linux-musl"
};

/// A tool that steps need and the workspace does not contain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tool {
    /// The formatter of the Rust toolchain.
    Rustfmt,
    /// The linter of the Rust toolchain.
    Clippy,
    /// The standard library for wasm32-unknown-unknown.
    WasmStd,
    /// Git, for revisions of apps.
    Git,
    /// Node.js 20 or newer, with npm.
    Node,
    /// Python 3.10 or newer, with venv.
    Python,
    /// Chromium, for the tests of the WASM package.
    Chromium,
    /// Ruby with the gem ffi, for the tests of the UniFFI binding.
    Ruby,
    /// A C++ compiler, for libFuzzer.
    Cxx,
    /// cargo-deny.
    Deny,
    /// The standard library and the C compiler for programs without shared libraries.
    Musl,
}

impl Tool {
    /// Returns its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Tool::Rustfmt => "rustfmt",
            Tool::Clippy => "clippy",
            Tool::WasmStd => "standard library for wasm32-unknown-unknown",
            Tool::Git => "git",
            Tool::Node => "Node.js 20 or newer, with npm",
            Tool::Python => "Python 3.10 or newer, with venv",
            Tool::Chromium => "Chromium",
            Tool::Ruby => "Ruby with the gem ffi",
            Tool::Cxx => "a C++ compiler",
            Tool::Deny => "cargo-deny",
            Tool::Musl => "standard library and C compiler for musl",
        }
    }

    /// Returns the command that installs it.
    pub(crate) fn install_command(self) -> &'static str {
        self.install_commands().first().copied().unwrap_or_default()
    }

    /// Returns the commands to install it, in the order to try them.
    fn install_commands(self) -> &'static [&'static str] {
        match self {
            Tool::Rustfmt => &["rustup component add rustfmt"],
            Tool::Clippy => &["rustup component add clippy"],
            // CI has access to package registries only, not to rustup's downloads.
            Tool::WasmStd if in_ci() => &["bash .ci/wasm-std.sh"],
            Tool::WasmStd => &["rustup target add wasm32-unknown-unknown", "bash .ci/wasm-std.sh"],
            Tool::Git => &["apt-get install --yes git", "bash .ci/apt-install.sh git"],
            Tool::Node => &["apt-get install --yes nodejs npm", "bash .ci/apt-install.sh nodejs npm"],
            Tool::Python => {
                &["apt-get install --yes python3 python3-venv", "bash .ci/apt-install.sh python3 python3-venv"]
            }
            Tool::Chromium => &["apt-get install --yes chromium", "bash .ci/apt-install.sh chromium"],
            Tool::Ruby => &["apt-get install --yes ruby ruby-ffi", "bash .ci/apt-install.sh ruby ruby-ffi"],
            Tool::Cxx => &["apt-get install --yes g++", "bash .ci/apt-install.sh g++"],
            Tool::Deny => &["cargo install --locked cargo-deny"],
            Tool::Musl => &[ADD_MUSL, "apt-get install --yes musl-tools", "bash .ci/apt-install.sh musl-tools"],
        }
    }

    /// Checks if it is installed.
    pub(crate) fn is_installed(self) -> bool {
        match self {
            Tool::Rustfmt => succeeds(&mut command("cargo fmt --version")),
            Tool::Clippy => succeeds(&mut command("cargo clippy --version")),
            Tool::WasmStd => wasm::environment().is_ok(),
            Tool::Git => succeeds(&mut command("git --version")),
            Tool::Node => {
                succeeds(program("node").args(["--eval", NODE_20])) && succeeds(&mut command("npm --version"))
            }
            Tool::Python => succeeds(program("python3").args(["-c", PYTHON_3_10])),
            Tool::Chromium => succeeds(program(wasm::chromium()).arg("--version")),
            Tool::Ruby => succeeds(&mut command("ruby -rffi --version")),
            Tool::Cxx => succeeds(&mut command("c++ --version")),
            Tool::Deny => succeeds(&mut command("cargo deny --version")),
            Tool::Musl => {
                wasm::has_std(package::command::TARGET).is_ok_and(|has| has)
                    && succeeds(program(package::command::COMPILER).arg("--version"))
            }
        }
    }

    /// Installs it.
    pub(crate) fn install(self) -> Result<()> {
        for line in self.install_commands() {
            if let Err(error) = run(&mut command(line)) {
                println!("{error:#}");
            }
            if self.is_installed() {
                return Ok(());
            }
        }
        bail!("cannot install {}", self.name())
    }
}
