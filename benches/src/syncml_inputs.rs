//! SyncML messages as DM servers send them.

use std::fmt::Write as _;

/// A Package 4 with `count` Replace commands, each with format, type and a value.
pub fn replace(count: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD>\
         <VerProto>DM/1.2</VerProto><SessionID>4A</SessionID><MsgID>2</MsgID>\
         <Target><LocURI>IMEI:493005100592800</LocURI></Target>\
         <Source><LocURI>https://dm.example.com/session</LocURI></Source>\
         <Meta><MaxMsgSize xmlns=\"syncml:metinf\">16384</MaxMsgSize></Meta></SyncHdr><SyncBody>\
         <Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>212</Data></Status>",
    );
    for n in 0..count {
        let _ = write!(
            xml,
            "<Replace><CmdID>{}</CmdID><Item><Target><LocURI>./Vendor/Radio/Profile{n}/Name</LocURI></Target>\
             <Meta><Format xmlns=\"syncml:metinf\">chr</Format><Type xmlns=\"syncml:metinf\">text/plain</Type></Meta>\
             <Data>Café &amp; Hügel {n}</Data></Item></Replace>",
            n + 2
        );
    }
    xml + "<Final/></SyncBody></SyncML>"
}
