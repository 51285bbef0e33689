//! What Vite's bundlers make of the calls of functions and of constants: all modules stand in one scope, which they look
//! through.

mod body;
mod called;
pub mod held;
#[cfg(test)]
mod seen;
pub mod small;
