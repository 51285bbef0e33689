//! **graph**: modules per layer, their edges, what the browser reaches and by which chain.
//!
//! Promises: a *no* from the sketch graph is final; a *maybe* is confirmed with facts along the candidate chain only.
//! Never: knows secrets or values.
