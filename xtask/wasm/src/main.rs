//! Writes the JavaScript of a WASM module for each host: `xtask-wasm <module> <folder> [--release]`. For a release, the module
//! has no names of functions.

use anyhow::{Context, Result};
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let module = arguments.next().context("usage: xtask-wasm <module> <folder> [--release]")?;
    let folder = arguments.next().context("usage: xtask-wasm <module> <folder> [--release]")?;
    let release = arguments.next().is_some_and(|argument| argument == "--release");
    let write = |host, choose| write(&module, Path::new(&folder), host, release, choose);
    write("web", |bindgen| {
        bindgen.web(true)?.omit_default_module_path(false);
        Ok(())
    })?;
    write("bundler", |bindgen| bindgen.bundler(true).map(drop))?;
    write("nodejs", |bindgen| bindgen.nodejs_module(true).map(drop))
}

/// Writes the JavaScript for one host into `folder/<host>/`.
fn write(module: &str, folder: &Path, host: &str, release: bool, choose: fn(&mut Bindgen) -> Result<()>) -> Result<()> {
    let mut bindgen = Bindgen::new();
    choose(&mut bindgen)?;
    bindgen.remove_name_section(release).remove_producers_section(release);
    bindgen.input_path(module).typescript(true).out_name("convex_ops").generate(folder.join(host))
}
