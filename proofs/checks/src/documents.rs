//! Documents in WBXML that the family writes, for other implementations to read.

use mgmt_wire::DecodeOptions;
use omadm_syncml::bootstrap::ProvisioningDoc;
use omadm_syncml::message::SyncMl;
use omadm_syncml::syntax::wbxml::{PublicIdStyle, StringStyle, WbxmlStyle};
use omadm_syncml::syntax::{Fragment, Space, Tag};
use std::fmt::Write as _;

/// Every way of writing WBXML that other implementations know, with a name.
#[must_use]
pub fn styles() -> Vec<(String, WbxmlStyle)> {
    let mut styles = Vec::new();
    for version in 1..=3 {
        for public_id in [PublicIdStyle::Number, PublicIdStyle::Text] {
            for strings in [StringStyle::Inline, StringStyle::Table, StringStyle::Opaque] {
                let style = WbxmlStyle::default()
                    .with_version(version)
                    .with_public_id(public_id)
                    .with_strings(strings);
                styles.push((format!("1.{version} {public_id:?} {strings:?}"), style));
            }
        }
    }
    styles
}

/// A document that holds every element of a vocabulary but the root once, in the order of its tokens, as XML.
fn whole_vocabulary(root: &str, namespace: &str, space: Space, inner: Option<&str>) -> String {
    let mut xml = format!("<{root} xmlns=\"{namespace}\">");
    for token in 0x05..0x40 {
        // libwbxml takes a root inside of a document for an embedded document.
        let Some(tag) = Tag::from_token(space, token).filter(|tag| tag.name() != root) else { continue };
        let declaration = inner.map(|inner| format!(" xmlns=\"{inner}\"")).unwrap_or_default();
        let _ = write!(xml, "<{0}{declaration}>{token}</{0}>", tag.name());
    }
    xml + &format!("</{root}>")
}

const SYNCML: &str = "SYNCML:SYNCML1.2";

/// Documents of the SyncML family in XML, with a name: the samples, every element of every vocabulary, and each kind
/// of command.
#[must_use]
pub fn documents() -> Vec<(&'static str, String)> {
    let text = |path: &str| String::from_utf8(crate::oracle::sample(path)).expect("text");
    vec![
        ("sample message", text("mgmt-cli/samples/syncml-devinfo.xml")),
        ("sample description", text("mgmt-cli/samples/pump.ddf.xml")),
        ("every element of SyncML", whole_vocabulary("SyncML", SYNCML, Space::SyncMl, None)),
        ("every element of MetInf", whole_vocabulary("SyncML", SYNCML, Space::MetInf, Some("syncml:metinf"))),
        ("every element of DM-DDF", whole_vocabulary("MgmtTree", "syncml:dmddf1.2", Space::DmDdf, None)),
        ("every element of DevInf", whole_vocabulary("DevInf", "syncml:devinf", Space::DevInf, None)),
        ("commands", COMMANDS.to_owned()),
        ("text", TEXT.to_owned()),
    ]
}

/// Each command once, with what may stand in it.
const COMMANDS: &str = r#"<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>
<SessionID>9</SessionID><MsgID>4</MsgID><Target><LocURI>IMEI:490154203237518</LocURI><LocName>kit</LocName></Target>
<Source><LocURI>https://dm.example.org/</LocURI></Source></SyncHdr><SyncBody>
<Status><CmdID>1</CmdID><MsgRef>3</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><TargetRef>a</TargetRef>
<SourceRef>b</SourceRef><Chal><Meta><Format xmlns="syncml:metinf">b64</Format><Type
xmlns="syncml:metinf">syncml:auth-md5</Type><NextNonce xmlns="syncml:metinf">c2FsdA==</NextNonce></Meta></Chal>
<Data>407</Data></Status>
<Alert><CmdID>2</CmdID><Correlator>c1</Correlator><Data>1226</Data><Item><Source><LocURI>./FUMO/Pkg</LocURI></Source>
<Meta><Type xmlns="syncml:metinf">org.openmobilealliance.dm.firmwareupdate.update</Type><Mark
xmlns="syncml:metinf">warning</Mark></Meta><Data>200</Data></Item></Alert>
<Sequence><CmdID>3</CmdID><Get><CmdID>4</CmdID><Item><Target><LocURI>./DevInfo?list=Struct</LocURI></Target></Item></Get>
<Exec><CmdID>5</CmdID><Item><Target><LocURI>./SCM/Download</LocURI></Target></Item></Exec></Sequence>
<Atomic><CmdID>6</CmdID><Delete><CmdID>7</CmdID><Item><Target><LocURI>./A/B</LocURI></Target></Item></Delete>
<Copy><CmdID>8</CmdID><Item><Target><LocURI>./A/C</LocURI></Target><Source><LocURI>./A/D</LocURI></Source></Item></Copy>
</Atomic><Results><CmdID>9</CmdID><MsgRef>3</MsgRef><CmdRef>2</CmdRef><Item><Source><LocURI>./A</LocURI></Source>
<Meta><Format xmlns="syncml:metinf">int</Format><Size xmlns="syncml:metinf">2</Size></Meta><Data>-4</Data><MoreData/>
</Item></Results><Final/></SyncBody></SyncML>"#;

/// Text that an encoder must carry as it is.
const TEXT: &str = "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncBody><Results><CmdID>1</CmdID>\
<Item><Data>a &amp; b &lt;c&gt; \"d\" 'e'</Data></Item><Item><Data>Zürich 東京 \u{1F4F1}</Data></Item>\
<Item><Data>tab\there</Data></Item></Results></SyncBody></SyncML>";

/// Provisioning documents in WBXML.
///
/// # Panics
///
/// When one cannot be written.
#[must_use]
pub fn provisioning() -> Vec<Vec<u8>> {
    let sample = crate::oracle::sample("mgmt-cli/samples/bootstrap.cp.xml");
    let document = ProvisioningDoc::from_xml(&sample).expect("a sample").assume_unauthenticated();
    vec![document.to_wbxml().expect("a sample"), crate::oracle::sample("mgmt-cli/samples/bootstrap.cp.wbxml")]
}

/// A document in XML as a fragment.
///
/// # Panics
///
/// When it cannot be read.
#[must_use]
pub fn fragment(xml: &[u8]) -> Fragment<'static> {
    use omadm_syncml::syntax::IntoOwned as _;
    match Fragment::decode_xml(xml, &DecodeOptions::default(), &mut ()) {
        Ok(fragment) => fragment.into_owned(),
        Err(error) => panic!("{error}: {}", String::from_utf8_lossy(xml)),
    }
}

/// Messages of the corpus (`MGMT_CORPUS`) in WBXML: those that are valid, and what we write for those in XML.
#[must_use]
pub fn corpus() -> Vec<(String, Vec<u8>)> {
    let Some(folder) = mgmt_testkit::corpus("omadm") else { return Vec::new() };
    let mut found = Vec::new();
    for path in mgmt_testkit::files(&folder) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        if path.extension().is_some_and(|extension| extension == "wbxml")
            && SyncMl::decode_wbxml(&bytes, &DecodeOptions::strict(), &mut ()).is_ok()
        {
            found.push((name, bytes));
        } else if let Ok(message) = SyncMl::from_xml(&bytes)
            && let Ok(wbxml) = message.to_wbxml()
        {
            found.push((name, wbxml));
        }
    }
    found
}
