//! Paths from text.

use super::{Level, MAX_ID, Path, PathErrorKind};
use crate::error::WarningKind;
#[cfg(any(feature = "json", feature = "cbor"))]
use alloc::vec::Vec;
use mgmt_wire::{DecodeOptions, Located, Warning, WarningSink};

impl Path {
    /// Reads a path: a slash before each of at most four identifiers, decimal digits without leading zeros, none
    /// above 65535 and no 65535 as object instance.
    ///
    /// # Errors
    /// The first rule broken, with its byte offset.
    pub fn parse(text: &str) -> Result<Path, Located<PathErrorKind>> {
        Path::read(text, true, true, &mut ())
    }

    /// Reads a path; in lenient mode the leading slash may be missing, a trailing slash and leading zeros may be
    /// there.
    ///
    /// # Errors
    /// The first rule broken, with its byte offset.
    pub fn decode(
        text: &str,
        options: &DecodeOptions,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Path, Located<PathErrorKind>> {
        Path::read(text, options.is_strict(), true, warnings)
    }

    /// Reads the name of a record, which may lack the leading slash: RFC 8428 and LwM2M contradict each other here.
    #[cfg(any(feature = "json", feature = "cbor"))]
    pub(crate) fn from_name(
        text: &str,
        strict: bool,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Path, Located<PathErrorKind>> {
        Path::read(text, strict, false, warnings)
    }

    /// Appends the text form; `/` for the root.
    #[cfg(any(feature = "json", feature = "cbor"))]
    pub(crate) fn push_to(self, out: &mut Vec<u8>) {
        if self.is_root() {
            out.push(b'/');
        }
        for id in self.ids() {
            out.push(b'/');
            crate::syntax::number::push_unsigned(out, id.into());
        }
    }

    /// The path of identifiers such as `6/0` below this one; `None` when the text is anything else, or an identifier
    /// is reserved.
    #[cfg(any(feature = "json", feature = "cbor"))]
    #[inline]
    pub(crate) fn join(self, relative: &[u8]) -> Option<Path> {
        self.below(relative, MAX_ID - 1)
    }

    /// Reads a path in its proper form; `None` for any other.
    #[inline]
    fn read_proper(text: &str) -> Option<Path> {
        let path = Path::ROOT.below(text.as_bytes().strip_prefix(b"/")?, MAX_ID)?;
        (path.instance_id() != Some(MAX_ID)).then_some(path)
    }

    /// The path of identifiers in their proper form below this one, none of them above `max`.
    #[inline(always)]
    fn below(self, segments: &[u8], max: u16) -> Option<Path> {
        let Path { mut ids, mut level } = self;
        let mut rest = segments;
        loop {
            let mut id = 0_u32;
            let mut digits = 0;
            while let Some(byte @ b'0'..=b'9') = rest.get(digits) {
                id = id.wrapping_mul(10).wrapping_add(u32::from(byte - b'0'));
                digits += 1;
            }
            // No digit after a leading zero, and with five nothing has wrapped.
            let is_proper = digits == 1 || matches!(digits, 2..=5) && rest.first() != Some(&b'0');
            if !is_proper || id > u32::from(max) {
                return None;
            }
            level = level.below()?;
            ids |= u64::from(id) << (64 - 16 * level as u32);
            match rest.get(digits) {
                None => return Some(Path { ids, level }),
                Some(b'/') => rest = rest.get(digits + 1..)?,
                Some(_) => return None,
            }
        }
    }

    #[inline]
    fn read(
        text: &str,
        strict: bool,
        slash: bool,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Path, Located<PathErrorKind>> {
        match Path::read_proper(text) {
            Some(path) => Ok(path),
            None => Path::read_odd(text, strict, slash, warnings),
        }
    }

    /// Reads a path that is not in its proper form: finds out what is wrong with it.
    fn read_odd(
        text: &str,
        strict: bool,
        slash: bool,
        warnings: &mut dyn WarningSink<WarningKind>,
    ) -> Result<Path, Located<PathErrorKind>> {
        let bytes = text.as_bytes();
        let mut path = Path::ROOT;
        let mut position = match bytes {
            [] => return Err(Located::new(PathErrorKind::Empty, 0)),
            [b'/'] => return Ok(path),
            [b'/', ..] => 1,
            _ if !slash => 0,
            _ if strict => return Err(Located::new(PathErrorKind::LeadingSlash, 0)),
            _ => {
                warnings.warn(Warning::new(WarningKind::PathWithoutSlash, 0));
                0
            }
        };
        loop {
            let start = position;
            let mut id: u32 = 0;
            loop {
                match bytes.get(position) {
                    Some(byte @ b'0'..=b'9') => {
                        id = id * 10 + u32::from(byte - b'0');
                        if id > u32::from(u16::MAX) {
                            return Err(Located::new(PathErrorKind::OutOfRange, start));
                        }
                    }
                    Some(b'/') | None => break,
                    Some(_) => return Err(Located::new(PathErrorKind::InvalidCharacter, position)),
                }
                position += 1;
            }
            if position == start {
                // A slash at the very end, after at least one identifier.
                if position == bytes.len() && !path.is_root() && !strict {
                    warnings.warn(Warning::new(WarningKind::PathTrailingSlash, position.saturating_sub(1)));
                    return Ok(path);
                }
                return Err(Located::new(PathErrorKind::EmptySegment, position));
            }
            if position - start > 1 && bytes.get(start) == Some(&b'0') {
                if strict {
                    return Err(Located::new(PathErrorKind::LeadingZero, start));
                }
                warnings.warn(Warning::new(WarningKind::LeadingZero, start));
            }
            let id = u16::try_from(id).map_err(|_| Located::new(PathErrorKind::OutOfRange, start))?;
            if path.level == Level::Object && id == MAX_ID {
                return Err(Located::new(PathErrorKind::OutOfRange, start));
            }
            path = path.child(id).ok_or(Located::new(PathErrorKind::Depth, start))?;
            if position == bytes.len() {
                return Ok(path);
            }
            position += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tolerated_forms_are_warned_about() {
        for (text, path, warning) in [
            ("3/0", Path::instance(3, 0), WarningKind::PathWithoutSlash),
            ("/3/0/", Path::instance(3, 0), WarningKind::PathTrailingSlash),
            ("/03", Path::object(3), WarningKind::LeadingZero),
        ] {
            let mut kept = [None; 2];
            let mut count = 0;
            let mut sink = |warning: Warning<WarningKind>| {
                kept[count] = Some(warning.kind);
                count += 1;
            };
            assert_eq!(Path::decode(text, &DecodeOptions::lenient(), &mut sink), Ok(path));
            assert_eq!(kept, [Some(warning), None]);
            assert!(Path::parse(text).is_err());
        }
    }

    #[test]
    fn the_quick_way_and_the_careful_way_agree() {
        let texts = [
            "",
            "/",
            "//",
            "/3",
            "/3/",
            "/3/0",
            "/3/0/6/1",
            "/3/0/6/1/2",
            "3",
            "/03",
            "/0",
            "/00",
            "/65535",
            "/65536",
            "/3/65535",
            "/3/65534",
            "/3/0/65535",
            "/99999999999",
            "/-1",
            "/3/0?x",
            "/\u{ff13}",
            "/3//1",
            "/a/3",
        ];
        for text in texts {
            let careful = Path::read_odd(text, true, true, &mut ());
            assert_eq!(Path::parse(text), careful, "{text}");
            assert_eq!(Path::read_proper(text), careful.ok().filter(|path| !path.is_root()), "{text}");
        }
    }
}
