//! The reader and the writer, from outside.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use mgmt_wire::xml::{Document, ErrorKind, Event, Namespace, Reader, Style, WarningKind, Writer};
use mgmt_wire::{DecodeOptions, Limit, Recovery, Warning};
use proptest::prelude::*;
use std::borrow::Cow;

/// Reads to the end; an element is written `{local`, its end `}`, text as it is.
fn read(
    text: &str,
    options: &DecodeOptions,
) -> Result<(String, Vec<Warning<WarningKind>>), mgmt_wire::xml::Error> {
    let mut reader = Reader::new(text, options, &[]);
    let mut out = String::new();
    loop {
        match reader.next_event()? {
            Event::Start(name) => {
                out.push('{');
                out.push_str(name.local);
                for a in reader.attributes() {
                    out.push_str(&format!(" {}={}", a.name.local, a.value));
                }
                out.push(':');
            }
            Event::End => out.push('}'),
            Event::Text(text) => out.push_str(&text),
            Event::Eof => return Ok((out, reader.take_warnings())),
        }
    }
}

fn lenient(text: &str) -> Result<String, ErrorKind> {
    read(text, &DecodeOptions::lenient()).map(|(out, _)| out).map_err(|e| *e.kind())
}

#[test]
fn text_is_one_piece() {
    assert_eq!(lenient("<a>x&amp;<![CDATA[<y>]]>&#x41;<!-- c -->z<?p?>!</a>").unwrap(), "{a:x&<y>Az!}");
    assert_eq!(lenient("<a><![CDATA[]]></a>").unwrap(), "{a:}");
    assert_eq!(lenient("<a>\r\n&#13;\r</a>").unwrap(), "{a:\n\r\n}");
    assert_eq!(lenient("<a>&lt;<b/>t</a>").unwrap(), "{a:<{b:}t}");
}

#[test]
fn plain_text_is_borrowed() {
    let mut reader = Reader::new("<a>plain</a>", &DecodeOptions::lenient(), &[]);
    reader.next_event().unwrap();
    assert!(matches!(reader.next_event().unwrap(), Event::Text(Cow::Borrowed("plain"))));
}

#[test]
fn structure_and_text_content() {
    let text = "<a> <b>x&amp;y</b>\n<c/> <!-- --> <d></d><e> <f/>tail</e>]]><![CDATA[ ]]> </a>";
    let options = DecodeOptions::lenient();
    let mut reader = Reader::new(text, &options, &[]);
    let mut seen = Vec::new();
    loop {
        match reader.next_structure().unwrap() {
            Event::Start(name) => match reader.text_content().unwrap() {
                Some(text) => seen.push(format!("{}={text}", name.local)),
                None => seen.push(name.local.to_owned()),
            },
            Event::End => seen.push("/".to_owned()),
            Event::Text(text) => seen.push(format!("'{text}'")),
            Event::Eof => break,
        }
    }
    assert_eq!(seen, ["a", "b=x&y", "c=", "d=", "e", "f=", "'tail'", "/", "']]>  '", "/"]);
    assert_eq!(reader.take_warnings().len(), 1);

    let mut reader = Reader::new("<a>x", &options, &[]);
    reader.next_event().unwrap();
    assert_eq!(reader.text_content().unwrap(), None);
    assert_eq!(reader.next_event().unwrap(), Event::Text("x".into()));
    assert_eq!(*reader.next_event().unwrap_err().kind(), ErrorKind::Truncated);
    let mut reader = Reader::new("<a>x</b>", &options, &[]);
    reader.next_event().unwrap();
    assert_eq!(*reader.text_content().unwrap_err().kind(), ErrorKind::Malformed("end tag"));
}

#[test]
fn leaf_text_is_what_the_events_give() {
    let events = |reader: &mut Reader<'_>| {
        let mut events = Vec::new();
        loop {
            match reader.next_event() {
                Ok(Event::Eof) => return (events, None),
                Ok(event) => events.push(format!("{event:?} {}", reader.offset())),
                Err(error) => return (events, Some(error)),
            }
        }
    };
    let plain = ["x", "", " a b\n", "]", "é>"];
    let others = [
        "<b/>",
        "x<b/>",
        "a&amp;b",
        "x<!--c-->y",
        "<![CDATA[x]]>",
        "\r\n",
        "]]>",
        "x</b>",
        "x</a",
        "x</ab>",
        "x",
    ];
    for (content, is_plain) in plain.map(|c| (c, true)).into_iter().chain(others.map(|c| (c, false))) {
        let end = if content == "x" && !is_plain { "</a >" } else { "</a>" };
        let text = format!("<a>{content}{end}");
        let mut by_events = Reader::new(&text, &DecodeOptions::lenient(), &[]);
        by_events.next_event().unwrap();
        let mut by_leaf = by_events.clone();
        match by_leaf.leaf_text() {
            // Whether a bracket needs care is not worth a look at what follows it.
            Some(found) => {
                assert_eq!((found, by_leaf.offset()), (content, 3 + content.len()));
                assert_eq!(events(&mut by_leaf), (vec![], None), "{text}");
            }
            None => {
                assert!(!is_plain || content == "]", "{text}");
                assert_eq!(events(&mut by_leaf), events(&mut by_events), "{text}");
            }
        }
    }
    let mut short = DecodeOptions::lenient();
    short.limits.text = 2;
    let mut reader = Reader::new("<a>xyz</a>", &short, &[]);
    reader.next_event().unwrap();
    assert_eq!(reader.leaf_text(), None);
    assert!(reader.next_event().is_err());
}

#[test]
fn prolog_and_epilog() {
    let all = "\u{FEFF}<?xml version='1.0' encoding=\"utf-8\" standalone='yes'?><!--x--><!DOCTYPE a PUBLIC 'p' '['><?p?>\n<a/> <!-- --><?q?>";
    assert_eq!(lenient(all).unwrap(), "{a:}");
    for (text, kind) in [
        ("", ErrorKind::Truncated),
        (" ", ErrorKind::Truncated),
        ("<!----> <?xml version='1.0'?><a/>", ErrorKind::Malformed("prolog")),
        ("\n<?xml version='1.0'?> <?xml version='1.0'?><a/>", ErrorKind::Malformed("prolog")),
        ("\n<?xml version='1.0'?><a/> <?xml version='1.0'?>", ErrorKind::Malformed("prolog")),
        ("\u{A0}<?xml version='1.0'?><a/>", ErrorKind::Malformed("prolog")),
        ("\u{FEFF}\u{FEFF}<a/>", ErrorKind::Malformed("prolog")),
        ("x<a/>", ErrorKind::Malformed("prolog")),
        ("&lt;<a/>", ErrorKind::Malformed("prolog")),
        ("<![CDATA[x]]><a/>", ErrorKind::Malformed("prolog")),
        ("<a/>x", ErrorKind::TrailingData),
        ("<a/>&amp;", ErrorKind::TrailingData),
        ("<a/><b/>", ErrorKind::TrailingData),
        ("<?xml version='1.1'?><a/>", ErrorKind::Malformed("XML declaration")),
        ("<?xml encoding='utf-8'?><a/>", ErrorKind::Malformed("XML declaration")),
        ("<?xml version='1.0' encoding='a' encoding='b'?><a/>", ErrorKind::Malformed("XML declaration")),
        ("<?XML version='1.0'?><a/>", ErrorKind::Malformed("processing instruction")),
        ("<!DOCTYPE a><!DOCTYPE a><a/>", ErrorKind::Malformed("doctype")),
        ("<!doctype a><a/>", ErrorKind::Malformed("doctype")),
        ("<!DOCTYPEa><a/>", ErrorKind::Malformed("doctype")),
        ("<!DOCTYPEM \"a.dtd\"><a/>", ErrorKind::Malformed("doctype")),
        ("<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", ErrorKind::DtdForbidden),
        ("<!DOCTYPE a [", ErrorKind::Truncated),
    ] {
        assert_eq!(lenient(text), Err(kind), "{text}");
    }
}

#[test]
fn white_space_before_the_declaration() {
    for before in [" ", "\r\n", "\u{FEFF}\n\t"] {
        let text = format!("{before}<?xml version='1.0'?><a/>");
        let (_, warnings) = read(&text, &DecodeOptions::lenient()).unwrap();
        assert_eq!(warnings, [Warning::new(WarningKind::LeadingWhiteSpace, 0)]);
        let error = read(&text, &DecodeOptions::strict()).unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::Malformed("prolog"));
        // Where there is no declaration it may stand.
        assert!(read(&format!("{before}<a/>"), &DecodeOptions::strict()).unwrap().1.is_empty());
    }
    // What the declaration says counts.
    let latin1 = b"\n<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>";
    let document = Document::from_bytes(latin1, &DecodeOptions::lenient()).unwrap();
    assert!(document.text().ends_with("<a>\u{E9}</a>"));
}

#[test]
fn doctype_with_an_instruction_inside() {
    let text = "<!DOCTYPE a PUBLIC ' -//X' 'u' [<?oma-dm-ddf-ver 1.2?>]><a/>";
    let (_, warnings) = read(text, &DecodeOptions::lenient()).unwrap();
    assert_eq!(warnings, [Warning::new(WarningKind::DoctypeWithInstruction, 0)]);
    assert_eq!(*read(text, &DecodeOptions::strict()).unwrap_err().kind(), ErrorKind::DtdForbidden);
}

#[test]
fn namespaces() {
    static KNOWN: &[&str] = &["urn:a", "urn:b"];
    let text = "<x xmlns='urn:b' xmlns:p='urn:a' xmlns:q='urn:z'><p:y p:k='1' k='2'/><q:z xmlns=''><w/></q:z><v/></x>";
    let mut reader = Reader::new(text, &DecodeOptions::strict(), KNOWN);
    let mut seen = Vec::new();
    loop {
        match reader.next_event().unwrap() {
            Event::Start(name) => {
                if name.local == "y" {
                    let keys: Vec<_> = reader.attributes().iter().map(|a| a.name.namespace).collect();
                    assert_eq!(keys, [Namespace::known(0), Namespace::NONE]);
                }
                if name.local == "z" {
                    assert_eq!(reader.namespace_uri(name.namespace), Some("urn:z"));
                }
                seen.push((name.local, name.namespace));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let other = seen.iter().find(|(local, _)| *local == "z").unwrap().1;
    assert_eq!(other.known_index(), None);
    assert_eq!(
        seen,
        [
            ("x", Namespace::known(1)),
            ("y", Namespace::known(0)),
            ("z", other),
            ("w", Namespace::NONE),
            ("v", Namespace::known(1)),
        ]
    );
    for text in [
        "<a xmlns:p=''/>",
        "<a xmlns:xmlns='u'/>",
        "<a xmlns:xml='u'/>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
    ] {
        assert_eq!(lenient(text), Err(ErrorKind::Malformed("namespace declaration")), "{text}");
    }
    for text in ["<a b='1' b='2'/>", "<a xmlns:p='u' xmlns:q='u' p:k='' q:k=''/>", "<a xmlns='u' xmlns='v'/>"]
    {
        assert_eq!(lenient(text), Err(ErrorKind::Malformed("duplicate attribute")), "{text}");
    }
}

#[test]
fn repairs_are_made_on_request_only() {
    let text = "<p:a p:k='1' k='2' k='3'>\u{2}</p:a>";
    assert!(lenient(text).is_err());
    let options = DecodeOptions::lenient().with_recovery(Recovery::all());
    let document = Document::from_bytes(text.as_bytes(), &options).unwrap();
    let (out, warnings) = read(document.text(), &options).unwrap();
    assert_eq!(out, "{a k=1 k=2:\u{FFFD}}");
    let kinds: Vec<_> = warnings.iter().map(|w| w.kind).collect();
    assert_eq!(
        kinds,
        [
            WarningKind::UnboundAttributePrefix,
            WarningKind::DuplicateAttribute,
            WarningKind::UnboundElementPrefix
        ]
    );
    let mut strict = options.clone();
    strict.mode = mgmt_wire::Mode::Strict;
    assert!(read(document.text(), &strict).is_err());
    // Characters that a reference stands for are warned of as those that stand there themselves.
    let text = "<a k='&#x1;' l='&#xE9;'>b&#2;&#65;</a>";
    let (out, warnings) = read(text, &options).unwrap();
    assert_eq!(out, "{a k=\u{FFFD} l=é:b\u{FFFD}A}");
    let found: Vec<_> = warnings.iter().map(|warning| (warning.kind, warning.offset)).collect();
    let at = |part: &str| (WarningKind::ControlCharacter, text.find(part).unwrap());
    assert_eq!(found, [at("k="), at("&#2;")]);
}

#[test]
fn limits_are_kept() {
    let mut options = DecodeOptions::lenient();
    options.limits.depth = 2;
    options.limits.elements = 3;
    options.limits.attributes = 1;
    options.limits.namespaces = 1;
    options.limits.name = 8;
    options.limits.attribute_value = 4;
    options.limits.text = 4;
    let limit = |text: &str| match *read(text, &options).unwrap_err().kind() {
        ErrorKind::Limit(limit) => limit,
        other => panic!("{text}: {other}"),
    };
    assert_eq!(limit("<a><b><c/></b></a>"), Limit::Depth);
    assert_eq!(limit("<a><b/><b/><b/></a>"), Limit::Elements);
    assert_eq!(limit("<a b='' c=''/>"), Limit::Attributes);
    assert_eq!(limit("<a xmlns:b='u'><b xmlns:c='u'/></a>"), Limit::Namespaces);
    assert_eq!(limit("<abcdefghi/>"), Limit::Name);
    assert_eq!(limit("<a abcdefghi=''/>"), Limit::Name);
    assert_eq!(limit("<a b='12345'/>"), Limit::AttributeValue);
    assert_eq!(limit("<a>12345</a>"), Limit::Text);
    assert_eq!(limit("<a>123&amp;4</a>"), Limit::Text);
}

#[test]
fn errors_know_their_place() {
    let text = "<S><B><R/><R><C>&bad;</C></R></B></S>";
    let error = read(text, &DecodeOptions::lenient()).unwrap_err();
    assert_eq!(error.to_string(), "reference to an unknown entity at byte 16 in S/B/R[2]/C");
    let mut reader = Reader::new(text, &DecodeOptions::lenient(), &[]);
    while reader.next_event().is_ok() {}
    assert_eq!(reader.next_event().unwrap_err(), error, "an error stays");
}

#[test]
fn every_prefix_is_refused() {
    let text =
        "<?xml version=\"1.0\"?><!DOCTYPE a><a xmlns:p='u' p:k=\"v\"><!--c--><![CDATA[d]]>&amp;x<b/></a>";
    for (end, _) in text.char_indices() {
        let kind = lenient(text.get(..end).unwrap()).unwrap_err();
        assert!(matches!(kind, ErrorKind::Truncated | ErrorKind::Malformed(_)), "{end}: {kind}");
    }
}

#[test]
fn raw_elements_survive_being_moved() {
    let text = "<a xmlns='urn:d' xmlns:t='urn:t' xmlns:u='urn:u'><t:x y='t:z'><i u:k=''/>&amp;<![CDATA[]]></t:x></a>";
    let mut reader = Reader::new(text, &DecodeOptions::strict(), &[]);
    reader.next_event().unwrap();
    reader.next_event().unwrap();
    let raw = reader.raw_element().unwrap();
    assert_eq!(
        raw.as_str(),
        "<t:x xmlns:t=\"urn:t\" xmlns=\"urn:d\" xmlns:u=\"urn:u\" y='t:z'><i u:k=''/>&amp;<![CDATA[]]></t:x>"
    );
    let mut writer = Writer::with_style({
        let mut style = Style::default();
        style.declaration = false;
        style
    });
    writer.start("o");
    writer.raw(&raw);
    writer.end();
    let moved = writer.finish().unwrap();
    let mut reader = Reader::new(&moved, &DecodeOptions::strict(), &[]);
    reader.next_event().unwrap();
    reader.next_event().unwrap();
    assert_eq!(reader.raw_element().unwrap(), raw, "the second time nothing is added");
}

/// Kept elements are written back, and what is written is well-formed.
#[test]
fn raw_elements_are_well_formed_whatever_was_tolerated() {
    let cases = [
        (r#"<a><x v:k="1"><v:y/></x></a>"#, r#"<x xmlns:v="unbound:v" v:k="1"><v:y/></x>"#),
        (r"<a><v:x/></a>", r#"<v:x xmlns:v="unbound:v"/>"#),
        (r#"<a><x><y xmlns:v="u" v:k="1"/></x></a>"#, r#"<x><y xmlns:v="u" v:k="1"/></x>"#),
        ("<a><x>1]]>2</x></a>", "<x>1]]&gt;2</x>"),
        (r#"<a>]]><x k="1"/></a>"#, r#"<x k="1"/>"#),
        (
            r#"<a><x xmlns="d" k="1" k="2"><v:y xmlns:v="u" w:k="&quot;"/></x></a>"#,
            r#"<x xmlns:w="unbound:w" xmlns="d" k="1"><v:y xmlns:v="u" w:k="&quot;"></v:y></x>"#,
        ),
        ("<a><x>1&#1;2</x></a>", "<x>1\u{FFFD}2</x>"),
    ];
    for (text, kept) in cases {
        let options = DecodeOptions::lenient().with_recovery(Recovery::all());
        let mut reader = Reader::new(text, &options, &[]);
        let mut raw = None;
        while raw.is_none() {
            if matches!(reader.next_event().unwrap(), Event::Start(name) if name.local == "x") {
                raw = Some(reader.raw_element().unwrap());
            }
        }
        assert_eq!(raw.unwrap().as_str(), kept);
        let mut strict = Reader::new(kept, &DecodeOptions::strict(), &[]);
        while strict.next_event().unwrap() != Event::Eof {}
    }
}

#[test]
fn raw_elements_without_namespace_stay_without() {
    let mut reader = Reader::new("<o><v/></o>", &DecodeOptions::strict(), &[]);
    reader.next_event().unwrap();
    reader.next_event().unwrap();
    let raw = reader.raw_element().unwrap();
    let mut writer = Writer::new();
    writer.start("a");
    writer.attribute("xmlns", "urn:d");
    writer.raw(&raw);
    writer.end();
    assert!(writer.finish().unwrap().ends_with("<a xmlns=\"urn:d\"><v xmlns=\"\"/></a>"));
}

fn xml_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            4 => any::<char>().prop_filter("XML Char", |c| {
                matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
            }),
            1 => prop_oneof![Just(']'), Just('>'), Just('&'), Just('\r'), Just('\n'), Just('<')],
        ],
        0..40,
    )
    .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn what_is_written_is_read(text in xml_text(), value in xml_text(), section in xml_text()) {
        let mut writer = Writer::new();
        writer.start("a");
        writer.attribute("k", &value);
        writer.leaf("b", &text);
        writer.start("c");
        writer.cdata(&section);
        writer.end();
        writer.end();
        let written = writer.finish().unwrap();
        let mut reader = Reader::new(&written, &DecodeOptions::strict(), &[]);
        reader.next_event().unwrap();
        prop_assert_eq!(&reader.attributes()[0].value, &value);
        reader.next_event().unwrap();
        for expected in [text, section] {
            let mut found = String::new();
            loop {
                match reader.next_event().unwrap() {
                    Event::Text(piece) => found.push_str(&piece),
                    Event::End => break,
                    _ => {}
                }
            }
            prop_assert_eq!(found, expected);
            reader.next_event().unwrap();
        }
    }

    #[test]
    fn anything_is_survived(text in "[<>&;!?/\\[\\]\"'= a:x#-]{0,60}") {
        let strict = read(&text, &DecodeOptions::strict());
        let lenient = read(&text, &DecodeOptions::lenient());
        prop_assert!(strict.is_err() || lenient.is_ok(), "what strict accepts lenient accepts");
    }
}

#[test]
fn instructions_are_refused_where_a_protocol_has_none() {
    let text = "<?xml version='1.0'?><?style a?><a>b<?c d?>e</a><?f?>";
    let run = |options: &DecodeOptions| {
        let mut reader = Reader::new(text, options, &[]);
        reader.refuse_instructions();
        while reader.next_event()? != Event::Eof {}
        Ok::<_, mgmt_wire::xml::Error>(reader.take_warnings())
    };
    let at = |part: &str| Warning::new(WarningKind::Instruction, text.find(part).unwrap());
    assert_eq!(run(&DecodeOptions::lenient()).unwrap(), [at("<?style"), at("<?c"), at("<?f")]);
    let error = run(&DecodeOptions::strict()).unwrap_err();
    assert_eq!((*error.kind(), error.offset()), (ErrorKind::Malformed("processing instruction"), Some(21)));
    assert!(read(text, &DecodeOptions::strict()).is_ok());
}

/// Modelled on alerts of a phone maker's server and on parameter values of home gateways.
#[test]
fn ampersands_are_left_as_they_are_on_request_only() {
    let text = "<a k='/x?b=1&c=2'>MINDT=30&DR=Yes &amp; Tom & Jerry&nbsp;&#65;&<b/>&&</a>";
    assert_eq!(lenient(text), Err(ErrorKind::Malformed("reference")));
    assert_eq!(lenient("<a>&nbsp;</a>"), Err(ErrorKind::UnknownEntity));
    let options = DecodeOptions::lenient().with_recovery(Recovery::all());
    let (out, warnings) = read(text, &options).unwrap();
    assert_eq!(out, "{a k=/x?b=1&c=2:MINDT=30&DR=Yes & Tom & Jerry&nbsp;A&{b:}&&}");
    assert_eq!(warnings.len(), 7);
    assert!(warnings.iter().all(|warning| warning.kind == WarningKind::BareAmpersand));
    assert_eq!(warnings[1].offset, text.find("&DR").unwrap());
    let strict = DecodeOptions::strict().with_recovery(Recovery::all());
    assert!(read(text, &strict).is_err());
    for still in ["<a>&#0;</a>", "<a>&", "<a>b&c"] {
        let mut options = DecodeOptions::lenient();
        options.recovery.bare_ampersands = true;
        assert!(read(still, &options).is_err(), "{still}");
    }
}

#[test]
fn kept_elements_have_their_ampersands_escaped() {
    let options = DecodeOptions::lenient().with_recovery(Recovery::all());
    let mut reader = Reader::new("<a><b k='1&2'>x&y</b></a>", &options, &[]);
    reader.next_event().unwrap();
    reader.next_event().unwrap();
    let kept = reader.raw_element().unwrap();
    assert_eq!(kept.as_str(), "<b k=\"1&amp;2\">x&amp;y</b>");
}

/// What Windows tools write: a declaration made for strings over bytes in UTF-8.
#[test]
fn encodings_that_the_bytes_are_not_in() {
    use mgmt_wire::xml::{Document, Encoding};
    let document = |bytes: &'static [u8], charset: Option<&str>, options: &DecodeOptions| {
        Document::with_charset(bytes, charset, options)
            .map(|document| (document.encoding(), document.warnings().to_vec()))
            .map_err(|error| *error.kind())
    };
    let wrong = [Warning::new(WarningKind::MislabelledEncoding, 0)];
    let read = Ok((Encoding::Utf8, wrong.to_vec()));
    let refused = Err(ErrorKind::UnsupportedEncoding);
    let lenient = DecodeOptions::lenient().with_recovery(Recovery::all());
    for bytes in [
        b"<?xml version=\"1.0\" encoding=\"utf-16\"?><a>\xC3\xA9</a>".as_slice(),
        b"<?xml version='1.0' encoding='UTF-16LE'?><a/>",
        b"<?xml version='1.0' encoding='Unicode'?><a/>",
        b"<?xml version='1.0' encoding='GB2312'?><a/>",
    ] {
        assert_eq!(document(bytes, None, &lenient), read);
        assert_eq!(document(bytes, None, &DecodeOptions::lenient()), refused, "on request only");
        assert_eq!(document(bytes, None, &DecodeOptions::strict().with_recovery(Recovery::all())), refused);
    }
    assert_eq!(document(b"<a/>", Some("utf-16"), &lenient), read);
    // Not the same in every encoding, and no ASCII.
    for bytes in [
        b"<?xml version='1.0' encoding='UTF-7'?><a/>".as_slice(),
        b"<?xml version='1.0' encoding='GB2312'?><a>\xB0\xA1</a>",
        b"<\0a\0/\0>\0",
    ] {
        assert_eq!(document(bytes, None, &lenient), refused);
    }
    let le = document(b"<\0a\0/\0>\0", Some("utf-16le"), &lenient).unwrap();
    assert_eq!(le.0, Encoding::Utf16Le);
}

fn refusal(text: &str, options: &DecodeOptions) -> (ErrorKind, Option<usize>) {
    let mut reader = Reader::new(text, options, &[]);
    loop {
        match reader.next_event() {
            Ok(Event::Eof) => panic!("{text} is read"),
            Ok(_) => {}
            Err(error) => return (*error.kind(), error.offset()),
        }
    }
}

/// What is wrong with an attribute is told at the attribute, where lenient reading warns of it.
#[test]
fn errors_at_attributes() {
    let strict = DecodeOptions::strict();
    assert_eq!(refusal("<a k='1' p:l='2'/>", &strict), (ErrorKind::UnboundPrefix, Some(9)));
    let twice = ErrorKind::Malformed("duplicate attribute");
    assert_eq!(refusal("<a k='1' l='2' k='3'/>", &strict), (twice, Some(15)));
    assert_eq!(refusal("<a xmlns='u' b='1' xmlns='v'/>", &strict), (twice, Some(19)));
    assert_eq!(refusal("<a k='1' l='&x;'/>", &strict), (ErrorKind::UnknownEntity, Some(9)));
    let warned = {
        let options = DecodeOptions::lenient();
        let mut reader = Reader::new("<a k='1' p:l='2'/>", &options, &[]);
        reader.next_event().unwrap();
        reader.take_warnings().iter().map(|warning| warning.offset).collect::<Vec<_>>()
    };
    assert_eq!(warned, [9]);
}

/// A document cut short is that wherever it is cut, also behind the prefix of a name.
#[test]
fn every_beginning_is_truncated() {
    let text = "<?xml version='1.0'?><!-- c --><s:a xmlns:s='urn:s' s:k = \"&lt;\" xml:lang='x'><s:b/>t&#65;é\
                <![CDATA[u]]><?p i?></s:a >";
    let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, first) in [(text.as_bytes(), 0), (&wide, 2)] {
        for cut in first..bytes.len() {
            let options = DecodeOptions::lenient();
            let (kind, offset) = match Document::from_bytes(&bytes[..cut], &options) {
                Ok(document) => refusal(document.text(), &options),
                Err(error) => (*error.kind(), error.offset()),
            };
            assert_eq!(kind, ErrorKind::Truncated, "{:x?}", &bytes[..cut]);
            // Places in a text that was transcoded are in the text.
            assert!(first > 0 || offset.is_some_and(|offset| offset <= cut), "{offset:?} of {cut}");
        }
    }
}
