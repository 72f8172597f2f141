//! Pauses and resumes deployments.

mod pause_deployment;
mod pause_state;
mod unpause_deployment;
