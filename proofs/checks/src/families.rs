//! Families of inputs that have made decoders quadratic elsewhere, each of any size.

use mgmt_wire::xml::{Document, Event, Reader, Writer};
use mgmt_wire::{DecodeOptions, Limit, Limits};

/// What is measured: made by a family for a size, run once.
pub type Work = Box<dyn FnOnce() -> usize>;

/// A family: its name, and the work on an input of about so many bytes.
pub type Family = (&'static str, fn(usize) -> Work);

/// No limit but three: cost has to be linear also where limits would end it. Attributes of one element and namespace
/// bindings in scope are compared with each other, and a string table can be referred to again and again, so it is
/// their limits that make these linear.
fn unlimited() -> DecodeOptions {
    let mut limits = Limits::default();
    for limit in Limit::ALL {
        set(&mut limits, *limit);
    }
    DecodeOptions::lenient().with_limits(limits)
}

fn set(limits: &mut Limits, limit: Limit) {
    let field = match limit {
        Limit::Depth => &mut limits.depth,
        Limit::Elements => &mut limits.elements,
        Limit::Name => &mut limits.name,
        Limit::AttributeValue => &mut limits.attribute_value,
        Limit::Text => &mut limits.text,
        Limit::Commands => &mut limits.commands,
        Limit::Items => &mut limits.items,
        Limit::Parameters => &mut limits.parameters,
        Limit::Events => &mut limits.events,
        Limit::Nodes => &mut limits.nodes,
        Limit::StructureDepth => &mut limits.structure_depth,
        Limit::MapKeys => &mut limits.map_keys,
        Limit::Number => &mut limits.number,
        Limit::ResolvedName => &mut limits.resolved_name,
        Limit::LinkAttributes => &mut limits.link_attributes,
        Limit::Path => &mut limits.path,
        Limit::LargeObject => &mut limits.large_object,
        _ => return,
    };
    *field = usize::MAX / 2;
}

/// `before`, then `piece` as often as it takes to fill `size` bytes, then `after`.
fn repeat(size: usize, before: &str, piece: &str, after: &str) -> String {
    format!("{before}{}{after}", piece.repeat(size / piece.len()))
}

/// The same with a counter in each piece.
fn count(size: usize, before: &str, piece: impl Fn(usize) -> String, after: &str) -> String {
    let mut text = String::from(before);
    let mut n = 0;
    while text.len() < size {
        text.push_str(&piece(n));
        n += 1;
    }
    text + after
}

fn xml(text: String) -> Work {
    Box::new(move || {
        let options = unlimited();
        let document = Document::from_bytes(text.as_bytes(), &options).expect("text");
        let mut reader = Reader::new(document.text(), &options, &["urn:known"]);
        let mut events = 0;
        // An error ends the work too: reaching it has to be linear as well.
        while !matches!(reader.next_event(), Ok(Event::Eof) | Err(_)) {
            events += 1;
        }
        events
    })
}

fn cwmp(text: String) -> Work {
    Box::new(move || {
        let envelope = cwmp_soap::Envelope::decode(text.as_bytes(), &unlimited(), &mut ());
        usize::from(envelope.is_ok())
    })
}

fn cwmp_body(size: usize, before: &str, piece: impl Fn(usize) -> String, after: &str) -> String {
    let head = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
                xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                xmlns:c=\"urn:dslforum-org:cwmp-1-2\"><s:Body>";
    count(size, &format!("{head}{before}"), piece, &format!("{after}</s:Body></s:Envelope>"))
}

fn lwm2m(format: u16, payload: Vec<u8>) -> Work {
    use lwm2m_tlv::{ContentFormat, Path, ValueType, content_format};
    Box::new(move || {
        let path = if format == 11542 { Path::object(3303) } else { Path::ROOT };
        let types = |_: Path| if format == 11542 { None } else { Some(ValueType::Float) };
        let nodes =
            content_format::decode(ContentFormat(format), path, &payload, &types, &unlimited(), &mut ());
        nodes.map_or(0, |nodes| nodes.len())
    })
}

fn cbor(size: usize, before: &[u8], piece: &[u8], after: &[u8]) -> Vec<u8> {
    [before, &piece.repeat(size / piece.len()), after].concat()
}

fn link(text: String) -> Work {
    Box::new(move || {
        let options = unlimited();
        let mut links = lwm2m_tlv::link::Links::with_options(text.as_bytes(), &options);
        let mut count = 0;
        while let Some(Ok(link)) = links.next_link(&mut ()) {
            count +=
                link.attributes().filter_map(|a| a.value).map(|value| value.chars().count()).sum::<usize>();
        }
        count
    })
}

fn ddf(text: String) -> Work {
    Box::new(move || {
        let tree = omadm_syncml::tree::MgmtTree::decode(text.as_bytes(), &unlimited(), &mut ());
        usize::from(tree.is_ok())
    })
}

const SYNCML_HEAD: &str = "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
    <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>T</LocURI></Target><Source><LocURI>S</LocURI></Source>\
    </SyncHdr><SyncBody>";

fn syncml(text: String) -> Work {
    Box::new(move || {
        let message = omadm_syncml::message::SyncMl::decode_xml(text.as_bytes(), &unlimited(), &mut ());
        usize::from(message.is_ok())
    })
}

fn syncml_text(size: usize) -> String {
    let command = |n| {
        format!(
            "<Replace><CmdID>{n}</CmdID><Item><Target><LocURI>./A/B{n}</LocURI></Target><Meta><Format \
             xmlns=\"syncml:metinf\">chr</Format></Meta><Data>x&amp;y</Data></Item></Replace>"
        )
    };
    count(size, SYNCML_HEAD, command, "<Final/></SyncBody></SyncML>")
}

fn wbxml(bytes: Vec<u8>) -> Work {
    Box::new(move || {
        let message = omadm_syncml::message::SyncMl::decode_wbxml(&bytes, &unlimited(), &mut ());
        usize::from(message.is_ok())
    })
}

const DDF_HEAD: &str = "<MgmtTree><VerDTD>1.2</VerDTD><Man>M</Man><Mod>m</Mod>";

/// Every family.
pub const FAMILIES: &[Family] = &[
    ("xml-attributes", |size| {
        let element = count(1_800, "<b", |n| format!(" k{n}=''"), "/>");
        xml(repeat(size, "<a>", &element, "</a>"))
    }),
    ("xml-attributes-beyond", |size| xml(count(size, "<a", |n| format!(" k{n}=''"), "/>"))),
    ("xml-namespaces", |size| {
        let element = count(1_800, "<b", |n| format!(" xmlns:p{n}='u{n}'"), "/>");
        xml(repeat(size, "<a>", &element, "</a>"))
    }),
    ("xml-namespace-scopes", |size| {
        let open = count(1_800, "", |n| format!("<b xmlns:p='u{n}'>"), "");
        let depth = open.matches("<b").count();
        xml(repeat(size, "<a>", &(open + &"</b>".repeat(depth)), "</a>"))
    }),
    ("xml-depth", |size| xml("<a>".repeat(size / 7) + &"</a>".repeat(size / 7))),
    ("xml-siblings", |size| xml(repeat(size, "<a>", "<b/>", "</a>"))),
    ("xml-comments", |size| xml(repeat(size, "<a>", "<!---->", "</a>"))),
    ("xml-comment-dashes", |size| xml(repeat(size, "<a><!--", "- ", "--></a>"))),
    ("xml-comment-unclosed", |size| xml(repeat(size, "<a><!--", "-", ""))),
    ("xml-instructions", |size| xml(repeat(size, "<a>", "<?a?>", "</a>"))),
    ("xml-references", |size| xml(repeat(size, "<a>", "&amp;", "</a>"))),
    ("xml-cdata-sections", |size| xml(repeat(size, "<a>", "<![CDATA[x]]>y", "</a>"))),
    ("xml-cdata-brackets", |size| xml(repeat(size, "<a><![CDATA[", "]", "]]></a>"))),
    ("xml-cdata-unclosed", |size| xml(repeat(size, "<a><![CDATA[", "]", ""))),
    ("xml-attribute-references", |size| xml(repeat(size, "<a k='", "&#65;", "'/>"))),
    ("xml-text-pieces", |size| xml(repeat(size, "<a>", "x<!--y-->", "</a>"))),
    ("xml-carriage-returns", |size| xml(repeat(size, "<a>", "\r", "</a>"))),
    ("xml-tag-starts", |size| xml("<".repeat(size))),
    ("xml-doctype", |size| xml(repeat(size, "<!DOCTYPE a [", "<", ""))),
    ("xml-writer-escapes", |size| {
        let text = "<&>\r".repeat(size / 4);
        Box::new(move || {
            let mut writer = Writer::new();
            writer.leaf("a", &text);
            writer.finish().map_or(0, |text| text.len())
        })
    }),
    ("xml-writer-depth", |size| {
        Box::new(move || {
            let mut writer = Writer::new();
            (0..size / 7).for_each(|_| writer.start("a"));
            (0..size / 7).for_each(|_| writer.end());
            writer.finish().map_or(0, |text| text.len())
        })
    }),
    ("xml-raw-prefixes", |size| {
        let text = count(size, "<a xmlns:p='u'><b>", |n| format!("<p:c k{n}='1'/>"), "</b></a>");
        Box::new(move || {
            let options = unlimited();
            let mut reader = Reader::new(&text, &options, &[]);
            reader.next_event().expect("the root");
            reader.next_event().expect("its child");
            reader.raw_element().map_or(0, |raw| raw.as_str().len())
        })
    }),
    ("cwmp-parameters", |size| {
        let item = |n| {
            format!(
                "<ParameterValueStruct><Name>Device.X.{n}.Y</Name><Value xsi:type=\"xsd:string\">v</Value>\
                 </ParameterValueStruct>"
            )
        };
        cwmp(cwmp_body(
            size,
            "<c:GetParameterValuesResponse><ParameterList>",
            item,
            "</ParameterList></c:GetParameterValuesResponse>",
        ))
    }),
    ("cwmp-unknown-children", |size| {
        cwmp(cwmp_body(size, "<c:Reboot><CommandKey/>", |n| format!("<X{n}>y</X{n}>"), "</c:Reboot>"))
    }),
    ("cwmp-unknown-rpc", |size| cwmp(cwmp_body(size, "<c:Zzz>", |n| format!("<X{n} k='1'/>"), "</c:Zzz>"))),
    ("cwmp-encode", |size| {
        let text = cwmp_body(
            size,
            "<c:GetParameterValues><ParameterNames>",
            |n| format!("<string>Device.X.{n}.&amp;Y</string>"),
            "</ParameterNames></c:GetParameterValues>",
        );
        let envelope = cwmp_soap::Envelope::decode(text.as_bytes(), &unlimited(), &mut ());
        let envelope = envelope.expect("our own input").into_owned();
        Box::new(move || envelope.to_xml().map_or(0, |text| text.len()))
    }),
    ("syncml-commands", |size| syncml(syncml_text(size))),
    ("syncml-items", |size| {
        syncml(repeat(
            size,
            &format!("{SYNCML_HEAD}<Get><CmdID>1</CmdID>"),
            "<Item/>",
            "</Get></SyncBody></SyncML>",
        ))
    }),
    ("syncml-atomic-depth", |size| {
        let depth = size / 36;
        let open = "<Atomic><CmdID>1</CmdID>".repeat(depth);
        syncml(format!("{SYNCML_HEAD}{open}{}</SyncBody></SyncML>", "</Atomic>".repeat(depth)))
    }),
    ("syncml-unknown", |size| {
        syncml(count(size, SYNCML_HEAD, |n| format!("<X{n}/>"), "</SyncBody></SyncML>"))
    }),
    ("wbxml-commands", |size| {
        let text = syncml_text(2 * size);
        let message = omadm_syncml::message::SyncMl::decode_xml(text.as_bytes(), &unlimited(), &mut ());
        wbxml(message.and_then(|message| message.to_wbxml()).expect("our own input"))
    }),
    ("wbxml-encode", |size| {
        let text = syncml_text(2 * size);
        let message = omadm_syncml::message::SyncMl::decode_xml(text.as_bytes(), &unlimited(), &mut ());
        let message = message.expect("our own input").into_owned();
        Box::new(move || message.to_wbxml().map_or(0, |bytes| bytes.len()))
    }),
    ("wbxml-pages", |size| wbxml(cbor(size, b"\x02\xa4\x01\x6a\x00", &[0, 1], b"\x00\x00\x6d\x01"))),
    ("wbxml-opaques", |size| wbxml(cbor(size, b"\x02\xa4\x01\x6a\x00\x6d", &[0xc3, 0], &[1]))),
    ("wbxml-depth", |size| wbxml(cbor(size, b"\x02\xa4\x01\x6a\x00", &[0x6d], &[]))),
    ("wbxml-references", |size| {
        let half = size / 2;
        // mb_u_int32 of the table's length, at most three bytes here.
        let length = [0x80 | (half >> 14) as u8, 0x80 | (half >> 7 & 0x7f) as u8, (half & 0x7f) as u8];
        let table = [vec![b'A'; half - 1], vec![0]].concat();
        wbxml(
            [&b"\x02\xa4\x01\x6a"[..], &length, &table, b"\x6d", &b"\x83\x00".repeat(half / 2), b"\x01"]
                .concat(),
        )
    }),
    ("links-attributes", |size| link(count(size, "</a>", |n| format!(";p{n}=1"), ""))),
    ("links-escapes", |size| link(repeat(size, "</a>;t=\"", "\\\\", "\""))),
    ("ddf-siblings", |size| {
        ddf(count(size, DDF_HEAD, |n| format!("<Node><NodeName>n{n}</NodeName></Node>"), "</MgmtTree>"))
    }),
    ("ddf-depth", |size| {
        let depth = size / 36;
        let open = "<Node><NodeName>a</NodeName>".repeat(depth);
        ddf(format!("{DDF_HEAD}{open}{}</MgmtTree>", "</Node>".repeat(depth)))
    }),
    ("uri-escapes", |size| {
        let text = repeat(size, "./", "%41", "");
        Box::new(move || {
            omadm_syncml::tree::Uri::decode(&text, &unlimited(), &mut ())
                .map_or(0, |uri| uri.canonical().len())
        })
    }),
    ("acl-servers", |size| {
        let text = count(size, "Get=a", |n| format!("+server{n}"), "");
        Box::new(move || {
            omadm_syncml::tree::Acl::decode(&text, &unlimited(), &mut ())
                .map_or(0, |acl| acl.to_string().len())
        })
    }),
    ("tlv-flat", |size| lwm2m(11542, cbor(size, &[], &[0xc0, 0], &[]))),
    ("tlv-instances", |size| {
        let mut payload = Vec::new();
        for n in (0..size / 8).rev() {
            // Identifiers repeat in large inputs, which is an error, found in linear time.
            let [.., high, low] = (n % 65_535).to_be_bytes();
            payload.extend([0x25, high, low, 0xc3, 0, 1, 2, 3]);
        }
        lwm2m(11542, payload)
    }),
    ("senml-json-records", |size| {
        let text = count(
            size,
            "[{\"bn\":\"/3303/\",\"bt\":1}",
            |n| format!(",{{\"n\":\"{}/5700\",\"v\":1}}", n % 65535),
            "]",
        );
        lwm2m(110, text.into_bytes())
    }),
    ("senml-json-keys", |size| {
        lwm2m(
            110,
            count(size, "[{", |n| format!("\"k{n}\":1,"), "\"n\":\"/3303/0/5700\",\"v\":1}]").into_bytes(),
        )
    }),
    ("senml-json-escapes", |size| {
        lwm2m(110, repeat(size, "[{\"n\":\"/3303/0/5700\",\"vs\":\"", "\\u0041", "\"}]").into_bytes())
    }),
    ("senml-json-digits", |size| {
        lwm2m(110, repeat(size, "[{\"n\":\"/3303/0/5700\",\"v\":0.", "1", "}]").into_bytes())
    }),
    ("senml-json-depth", |size| lwm2m(110, repeat(size, "", "[", "").into_bytes())),
    ("senml-cbor-records", |size| {
        lwm2m(112, cbor(size, &[0x9f], b"\xa2\x00\x6c/3303/0/5700\x02\x01", &[0xff]))
    }),
    ("senml-cbor-chunks", |size| lwm2m(112, cbor(size, b"\x81\xa1\x61z\x5f", &[0x40], &[0xff]))),
    ("senml-cbor-depth", |size| lwm2m(112, cbor(size, b"\x81\xa1\x61z", &[0x81], &[0]))),
    ("senml-cbor-tags", |size| lwm2m(112, cbor(size, b"\x81\xa1\x61z", &[0xc1], &[0]))),
    ("lwm2m-cbor-depth", |size| lwm2m(11544, cbor(size, &[], &[0xa1, 0], &[0]))),
    ("lwm2m-json-entries", |size| {
        let text = count(
            size,
            "{\"bn\":\"/\",\"e\":[",
            |n| format!("{{\"n\":\"3303/{}/5700\",\"v\":1}},", n % 65535),
            "",
        );
        lwm2m(11543, (text.trim_end_matches(',').to_owned() + "]}").into_bytes())
    }),
];
