//! The WBXML tokenizer, on documents of any language.

use crate::bytes;
use mgmt_wire::DecodeOptions;
use omadm_syncml::syntax::wbxml::{Extension, PublicId, Text, Token, Tokenizer};

fn text(text: Text<'_>) -> u64 {
    let characters = text.chars().fold(0, |sum, character| sum ^ u64::from(u32::from(character)));
    characters
        + text.as_str().map_or(0, |text| text.len() as u64)
        + u64::from(text == "text")
        + text.len() as u64
}

/// Reads a document to its end or first mistake, every string character by character.
///
/// # Safety
///
/// `data` must point to `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proof_wbxml(data: *const u8, len: usize, strict: bool) -> u64 {
    // SAFETY: the caller's promise.
    let document = unsafe { bytes(data, len) };
    let options = if strict { DecodeOptions::strict() } else { DecodeOptions::lenient() };
    let mut tokens = match Tokenizer::new(document, &options) {
        Ok(tokens) => tokens,
        Err(error) => return error.offset as u64,
    };
    let header = tokens.header();
    let mut sum = match header.public_id {
        PublicId::Number(number) => u64::from(number),
        PublicId::Text(name) => text(name),
    };
    sum = sum.wrapping_add(u64::from(header.version));
    sum = sum.wrapping_add(header.string_table.get(1).map_or(1, text));
    sum = sum.wrapping_add(header.string_table.as_bytes().len() as u64);
    loop {
        let token = match tokens.next() {
            Ok(Some(token)) => token,
            Ok(None) => break,
            Err(error) => return error.offset as u64,
        };
        sum = sum.wrapping_mul(31).wrapping_add(match token {
            Token::Start { page, token, attributes, content } => {
                u64::from(page) + u64::from(token) + u64::from(attributes) + u64::from(content)
            }
            Token::Attribute { page, token } | Token::AttributeValue { page, token } => {
                u64::from(page) + u64::from(token)
            }
            Token::StartLiteral { name, .. } | Token::AttributeLiteral(Some(name)) => text(name),
            Token::Text(content) | Token::TableText(content) => text(content),
            Token::Extension(Extension::Inline(_, content)) => text(content),
            Token::Extension(Extension::Integer(_, number)) => u64::from(number),
            Token::Entity(character) => u64::from(u32::from(character)),
            Token::Opaque(bytes) => bytes.len() as u64,
            _ => 1,
        });
        sum = sum.wrapping_add(tokens.offset() as u64).wrapping_add(tokens.depth() as u64);
    }
    sum + u64::from(tokens.has_padded_integers()) + u64::from(tokens.has_trailing_white_space())
}
