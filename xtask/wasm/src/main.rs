//! Writes the JavaScript of a WASM module, which all hosts share: `xtask-wasm <module> <folder> [--release]`. For a release, the
//! module has no names of functions.

use anyhow::{Context, Result};
use std::path::Path;
use std::{fs, io};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let module = arguments.next().context("usage: xtask-wasm <module> <folder> [--release]")?;
    let folder = arguments.next().context("usage: xtask-wasm <module> <folder> [--release]")?;
    let release = arguments.next().is_some_and(|argument| argument == "--release");
    // The package contains the whole folder.
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error).context(folder),
        _ => {}
    }
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?.omit_default_module_path(false);
    bindgen.remove_name_section(release).remove_producers_section(release);
    bindgen.input_path(module).typescript(true).out_name("convex_ops").generate(Path::new(&folder))
}
