//! What every decoder of the family shares.
//!
//! | module | holds |
//! |---|---|
//! | crate root | [`DecodeOptions`] ([`Mode`], [`Limits`], [`Recovery`]), [`Error`] with kind, offset and path, [`Warning`] and [`WarningSink`] |
//! | `base64` (feature `alloc`) | both alphabets of RFC 4648, a group of letters at a time, long texts by vector instructions (feature `simd`) |
//! | [`character`] | what XML and its binary form may contain |
//! | `hex` (feature `alloc`), [`constant_time_eq`] | what digests are written in and compared with |
//! | `xml` (feature `xml`) | a bounded, namespace-aware pull reader that refuses what XML 1.0 refuses, and a writer that cannot produce ill-formed XML |
//!
//! No I/O, no clock, no global state, no `unsafe`. The crate is `no_std`; without feature `alloc` it does not even
//! need an allocator. Feature `std` (default) lets the XML reader and writer search with the SIMD instructions that the
//! processor turns out to have.
//!
//! ```
//! use mgmt_wire::{DecodeOptions, Limit, Mode};
//!
//! let mut options = DecodeOptions::strict();
//! options.limits.depth = 16;
//! assert_eq!(options.mode, Mode::Strict);
//! assert_eq!(Limit::Depth.name(), "depth");
//! ```
#![no_std]
#![deny(clippy::alloc_instead_of_core, clippy::std_instead_of_alloc, clippy::std_instead_of_core)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

#[cfg(feature = "alloc")]
pub mod base64;
pub mod character;
mod error;
#[cfg(feature = "alloc")]
pub mod hex;
mod limits;
mod options;
mod secret;
mod warning;
#[cfg(feature = "xml")]
pub mod xml;

#[cfg(feature = "alloc")]
pub use error::Error;
pub use error::{Kind, Located};
pub use limits::{Limit, Limits};
pub use options::{ControlCharacters, DecodeOptions, Mode, Recovery};
pub use secret::constant_time_eq;
pub use warning::{Warning, WarningSink};

/// Compiles and runs the examples of the README.
#[cfg(all(doctest, feature = "xml"))]
#[doc = include_str!("../README.md")]
struct ReadmeDoctests;
