//! What several tests stand on.

pub mod app;
pub mod client;
