//! Descriptions and serialized trees in XML.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::code::Format;
use omadm_syncml::tree::{
    AccessType, AccessTypes, CaseSense, DdfWarningKind, DescribedNode, DescribedValue, DfProperties, Finding,
    FindingKind, MemoryStorage, MgmtTree, NodeData, NodePath, NodeState, NodeType, Occurrence, RtProperties,
    Scope,
};

/// Modelled on OMA's published descriptions: DOCTYPE with an external identifier, comments, every element.
const OMA: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE MgmtTree PUBLIC "-//OMA//DTD-DM-DDF 1.2//EN" "http://www.example.org/DM_DDF-V1_2.dtd">
<!-- A description of accounts -->
<MgmtTree>
  <VerDTD>1.2</VerDTD>
  <Man>Example &amp; Sons</Man>
  <Mod>One</Mod>
  <Node>
    <NodeName>DMAcc</NodeName>
    <Path>./Settings</Path>
    <RTProperties><ACL/><Format><node/></Format><Name/><Title/><Type><DDFName/></Type></RTProperties>
    <DFProperties>
      <AccessType><Get/><Add/></AccessType>
      <Description>All accounts</Description>
      <DFFormat><node/></DFFormat>
      <Occurrence><One/></Occurrence>
      <Scope><Permanent/></Scope>
      <DFTitle>Accounts</DFTitle>
      <DFType><DDFName>urn:oma:mo:oma-dm-dmacc:1.0</DDFName></DFType>
      <CaseSense><CIS/></CaseSense>
    </DFProperties>
    <Node>
      <NodeName></NodeName>
      <DFProperties>
        <AccessType><Get/><Delete/></AccessType>
        <DFFormat><node/></DFFormat>
        <Occurrence><OneOrN>5</OneOrN></Occurrence>
        <Scope><Dynamic/></Scope>
        <DFType><DDFName/></DFType>
      </DFProperties>
      <Node>
        <NodeName>PortNbr</NodeName>
        <DFProperties>
          <AccessType><Get/><Replace/></AccessType>
          <DefaultValue>443</DefaultValue>
          <DFFormat><int/></DFFormat>
          <Occurrence><ZeroOrOne/></Occurrence>
          <DFType><MIME>text/plain</MIME><MIME>text/x-port</MIME></DFType>
        </DFProperties>
      </Node>
    </Node>
  </Node>
</MgmtTree>
"#;

/// Modelled on Microsoft's DDF v2: BOM, a processing instruction in the DOCTYPE, two roots, DFProperties in another
/// order, empty MIME, extension elements.
const WINDOWS: &str = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r
<!DOCTYPE MgmtTree PUBLIC \" -//OMA//DTD-DM-DDF 1.2//EN\" \"http://www.example.org/DM_DDF-V1_2.dtd\" [<?oma-dm-ddf-ver supported-versions=\"1.2\"?>]>\r
<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\">\r
  <VerDTD>1.2</VerDTD>\r
  <MSFT:Diagnostics>\r
  </MSFT:Diagnostics>\r
  <Node>\r
    <NodeName>Sample</NodeName>\r
    <Path>./Device/Vendor/MSFT</Path>\r
    <DFProperties>\r
      <AccessType><Get /></AccessType>\r
      <Description>The sample.</Description>\r
      <DFFormat><node /></DFFormat>\r
      <Occurrence><One /></Occurrence>\r
      <Scope><Permanent /></Scope>\r
      <DFType><MIME /></DFType>\r
      <MSFT:Applicability><MSFT:OsBuildVersion>10.0.17134</MSFT:OsBuildVersion></MSFT:Applicability>\r
    </DFProperties>\r
    <Node>\r
      <NodeName>Mode</NodeName>\r
      <DFProperties>\r
        <AccessType><Add /><Delete /><Get /><Replace /></AccessType>\r
        <DFFormat><int /></DFFormat>\r
        <DefaultValue>1</DefaultValue>\r
        <Occurrence><One /></Occurrence>\r
        <Scope><Dynamic /></Scope>\r
        <DFType><MIME>text/plain</MIME></DFType>\r
        <MSFT:AllowedValues ValueType=\"Range\"><MSFT:Value>[0-2]</MSFT:Value></MSFT:AllowedValues>\r
      </DFProperties>\r
    </Node>\r
  </Node>\r
  <Node>\r
    <NodeName>Sample</NodeName>\r
    <Path>./User/Vendor/MSFT</Path>\r
    <DFProperties>\r
      <AccessType><Get /></AccessType>\r
      <DFFormat><node /></DFFormat>\r
      <Scope><Permanent /></Scope>\r
      <DFType><MIME /></DFType>\r
    </DFProperties>\r
  </Node>\r
</MgmtTree>\r
";

fn decode(text: &str) -> (MgmtTree<'static>, Vec<DdfWarningKind>) {
    let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
    let tree =
        MgmtTree::decode(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap().into_owned();
    let ddf = warnings.iter().filter_map(|warning| match warning.kind {
        WarningKind::Ddf(kind) => Some(kind),
        _ => None,
    });
    (tree, ddf.collect())
}

#[test]
fn an_oma_description_decodes_strictly() {
    let tree = MgmtTree::decode(OMA.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap();
    assert_eq!(
        (tree.ver_dtd.as_ref(), tree.man.as_deref(), tree.model.as_deref()),
        ("1.2", Some("Example & Sons"), Some("One"))
    );
    let templates: Vec<_> = tree.iter().map(|node| node.template()).collect();
    assert_eq!(templates, ["./Settings/DMAcc", "./Settings/DMAcc/*", "./Settings/DMAcc/*/PortNbr"]);

    let root = tree.roots().next().unwrap();
    let df = root.df_properties.as_ref().unwrap();
    assert_eq!(df.access_type, Some(AccessTypes::from([AccessType::Get, AccessType::Add])));
    assert_eq!((df.scope, df.case_sense), (Some(Scope::Permanent), Some(CaseSense::Insensitive)));
    assert_eq!(df.types, [NodeType::DdfName("urn:oma:mo:oma-dm-dmacc:1.0".into())]);
    let rt = root.rt_properties.as_ref().unwrap();
    assert_eq!((rt.acl.as_deref(), &rt.format, rt.size.as_deref()), (Some(""), &Some(Format::Node), None));

    let port = tree.iter().last().unwrap();
    assert_eq!(port.depth(), 2);
    assert_eq!(port.occurrence(), Occurrence::ZeroOrOne);
    assert_eq!(port.parent().unwrap().occurrence(), Occurrence::OneOrN(5));
    assert_eq!(port.df_properties.as_ref().unwrap().default_value.as_deref(), Some("443"));
    assert_eq!(port.df_properties.as_ref().unwrap().types.len(), 2);
    assert_eq!(port.scope(), Scope::Dynamic, "the default");
}

#[test]
fn a_windows_description_decodes_with_warnings() {
    let (tree, warnings) = decode(WINDOWS);
    assert_eq!(warnings, [DdfWarningKind::ElementOrder]);
    let templates: Vec<_> = tree.iter().map(|node| node.template()).collect();
    assert_eq!(
        templates,
        ["./Device/Vendor/MSFT/Sample", "./Device/Vendor/MSFT/Sample/Mode", "./User/Vendor/MSFT/Sample"]
    );
    assert_eq!(tree.extensions[0].local_name(), "Diagnostics");
    let mode = tree.find(&NodePath::parse("./Device/Vendor/MSFT/Sample/Mode").unwrap()).unwrap();
    assert_eq!(mode.df_properties.as_ref().unwrap().extensions[0].local_name(), "AllowedValues");
    assert!(tree.find(&NodePath::parse("./User/Vendor/MSFT/Sample/Mode").unwrap()).is_none());
    let strict = MgmtTree::decode(WINDOWS.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert!(["DtdForbidden", "Order"].contains(&strict.name()), "{strict}");
}

#[test]
fn what_is_written_reads_back_the_same() {
    for text in [OMA, WINDOWS] {
        let (tree, _) = decode(text);
        let written = tree.to_xml().unwrap();
        let again = MgmtTree::decode(written.as_bytes(), &DecodeOptions::strict(), &mut ());
        assert_eq!(again.unwrap(), tree, "writing is strict");
        assert_eq!(MgmtTree::from_xml(written.as_bytes()).unwrap().to_xml().unwrap(), written);
    }
}

#[test]
fn deviations_have_names() {
    use DdfWarningKind as W;
    let node = |inner: &str| format!("<MgmtTree><VerDTD>1.2</VerDTD><Node>{inner}</Node></MgmtTree>");
    let df = "<DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat><DFType><MIME>a/b</MIME></DFType></DFProperties>";
    for (text, kinds, strict) in [
        (node("<NodeName>A</NodeName>"), vec![W::MissingProperties], "Missing"),
        (node(df), vec![W::MissingNodeName], "Missing"),
        (node(&format!("{df}<NodeName>A</NodeName>")), vec![W::ElementOrder], "Order"),
        (node(&format!("<NodeName> A </NodeName>{df}")), vec![W::WhiteSpace], "InvalidValue"),
        (node(&format!("<NodeName>A</NodeName>{df}<Data>0</Data>")), vec![W::UnknownElement], "Unexpected"),
        (node(&format!("<NodeName>A</NodeName>{df}text")), vec![W::StrayText], "Unexpected"),
        (node(&format!("<NodeName x='1'>A</NodeName>{df}")), vec![W::UnknownAttribute], "Unexpected"),
        (
            node(&format!("<NodeName>A</NodeName>{df}<Value><b>1</b></Value>")),
            vec![W::MarkupInValue],
            "Unexpected",
        ),
        (
            node(
                "<NodeName>A</NodeName><RTProperties><Format>chr</Format><Type>text/plain</Type></RTProperties>",
            ),
            vec![W::TextForElement, W::TextForElement],
            "Unexpected",
        ),
        (
            node("<NodeName>A</NodeName><RTProperties><Format><utf/></Format></RTProperties>"),
            vec![W::UnknownFormat],
            "InvalidValue",
        ),
        (
            node("<NodeName>A</NodeName><DFProperties><AccessType/></DFProperties>"),
            vec![W::MissingProperty, W::MissingProperty],
            "Missing",
        ),
        ("<MgmtTree/>".into(), vec![W::MissingVersion], "Missing"),
        (
            node(&format!(
                "<NodeName>A</NodeName>{df}<Node><NodeName>B</NodeName>{df}</Node><Node><NodeName>C</NodeName>{df}</Node><Node><NodeName>B</NodeName>{df}</Node>"
            )),
            vec![W::DuplicateNode],
            "Duplicate",
        ),
    ] {
        assert_eq!(decode(&text).1, kinds, "{text}");
        let error = MgmtTree::decode(text.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap_err();
        assert_eq!(error.name(), strict, "{text}");
        assert!(error.offset().is_some(), "{text}");
    }
}

#[test]
fn refusals_in_both_modes() {
    let node = |inner: &str| format!("<MgmtTree><VerDTD>1.2</VerDTD><Node>{inner}</Node></MgmtTree>");
    for (text, name) in [
        (node("<NodeName>a/b</NodeName>"), "InvalidValue"),
        (node("<NodeName>..</NodeName>"), "InvalidValue"),
        (node("<NodeName>a</NodeName><NodeName>a</NodeName>"), "Duplicate"),
        (node("<NodeName>a</NodeName><RTProperties/><RTProperties/>"), "Duplicate"),
        (
            node("<NodeName>a</NodeName><DFProperties><AccessType><Take/></AccessType></DFProperties>"),
            "InvalidValue",
        ),
        (
            node("<NodeName>a</NodeName><DFProperties><Occurrence><Twice/></Occurrence></DFProperties>"),
            "InvalidValue",
        ),
        (
            node(
                "<NodeName>a</NodeName><DFProperties><Occurrence><ZeroOrN>1</ZeroOrN></Occurrence></DFProperties>",
            ),
            "OutOfRange",
        ),
        (
            node(
                "<NodeName>a</NodeName><DFProperties><Occurrence><OneOrN>65537</OneOrN></Occurrence></DFProperties>",
            ),
            "OutOfRange",
        ),
        (node("<NodeName>a</NodeName><DFProperties><Scope><Now/></Scope></DFProperties>"), "InvalidValue"),
        (node("<NodeName>a</NodeName><Man>x</Man>"), ""),
        ("<Tree/>".into(), "Unexpected"),
        ("<MgmtTree><VerDTD>1</VerDTD><VerDTD>2</VerDTD></MgmtTree>".into(), "Duplicate"),
        ("<MgmtTree><VerDTD>1.2</VerDTD>".into(), "Truncated"),
        (String::new(), "Truncated"),
    ] {
        for options in [DecodeOptions::lenient(), DecodeOptions::strict()] {
            match MgmtTree::decode(text.as_bytes(), &options, &mut ()) {
                Err(error) if !name.is_empty() => {
                    assert!(error.name() == name || options.is_strict(), "{text}: {error}")
                }
                Err(error) => assert!(options.is_strict(), "{text}: {error}"),
                Ok(_) => assert!(name.is_empty() && !options.is_strict(), "{text}"),
            }
        }
    }
    let mut options = DecodeOptions::default();
    options.limits.nodes = 2;
    let error = MgmtTree::decode(OMA.as_bytes(), &options, &mut ()).unwrap_err();
    assert_eq!((error.name(), error.path()), ("Limit", "MgmtTree/Node/Node/Node"));
}

#[test]
fn looking_up_heeds_names_and_case() {
    let (tree, _) = decode(OMA);
    for (uri, template) in [
        ("./Settings/DMAcc", Some("./Settings/DMAcc")),
        ("./Settings/DMAcc/one", Some("./Settings/DMAcc/*")),
        ("./Settings/DMAcc/one/PortNbr", Some("./Settings/DMAcc/*/PortNbr")),
        ("./Settings/DMAcc/one/portnbr", Some("./Settings/DMAcc/*/PortNbr")),
        ("./Settings/dmacc", None),
        ("./DMAcc", None),
        ("./Settings", None),
        ("./Settings/DMAcc/one/PortNbr/x", None),
        (".", None),
    ] {
        let found = tree.find(&NodePath::parse(uri).unwrap()).map(|node| node.template());
        assert_eq!(found.as_deref(), template, "{uri}");
    }
}

#[test]
fn checking_a_tree() {
    let (ddf, _) = decode(OMA);
    let mut storage = MemoryStorage::new();
    storage.insert("./Settings/DMAcc/one/PortNbr", NodeState::leaf("443").with_format(Format::Int)).unwrap();
    assert_eq!(ddf.check_tree(&storage), []);

    storage.insert("./Settings/DMAcc/one/PortNbr", NodeState::leaf("x").with_format(Format::Int)).unwrap();
    storage.insert("./Settings/DMAcc/one/Extra", NodeState::leaf("x")).unwrap();
    storage.insert("./Settings/DMAcc/two/PortNbr", NodeState::leaf("x")).unwrap();
    storage
        .insert(
            "./Settings/DMAcc/three/PortNbr",
            NodeState::leaf("1").with_format(Format::Int).with_type("a/b"),
        )
        .unwrap();
    for index in 0..5 {
        storage.insert(&format!("./Settings/DMAcc/more{index}"), NodeState::interior()).unwrap();
    }
    let mut found: Vec<_> = ddf
        .check_tree(&storage)
        .into_iter()
        .map(|Finding { path, kind, .. }| (path.to_string(), kind))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        found,
        [
            ("./Settings/DMAcc".into(), FindingKind::TooMany),
            ("./Settings/DMAcc/one/Extra".into(), FindingKind::Undescribed),
            ("./Settings/DMAcc/one/PortNbr".into(), FindingKind::Value),
            ("./Settings/DMAcc/three/PortNbr".into(), FindingKind::Type),
            ("./Settings/DMAcc/two/PortNbr".into(), FindingKind::Format),
        ]
    );
    let mut empty = MemoryStorage::new();
    empty.insert("./Settings/Other", NodeState::leaf("x")).unwrap();
    let missing: Vec<_> = ddf.check_tree(&empty).iter().map(ToString::to_string).collect();
    assert_eq!(missing, ["node is missing at ./Settings/DMAcc"]);
}

#[test]
fn checking_commands() {
    let (ddf, _) = decode(WINDOWS);
    let mode = NodePath::parse("./Device/Vendor/MSFT/Sample/Mode").unwrap();
    let root = NodePath::parse("./Device/Vendor/MSFT/Sample").unwrap();
    let kinds = |command, path: &NodePath, data: Option<NodeData>| {
        let findings = ddf.check_command(command, path, data.as_ref());
        findings.into_iter().map(|finding| finding.kind).collect::<Vec<_>>()
    };
    let int = |text: &str| Some(NodeData::value(text).with_format(Format::Int));
    assert_eq!(kinds(AccessType::Replace, &mode, int("2")), []);
    assert_eq!(kinds(AccessType::Replace, &mode, int("3")), [FindingKind::Value]);
    assert_eq!(
        kinds(AccessType::Replace, &mode, Some(NodeData::value("2").with_format(Format::Bool))),
        [FindingKind::Format]
    );
    assert_eq!(kinds(AccessType::Add, &mode, int("0")), []);
    assert_eq!(kinds(AccessType::Exec, &mode, None), [FindingKind::AccessType]);
    assert_eq!(kinds(AccessType::Delete, &root, None), [FindingKind::AccessType, FindingKind::Permanent]);
    let unknown = root.child("Other").unwrap();
    assert_eq!(kinds(AccessType::Get, &unknown, None), [FindingKind::Undescribed]);
    assert_eq!(FindingKind::Undescribed.status().number(), 404);
}

#[test]
fn deep_trees_cost_no_stack() {
    let mut tree = MgmtTree::new();
    let mut parent = None;
    for _ in 0..50_000 {
        parent = Some(tree.push(parent, DescribedNode::new("n")));
    }
    std::thread::Builder::new()
        .stack_size(64 * 1024)
        .spawn(move || {
            assert_eq!(tree.iter().count(), 50_000);
            drop(tree.into_owned());
        })
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn bytes_become_base64_in_xml() {
    let mut tree = MgmtTree::new();
    let rt = RtProperties::default();
    let mut node = DescribedNode::new("Key").with_rt_properties(rt);
    node.rt_properties.as_mut().unwrap().format = Some(Format::Bin);
    node.value = Some(DescribedValue::Bytes(vec![0, 1, 2].into()));
    tree.push(None, node);
    let xml = tree.to_xml().unwrap();
    assert!(xml.contains("<Format><b64/></Format>") && xml.contains("<Value>AAEC</Value>"), "{xml}");
    let mut bad = MgmtTree::new();
    bad.push(None, DescribedNode::new("A").with_value("\u{1}"));
    assert_eq!(bad.to_xml().unwrap_err().name(), "InvalidCharacter");
}

#[test]
fn a_described_node_takes_what_it_is_given() {
    let properties = DfProperties::new(Format::Bool)
        .with_access([AccessType::Get, AccessType::Replace])
        .with_occurrence(Occurrence::ZeroOrN(7))
        .with_scope(Scope::Permanent)
        .with_description("on or off");
    let mut tree = MgmtTree::new();
    tree.push(None, DescribedNode::new("Switch").with_path("./A").with_df_properties(properties));
    let xml = tree.to_xml().unwrap();
    let read = MgmtTree::decode(xml.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap();
    assert_eq!(read, tree);
    let node = read.roots().next().unwrap();
    assert_eq!((node.occurrence().min(), node.occurrence().max()), (0, Some(7)));
    assert_eq!(node.template(), "./A/Switch");
}

mod round_trip {
    use super::*;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = String> {
        "[ -~é€\t]{0,12}"
    }

    fn format() -> impl Strategy<Value = Format<'static>> {
        proptest::sample::select(Format::ALL)
    }

    fn occurrence() -> impl Strategy<Value = Occurrence> {
        prop_oneof![
            Just(Occurrence::One),
            Just(Occurrence::ZeroOrOne),
            Just(Occurrence::ZeroOrMore),
            Just(Occurrence::OneOrMore),
            (2u32..=65_536).prop_map(Occurrence::ZeroOrN),
            (2u32..=65_536).prop_map(Occurrence::OneOrN),
        ]
    }

    fn node_type() -> impl Strategy<Value = NodeType<'static>> {
        ("[a-z/.:]{0,10}", any::<bool>()).prop_map(|(text, mime)| {
            if mime { NodeType::Mime(text.into()) } else { NodeType::DdfName(text.into()) }
        })
    }

    prop_compose! {
        fn df_properties()(
            access in proptest::collection::vec(proptest::sample::select(AccessType::ALL), 0..6),
            default_value in proptest::option::of(text()),
            description in proptest::option::of(text()),
            format in proptest::option::of(format()),
            occurrence in proptest::option::of(occurrence()),
            scope in proptest::option::of(prop_oneof![Just(Scope::Permanent), Just(Scope::Dynamic)]),
            types in proptest::collection::vec(node_type(), 0..3),
            case_sense in proptest::option::of(prop_oneof![Just(CaseSense::Sensitive), Just(CaseSense::Insensitive)]),
        ) -> DfProperties<'static> {
            let mut properties = DfProperties::default();
            properties.access_type = Some(access.into_iter().collect());
            properties.default_value = default_value.map(Into::into);
            properties.description = description.map(Into::into);
            properties.format = format;
            properties.occurrence = occurrence;
            properties.scope = scope;
            properties.types = types;
            properties.case_sense = case_sense;
            properties
        }
    }

    prop_compose! {
        fn rt_properties()(
            acl in proptest::option::of(text()),
            format in proptest::option::of(format()),
            title in proptest::option::of(text()),
            node_type in proptest::option::of(node_type()),
            ver_no in proptest::option::of(text()),
        ) -> RtProperties<'static> {
            let mut properties = RtProperties::default();
            properties.acl = acl.map(Into::into);
            properties.format = format;
            properties.title = title.map(Into::into);
            properties.node_type = node_type;
            properties.ver_no = ver_no.map(Into::into);
            properties
        }
    }

    prop_compose! {
        fn node()(
            name in proptest::option::of("[a-zA-Z0-9é_-]{0,6}"),
            path in proptest::option::of("[a-z./]{0,6}"),
            df in proptest::option::of(df_properties()),
            rt in proptest::option::of(rt_properties()),
            value in proptest::option::of("[ -~é\r\n]{0,12}"),
        ) -> DescribedNode<'static> {
            let mut node = DescribedNode::default();
            node.name = name.map(Into::into);
            node.path = path.map(Into::into);
            node.df_properties = df.map(Box::new);
            node.rt_properties = rt.map(Box::new);
            node.value = value.map(|text| DescribedValue::Text(text.into()));
            node
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn trees_survive_xml(
            nodes in proptest::collection::vec((node(), any::<proptest::sample::Index>()), 0..12),
            in_namespace in any::<bool>(),
            man in proptest::option::of(text()),
        ) {
            let mut tree = MgmtTree::new();
            tree.in_namespace = in_namespace;
            tree.man = man.map(Into::into);
            let mut ids = Vec::new();
            for (node, index) in nodes {
                let parent = if ids.is_empty() { None } else { Some(*index.get(&ids)) };
                ids.push(tree.push(parent.filter(|_| ids.len() % 4 != 3), node));
            }
            let xml = tree.to_xml().unwrap();
            let read = MgmtTree::from_xml(xml.as_bytes()).unwrap();
            prop_assert_eq!(&read, &tree);
            prop_assert_eq!(read.clone().into_owned(), tree);
            prop_assert_eq!(read.to_xml().unwrap(), xml);
        }
    }
}

mod wbxml {
    use super::*;
    use omadm_syncml::syntax::wbxml::{PublicIdStyle, StringStyle, WbxmlStyle};

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
        assert_eq!(node.extensions[0].local_name(), "Q");
    }

    #[test]
    fn both_encodings_say_the_same() {
        for text in [OMA, WINDOWS] {
            let (mut tree, _) = decode(text);
            for style in [
                WbxmlStyle::default(),
                WbxmlStyle::default().with_public_id(PublicIdStyle::Text).with_strings(StringStyle::Table),
                WbxmlStyle::default()
                    .with_public_id(PublicIdStyle::Unknown)
                    .with_strings(StringStyle::Opaque),
            ] {
                let bytes = tree.to_wbxml_with(style).unwrap();
                let read = MgmtTree::from_wbxml(&bytes).unwrap();
                // WBXML has one name for each element, which is in the namespace.
                tree.in_namespace = true;
                assert_eq!(read.len(), tree.len());
                for (read, written) in read.iter().zip(tree.iter()) {
                    assert_eq!(
                        read.df_properties.as_ref().map(|df| &df.format),
                        written.df_properties.as_ref().map(|df| &df.format)
                    );
                    assert_eq!(
                        (read.template(), &read.rt_properties, &read.value),
                        (written.template(), &written.rt_properties, &written.value)
                    );
                    let names = |node: omadm_syncml::tree::NodeRef<'_, '_>| {
                        let df = node.df_properties.iter().flat_map(|df| &df.extensions);
                        df.map(|raw| raw.qualified_name().to_owned()).collect::<Vec<_>>()
                    };
                    assert_eq!(names(read), names(written));
                }
                assert_eq!(read.to_wbxml_with(style).unwrap(), bytes);
            }
        }
    }

    #[test]
    fn extensions_keep_their_meaning() {
        let (tree, _) = decode(WINDOWS);
        let read = MgmtTree::from_wbxml(&tree.to_wbxml().unwrap()).unwrap();
        let msft = |tree: &MgmtTree<'_>| {
            let node = tree.iter().nth(1).unwrap();
            omadm_syncml::tree::Msft::read(node.df_properties.as_ref().unwrap()).unwrap()
        };
        assert_eq!(msft(&read), msft(&tree));
        assert!(msft(&read).allowed_values.is_some());
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
}
