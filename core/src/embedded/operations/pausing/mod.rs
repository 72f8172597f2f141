//! Pausing a deployment, and letting it go on.

mod pause_deployment;
mod paused;
mod unpause_deployment;
