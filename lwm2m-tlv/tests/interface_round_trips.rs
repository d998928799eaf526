//! What is written is read: links, registrations, attributes, Execute arguments, Discover answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use lwm2m_tlv::interface::attributes::{AttributeChanges, NotificationAttributes};
use lwm2m_tlv::interface::bootstrap::{ListedPath, read_discover, write_discover};
use lwm2m_tlv::interface::execute::{self, Argument, Arguments};
use lwm2m_tlv::interface::registration::{Binding, ObjectLink, ObjectLinks, Parameters};
use lwm2m_tlv::link::{LinkWriter, Links, WriteError};
use lwm2m_tlv::{ContentFormat, DecodeOptions, Path, Version};
use proptest::prelude::*;

type Link = (String, Vec<(String, Option<(String, bool)>)>);

fn a_link() -> impl Strategy<Value = Link> {
    let value = prop_oneof![
        Just(None),
        "[!#-+\\--:<-\\[\\]-~]{1,8}".prop_map(|text| Some((text, false))),
        "\\PC{0,12}".prop_map(|text| Some((text, true))),
    ];
    // Names that a link can have twice, so that any list of them is valid.
    ("(/[a-z0-9:@%-]{0,5}){1,3}", prop::collection::vec(("x[a-z0-9*.]{0,6}", value), 0..5))
        .prop_map(|(target, attributes)| (target.replace('%', "%2A"), attributes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn links(links in prop::collection::vec(a_link(), 0..6)) {
        prop_assume!(links.iter().all(|(target, _)| !target.starts_with("//")));
        let mut text = String::new();
        let mut writer = LinkWriter::new(&mut text);
        for (target, attributes) in &links {
            writer.link(target).unwrap();
            for (name, value) in attributes {
                match value {
                    None => writer.flag(name).unwrap(),
                    Some((value, false)) => writer.token(name, value).unwrap(),
                    Some((value, true)) => writer.quoted(name, value).unwrap(),
                };
            }
        }
        let read: Vec<Link> = Links::with_options(text.as_bytes(), &DecodeOptions::strict())
            .map(|link| {
                let link = link.unwrap();
                let attributes = link.attributes().map(|attribute| {
                    let value = attribute.value.map(|value| (value.text().into_owned(), value.is_quoted()));
                    (attribute.name.to_owned(), value)
                });
                (link.target.to_owned(), attributes.collect())
            })
            .collect();
        prop_assert_eq!(read, links);
    }

    #[test]
    fn any_bytes_are_read_or_refused(payload in prop::collection::vec(any::<u8>(), 0..64)) {
        let strict: Result<Vec<_>, _> = Links::with_options(&payload, &DecodeOptions::strict())
            .map(|link| link.map(|link| link.target))
            .collect();
        let lenient: Result<Vec<_>, _> = Links::new(&payload).map(|link| link.map(|link| link.target)).collect();
        if strict.is_ok() {
            prop_assert_eq!(strict, lenient);
        }
    }

    #[test]
    fn registrations(
        endpoint in prop::option::of("[a-zA-Z0-9:._-]{1,20}"),
        lifetime in prop::option::of(any::<u32>()),
        minor in prop::option::of(0_u8..3),
        transports in 1_usize..8,
        queue_mode in any::<bool>(),
        sms_number in prop::option::of("[0-9]{3,15}"),
    ) {
        let all = [Binding::UDP, Binding::SMS, Binding::TCP];
        let binding = (0..3).filter(|bit| transports & (1 << bit) != 0).fold(Binding::default(), |b, bit| b.with(all[bit]));
        let mut parameters = Parameters::default().with_binding(binding);
        parameters.endpoint = endpoint.map(Into::into);
        parameters.lifetime = lifetime;
        parameters.version = minor.map(|minor| Version { major: 1, minor });
        parameters.queue_mode = queue_mode;
        parameters.sms_number = sms_number.map(Into::into);
        let query = parameters.to_query();
        let read = Parameters::decode(query, &DecodeOptions::strict(), &mut ());
        prop_assert_eq!(read.unwrap(), parameters);
    }

    #[test]
    fn object_links(
        root in prop::option::of("/[a-z]{1,6}"),
        formats in prop::collection::vec(any::<u16>(), 0..4),
        objects in prop::collection::vec((any::<u16>(), prop::option::of(0_u16..65535), prop::option::of((0_u8..9, 0_u8..9)), prop::option::of("d[0-9]{1,2}")), 0..8),
    ) {
        let mut links = ObjectLinks::default();
        links.root = root.map(Into::into);
        links.content_formats = formats.into_iter().map(ContentFormat).collect();
        links.links = objects
            .into_iter()
            .map(|(object, instance, version, prefix)| {
                let path = instance.map_or(Path::object(object), |instance| Path::instance(object, instance));
                let mut link = ObjectLink::new(path);
                link.version = version.map(|(major, minor)| Version { major, minor });
                link.prefix = prefix.map(Into::into);
                link
            })
            .collect();
        let payload = links.to_payload().unwrap();
        let read = ObjectLinks::decode(payload.as_bytes(), &DecodeOptions::strict(), &mut ());
        prop_assert_eq!(read.unwrap(), links);
    }

    #[test]
    fn discover_answers(
        entries in prop::collection::vec((prop::collection::vec(0_u16..65535, 0..=4), prop::option::of(any::<u16>()), prop::option::of(any::<u32>()), prop::option::of(-1e9..1e9), prop::option::of("[ -~]{1,12}")), 0..6),
    ) {
        let listed: Vec<ListedPath<'_>> = entries
            .into_iter()
            .map(|(ids, dimension, pmin, gt, uri)| {
                let mut entry = ListedPath::new(Path::from_ids(&ids).unwrap());
                entry.dimension = dimension;
                entry.server = dimension;
                entry.version = dimension.map(|_| Version::V1_1);
                entry.enabler = dimension.map(|_| Version::V1_2);
                entry.server_uri = uri.map(Into::into);
                entry.attributes.pmin = pmin;
                entry.attributes.gt = gt;
                entry
            })
            .collect();
        let payload = write_discover(&listed).unwrap();
        let read = read_discover(payload.as_bytes(), &DecodeOptions::strict(), &mut ());
        prop_assert_eq!(read.unwrap(), listed);
    }

    #[test]
    fn attributes(pmin in prop::option::of(any::<u32>()), gt in prop::option::of(any::<f64>()), edge in prop::option::of(any::<bool>())) {
        let gt = gt.filter(|number| number.is_finite());
        let mut attributes = NotificationAttributes::default();
        attributes.pmin = pmin;
        attributes.gt = gt;
        attributes.edge = edge;
        let query: Vec<String> =
            attributes.to_parameters().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        let changes = AttributeChanges::from_parameters(query.iter().map(String::as_str)).unwrap();
        let mut read = NotificationAttributes::default();
        read.apply(&changes);
        prop_assert_eq!(read, attributes);
        prop_assert_eq!(changes.to_parameters(), query);
    }

    #[test]
    fn arguments(digits in prop::sample::subsequence((0_u8..10).collect::<Vec<_>>(), 0..=10).prop_shuffle(), value in "[!#-&(-\\[\\]-~]{0,10}") {
        let arguments: Vec<Argument<'_>> = digits
            .iter()
            .map(|&digit| Argument { digit, value: (digit % 2 == 0).then_some(&*value) })
            .collect();
        let payload = execute::write(&arguments).unwrap();
        let read: Result<Vec<_>, _> =
            Arguments::with_options(payload.as_bytes(), &DecodeOptions::strict()).collect();
        prop_assert_eq!(read.unwrap(), arguments);
    }
}

#[test]
fn what_no_link_can_say_is_refused() {
    let mut text = String::new();
    let mut writer = LinkWriter::new(&mut text);
    assert_eq!(writer.flag("x").err(), Some(WriteError::NoLink));
    for target in ["", "3/0", "/a b", "/%", "/%4", "/%zz", "/é", "/a>b"] {
        assert_eq!(LinkWriter::new(String::new()).link(target).err(), Some(WriteError::Target), "{target}");
    }
    writer.link("/").unwrap();
    assert_eq!(writer.flag("").err(), Some(WriteError::Name));
    assert_eq!(writer.flag("a b").err(), Some(WriteError::Name));
    assert_eq!(writer.token("x", "").err(), Some(WriteError::Token));
    assert_eq!(writer.token("x", "a,b").err(), Some(WriteError::Token));
}

#[test]
fn object_versions_of_a_registration() {
    let at = |major, minor| Version { major, minor };
    let links =
        ObjectLinks::from_payload(b"</1/0>,</3>;ver=1.0,</3/0>,</3303/0>;ver=2.1,</3304/0>,</d01/4/0>")
            .unwrap();
    assert_eq!(links.object_version(1, Version::V1_2), Some(at(1, 2)), "of the release");
    assert_eq!(links.object_version(3, Version::V1_2), Some(at(1, 0)), "stated");
    assert_eq!(links.object_version(3303, Version::V1_1), Some(at(2, 1)), "stated on the instance");
    assert_eq!(links.object_version(3304, Version::V1_1), Some(at(1, 0)), "1.0 without more");
    assert_eq!(links.object_version(4, Version::V1_1), None, "of a device behind the gateway");
    assert_eq!(links.object_version(5, Version::V1_1), None);
}

#[test]
fn old_queue_mode_is_a_letter() {
    let query =
        |binding| Parameters::new("x", Version::V1_0).with_binding(binding).with_queue_mode().to_query();
    assert_eq!(query(Binding::UDP)[2], "b=UQ");
    assert_eq!(query(Binding::UDP.with(Binding::SMS))[2], "b=UQS");
    assert_eq!(query(Binding::SMS)[2], "b=SQ");
    for (text, binding, queue) in
        [("U", "U", false), ("UQ", "U", true), ("SQ", "S", true), ("UQS", "US", true)]
    {
        let text = format!("lwm2m=1.0&b={text}");
        let parameters = Parameters::from_query(&text).unwrap();
        assert_eq!(
            (parameters.binding.unwrap().to_string(), parameters.queue_mode),
            (binding.to_owned(), queue)
        );
    }
    for wrong in ["b=", "b=Q", "b=UU", "b=QUQ", "b=X", "b"] {
        assert_eq!(Parameters::from_query(wrong).unwrap_err().name(), "InvalidValue", "{wrong}");
    }
}
