//! Base64 in its two alphabets (RFC 4648, clauses 4 and 5).

use crate::error::{ErrorKind, WarningKind};
use alloc::vec::Vec;
use mgmt_wire::base64::{self, Alphabet};
use mgmt_wire::{Located, Warning, WarningSink};

/// Which base64 a format prescribes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `+/` and padding: text, LwM2M JSON.
    Standard,
    /// `-_` and no padding: SenML.
    UrlSafe,
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
    let decoded = base64::decode(letters).map_err(|position| refuse("alphabet", position))?;
    if decoded.standard && decoded.url_safe {
        return Err(refuse("alphabet", 0));
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
        Form::Standard => (decoded.url_safe, !padded && !all.len().is_multiple_of(4)),
        Form::UrlSafe => (decoded.standard, padded),
    };
    deviation(other, WarningKind::Base64Alphabet, "alphabet")?;
    deviation(padding, WarningKind::Base64Padding, "padding")?;
    deviation(decoded.stray_bits, WarningKind::Base64TrailingBits, "trailing bits")?;
    Ok(decoded.bytes)
}

/// Appends `bytes` in base64.
pub(crate) fn encode(bytes: &[u8], form: Form, out: &mut Vec<u8>) {
    match form {
        Form::Standard => {
            let start = out.len();
            base64::encode_to(bytes, Alphabet::Standard, out);
            out.resize(start + (out.len() - start).next_multiple_of(4), b'=');
        }
        Form::UrlSafe => base64::encode_to(bytes, Alphabet::UrlSafe, out),
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
