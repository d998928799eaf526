//! Random choices that are the same in every run.

/// The xorshift64* generator: small, and good enough to choose cases.
///
/// ```
/// let mut random = mgmt_testkit::random::Random::new(7);
/// assert!((0..100).all(|_| random.below(10) < 10));
/// ```
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The choices of this seed; any but 0.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Random(seed.max(1))
    }

    /// A number below the bound; 0 when there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap_or(usize::MAX) % bound.max(1)
    }

    /// Whether something happens that does so once in so many times.
    pub fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }

    /// The numbers below `count` in any order.
    pub fn order(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last, self.below(last + 1));
        }
        order
    }
}
