//! OMA Client Provisioning.

use super::{expect, options, outcome};
use mgmt_testkit::hostile::{Harness, Outcome};
use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::bootstrap::{Characteristic, Parm, ProvisioningDoc};
use omadm_syncml::security::{BootstrapMac, BootstrapSecret, SecurityMethod};

/// A document to be signed.
fn document() -> ProvisioningDoc<'static> {
    let account = Characteristic::new("APPLICATION")
        .with_parm(Parm::new("APPID", "w7"))
        .with_parm(Parm::new("PROVIDER-ID", "com.example.dm"));
    ProvisioningDoc::new().with_characteristic(account)
}

fn decode(input: &[u8], strict: bool) -> Outcome {
    let mut warnings = 0;
    let document =
        ProvisioningDoc::decode_wbxml(input, &options(strict), &mut |_: Warning<WarningKind>| warnings += 1);
    outcome(document, warnings, |_| String::new())
}

/// The MAC of the body under a PIN, as the sender computes it.
fn mac_of(pin: &str, body: &[u8]) -> BootstrapMac {
    BootstrapMac::compute(SecurityMethod::UserPin, &BootstrapSecret::new().with_pin(pin.to_owned()), body)
        .unwrap()
}

#[test]
fn client_provisioning() {
    let options = DecodeOptions::lenient();
    let body = document().to_wbxml().unwrap();
    let other = {
        let mut other = body.clone();
        *other.last_mut().unwrap() ^= 1;
        other
    };
    let hex = |count: usize| "0123456789abcdef".chars().cycle().take(count).collect::<String>();
    let parameters = |sec: &str, mac: Option<&str>| BootstrapMac::from_parameters(Some(sec), mac);
    Harness::new("oma-cp", decode)
        .rule("ocp-001", || match BootstrapMac::from_parameters(None, None) {
            Ok(None) => Ok(()),
            other => Err(format!("{other:?}")),
        })
        .rule("ocp-002", move || expect(parameters("1", None), "Missing"))
        .rule("ocp-004", move || expect(parameters("4", Some(&hex(40))), "UnknownSec"))
        .rule("ocp-005", move || expect(parameters("1", Some(&hex(39))), "BadMac"))
        .rule("ocp-006", move || expect(parameters("1", Some(&hex(41))), "BadMac"))
        .rule("ocp-007", move || expect(parameters("1", Some(&hex(40).replace('a', "g"))), "BadMac"))
        .rule("ocp-008", {
            let (body, options) = (body.clone(), options.clone());
            move || {
                let text = mac_of("1234", &body).to_string().to_ascii_lowercase();
                let mac = BootstrapMac::from_content_type(&format!("text/x;{text}"));
                let mac = mac.map_err(|error| error.to_string())?.ok_or("no MAC")?;
                let secret = BootstrapSecret::new().with_pin("1234");
                let document = ProvisioningDoc::verify_wbxml(&body, &mac, &secret, &options, &mut ());
                document.map(|_| ()).map_err(|error| error.to_string())
            }
        })
        .rule("ocp-009", {
            let options = options.clone();
            move || {
                let secret = BootstrapSecret::new().with_pin("1234");
                let mac = mac_of("1234", &body);
                expect(ProvisioningDoc::verify_wbxml(&other, &mac, &secret, &options, &mut ()), "MacMismatch")
            }
        })
        .rule("ocp-010", || {
            let mac = mac_of("1234", b"body");
            let secret = BootstrapSecret::new().with_pin("");
            expect(mac.verify(&secret, b"body", &DecodeOptions::lenient()), "InvalidPin")
        })
        .rule("ocp-011", || {
            let secret = || BootstrapSecret::new().with_pin("12a4");
            let mac = mac_of("1234", b"body");
            expect(mac.verify(&secret(), b"body", &DecodeOptions::strict()), "InvalidPin")?;
            expect(mac.verify(&secret(), b"body", &DecodeOptions::lenient()), "MacMismatch")
        })
        .rule("ocp-014", || {
            let right = BootstrapSecret::new().with_network(b"network".to_vec()).with_pin("1234");
            let mac = BootstrapMac::compute(SecurityMethod::UserNetwPin, &right, b"body")
                .map_err(|e| e.to_string())?;
            let swapped = BootstrapMac::compute(
                SecurityMethod::NetwPin,
                &BootstrapSecret::new().with_network(b"1234network".to_vec()),
                b"body",
            );
            if swapped.map_err(|error| error.to_string())?.mac == mac.mac {
                return Err("the order does not matter".to_owned());
            }
            mac.verify(&right, b"body", &DecodeOptions::strict()).map_err(|error| error.to_string())
        })
        .run();
}
