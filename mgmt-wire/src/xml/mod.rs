//! Bounded XML in and out.
