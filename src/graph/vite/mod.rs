//! What Vite's bundlers see that Next's do not: they put all modules into one scope, and look through it.

pub mod beyond;
mod body;
mod called;
#[cfg(test)]
mod seen;
pub mod small;
