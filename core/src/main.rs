//! The `convex-ops` command.
fn main() {}
