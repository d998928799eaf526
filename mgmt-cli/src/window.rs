//! Where in the input an error is: the line with a caret, or a window of hexadecimal bytes. For terminals only; a
//! program that reads standard error gets the one line of the contract.

use std::fmt::Write;

/// Bytes of a line shown on either side of the place.
const AROUND: usize = 48;
/// Bytes of a hexadecimal row.
const ROW: usize = 16;

/// The surroundings of byte `offset`, a caret below it.
pub fn around(bytes: &[u8], offset: usize) -> String {
    let offset = offset.min(bytes.len());
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains(|c: char| c.is_control() && !c.is_whitespace()) => line(text, offset),
        _ => hex(bytes, offset),
    }
}

fn line(text: &str, offset: usize) -> String {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let number = before.matches('\n').count() + 1;
    let start = boundary(text, start.max(offset.saturating_sub(AROUND)));
    let end = text.get(offset..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| offset + at);
    let end = boundary(text, end.min(offset + AROUND));
    let shown = |part: Option<&str>| part.unwrap_or_default().replace(['\t', '\r'], " ");
    let (left, right) = (shown(text.get(start..offset)), shown(text.get(offset..end)));
    format!("{number:>6} | {left}{right}\n       | {}^", " ".repeat(left.chars().count()))
}

/// The character boundary at or before a byte.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn hex(bytes: &[u8], offset: usize) -> String {
    let mut out = String::new();
    let row = offset / ROW;
    for start in
        (row.saturating_sub(1)..=row + 1).map(|row| row * ROW).filter(|start| *start < bytes.len().max(1))
    {
        let part: Vec<u8> = bytes.iter().skip(start).take(ROW).copied().collect();
        let digits: String = part.iter().map(|byte| format!("{byte:02x} ")).collect();
        let text: String = part
            .iter()
            .map(|byte| if (0x20..0x7F).contains(byte) { char::from(*byte) } else { '.' })
            .collect();
        let _ = writeln!(out, "{start:08x}  {digits:<48} {text}");
        if (start..start + ROW).contains(&offset) {
            let _ = writeln!(out, "          {}^^", " ".repeat((offset - start) * 3));
        }
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn lines() {
        assert_eq!(around(b"ab\ncd\tef\ngh", 6), "     2 | cd ef\n       |    ^");
        assert_eq!(around("é\u{e9}x".as_bytes(), 4), "     1 | ééx\n       |   ^");
        assert_eq!(around(b"", 0), "     1 | \n       | ^");
    }

    #[test]
    fn bytes() {
        let window = around(&[0, 1, 2, 0xFF, b'a'], 3);
        assert_eq!(
            window,
            format!("00000000  {:<48} ....a\n          {}^^", "00 01 02 ff 61 ", " ".repeat(9))
        );
        assert!(around(&[0; 40], 17).lines().count() == 4);
    }
}
