//! SHA-256 (FIPS 180-4), only to check the generated inputs against the table.

pub fn first_16_hex_digits(bytes: &[u8]) -> String {
    digest(bytes)[..2].iter().map(|word| format!("{word:08x}")).collect()
}

/// The first `n` primes.
fn primes(n: usize) -> impl Iterator<Item = u32> {
    (2_u32..).filter(|p| (2..*p).take_while(|d| d * d <= *p).all(|d| p % d != 0)).take(n)
}

/// The first 32 bits of the fractional part of a root, by integer arithmetic: the largest `r` with
/// `r^k <= p * 2^(32k)`.
fn root(p: u32, k: u32) -> u32 {
    let fits = |r: u128| {
        // r < 2^36 and p < 2^9; the cube needs 108 bits, the scaled prime 105.
        r.pow(k) <= u128::from(p) << (32 * k)
    };
    let mut r: u128 = 0;
    for bit in (0..37).rev() {
        if fits(r | 1 << bit) {
            r |= 1 << bit;
        }
    }
    (r & 0xffff_ffff) as u32
}

fn digest(bytes: &[u8]) -> [u32; 8] {
    let k: Vec<u32> = primes(64).map(|p| root(p, 3)).collect();
    let mut state: [u32; 8] = std::array::from_fn(|i| root(primes(8).nth(i).unwrap(), 2));
    let whole = bytes.len() / 64 * 64;
    for block in bytes[..whole].chunks_exact(64) {
        compress(&mut state, block, &k);
    }
    let mut tail = bytes[whole..].to_vec();
    tail.push(0x80);
    while tail.len() % 64 != 56 {
        tail.push(0);
    }
    tail.extend((bytes.len() as u64 * 8).to_be_bytes());
    for block in tail.chunks_exact(64) {
        compress(&mut state, block, &k);
    }
    state
}

fn compress(state: &mut [u32; 8], block: &[u8], k: &[u32]) {
    let mut w = [0_u32; 64];
    for (word, bytes) in w.iter_mut().zip(block.chunks_exact(4)) {
        *word = u32::from_be_bytes(bytes.try_into().unwrap());
    }
    for i in 16..64 {
        let s0 = w[i - 15].rotate_right(7) ^ w[i - 15].rotate_right(18) ^ (w[i - 15] >> 3);
        let s1 = w[i - 2].rotate_right(17) ^ w[i - 2].rotate_right(19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16].wrapping_add(s0).wrapping_add(w[i - 7]).wrapping_add(s1);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for i in 0..64 {
        let s1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choose = (e & f) ^ (!e & g);
        let t1 = h.wrapping_add(s1).wrapping_add(choose).wrapping_add(k[i]).wrapping_add(w[i]);
        let s0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let t2 = s0.wrapping_add(majority);
        (h, g, f, e, d, c, b, a) = (g, f, e, d.wrapping_add(t1), c, b, a, t1.wrapping_add(t2));
    }
    for (word, add) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(add);
    }
}
