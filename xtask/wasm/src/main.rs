//! Writes the JavaScript of a WASM module for each host: `xtask-wasm <module> <folder>`.

use anyhow::{Context, Result};
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let module = arguments.next().context("usage: xtask-wasm <module> <folder>")?;
    let folder = arguments.next().context("usage: xtask-wasm <module> <folder>")?;
    let folder = Path::new(&folder);
    write(&module, folder, "web", |bindgen| {
        bindgen.web(true)?.omit_default_module_path(false);
        Ok(())
    })?;
    write(&module, folder, "bundler", |bindgen| bindgen.bundler(true).map(drop))?;
    write(&module, folder, "nodejs", |bindgen| bindgen.nodejs_module(true).map(drop))
}

/// Writes the JavaScript for one host into `folder/<host>/`.
fn write(module: &str, folder: &Path, host: &str, choose: fn(&mut Bindgen) -> Result<()>) -> Result<()> {
    let mut bindgen = Bindgen::new();
    choose(&mut bindgen)?;
    bindgen.input_path(module).typescript(true).out_name("convex_ops").generate(folder.join(host))
}
