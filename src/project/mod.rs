//! **project**: which files there are, what the app is, how a specifier resolves. The only room that reads the disk.
//!
//! Promises: regular files only, no symlinked folders followed, nothing executed, nothing written but what is asked for.
//! Never: judges what it reads.
