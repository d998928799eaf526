//! Whole groups by the vector instructions of the processor.

use super::{Alphabet, STANDARD_ONLY, URL_SAFE_ONLY};
use alloc::vec::Vec;
use base64_simd::{Base64, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Below so many letters the tables are as fast.
const WORTHWHILE: usize = 32;

/// The bytes of whole groups, with room for those of one more, and the bits of their letters in the highest byte.
/// `None` where there is a byte that is no letter, or letters of both alphabets: the tables tell more then.
pub(super) fn decode(quads: &[[u8; 4]]) -> Option<(Vec<u8>, u32)> {
    let letters = quads.as_flattened();
    if letters.len() < WORTHWHILE {
        return None;
    }
    let mut bytes = Vec::with_capacity(quads.len().saturating_add(1).saturating_mul(3));
    // Text of the other alphabet is refused at the first letter of its own, so the second look begins soon.
    for (codec, own, bit) in [(&STANDARD_NO_PAD, b"+/", STANDARD_ONLY), (&URL_SAFE_NO_PAD, b"-_", URL_SAFE_ONLY)]
    {
        if codec.decode_append(letters, &mut bytes).is_ok() {
            let met = if occurs(letters, *own) { u32::from(bit) << 24 } else { 0 };
            return Some((bytes, met));
        }
    }
    None
}

/// Whether one of the two letters is there: in long texts nearly always soon.
fn occurs(letters: &[u8], [one, other]: [u8; 2]) -> bool {
    // Without a way out in the middle, a block is compared by a few vector instructions.
    letters.chunks(64).any(|block| block.iter().fold(false, |met, &l| met | (l == one) | (l == other)))
}

/// Appends the letters of whole groups, or does nothing and says so.
pub(super) fn encode(triples: &[u8], alphabet: Alphabet, letters: &mut Vec<u8>) -> bool {
    if triples.len() < WORTHWHILE {
        return false;
    }
    let codec: &Base64 = match alphabet {
        Alphabet::Standard => &STANDARD_NO_PAD,
        Alphabet::UrlSafe => &URL_SAFE_NO_PAD,
    };
    codec.encode_append(triples, letters);
    true
}
