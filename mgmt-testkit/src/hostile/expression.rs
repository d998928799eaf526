//! The generator language of `hostile/README.md`.

/// The bytes that `expression` describes.
///
/// ```
/// use mgmt_testkit::hostile::expand;
///
/// assert_eq!(expand(r"3*t'ab'+x'00 ff'+t'\n'"), b"ababab\x00\xff\n");
/// assert_eq!(expand("seq(3,t'<',t'>')"), b"<0><1><2>");
/// assert_eq!(expand("tlvnest(0,2,x'c10001')"), [0x05, 0, 0x03, 0, 0xc1, 0, 1]);
/// ```
///
/// # Panics
///
/// When the expression is ill-formed.
#[must_use]
pub fn expand(expression: &str) -> Vec<u8> {
    let mut parser = Parser { text: expression.as_bytes(), at: 0 };
    let bytes = parser.expression();
    parser.space();
    assert!(parser.at == expression.len(), "left over at {}: {}", parser.at, &expression[parser.at..]);
    bytes
}

struct Parser<'a> {
    text: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    fn space(&mut self) {
        while self.text.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
    }

    fn peek(&mut self) -> u8 {
        self.space();
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn take(&mut self, byte: u8) {
        assert!(self.peek() == byte, "expected {:?} at {}", char::from(byte), self.at);
        self.at += 1;
    }

    fn expression(&mut self) -> Vec<u8> {
        let mut bytes = self.term();
        while self.peek() == b'+' {
            self.at += 1;
            bytes.append(&mut self.term());
        }
        bytes
    }

    fn term(&mut self) -> Vec<u8> {
        match self.peek() {
            b'0'..=b'9' => {
                let count = self.number();
                self.take(b'*');
                self.term().repeat(count)
            }
            b'(' => {
                self.at += 1;
                let bytes = self.expression();
                self.take(b')');
                bytes
            }
            b't' if self.text.get(self.at + 1) == Some(&b'\'') => self.string(),
            b'x' if self.text.get(self.at + 1) == Some(&b'\'') => self.hex(),
            _ => self.function(),
        }
    }

    fn number(&mut self) -> usize {
        self.space();
        let digits = self.text[self.at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let text = &self.text[self.at..self.at + digits];
        self.at += digits;
        std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).expect("a number")
    }

    fn string(&mut self) -> Vec<u8> {
        self.peek();
        self.at += 2;
        let mut bytes = Vec::new();
        loop {
            let byte = self.text[self.at];
            self.at += 1;
            match byte {
                b'\'' => return bytes,
                b'\\' => {
                    let escape = self.text[self.at];
                    self.at += 1;
                    bytes.push(match escape {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'x' => {
                            self.at += 2;
                            hex_byte(&self.text[self.at - 2..self.at])
                        }
                        b'\\' | b'\'' => escape,
                        other => panic!("escape {:?}", char::from(other)),
                    });
                }
                other => bytes.push(other),
            }
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 2;
        let start = self.at;
        self.at += self.text[start..].iter().position(|&b| b == b'\'').expect("closing quote");
        let digits: Vec<u8> = self.text[start..self.at].iter().copied().filter(|&b| b != b' ').collect();
        self.at += 1;
        digits.chunks(2).map(hex_byte).collect()
    }

    fn function(&mut self) -> Vec<u8> {
        let start = self.at;
        while self.peek().is_ascii_alphanumeric() {
            self.at += 1;
        }
        let name = String::from_utf8_lossy(&self.text[start..self.at]).into_owned();
        self.take(b'(');
        let bytes = match name.as_str() {
            "seq" => {
                let count = self.number();
                self.take(b',');
                let before = self.expression();
                self.take(b',');
                let after = self.expression();
                (0..count).flat_map(|i| [&before, i.to_string().as_bytes(), &after].concat()).collect()
            }
            "utf16le" => self.utf16(u16::to_le_bytes),
            "utf16be" => self.utf16(u16::to_be_bytes),
            "mb" => mb_u_int32(self.number()),
            "b64" => vec![b'A'; self.number()],
            "tlvnest" => {
                let kind = u8::try_from(self.number()).expect("a TLV type");
                self.take(b',');
                let depth = self.number();
                self.take(b',');
                tlv_nest(kind, depth, &self.expression())
            }
            "file" => super::read(std::str::from_utf8(&self.string()).expect("a path")),
            _ => panic!("unknown function {name}"),
        };
        self.take(b')');
        bytes
    }

    fn utf16(&mut self, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let text = String::from_utf8(self.expression()).expect("UTF-8");
        text.encode_utf16().flat_map(bytes).collect()
    }
}

fn hex_byte(digits: &[u8]) -> u8 {
    std::str::from_utf8(digits)
        .ok()
        .and_then(|d| u8::from_str_radix(d, 16).ok())
        .expect("two hexadecimal digits")
}

fn mb_u_int32(mut n: usize) -> Vec<u8> {
    let mut bytes = vec![(n & 0x7f) as u8];
    n >>= 7;
    while n > 0 {
        bytes.push(0x80 | (n & 0x7f) as u8);
        n >>= 7;
    }
    bytes.reverse();
    bytes
}

fn tlv_nest(kind: u8, depth: usize, inner: &[u8]) -> Vec<u8> {
    // Built from the inside out, so the bytes are collected in reverse.
    let mut reversed: Vec<u8> = inner.iter().rev().copied().collect();
    for _ in 0..depth {
        let length = reversed.len();
        let big_endian = u32::try_from(length).expect("a 24-bit length").to_be_bytes();
        let (flags, width) = match length {
            0..=7 => (big_endian[3], 0),
            8..=0xff => (1 << 3, 1),
            0x100..=0xffff => (2 << 3, 2),
            _ => (3 << 3, 3),
        };
        reversed.extend(big_endian[4 - width..].iter().rev());
        reversed.push(0);
        reversed.push(kind << 6 | flags);
    }
    reversed.reverse();
    reversed
}
