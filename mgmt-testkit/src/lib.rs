//! Test support of the family; never published, never a dependency of a library.
//!
//! | module | holds |
//! |---|---|
//! | [`alloc`] | a counting global allocator: peak heap and number of allocations of one call |
//! | [`cases`] | input files with the expected output beside them; `BLESS=1` rewrites |
//! | [`mod@corpus`] | real traffic outside the repository, named by the environment |
//! | [`hostile`] | the hostile inputs of `hostile/cases.tsv`: bytes, expected outcomes, bounds, and the runner |
//! | [`random`] | choices that are the same in every run |

pub mod alloc;
pub mod cases;
pub mod corpus;
pub mod hostile;
pub mod random;

pub use corpus::{corpus, files, oracle};
