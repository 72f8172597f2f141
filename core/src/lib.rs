//! convex-ops
