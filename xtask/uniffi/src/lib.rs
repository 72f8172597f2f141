//! The core as a dynamic library for other languages.

convex_ops::uniffi_reexport_scaffolding!();
