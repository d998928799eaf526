//! Every message and fragment of the corpus, when `MGMT_CORPUS` names it.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]
use mgmt_wire::DecodeOptions;
use omadm_syncml::message::{SyncMl, decode_commands};

#[test]
fn probe() {
    let Some(folder) = mgmt_testkit::corpus("omadm") else { return };
    for file in mgmt_testkit::files(&folder) {
        let bytes = std::fs::read(&file).unwrap();
        let name = file.strip_prefix(&folder).unwrap().display().to_string();
        if !(name.ends_with(".xml")
            || name.ends_with(".wbxml")
            || name.ends_with(".txt")
            || name.ends_with(".syncml"))
        {
            continue;
        }
        let options = DecodeOptions::lenient();
        let mut warnings = Vec::new();
        let a = SyncMl::decode(&bytes, &options, &mut warnings);
        match a {
            Ok(m) => {
                let w = m.to_wbxml().unwrap();
                let x = m.to_xml();
                let same_w = SyncMl::from_wbxml(&w).map(|n| n == m);
                let same_x = x.as_ref().map(|x| SyncMl::from_xml(x.as_bytes()).map(|n| n == m).unwrap());
                println!("OK {name} warnings {} w {same_w:?} x {same_x:?}", warnings.len());
            }
            Err(e) => {
                if name.ends_with(".wbxml") {
                    println!("E {name}: {e}");
                    continue;
                }
                match decode_commands(&bytes, &options, &mut ()) {
                    Ok(c) => println!(
                        "CMDS {name} {} others {}",
                        c.len(),
                        c.iter().filter(|c| matches!(c, omadm_syncml::message::Command::Other(_))).count()
                    ),
                    Err(e2) => println!("E {name}: {e} | {e2}"),
                }
            }
        }
    }
}
#[test]
fn one() {
    let Some(folder) = mgmt_testkit::corpus("omadm") else { return };
    let bytes = std::fs::read(folder.join("syncmldotnet/SyncMLStepsBegin/Svr1.xml")).unwrap();
    let m = SyncMl::from_xml(&bytes).unwrap();
    let w = m.to_wbxml().unwrap();
    let n = SyncMl::from_wbxml(&w).unwrap();
    println!(
        "X {:?} {:?}\nX {:?} {:?} {} {}",
        m.extensions,
        m.body.extensions,
        n.extensions,
        n.body.extensions,
        m.body.commands.len(),
        n.body.commands.len()
    );
    for (a, b) in m.body.commands.iter().zip(&n.body.commands) {
        if a != b {
            println!("{a:?}\n{b:?}");
        }
    }
}
