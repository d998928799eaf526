//! OMA DM notification (Package #0).

use crate::check::{assert_same, in_all_modes};
use mgmt_wire::DecodeOptions;
use omadm_syncml::security::{Credentials, Notification};

/// Runs the target.
pub fn run(data: &[u8]) {
    let decode = |options: &DecodeOptions| {
        Notification::decode(data, options, &mut ()).map(|notification| notification.assume_unauthenticated())
    };
    let Some(notification) = in_all_modes(decode) else { return };
    assert_same(&notification.clone().into_owned(), &notification, "owned and borrowed differ");
    let key = Credentials::new("server", "secret").expect("no colon").key();
    let nonce = b"nonce";
    let claimed = Notification::from_bytes(data).expect("accepted above").verify(&key, nonce);
    let Ok(signed) = notification.sign(&key, nonce) else {
        let strict = Notification::decode(data, &DecodeOptions::strict(), &mut ());
        assert!(strict.is_err(), "strict input cannot be written");
        return;
    };
    assert_eq!(claimed.is_ok(), signed == data, "the digest decides, and nothing else");
    assert_eq!(signed.get(16..), data.get(16..), "what follows the digest is not what was read");
    let again = Notification::from_bytes(&signed).expect("what was signed can be read").verify(&key, nonce);
    assert!(again.is_ok(), "what was signed does not verify");
}
