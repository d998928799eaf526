//! Any tree comes back from both encodings.

use omadm_syncml::code::Format;
use omadm_syncml::tree::{
    AccessType, CaseSense, DescribedNode, DescribedValue, DfProperties, MgmtTree, NodeType, Occurrence,
    RtProperties, Scope,
};
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
    fn trees_survive_both_encodings(
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
        prop_assert_eq!(&read.clone().into_owned(), &tree);
        prop_assert_eq!(read.to_xml().unwrap(), xml);

        tree.in_namespace = true;
        let wbxml = tree.to_wbxml().unwrap();
        prop_assert_eq!(&MgmtTree::from_wbxml(&wbxml).unwrap(), &tree);
        let fragment = tree.to_fragment();
        prop_assert_eq!(&MgmtTree::from_fragment(&fragment, &Default::default(), &mut ()).unwrap(), &tree);
    }
}
