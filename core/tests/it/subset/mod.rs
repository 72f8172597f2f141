//! Exact inclusion: proofs by enumeration, laws, and the corpus of cases.

mod cases;
mod conservative;
mod enumeration;
mod laws;
mod universe;
mod unknown;
