//! What is written in another way and means the same is read as the same: over own samples, and over real documents
//! where `MGMT_CORPUS` is set.
#![cfg(feature = "xml")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    missing_docs
)]

use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::message::SyncMl;
use omadm_syncml::syntax::wbxml::{Token, Tokenizer};
use omadm_syncml::tree::MgmtTree;
use std::path::Path;

const MESSAGE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr>\
    <VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1A</SessionID><MsgID>2</MsgID>\
    <Target><LocURI>https://dm.example/?a=1&amp;b=2</LocURI></Target><Source><LocURI>IMEI:490154203237518</LocURI></Source>\
    <Cred><Meta><Format xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">syncml:auth-md5</Type></Meta>\
    <Data>Zm9v</Data></Cred></SyncHdr>\n<SyncBody><Replace><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/x</LocURI></Target>\
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data a:b=\"c&quot;\" xmlns:a=\"urn:a\"> one\n\ttwo ]]&gt; \u{E4}\u{20AC} </Data></Item></Replace>\
    <Add><CmdID>2</CmdID><Item><Target><LocURI>./y</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">bin</Format></Meta>\
    <Data>AP8BAg==</Data></Item><Item><Target><LocURI>./z</LocURI></Target><Data/></Item></Add>\
    <Status><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>212</Data></Status><Final/></SyncBody></SyncML>\n";

const TREE: &str = "<MgmtTree xmlns=\"syncml:dmddf1.2\"><VerDTD>1.2</VerDTD><Node><NodeName>A</NodeName><DFProperties>\
    <AccessType><Get/><Replace/></AccessType><DefaultValue>a &amp; b</DefaultValue><DFFormat><chr/></DFFormat>\
    <Occurrence><OneOrN>4</OneOrN></Occurrence><DFType><MIME>text/plain</MIME></DFType></DFProperties></Node></MgmtTree>";

/// A document that was read: what it says, and what was let pass.
type Reading = Result<(String, Vec<String>), &'static str>;

fn read(bytes: &[u8], options: &DecodeOptions) -> Reading {
    let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
    let wbxml = bytes.first().is_some_and(|byte| *byte < 4);
    let message = match wbxml {
        true => SyncMl::decode_wbxml(bytes, options, &mut warnings),
        false => SyncMl::decode_xml(bytes, options, &mut warnings),
    };
    let said = match message {
        Ok(message) => Ok(format!("{message:?}")),
        Err(error) => {
            let mut of_tree = Vec::new();
            let tree = match wbxml {
                true => MgmtTree::decode_wbxml(bytes, options, &mut of_tree),
                false => MgmtTree::decode(bytes, options, &mut of_tree),
            };
            if tree.is_ok() {
                warnings = of_tree;
            }
            tree.map(|tree| format!("{tree:?}")).map_err(|_| error.name())
        }
    };
    said.map(|said| (said, warnings.iter().map(|warning| format!("{:?}", warning.kind)).collect()))
}

/// Own samples, and what of the corpus is well-formed.
fn documents() -> Vec<(String, Vec<u8>)> {
    let mut all = vec![
        ("message".to_owned(), MESSAGE.as_bytes().to_vec()),
        ("tree".to_owned(), TREE.as_bytes().to_vec()),
    ];
    match std::env::var_os("MGMT_CORPUS") {
        Some(corpus) => collect(&Path::new(&corpus).join("omadm"), &mut all),
        None => eprintln!("skipped: real documents (MGMT_CORPUS is not set)"),
    }
    all
}

fn collect(folder: &Path, all: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, all);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            if bytes.len() < 20_000 && read(&bytes, &DecodeOptions::lenient()).is_ok() {
                all.push((path.display().to_string(), bytes));
            }
        }
    }
}

/// Whether a rewritten document reads as the one it was made of, in both modes.
fn same(name: &str, how: &str, one: &[u8], other: &[u8], besides: &str) {
    for options in [DecodeOptions::lenient(), DecodeOptions::strict()] {
        let expected = read(one, &options);
        let mut found = read(other, &options);
        if options.is_strict() && !besides.is_empty() {
            continue;
        }
        if let Ok((_, warnings)) = &mut found {
            warnings.retain(|kind| besides.is_empty() || !kind.contains(besides));
        }
        assert_eq!(found, expected, "{name}: {how}");
    }
}

/// The markup of a well-formed document and the text between: each piece with whether it is text inside an element.
fn pieces(text: &str) -> Vec<(&str, bool)> {
    let (mut out, mut rest, mut depth) = (Vec::new(), text, 0usize);
    while !rest.is_empty() {
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").unwrap() + 3,
            _ if rest.starts_with("<![CDATA[") => rest.find("]]>").unwrap() + 3,
            _ if rest.starts_with("<?") => rest.find("?>").unwrap() + 2,
            _ if rest.starts_with('<') => {
                let mut quote = None;
                let closes = |c: char| match (quote, c) {
                    (Some(open), c) if open == c => {
                        quote = None;
                        false
                    }
                    (None, '"' | '\'') => {
                        quote = Some(c);
                        false
                    }
                    (quote, c) => quote.is_none() && c == '>',
                };
                rest.find(closes).unwrap() + 1
            }
            _ => rest.find('<').unwrap_or(rest.len()),
        };
        let (piece, behind) = rest.split_at(end);
        let is_tag = piece.starts_with('<') && !piece.starts_with("<!") && !piece.starts_with("<?");
        out.push((piece, depth > 0 && !is_tag && !piece.starts_with("<!--") && !piece.starts_with("<?")));
        match is_tag {
            true if piece.starts_with("</") => depth -= 1,
            true if !piece.ends_with("/>") => depth += 1,
            _ => {}
        }
        rest = behind;
    }
    out
}

/// Every text of a document, written by `write`; `None` for what is markup.
fn with_texts(text: &str, write: impl Fn(&str) -> String) -> String {
    let texts = pieces(text).into_iter().map(|(piece, is_text)| match piece {
        _ if !is_text || piece.trim().is_empty() => piece.to_owned(),
        section if section.starts_with("<![CDATA[") => {
            write(&section["<![CDATA[".len()..section.len() - "]]>".len()])
        }
        text => write(&resolved(text)),
    });
    texts.collect()
}

fn resolved(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap());
    for part in parts {
        let (name, behind) = part.split_once(';').unwrap();
        out.push(match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            hexadecimal if hexadecimal.starts_with("#x") => {
                char::from_u32(u32::from_str_radix(&hexadecimal[2..], 16).unwrap()).unwrap()
            }
            decimal => char::from_u32(decimal[1..].parse().unwrap()).unwrap(),
        });
        out.push_str(behind);
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn xml_written_in_another_way_says_the_same() {
    for (name, bytes) in documents() {
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        if bytes.first().is_some_and(|byte| *byte < 4) {
            continue;
        }
        // Line ends are XML's to change, and not those of a reference.
        let text = &text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        let bytes = text.as_bytes();
        let numbers = |text: &str| text.chars().map(|c| format!("&#x{:X};", u32::from(c))).collect();
        let sections = |text: &str| format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"));
        let broken = |text: &str| {
            let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
            let (one, other) = text.split_at(middle);
            format!("<?a <b>?>{}<!-- </Data> -->{}<![CDATA[]]>", escaped(one), escaped(other))
        };
        let paired: String = pieces(text)
            .into_iter()
            .map(|(piece, _)| match piece.strip_suffix("/>").filter(|_| !piece.starts_with("<!")) {
                Some(open) => {
                    let end = open.find(|c: char| c.is_ascii_whitespace()).unwrap_or(open.len());
                    format!("{open} \n></{} >", &open[1..end])
                }
                None => piece.to_owned(),
            })
            .collect();
        let declared = text.starts_with("<?xml");
        let body = if declared { text.split_once("?>").unwrap().1.trim_start() } else { text.trim_start() };
        for (how, rewritten) in [
            ("escaped", with_texts(text, escaped)),
            ("by numbers", with_texts(text, numbers)),
            ("in sections", with_texts(text, sections)),
            ("in pieces", with_texts(text, broken)),
            ("in pairs of tags", paired),
            ("with other line ends", text.replace('\n', "\r\n")),
            ("with a byte-order mark", format!("\u{FEFF}{text}")),
            (
                "declared otherwise",
                format!("<?xml version='1.0' standalone=\"yes\"?><!-- a -->{body}\n<?end?>"),
            ),
        ] {
            same(&name, how, bytes, rewritten.as_bytes(), "");
        }
        let wide: Vec<u8> = format!("\u{FEFF}{body}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        same(&name, "in UTF-16", bytes, &wide, "ForeignEncoding");
    }
}

/// How a document in WBXML is written.
#[derive(Clone, Copy, PartialEq)]
enum How {
    Inline,
    InTable,
    Opaque,
    InPieces,
    WithSwitches,
    WithEmptyStrings,
    Padded,
    WithInstructions,
}

fn integer(out: &mut Vec<u8>, value: usize, how: How) {
    let mut groups: Vec<u8> =
        (0..5).map(|shift| u8::try_from(value >> (7 * shift) & 0x7F).unwrap()).collect();
    while groups.len() > 1 && groups.last() == Some(&0) {
        groups.pop();
    }
    if how == How::Padded && groups.len() < 4 {
        groups.push(0);
    }
    let last = groups.remove(0);
    out.extend(groups.iter().rev().map(|group| group | 0x80));
    out.push(last);
}

/// A document in WBXML again. `None` where it has what this does not write: literals, attributes.
fn rewritten(bytes: &[u8], how: How) -> Option<Vec<u8>> {
    let mut tokens = Tokenizer::new(bytes, &DecodeOptions::lenient()).ok()?;
    let (mut table, mut body, mut page) = (b"unused\0".to_vec(), Vec::new(), 0);
    let mut string = |body: &mut Vec<u8>, text: &str, how: How| match how {
        How::InTable => {
            body.push(0x83);
            // In the middle of an entry.
            integer(body, table.len() + 1, how);
            table.extend_from_slice(&[b"-", text.as_bytes(), b"\0"].concat());
        }
        How::Opaque => {
            body.push(0xC3);
            integer(body, text.len(), how);
            body.extend_from_slice(text.as_bytes());
        }
        _ => body.extend_from_slice(&[b"\x03", text.as_bytes(), b"\0"].concat()),
    };
    while let Some(token) = tokens.next().ok()? {
        match token {
            Token::Start { page: of, token, attributes: false, content } => {
                if how == How::WithInstructions && !body.is_empty() {
                    body.extend_from_slice(b"\x43\x04\x00\x03v\0\x01");
                }
                if how == How::WithSwitches {
                    body.extend_from_slice(&[0, 9, 0, of]);
                } else if of != page {
                    body.extend_from_slice(&[0, of]);
                }
                page = of;
                match content {
                    false if how == How::WithEmptyStrings => {
                        body.extend_from_slice(&[token | 0x40, 0x03, 0x00, 0x01]);
                    }
                    false => body.push(token),
                    true => body.push(token | 0x40),
                }
            }
            Token::End => body.push(0x01),
            Token::Text(text) | Token::TableText(text) if how == How::InPieces => {
                let hows = [How::Inline, How::InTable, How::Opaque, How::InPieces];
                for (character, how) in text.chars().zip(hows.into_iter().cycle()) {
                    if how == How::InPieces {
                        body.push(0x02);
                        integer(&mut body, u32::from(character) as usize, how);
                    } else {
                        string(&mut body, character.encode_utf8(&mut [0; 4]), how);
                    }
                }
            }
            Token::Text(text) | Token::TableText(text) => string(&mut body, &text.to_str(), how),
            Token::Opaque(data) => {
                body.push(0xC3);
                integer(&mut body, data.len(), how);
                body.extend_from_slice(data);
            }
            _ => return None,
        }
    }
    // The public identifier that leaves the language open.
    let mut out = vec![0x03, 0x01];
    integer(&mut out, 0x6A, how);
    integer(&mut out, table.len(), how);
    Some([out, table, body].concat())
}

#[test]
fn wbxml_written_in_another_way_says_the_same() {
    for (name, bytes) in documents() {
        let wbxml = match bytes.first() {
            Some(0..4) => bytes,
            _ => match (SyncMl::from_xml(&bytes), MgmtTree::from_xml(&bytes)) {
                (Ok(message), _) => message.to_wbxml().unwrap(),
                (_, Ok(tree)) => tree.to_wbxml().unwrap(),
                _ => continue,
            },
        };
        for (title, how, besides) in [
            ("inline", How::Inline, ""),
            ("in the string table", How::InTable, ""),
            ("opaque", How::Opaque, ""),
            ("in pieces", How::InPieces, ""),
            ("with code pages switched to and fro", How::WithSwitches, ""),
            ("with empty strings", How::WithEmptyStrings, ""),
            ("with long integers", How::Padded, "PaddedInteger"),
            ("with processing instructions", How::WithInstructions, "ProcessingInstruction"),
        ] {
            // An editor's line end behind a document is not written again.
            let end = wbxml.len() - usize::from(wbxml.last() == Some(&b'\n'));
            if let Some(other) = rewritten(&wbxml[..end], how) {
                same(&name, title, &wbxml[..end], &other, besides);
            }
        }
    }
}

#[test]
fn what_is_let_pass_is_refused_by_strict_reading_where_it_is_reported() {
    for (name, bytes) in documents() {
        let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
        let (lenient, strict) = (DecodeOptions::lenient(), DecodeOptions::strict());
        let Ok(message) = SyncMl::decode(&bytes, &lenient, &mut warnings) else { continue };
        match SyncMl::decode(&bytes, &strict, &mut ()) {
            Ok(strictly) => assert_eq!((strictly, warnings.len()), (message, 0), "{name}"),
            Err(error) => {
                let offset = error.offset().unwrap();
                assert!(warnings.iter().any(|warning| warning.offset == offset), "{name}: {error}");
            }
        }
    }
}
