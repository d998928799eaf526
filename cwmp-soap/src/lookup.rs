//! The maps and sets behind look-ups by name, whose order nobody sees.
//!
//! Names come from the other side, so hashing must be keyed with what it cannot guess. Only `std` has such a key;
//! without it they are ordered trees, which need none (bulk data costs 1.15 to 1.7 times the instructions then).

#[cfg(not(feature = "std"))]
pub(crate) use alloc::collections::{BTreeMap as Map, BTreeSet as Set};
#[cfg(feature = "std")]
pub(crate) use std::collections::{HashMap as Map, HashSet as Set};

/// A set that will hold about this many.
#[cfg(feature = "std")]
pub(crate) fn set_for<T>(len: usize) -> Set<T> {
    Set::with_capacity(len)
}

/// A set; trees reserve nothing.
#[cfg(not(feature = "std"))]
pub(crate) fn set_for<T>(_: usize) -> Set<T> {
    Set::new()
}
