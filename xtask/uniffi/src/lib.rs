//! The core as a library that other languages load.

convex_ops::uniffi_reexport_scaffolding!();
