//! UniFFI's own generator, of exactly the version that the core is built with: `xtask-uniffi generate --help`.

fn main() {
    uniffi::uniffi_bindgen_main();
}
