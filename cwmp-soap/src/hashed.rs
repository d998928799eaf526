//! The maps and sets behind lookups by name, whose order nobody sees.
//!
//! Names come from the other side, so hashing must be keyed with what it cannot guess. Only `std` has such a key;
//! without it the maps are ordered trees, which need none.

#[cfg(not(feature = "std"))]
pub(crate) use alloc::collections::{BTreeMap as HashMap, BTreeSet as HashSet};
#[cfg(feature = "std")]
pub(crate) use std::collections::{HashMap, HashSet};

/// A set that will hold about this many.
#[cfg(feature = "std")]
pub(crate) fn set_for<T>(len: usize) -> HashSet<T> {
    HashSet::with_capacity(len)
}

/// A set; trees reserve nothing.
#[cfg(not(feature = "std"))]
pub(crate) fn set_for<T>(_: usize) -> HashSet<T> {
    HashSet::new()
}
