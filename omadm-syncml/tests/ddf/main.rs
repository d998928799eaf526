//! Descriptions and serialized trees: reading and writing, in XML unless a module says otherwise.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod check;
mod msft;
mod round_trip;
mod wbxml;

use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::code::Format;
use omadm_syncml::syntax::Fragment;
use omadm_syncml::tree::{
    AccessType, AccessTypes, CaseSense, DdfWarningKind, DescribedNode, DescribedValue, DfProperties,
    MgmtTree, NodePath, NodeType, Occurrence, RtProperties, Scope,
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

fn local<'f>(fragment: &'f Fragment<'_>) -> &'f str {
    fragment.name().unwrap().local()
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
    assert_eq!(local(&tree.extensions[0]), "Diagnostics");
    let mode = tree.find(&NodePath::parse("./Device/Vendor/MSFT/Sample/Mode").unwrap()).unwrap();
    assert_eq!(local(&mode.df_properties.as_ref().unwrap().extensions[0]), "AllowedValues");
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
        (node(&format!("<NodeName>.</NodeName>{df}")), vec![W::RootName], "InvalidValue"),
        (
            node(
                "<NodeName>A</NodeName><DFProperties><AccessType/><DFFormat><node/></DFFormat><Occurrence><OneOrN /></Occurrence><DFType><DDFName/></DFType></DFProperties>",
            ),
            vec![W::MissingCount],
            "InvalidValue",
        ),
        (
            node(
                "<NodeName>A</NodeName><DFProperties><AccessType/><DFFormat><node/></DFFormat><Occurrence><ZeroOrN>1</ZeroOrN></Occurrence><DFType><DDFName/></DFType></DFProperties>",
            ),
            vec![W::SmallCount],
            "OutOfRange",
        ),
        (
            node(
                "<NodeName>A</NodeName><RTProperties><Type><MIME>a/b</MIME><DDFName>c</DDFName></Type></RTProperties>",
            ),
            vec![W::SeveralTypes],
            "Duplicate",
        ),
        ("<MgmtTree/>".into(), vec![W::MissingVersion, W::MissingNodes], "Missing"),
        ("<MgmtTree><VerDTD>1.2</VerDTD></MgmtTree>".into(), vec![W::MissingNodes], "Missing"),
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
        (node("<NodeName>a</NodeName><Node><NodeName>.</NodeName></Node>"), "InvalidValue"),
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
                "<NodeName>a</NodeName><DFProperties><Occurrence><ZeroOrN>-1</ZeroOrN></Occurrence></DFProperties>",
            ),
            "InvalidValue",
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

#[test]
fn an_occurrence_of_no_number_or_less_than_two() {
    let node = |occurrence: &str, count: &str| {
        let text = format!(
            "<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>Slot</NodeName><DFProperties><AccessType><Get/></AccessType>\
             <DFFormat><node/></DFFormat><Occurrence><{occurrence}>{count}</{occurrence}></Occurrence><DFType><DDFName/></DFType>\
             </DFProperties></Node></MgmtTree>"
        );
        let (tree, kinds) = decode(&text);
        (tree.roots().next().unwrap().occurrence(), kinds)
    };
    let (missing, small) = (vec![DdfWarningKind::MissingCount], vec![DdfWarningKind::SmallCount]);
    assert_eq!(node("OneOrN", "\n"), (Occurrence::OneOrMore, missing.clone()));
    assert_eq!(node("ZeroOrN", "\n"), (Occurrence::ZeroOrMore, missing));
    assert_eq!(node("OneOrN", "0"), (Occurrence::OneOrMore, small.clone()));
    assert_eq!(node("ZeroOrN", " 00 "), (Occurrence::ZeroOrMore, small.clone()));
    assert_eq!(node("OneOrN", "1"), (Occurrence::One, small.clone()));
    assert_eq!(node("ZeroOrN", "1"), (Occurrence::ZeroOrOne, small));
    assert_eq!(node("ZeroOrN", "2"), (Occurrence::ZeroOrN(2), vec![]));
}

#[test]
fn a_document_of_another_namespace() {
    for options in [DecodeOptions::lenient(), DecodeOptions::strict()] {
        let foreign = b"<MgmtTree xmlns=\"urn:example:other\"><VerDTD>1.2</VerDTD></MgmtTree>";
        let error = MgmtTree::decode(foreign, &options, &mut ()).unwrap_err();
        assert_eq!((error.name(), error.offset()), ("WrongNamespace", Some(0)));
        let error = MgmtTree::decode(b"<Tree/>", &options, &mut ()).unwrap_err();
        assert_eq!((error.name(), error.offset()), ("Unexpected", Some(0)));
    }
}
