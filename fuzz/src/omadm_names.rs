//! Headers, parameters and option strings of OMA DM.

use crate::check::in_all_modes;
use mgmt_wire::DecodeOptions;
use omadm_syncml::ErrorKind;
use omadm_syncml::code::{AlertCode, InteractionOptions, StatusCode};
use omadm_syncml::object::ScomoAlert;
use omadm_syncml::security::{BootstrapMac, HmacHeader, Nonce};
use omadm_syncml::tree::{NodePath, PropertyName, Timestamp, Uri};

/// Runs the target.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some(header) = in_all_modes(|options: &DecodeOptions| HmacHeader::decode(text, options, &mut ())) {
        // Names that no header can carry are refused when it is written.
        if let Ok(written) = header.to_header() {
            assert_eq!(HmacHeader::parse(&written).as_ref(), Ok(&header), "{written}");
        }
    }
    if let Ok(Some(mac)) = BootstrapMac::from_content_type(text) {
        let written = format!("x/y; {mac}");
        assert_eq!(BootstrapMac::from_content_type(&written).as_ref(), Ok(&Some(mac)), "{written}");
    }
    let options = InteractionOptions::parse(text);
    let written = options.to_string();
    assert_eq!(InteractionOptions::parse(&written), options, "{written}");
    if let Ok(nonce) = Nonce::from_base64(text) {
        assert_eq!(Nonce::from_base64(&nonce.to_base64()), Ok(nonce));
    }
    if let Some(stamp) = Timestamp::parse(text) {
        assert_eq!(Timestamp::parse(&stamp.to_string()), Some(stamp));
    }
    assert_eq!(PropertyName::from(text).as_str(), text);
    if let Some(alert) = ScomoAlert::parse(text) {
        assert_eq!(ScomoAlert::parse(&alert.to_data()).as_ref(), Some(&alert));
    }
    if let Ok(path) = NodePath::parse(text) {
        let printed = path.to_string();
        // Escaped, a name is longer than what was read and can exceed a limit that held for that.
        match NodePath::parse(&printed) {
            Err(error) => {
                let longer = printed.len() > text.len();
                assert!(longer && matches!(error.kind(), ErrorKind::Limit(_)), "{error}: {printed}");
            }
            Ok(again) => assert_eq!(again, path, "{printed}"),
        }
        if let Ok(uri) = Uri::parse(text) {
            assert_eq!(NodePath::from(&uri), path);
        }
        assert!(path.parent().is_none_or(|parent| parent.names().len() + 1 == path.names().len()));
    }
    if let Ok(code) = text.parse::<u16>() {
        let _ = (StatusCode::from(code).to_string(), AlertCode::from(code).to_string());
    }
}
