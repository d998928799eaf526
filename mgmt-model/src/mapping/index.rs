//! Numbers by hashes: what makes finding a name one step, with constants as with tables made at run time.

use crate::ErrorKind;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// A hash table that is a sorted list: the first bits of a hash say where in the list to look. The texts stand in one
/// piece in the same order, so that a look-up touches three places of memory and not the rows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Index {
    /// Where the entries of each bucket begin, and where the last ends; the number of buckets is a power of two.
    pub(super) starts: Cow<'static, [u32]>,
    /// Ascending.
    pub(super) entries: Cow<'static, [Entry]>,
    /// What the entries are found by.
    pub(super) texts: Cow<'static, str>,
}

/// A text in an [`Index`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    /// Of the text.
    pub(super) hash: u64,
    /// What it stands for.
    pub(super) number: u32,
    /// Where the text ends; it begins where the one before ends.
    pub(super) end: u32,
}

/// Hash, number and text, as an index is made from.
pub(super) type Row<'t> = (u64, u32, &'t str);

impl Index {
    /// No entries.
    pub(super) const EMPTY: Index = Index::from_static(&[0, 0, 0], &[], "");

    pub(super) const fn from_static(
        starts: &'static [u32],
        entries: &'static [Entry],
        texts: &'static str,
    ) -> Self {
        Index { starts: Cow::Borrowed(starts), entries: Cow::Borrowed(entries), texts: Cow::Borrowed(texts) }
    }

    /// # Errors
    ///
    /// `OutOfRange` for more than 4 GiB of texts.
    pub(super) fn new(mut rows: Vec<Row<'_>>) -> Result<Self, ErrorKind> {
        rows.sort_unstable();
        rows.dedup();
        let buckets = rows.len().next_power_of_two().max(2);
        let shift = shift(buckets);
        let mut starts = Vec::with_capacity(buckets + 1);
        let mut entries = Vec::with_capacity(rows.len());
        let mut texts = String::with_capacity(rows.iter().map(|(.., text)| text.len()).sum());
        for (at, (hash, number, text)) in (0_u32..).zip(rows) {
            let bucket = usize::try_from(hash >> shift).unwrap_or_default();
            starts.resize(starts.len().max(bucket + 1), at);
            texts.push_str(text);
            let end = u32::try_from(texts.len()).map_err(|_| ErrorKind::OutOfRange("length of texts"))?;
            entries.push(Entry { hash, number, end });
        }
        starts.resize(buckets + 1, u32::try_from(entries.len()).unwrap_or(u32::MAX));
        Ok(Index { starts: Cow::Owned(starts), entries: Cow::Owned(entries), texts: Cow::Owned(texts) })
    }

    /// The numbers and texts with this hash.
    #[inline]
    pub(super) fn get(&self, hash: u64) -> Found<'_> {
        let bucket = usize::try_from(hash >> shift(self.starts.len().saturating_sub(1))).unwrap_or_default();
        let bounds = self.starts.get(bucket..).and_then(|starts| starts.first_chunk::<2>());
        let [first, end] =
            bounds.copied().unwrap_or_default().map(|at| usize::try_from(at).unwrap_or_default());
        let entries = self.entries.get(first..end).unwrap_or_default();
        let begin = match first.checked_sub(1).filter(|_| !entries.is_empty()) {
            Some(before) => self.entries.get(before).map_or(0, |entry| entry.end),
            None => 0,
        };
        let mut found = Found { hash, begin, entries: entries.iter(), texts: &self.texts };
        found.skip_others();
        found
    }
}

/// The entries of a hash.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found<'i> {
    hash: u64,
    begin: u32,
    entries: core::slice::Iter<'i, Entry>,
    texts: &'i str,
}

impl Found<'_> {
    /// A bucket holds an entry or two, ascending.
    fn skip_others(&mut self) {
        while let Some(entry) = self.entries.as_slice().first()
            && entry.hash != self.hash
        {
            self.begin = entry.end;
            self.entries.next();
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.as_slice().is_empty()
    }
}

impl<'i> Iterator for Found<'i> {
    type Item = (u32, &'i str);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        let (begin, end) = (usize::try_from(self.begin).ok()?, usize::try_from(entry.end).ok()?);
        self.begin = entry.end;
        self.skip_others();
        Some((entry.number, self.texts.get(begin..end)?))
    }
}

/// How far to shift a hash so that the bits are left that number the bucket.
fn shift(buckets: usize) -> u32 {
    64 - buckets.max(2).trailing_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn every_entry_is_found_and_nothing_else() {
        let mut state = 1_u64;
        for count in [0_u32, 1, 2, 3, 64, 1000] {
            let texts: Vec<String> = (0..2 * count).map(|number| number.to_string()).collect();
            let mut rows: Vec<Row<'_>> = Vec::new();
            for number in 0..count {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                // Some twice, some in one bucket with others.
                let hash = if number % 7 == 0 { state | 0xffff_0000_0000_0000 } else { state };
                rows.push((hash, number, &texts[number as usize]));
                if number % 5 == 0 {
                    rows.push((hash, number + count, &texts[(number + count) as usize]));
                }
            }
            let index = Index::new(rows.clone()).unwrap();
            let with = |hash| rows.iter().filter(move |(candidate, ..)| *candidate == hash);
            for (hash, number, text) in &rows {
                let found: Vec<_> = index.get(*hash).collect();
                assert!(found.contains(&(*number, *text)));
                assert_eq!(found.len(), with(*hash).count());
                assert_eq!(index.get(hash.wrapping_add(1)).count(), with(hash.wrapping_add(1)).count());
            }
            for hash in [0, u64::MAX, 1 << 63] {
                assert_eq!(index.get(hash).is_empty(), with(hash).next().is_none());
            }
        }
        assert_eq!(Index::new(Vec::new()).unwrap(), Index::EMPTY);
    }
}
