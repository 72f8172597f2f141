//! UniFFI's generator, in the version used by the core: `xtask-uniffi generate --help`.

fn main() {
    uniffi::uniffi_bindgen_main();
}
