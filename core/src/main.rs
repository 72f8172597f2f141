//! The `convex-ops` command.

fn main() {
    std::process::exit(convex_ops::cli::run());
}
