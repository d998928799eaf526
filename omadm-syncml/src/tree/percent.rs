//! Percent coding of names.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The bytes behind the percent signs; signs without digits stay as they are.
pub(crate) fn percent_decode(segment: &str) -> Cow<'_, [u8]> {
    if !segment.contains('%') {
        return Cow::Borrowed(segment.as_bytes());
    }
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut decoded = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let coded = match (first, tail) {
            (b'%', [high, low, after @ ..]) => {
                digit(high).zip(digit(low)).map(|(high, low)| (high, low, after))
            }
            _ => None,
        };
        match coded {
            Some((high, low, after)) => {
                decoded.push(high << 4 | low);
                rest = after;
            }
            None => {
                decoded.push(*first);
                rest = tail;
            }
        }
    }
    Cow::Owned(decoded)
}

pub(super) fn decode_segment(segment: &str) -> Cow<'_, str> {
    match percent_decode(segment) {
        Cow::Borrowed(_) => Cow::Borrowed(segment),
        // Only texts that passed `Check::segment` get here, so this is UTF-8.
        Cow::Owned(bytes) => String::from_utf8(bytes).map_or(Cow::Borrowed(segment), Cow::Owned),
    }
}

/// Appends a name, percent-coding every byte that RFC 2396 does not allow in a segment.
pub(super) fn push_encoded(text: &mut String, name: &str) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let hex = |digit: u8| HEX.get(usize::from(digit)).copied().unwrap_or('0');
    for byte in name.bytes() {
        let plain = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'-' | b'_'
                    | b'.'
                    | b'!'
                    | b'~'
                    | b'*'
                    | b'\''
                    | b'('
                    | b')'
                    | b':'
                    | b'@'
                    | b'&'
                    | b'='
                    | b'+'
                    | b'$'
                    | b','
                    | b';'
            );
        if plain {
            text.push(char::from(byte));
        } else {
            text.extend(['%', hex(byte >> 4), hex(byte & 0xF)]);
        }
    }
}
