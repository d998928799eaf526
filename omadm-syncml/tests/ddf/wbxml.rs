//! The same in WBXML.

use super::{OMA, WINDOWS, decode, local};
use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::code::Format;
use omadm_syncml::syntax::wbxml::{PublicIdStyle, StringStyle, WbxmlStyle};
use omadm_syncml::tree::{
    DdfWarningKind, DescribedNode, DescribedValue, MgmtTree, Msft, NodeType, RtProperties,
};

/// A document by hand: public identifier in the string table, names by tokens of code page 2, the value as
/// opaque data, an element by its name in the string table.
const BY_HAND: &[u8] = b"\x02\x00\x00\x6A\x1C-//OMA//DTD-DM-DDF 1.2//EN\0Q\
    \x00\x02\x60\x77\x031.2\0\x01\x64\x66\x03A\0\x01\x6F\x5C\x0B\x01\x75\x61\x03text/plain\0\x01\x01\x01\
    \x76\xC3\x02hi\x01\x44\x1B\x03x\0\x01\x01\x01";

#[test]
fn tokens_of_the_table() {
    let tree = MgmtTree::from_wbxml(BY_HAND).unwrap();
    assert_eq!(tree.ver_dtd, "1.2");
    let node = tree.roots().next().unwrap();
    assert_eq!(node.name.as_deref(), Some("A"));
    assert_eq!(node.format(), Some(&Format::Chr));
    assert_eq!(node.value.as_ref().unwrap().as_text(), Some("hi"));
    assert_eq!(node.rt_properties.as_ref().unwrap().node_type, Some(NodeType::Mime("text/plain".into())));
    assert_eq!(local(&node.extensions[0]), "Q");
}

#[test]
fn both_encodings_say_the_same() {
    for text in [OMA, WINDOWS] {
        let (mut tree, _) = decode(text);
        // WBXML has one name for each element, which is in the namespace.
        tree.in_namespace = true;
        for style in [
            WbxmlStyle::default(),
            WbxmlStyle::default().with_public_id(PublicIdStyle::Text).with_strings(StringStyle::Table),
            WbxmlStyle::default().with_public_id(PublicIdStyle::Unknown).with_strings(StringStyle::Opaque),
        ] {
            let bytes = tree.to_wbxml_with(style).unwrap();
            let read = MgmtTree::decode_wbxml(&bytes, &DecodeOptions::strict(), &mut ()).unwrap();
            assert_eq!(read, tree);
            assert_eq!(read.to_xml().unwrap(), tree.to_xml().unwrap());
            assert_eq!(read.to_wbxml_with(style).unwrap(), bytes);
            let msft = |tree: &MgmtTree<'_>| {
                let node = tree.iter().nth(1).unwrap();
                Msft::read(node.df_properties.as_ref().unwrap())
            };
            assert_eq!(msft(&read), msft(&tree));
        }
        let fragment = tree.to_fragment();
        assert_eq!(MgmtTree::from_fragment(&fragment, &DecodeOptions::strict(), &mut ()).unwrap(), tree);
    }
}

#[test]
fn bytes_stay_bytes() {
    let mut rt = RtProperties::default();
    rt.format = Some(Format::Bin);
    let node = DescribedNode::new("Key").with_rt_properties(rt);
    let mut tree = MgmtTree::new();
    for (name, value) in [("Key", &[0, 1, 0xFF][..]), ("Text", b"text"), ("Cut", &[b'x', 0xC3])] {
        let mut node = node.clone();
        node.name = Some(name.into());
        node.value = Some(DescribedValue::Bytes(value.into()));
        tree.push(None, node);
    }
    let bytes = tree.to_wbxml().unwrap();
    let read = MgmtTree::from_wbxml(&bytes).unwrap();
    let values: Vec<_> = read.roots().map(|node| node.node().value.clone().unwrap()).collect();
    // Which bytes are meant as text, WBXML does not say; the format stays what it is.
    assert_eq!(values[0], DescribedValue::Bytes((&[0, 1, 0xFF][..]).into()));
    assert_eq!(values[1], DescribedValue::Text("text".into()));
    assert_eq!(values[2], DescribedValue::Bytes((&[b'x', 0xC3][..]).into()));
    assert!(read.roots().all(|node| node.format() == Some(&Format::Bin)));
}

#[test]
fn what_is_wrong_is_found_where_it_stands() {
    // `<Scope><Now/></Scope>`: the word is spelled out in the string table.
    let document = |inside: &[u8]| {
        [
            b"\x02\x01\x6A\x04Now\0\x00\x02\x60\x77\x031.2\0\x01\x64\x66\x03A\0\x01".as_slice(),
            inside,
            b"\x01\x01",
        ]
        .concat()
    };
    let error = MgmtTree::from_wbxml(&document(b"\x56\x70\x04\x00\x01\x01")).unwrap_err();
    assert_eq!((error.name(), error.offset()), ("InvalidValue", Some(26)));
    assert!(error.path().contains("Node/DFProperties/Scope"), "{error}");

    let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
    let bytes = document(b"");
    MgmtTree::decode_wbxml(&bytes, &DecodeOptions::lenient(), &mut warnings).unwrap();
    let expected = Warning::new(WarningKind::Ddf(DdfWarningKind::MissingProperties), 18);
    assert_eq!(warnings, [expected]);
    let strict = MgmtTree::decode_wbxml(&bytes, &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert_eq!((strict.name(), strict.offset(), strict.path()), ("Missing", Some(18), "MgmtTree/Node"));

    // Elements within a value have no source text here; they become XML.
    let bytes = document(b"\x76\x04\x00\x01");
    let tree = MgmtTree::from_wbxml(&bytes).unwrap();
    let value = tree.roots().next().unwrap().node().value.clone().unwrap();
    assert!(value.as_text().unwrap().starts_with("<Now"), "{value:?}");
}

#[test]
fn refusals() {
    let bytes = decode(OMA).0.to_wbxml().unwrap();
    for length in 0..bytes.len() {
        assert!(MgmtTree::from_wbxml(&bytes[..length]).is_err(), "{length}");
    }
    let trailing = [&bytes[..], b"\x01"].concat();
    assert!(MgmtTree::from_wbxml(&trailing).is_err());
    let bad = OMA.replace("<OneOrN>5</OneOrN>", "<OneOrN>five</OneOrN>");
    assert!(MgmtTree::from_xml(bad.as_bytes()).is_err());
    let other = b"\x02\xa4\x01\x6A\x00\x6D\x01";
    assert_eq!(MgmtTree::from_wbxml(other).unwrap_err().name(), "Unexpected");
}
