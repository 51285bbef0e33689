//! What several tests stand on.

pub mod app;
pub mod client;
pub mod random;
