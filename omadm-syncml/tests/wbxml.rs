//! The WBXML tokenizer, on documents of any language.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    missing_docs
)]

use mgmt_wire::{DecodeOptions, Kind as _};
use omadm_syncml::syntax::wbxml::{Charset, Extension, PublicId, Token, Tokenizer};

fn tokens(bytes: &[u8]) -> Result<Vec<Token<'_>>, (&'static str, usize)> {
    let at = |error: mgmt_wire::Located<omadm_syncml::ErrorKind>| (error.kind.name(), error.offset);
    let mut tokenizer = Tokenizer::new(bytes, &DecodeOptions::default()).map_err(at)?;
    let mut tokens = Vec::new();
    while let Some(token) = tokenizer.next().map_err(at)? {
        tokens.push(token);
    }
    Ok(tokens)
}

fn start(page: u8, token: u8, content: bool) -> Token<'static> {
    Token::Start { page, token, attributes: false, content }
}

fn texts(bytes: &[u8]) -> Vec<String> {
    let of = |token: &Token<'_>| match token {
        Token::Text(text) | Token::TableText(text) => Some(text.to_str().into_owned()),
        Token::Entity(character) => Some(character.to_string()),
        _ => None,
    };
    tokens(bytes).unwrap().iter().filter_map(of).collect()
}

#[test]
fn headers_of_all_versions() {
    // 1.0 has no charset; the public identifier may be in the string table, whose last string needs no terminator.
    let tokenizer = |bytes: &'static [u8]| Tokenizer::new(bytes, &DecodeOptions::default()).unwrap();
    let header = *tokenizer(b"\x00\x04\x00\x05").header();
    assert_eq!(
        (header.version, header.public_id, header.charset),
        (0, PublicId::Number(4), Charset::Unknown)
    );
    let header = *tokenizer(b"\x02\x00\x03\x6A\x06ab\0xyz\x05").header();
    let PublicId::Text(text) = header.public_id else { panic!("a text") };
    assert_eq!((text.to_str().as_ref(), header.charset), ("xyz", Charset::Utf8));
    assert_eq!(header.string_table.get(1).unwrap().to_str(), "b", "the middle of a string");
    assert_eq!(header.string_table.get(5).unwrap().to_str(), "z");
    assert_eq!(header.string_table.get(6).unwrap_err().name(), "StringTableIndex");
    assert_eq!(tokenizer(b"\x01\x9F\x53\x03\x00\x05").header().public_id, PublicId::Number(0x0FD3));
}

#[test]
fn headers_are_refused_at_the_field_that_is_wrong() {
    for (header, kind, offset) in [
        (&b""[..], "Truncated", 0),
        (b"\x03", "Truncated", 1),
        (b"\x03\x90\x80\x80\x80\x00\x6A\x00\x05", "IntOverflow", 1),
        (b"\x03\x80\x80\x80\x80\x80\x01\x6A\x00\x05", "IntOverflow", 1),
        (b"\x03\x00\x02\x6A\x02ab\x05", "StringTableIndex", 2),
        (b"\x03\x01\x83\xF7\x00\x05", "UnsupportedEncoding", 2),
        (b"\x03\x01\x6A\x90\x80\x80\x80\x00", "IntOverflow", 3),
        (b"\x03\x01\x6A\x81", "Truncated", 4),
        (b"\x03\x01\x6A\x03ab", "Truncated", 4),
    ] {
        assert_eq!(tokens(header).unwrap_err(), (kind, offset), "{header:02x?}");
    }
}

#[test]
fn strings_hold_characters_of_xml() {
    for (string, is_text) in [
        (&b"a\tb\r\n\x7F"[..], true),
        ("\u{FFFD}\u{10FFFF}".as_bytes(), true),
        (b"a\x01", false),
        (b"\x0B", false),
        ("\u{FFFE}".as_bytes(), false),
    ] {
        // In place, in place with something behind it, and in the string table.
        let in_place = [b"\x03\x01\x6A\x00\x45\x46\x03", string, b"\0\x01\x01"].concat();
        let followed = [b"\x03\x01\x6A\x00\x45\x46\x03", string, b"\0\x02\x20\x01\x01"].concat();
        let table =
            [&[0x03, 0x01, 0x6A, string.len() as u8][..], string, b"\x45\x46\x83\x00\x01\x01"].concat();
        for (bytes, offset) in [(in_place, 6), (followed, 6), (table, 6 + string.len())] {
            assert!(tokens(&bytes).is_ok(), "{bytes:02x?}");
            let mut strict = Tokenizer::new(&bytes, &DecodeOptions::strict()).unwrap();
            let refusal = loop {
                match strict.next() {
                    Ok(None) => break None,
                    Ok(Some(_)) => {}
                    Err(error) => break Some((error.kind.name(), error.offset)),
                }
            };
            assert_eq!(refusal, (!is_text).then_some(("InvalidCharacter", offset)), "{bytes:02x?}");
        }
    }
}

#[test]
fn integers_longer_than_necessary_are_reported_where_they_begin() {
    let read = |bytes: &[u8]| {
        let mut tokenizer = Tokenizer::new(bytes, &DecodeOptions::default()).unwrap();
        while tokenizer.next().unwrap().is_some() {}
        tokenizer.padded_integer()
    };
    assert_eq!(read(b"\x03\x01\x6A\x00\x45\xC3\x01x\x01"), None);
    assert_eq!(read(b"\x03\x01\x6A\x00\x45\xC3\x80\x01x\x02\x80\x20\x01"), Some(6));
    assert_eq!(read(b"\x03\x80\x01\x6A\x00\x45\xC3\x80\x01x\x01"), Some(1));
}

#[test]
fn pieces_of_content() {
    let bytes = b"\x03\x01\x6A\x04a\0b\0\x45\x03x\0\x83\x02\x02\x81\x20\xC3\x02\0\xFF\x01";
    assert_eq!(texts(bytes), ["x", "b", "\u{A0}"]);
    assert!(tokens(bytes).unwrap().contains(&Token::Opaque(b"\0\xFF")));
}

#[test]
fn code_pages_of_tags_and_attributes_are_two_things() {
    // Tag page 1 before the root; attribute page 2 inside its attribute list, which stays.
    let bytes = b"\x03\x01\x6A\x00\x00\x01\xC5\x00\x02\x06\x01\xC6\x06\x85\x01\x01\x00\x00\x05\x01";
    let found = tokens(bytes).unwrap();
    assert_eq!(
        found,
        [
            Token::Start { page: 1, token: 5, attributes: true, content: true },
            Token::Attribute { page: 2, token: 6 },
            Token::AttributesEnd,
            Token::Start { page: 1, token: 6, attributes: true, content: true },
            Token::Attribute { page: 2, token: 6 },
            Token::AttributeValue { page: 2, token: 0x85 },
            Token::AttributesEnd,
            Token::End,
            start(0, 5, false),
            Token::End,
        ]
    );
}

#[test]
fn literals_extensions_and_instructions() {
    let bytes = b"\x03\x01\x6A\x09tag\0at\0x\0\x43\x04\x04\x03v\0\x01\xC4\x00\x04\x04\x03v\0\x01\x40i\0\x81\x07\xC2\x04\x00\x01";
    let found = tokens(bytes).unwrap();
    assert_eq!(found[0], Token::Instruction);
    assert!(matches!(found[1], Token::AttributeLiteral(Some(name)) if name.to_str() == "at"));
    assert!(
        matches!(found[4], Token::StartLiteral { name, attributes: true, content: true } if name.to_str() == "tag")
    );
    assert!(matches!(found[8], Token::Extension(Extension::Inline(0, text)) if text.to_str() == "i"));
    assert_eq!(found[9], Token::Extension(Extension::Integer(1, 7)));
    assert_eq!(found[10], Token::Extension(Extension::Single(2)));
    assert!(matches!(found[11], Token::StartLiteral { attributes: false, content: false, .. }));
    assert_eq!(found[12], Token::End);
}

#[test]
fn latin1_is_read_without_copying_until_asked() {
    let bytes = b"\x03\x01\x04\x00\x45\x03caf\xE9\0\x01";
    assert_eq!(texts(bytes), ["café"]);
    assert_eq!(tokens(b"\x03\x01\x6A\x00\x45\x03caf\xE9\0\x01").unwrap_err(), ("InvalidEncoding", 5));
    assert_eq!(tokens(b"\x03\x01\x03\x00\x45\x03caf\xC3\xA9\0\x01").unwrap_err().0, "InvalidEncoding");
}

#[test]
fn what_is_refused_and_where() {
    for (bytes, name, offset) in [
        (&b""[..], "Truncated", 0),
        (b"\x03\x01\x6A\x00", "Truncated", 4),
        (b"\x03\x01\x6A\x00\x45", "Truncated", 5),
        (b"\x03\x01\x6A\x00\x45\x03abc", "Truncated", 6),
        (b"\x03\x01\x6A\x00\x45\x01\x01", "TrailingData", 6),
        (b"\x03\x01\x6A\x00\x05\x05", "TrailingData", 5),
        (b"\x03\x01\x6A\x00\x01", "UnexpectedToken", 4),
        (b"\x03\x01\x6A\x00\x03x\0", "UnexpectedToken", 4),
        (b"\x03\x01\x6A\x00\x45\x83\x00\x01", "StringTableIndex", 5),
        (b"\x03\x01\x6A\x00\x45\x02\x00\x01", "InvalidCharacter", 5),
        (b"\x03\x01\x6A\x02<\0\x44\x00\x01", "InvalidName", 6),
        (b"\x03\x01\x6A\x00\x85\x85\x01", "UnexpectedToken", 5),
        (b"\x03\x01\x6A\x09", "Truncated", 4),
        (b"\x03\x01\x6A\x00\x45\xC3\x8F\xFF\xFF\xFF\x7F\x01", "Truncated", 11),
    ] {
        assert_eq!(tokens(bytes).unwrap_err(), (name, offset), "{bytes:02x?}");
    }
}

#[test]
fn every_short_document_is_read_or_refused() {
    // All bodies of three bytes behind a header with a small string table.
    let mut bytes = *b"\x03\x01\x6A\x02a\0\x45\0\0\0";
    for body in (0..1u32 << 24).step_by(37) {
        bytes[7..].copy_from_slice(&body.to_be_bytes()[1..]);
        let mut tokenizer = Tokenizer::new(&bytes, &DecodeOptions::default()).unwrap();
        let mut count = 0;
        while let Ok(Some(_)) = tokenizer.next() {
            count += 1;
        }
        assert!(count <= 8);
    }
}

#[test]
fn limits_are_kept() {
    let mut options = DecodeOptions::default();
    options.limits.depth = 3;
    options.limits.elements = 5;
    options.limits.text = 4;
    let result = |body: &[u8]| {
        let bytes = [&b"\x03\x01\x6A\x00"[..], body].concat();
        let mut tokenizer = Tokenizer::new(&bytes, &options).unwrap();
        loop {
            match tokenizer.next() {
                Ok(Some(_)) => {}
                Ok(None) => return "ok",
                Err(error) => return error.kind.name(),
            }
        }
    };
    assert_eq!(result(b"\x45\x45\x45\x01\x01\x01"), "ok");
    assert_eq!(result(b"\x45\x45\x45\x05\x01\x01\x01"), "Limit");
    assert_eq!(result(b"\x45\x05\x05\x05\x05\x01"), "ok");
    assert_eq!(result(b"\x45\x05\x05\x05\x05\x05\x01"), "Limit");
    assert_eq!(result(b"\x45\x03abcd\0\x01"), "ok");
    assert_eq!(result(b"\x45\x03abcde\0\x01"), "Limit");
    assert_eq!(result(b"\x45\xC3\x05abcde\x01"), "Limit");
}

/// A string is found at once where it is known to be text; the place of an error in it must not depend on that.
#[test]
fn places_of_errors_do_not_depend_on_what_stands_in_front() {
    let header = b"\x6D\x6C\x71\x031.2\0\x01\x72\x03DM/1.2\0\x01\x65";
    let text: &[u8] = b"\x034A\0";
    let opaque: &[u8] = b"\xC3\x024A";
    let of_table: &[u8] = b"\x83\x00";
    for session in [text, opaque, of_table] {
        let number = b"\x01\x5B\x03x\0\x01\x01\x6B\x01\x01";
        let message = [b"\x02\xA4\x01\x6A\x02I\0", &header[..], session, number].concat();
        let error = omadm_syncml::message::SyncMl::from_wbxml(&message).unwrap_err();
        let string = message.windows(3).position(|bytes| bytes == b"\x5B\x03x").unwrap() + 1;
        assert_eq!((error.name(), error.offset()), ("InvalidValue", Some(string)));
        assert_eq!(error.path(), "SyncML/SyncHdr/MsgID");
    }
}

/// Data that is one opaque piece, and the same in more.
#[test]
fn opaque_data_is_the_same_in_one_piece_and_in_several() {
    use omadm_syncml::message::{Content, SyncMl};
    let data_of = |data: &[u8]| {
        let head =
            b"\x02\xA4\x01\x6A\0\x6D\x6C\x71\x031.2\0\x01\x72\x03DM/1.2\0\x01\x65\x034A\0\x01\x5B\x031\0\x01";
        let ends = b"\x6E\x57\x03a\0\x01\x01\x67\x57\x03b\0\x01\x01\x01";
        let alert = b"\x6B\x46\x4B\x031\0\x01\x4F";
        let message = [&head[..], ends, alert, data, b"\x01\x01\x12\x01\x01"].concat();
        let message = SyncMl::from_wbxml(&message).unwrap().into_owned();
        let omadm_syncml::message::Command::Alert(alert) = &message.body.commands[0] else {
            panic!("an alert")
        };
        assert!(message.body.is_final);
        alert.data.clone().unwrap().content
    };
    let code = Content::Text("1201".into());
    assert_eq!(data_of(b"\xC3\x041201"), code);
    assert_eq!(data_of(b"\xC3\x80\x041201"), code, "a padded length");
    assert_eq!(data_of(b"\xC3\x0212\xC3\x0201"), code);
    assert_eq!(data_of(b"\xC3\x0212\x0301\0"), code);
    assert_eq!(data_of(b"\xC3\x041201\x00\x00"), code, "a code page switch behind it");
}
