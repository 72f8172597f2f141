//! The interface to other languages.

mod platform;
