//! `staunch` keeps secrets on the server.
//!
//! ```text
//!  disk, open buffers ─► project ─► Sketch ─► Facts ─► graph ─► flow ─► rules ─► findings ─► fixes
//!                                   (syntax)                                    └► server (LSP), cli
//! ```
//!
//! Rooms, lowest first; a room uses only rooms before it (a test holds this):
//! [`text`], [`secrets`], [`syntax`], [`project`], [`graph`], [`flow`], [`rules`], [`fixes`], [`analysis`], then
//! [`server`] and [`cli`], which never see each other.

pub mod analysis;
pub mod cli;
pub mod fixes;
pub mod flow;
pub mod graph;
pub mod project;
pub mod rules;
pub mod secrets;
pub mod server;
pub mod syntax;
pub mod text;
