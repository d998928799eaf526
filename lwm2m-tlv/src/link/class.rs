//! What a byte may be part of.

/// A parameter name (RFC 5987 `attr-char`, and the `*` that ends an extended name).
pub(super) const NAME: u8 = 1;
/// An unquoted parameter value (RFC 6690 `ptokenchar`).
pub(super) const TOKEN: u8 = 2;
/// A URI path (RFC 3986 `pchar` without `%`, and `/`).
pub(super) const TARGET: u8 = 4;
/// A URI reference that is more than a path.
pub(super) const URI: u8 = 8;
/// White space.
pub(super) const SPACE: u8 = 16;
/// White space and what separates parameters.
pub(super) const BETWEEN: u8 = 32;
/// What a dot segment is made of, percent encoding included.
pub(super) const DOT: u8 = 64;

const fn mark(mut table: [u8; 256], class: u8, bytes: &[u8]) -> [u8; 256] {
    let mut rest = bytes;
    while let [byte, tail @ ..] = rest {
        // A table of 256 entries has one for every byte; this runs when the crate is compiled.
        #[expect(clippy::indexing_slicing)]
        {
            table[*byte as usize] |= class;
        }
        rest = tail;
    }
    table
}

const ALPHANUMERIC: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

static TABLE: [u8; 256] = {
    let mut table = mark([0; 256], NAME | TOKEN | TARGET | URI, ALPHANUMERIC);
    table = mark(table, NAME, b"!#$&+-.^_`|~*");
    table = mark(table, TOKEN, b"!#$%&'()*+-./:<=>?@[]^_`{|}~");
    table = mark(table, TARGET | URI, b"-._~!$&'()*+,;=:@/");
    table = mark(table, URI, b"?#[]");
    table = mark(table, BETWEEN, b";");
    table = mark(table, DOT, b".%");
    mark(table, SPACE | BETWEEN, b" \t\r\n")
};

/// All classes of a byte.
#[inline]
pub(super) fn of(byte: u8) -> u8 {
    TABLE.get(usize::from(byte)).copied().unwrap_or(0)
}

#[inline]
pub(super) fn is(byte: u8, class: u8) -> bool {
    of(byte) & class != 0
}

/// Where the bytes of a class that begin at `at` end.
pub(super) fn span(bytes: &[u8], at: usize, class: u8) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !is(*byte, class)).unwrap_or(rest.len())
}
