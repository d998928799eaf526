//! Large objects: chunks out and in.

use crate::script::Script;
use omadm_syncml::message::{Content, Item, Meta};
use omadm_syncml::session::{Chunk, LargeObject, Splitter};

const LIMIT: usize = 64;

/// Runs the target.
pub fn run(data: &[u8]) {
    let mut script = Script(data);
    match script.byte() % 2 {
        0 => cut_and_join(&mut script),
        _ => anything(&mut script),
    }
}

/// What is cut in any way is put together again, with and without Base64 on the way.
fn cut_and_join(script: &mut Script<'_>) {
    let in_base64 = script.byte() & 1 == 0;
    let is_text = script.byte() & 1 == 0;
    let format = if is_text { script.one_of(&["chr", "xml", "node"]) } else { "bin" };
    let item = Item::at("./a/b").with_meta(Meta::of(format, "text/plain"));
    let rooms: Vec<usize> = (0..8).map(|_| 1 + script.below(60)).collect();
    let item = if is_text { item.with_data(script.text(800)) } else { item.with_data(script.bytes(800).to_vec()) };
    let item: Item<'static> = item;
    let Some(mut splitter) = Splitter::new(&item, in_base64) else { return };
    let mut object = LargeObject::new(1 << 16);
    for round in 0.. {
        assert!(round < 2000, "cutting never ends");
        let chunk = splitter.cut(rooms[round % rooms.len()]);
        assert_eq!(chunk.more_data, !splitter.is_finished());
        let whole = match object.accept(&chunk) {
            Ok(Chunk::Accepted) => {
                assert!(chunk.more_data);
                continue;
            }
            Ok(Chunk::Whole) => {
                assert_eq!(round, 0);
                return;
            }
            Ok(Chunk::Complete(whole)) => *whole,
            Ok(other) => panic!("{other:?}"),
            Err(error) => panic!("{error} in round {round}"),
        };
        assert!(!chunk.more_data && splitter.is_finished() && !object.is_open());
        // Text is text, and bytes that are text too may have become so.
        let bytes = |item: &Item<'_>| match &item.data.as_ref().expect("data").content {
            Content::Text(text) => text.as_bytes().to_vec(),
            Content::Bytes(bytes) => bytes.to_vec(),
            other => panic!("{other:?}"),
        };
        assert_eq!(bytes(&whole), bytes(&item));
        assert_eq!((whole.target_uri(), whole.meta.as_ref()), (item.target_uri(), item.meta.as_ref()));
        return;
    }
}

/// Any items in any order: what is held never exceeds the limit, and what comes out is what went in.
fn anything(script: &mut Script<'_>) {
    let mut object = LargeObject::new(LIMIT);
    let mut held: Option<(usize, usize)> = None;
    while !script.is_over() {
        let mut item = Item::at(script.one_of(&["./a", "./b"]));
        let flags = script.byte();
        let size = script.below(LIMIT + 8);
        if flags & 1 != 0 {
            item = item.with_meta(Meta::new().with_size(size as u64));
        }
        let length = match flags & 6 {
            0 => 0,
            2 => {
                let text = script.text(40);
                let length = text.len();
                item = item.with_data(text);
                length
            }
            _ => {
                let bytes = script.bytes(40).to_vec();
                let length = bytes.len();
                item = item.with_data(bytes);
                length
            }
        };
        if flags & 8 != 0 {
            item = item.with_more_data();
        }
        let was_open = object.open_uri().map(str::to_owned);
        match object.accept(&item) {
            Ok(Chunk::Whole) => assert!(was_open.is_none() && !item.more_data),
            Ok(Chunk::Accepted) => {
                assert!(item.more_data && object.is_open());
                held = match (was_open, held) {
                    (Some(_), Some((sum, size))) => Some((sum + length, size)),
                    _ => Some((length, size)),
                };
            }
            Ok(Chunk::Complete(_)) => {
                assert!(!item.more_data && !object.is_open());
                assert_eq!(was_open.as_deref(), item.target_uri());
                held = None;
            }
            Ok(other) => panic!("{other:?}"),
            Err(error) => {
                assert!(!object.is_open(), "chunks are kept behind an error");
                assert!(LargeObject::status(&error).number() >= 400);
                held = None;
            }
        }
        // Base64 in between makes more letters of the bytes.
        assert!(held.is_none_or(|(sum, _)| sum <= LIMIT), "{held:?}");
    }
}
