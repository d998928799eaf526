//! Base64 in its two alphabets (RFC 4648, clauses 4 and 5).

use crate::error::{ErrorKind, WarningKind};
use alloc::vec::Vec;
use mgmt_wire::{Located, Warning, WarningSink};

/// Which base64 a format prescribes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `+/` and padding: text, LwM2M JSON.
    Standard,
    /// `-_` and no padding: SenML.
    UrlSafe,
}

const STANDARD_ONLY: u8 = 0x40;
const URL_SAFE_ONLY: u8 = 0x80;
/// Both bits: no letter of base64, or, over a whole text, letters of both alphabets.
const INVALID: u8 = STANDARD_ONLY | URL_SAFE_ONLY;

/// The value of each letter, with a bit for those that only one alphabet has.
const VALUES: [u8; 256] = {
    let mut values = [INVALID; 256];
    let mut letter = 0_u8;
    while letter < 128 {
        #[allow(clippy::indexing_slicing)] // In a constant: a wrong index does not compile.
        {
            values[letter as usize] = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'a'..=b'z' => letter - b'a' + 26,
                b'0'..=b'9' => letter - b'0' + 52,
                b'+' => 62 | STANDARD_ONLY,
                b'/' => 63 | STANDARD_ONLY,
                b'-' => 62 | URL_SAFE_ONLY,
                b'_' => 63 | URL_SAFE_ONLY,
                _ => INVALID,
            };
        }
        letter += 1;
    }
    values
};

/// For each place in a group of four letters, what a letter there adds to the three bytes of the group (the lower
/// ones of a word) and, in the highest byte, its bits of [`VALUES`]. A group is then four look-ups and three ORs.
const PLACES: [[u32; 256]; 4] = [place(18), place(12), place(6), place(0)];

const fn place(shift: u32) -> [u32; 256] {
    let mut words = [0; 256];
    let mut letter = 0;
    while letter < 256 {
        #[allow(clippy::indexing_slicing)] // In a constant: a wrong index does not compile.
        {
            let value = VALUES[letter] as u32;
            words[letter] = (value & 0x3f) << shift | (value & INVALID as u32) << 24;
        }
        letter += 1;
    }
    words
}

fn value(letter: u8) -> u8 {
    VALUES.get(usize::from(letter)).copied().unwrap_or(INVALID)
}

/// The three bytes that four letters stand for, below the bits of all letters.
#[inline(always)]
fn group([a, b, c, d]: [u8; 4]) -> u32 {
    let [first, second, third, fourth] = &PLACES;
    let word = |place: &[u32; 256], letter: u8| place.get(usize::from(letter)).copied().unwrap_or(u32::MAX);
    word(first, a) | word(second, b) | word(third, c) | word(fourth, d)
}

/// Decodes `text`, which stands at `offset`. In lenient mode, the other alphabet, padding where there should be
/// none (and none where there should be some) and stray trailing bits are warnings.
pub(crate) fn decode(
    text: &str,
    form: Form,
    strict: bool,
    offset: usize,
    warnings: &mut dyn WarningSink<WarningKind>,
) -> Result<Vec<u8>, Located<ErrorKind>> {
    let all = text.as_bytes();
    let refuse = |what, position| Located::new(ErrorKind::InvalidBase64(what), offset + position);
    let letters = match all {
        [letters @ .., b'=', b'='] | [letters @ .., b'='] => letters,
        letters => letters,
    };
    let padded = letters.len() != all.len();
    if letters.len() % 4 == 1 || (padded && !all.len().is_multiple_of(4)) {
        return Err(refuse("length", all.len()));
    }
    let (quads, tail) = letters.as_chunks::<4>();
    // Room for the tail is made at once; the bytes of the whole groups are written in place, two groups at a time.
    let mut out = Vec::with_capacity(quads.len() * 3 + 2);
    out.resize(quads.len() * 3, 0);
    let (pairs, odd) = quads.as_chunks::<2>();
    let (sixes, rest) = out.as_chunks_mut::<6>();
    let mut met = 0;
    for (&[first, second], place) in pairs.iter().zip(sixes) {
        let (first, second) = (group(first), group(second));
        met |= first | second;
        let [_, _, a, b, c, d, e, f] = (u64::from(first) << 24 | u64::from(second & 0xff_ffff)).to_be_bytes();
        *place = [a, b, c, d, e, f];
    }
    if let ([last], [x, y, z]) = (odd, rest) {
        let last = group(*last);
        met |= last;
        [_, *x, *y, *z] = last.to_be_bytes();
    }
    let [mut met, ..] = met.to_be_bytes();
    let mut stray = 0;
    match *tail {
        [a, b] => {
            let (a, b) = (value(a), value(b));
            met |= a | b;
            out.push(a << 2 | (b & 0x30) >> 4);
            stray = b & 0x0f;
        }
        [a, b, c] => {
            let (a, b, c) = (value(a), value(b), value(c));
            met |= a | b | c;
            out.extend_from_slice(&[a << 2 | (b & 0x30) >> 4, b << 4 | (c & 0x3c) >> 2]);
            stray = c & 0x03;
        }
        _ => {}
    }
    if met & INVALID == INVALID {
        let position = letters.iter().position(|&letter| value(letter) == INVALID);
        return Err(refuse("alphabet", position.unwrap_or(0)));
    }
    let mut deviation = |is, warning, what| {
        if is && strict {
            return Err(refuse(what, 0));
        }
        if is {
            warnings.warn(Warning::new(warning, offset));
        }
        Ok(())
    };
    let (other, padding) = match form {
        Form::Standard => (URL_SAFE_ONLY, !padded && !all.len().is_multiple_of(4)),
        Form::UrlSafe => (STANDARD_ONLY, padded),
    };
    deviation(met & other != 0, WarningKind::Base64Alphabet, "alphabet")?;
    deviation(padding, WarningKind::Base64Padding, "padding")?;
    deviation(stray != 0, WarningKind::Base64TrailingBits, "trailing bits")?;
    Ok(out)
}

/// Appends `bytes` in base64.
pub(crate) fn encode(bytes: &[u8], form: Form, out: &mut Vec<u8>) {
    let alphabet: &[u8; 64] = match form {
        Form::Standard => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        Form::UrlSafe => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
    };
    let letter = |bits: u8| alphabet.get(usize::from(bits & 0x3f)).copied().unwrap_or(b'A');
    out.reserve(bytes.len().div_ceil(3) * 4);
    let (triples, tail) = bytes.as_chunks::<3>();
    for &[a, b, c] in triples {
        out.extend_from_slice(&[letter(a >> 2), letter(a << 4 | b >> 4), letter(b << 2 | c >> 6), letter(c)]);
    }
    match *tail {
        [a] => out.extend_from_slice(&[letter(a >> 2), letter(a << 4)]),
        [a, b] => out.extend_from_slice(&[letter(a >> 2), letter(a << 4 | b >> 4), letter(b << 2)]),
        _ => {}
    }
    if form == Form::Standard && !tail.is_empty() {
        out.extend(core::iter::repeat_n(b'=', 3 - tail.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str, form: Form, strict: bool) -> Result<(Vec<u8>, Vec<WarningKind>), ErrorKind> {
        let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
        let bytes = super::decode(text, form, strict, 0, &mut warnings).map_err(|error| error.kind)?;
        Ok((bytes, warnings.into_iter().map(|warning| warning.kind).collect()))
    }

    #[test]
    fn both_alphabets_with_and_without_padding() {
        let bytes = alloc::vec![0xfb, 0xff];
        use WarningKind::{Base64Alphabet, Base64Padding};
        for (text, form, warnings) in [
            ("-_8", Form::UrlSafe, &[][..]),
            ("-_8=", Form::UrlSafe, &[Base64Padding]),
            ("+/8", Form::UrlSafe, &[Base64Alphabet]),
            ("+/8=", Form::UrlSafe, &[Base64Alphabet, Base64Padding]),
            ("+/8=", Form::Standard, &[]),
            ("+/8", Form::Standard, &[Base64Padding]),
            ("-_8=", Form::Standard, &[Base64Alphabet]),
        ] {
            assert_eq!(decode(text, form, false), Ok((bytes.clone(), warnings.to_vec())), "{text}");
            assert_eq!(decode(text, form, true).is_ok(), warnings.is_empty(), "{text}");
        }
    }

    #[test]
    fn refused() {
        for text in ["A", "AAAAA", "=", "A=", "AA=", "AAA==", "AA=A", "A A", "+_AA", "\u{e4}A"] {
            assert!(decode(text, Form::UrlSafe, false).is_err(), "{text}");
        }
        assert_eq!(decode("AR", Form::UrlSafe, true), Err(ErrorKind::InvalidBase64("trailing bits")));
        assert_eq!(decode("AR", Form::UrlSafe, false).map(|(bytes, _)| bytes), Ok(alloc::vec![1]));
    }

    #[test]
    fn every_short_input_comes_back() {
        for length in 0..40_u8 {
            let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(101)).collect();
            for form in [Form::Standard, Form::UrlSafe] {
                let mut text = Vec::new();
                encode(&bytes, form, &mut text);
                let text = core::str::from_utf8(&text).unwrap();
                assert_eq!(decode(text, form, true), Ok((bytes.clone(), Vec::new())));
            }
        }
    }
}
