//! Numbers by hashes: what makes finding a name one step, with constants as with tables made at run time.

use alloc::borrow::Cow;
use alloc::vec::Vec;

/// A hash table that is a sorted list: the first bits of a hash say where in the list to look.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Index {
    /// Where the entries of each bucket begin, and where the last ends; the number of buckets is a power of two.
    pub(super) starts: Cow<'static, [u32]>,
    /// Hash and number, ascending.
    pub(super) entries: Cow<'static, [(u64, u32)]>,
}

impl Index {
    /// No entries.
    pub(super) const EMPTY: Index = Index::from_static(&[0, 0, 0], &[]);

    pub(super) const fn from_static(starts: &'static [u32], entries: &'static [(u64, u32)]) -> Self {
        Index { starts: Cow::Borrowed(starts), entries: Cow::Borrowed(entries) }
    }

    /// At most `u32::MAX` entries: rows are counted before.
    pub(super) fn new(mut entries: Vec<(u64, u32)>) -> Self {
        entries.sort_unstable();
        entries.dedup();
        let buckets = entries.len().next_power_of_two().max(2);
        let shift = shift(buckets);
        let mut starts = Vec::with_capacity(buckets + 1);
        for (at, (hash, _)) in (0_u32..).zip(&entries) {
            let bucket = usize::try_from(hash >> shift).unwrap_or_default();
            starts.resize(starts.len().max(bucket + 1), at);
        }
        starts.resize(buckets + 1, u32::try_from(entries.len()).unwrap_or(u32::MAX));
        Index { starts: Cow::Owned(starts), entries: Cow::Owned(entries) }
    }

    /// The entries with this hash.
    #[inline]
    pub(super) fn get(&self, hash: u64) -> &[(u64, u32)] {
        let bucket = usize::try_from(hash >> shift(self.starts.len().saturating_sub(1))).unwrap_or_default();
        let bounds = self.starts.get(bucket..).and_then(|starts| starts.first_chunk::<2>());
        let [first, end] =
            bounds.copied().unwrap_or_default().map(|at| usize::try_from(at).unwrap_or_default());
        let mut found = self.entries.get(first..end).unwrap_or_default();
        // A bucket holds one entry or two.
        while let Some(((candidate, _), rest)) = found.split_first()
            && *candidate < hash
        {
            found = rest;
        }
        while let Some(((candidate, _), rest)) = found.split_last()
            && *candidate > hash
        {
            found = rest;
        }
        found
    }
}

/// How far to shift a hash so that the bits are left that number the bucket.
fn shift(buckets: usize) -> u32 {
    64 - buckets.max(2).trailing_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_and_nothing_else() {
        let mut state = 1_u64;
        for count in [0_u32, 1, 2, 3, 64, 1000] {
            let mut entries = Vec::new();
            for number in 0..count {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                // Some twice, some in one bucket with others.
                let hash = if number % 7 == 0 { state | 0xffff_0000_0000_0000 } else { state };
                entries.push((hash, number));
                if number % 5 == 0 {
                    entries.push((hash, number + count));
                }
            }
            let index = Index::new(entries.clone());
            entries.sort_unstable();
            for (hash, number) in &entries {
                let found = index.get(*hash);
                assert!(found.contains(&(*hash, *number)));
                assert!(found.iter().all(|(candidate, _)| candidate == hash));
                assert!(index.get(hash.wrapping_add(1)).iter().all(|(c, _)| *c == hash.wrapping_add(1)));
            }
            for hash in [0, u64::MAX, 1 << 63] {
                assert_eq!(index.get(hash).len(), entries.iter().filter(|(c, _)| *c == hash).count());
            }
        }
        assert_eq!(Index::new(Vec::new()), Index::EMPTY);
    }
}
