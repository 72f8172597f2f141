//! The binding of convex-ops.
