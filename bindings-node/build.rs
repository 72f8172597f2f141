//! Configures the linker for Node addons.

fn main() {
    napi_build::setup();
}
