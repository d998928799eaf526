//! SyncML messages as DM clients and servers send them, from a few hundred bytes to some hundred kilobytes.

use std::fmt::Write as _;

/// Every message, by the name it has in benchmark ids.
pub fn all() -> [(&'static str, String); 7] {
    [
        ("challenge", challenge()),
        ("session-start", session_start()),
        ("get-8", get(8)),
        ("results-8", results(8)),
        ("object-chunk", object_chunk(4096)),
        ("replace-20", replace(20)),
        ("replace-500", replace(500)),
    ]
}

/// A message around commands, from or to a device.
fn message(from_device: bool, number: u32, meta: &str, body: &str) -> String {
    const DEVICE: &str = "IMEI:493005100592800";
    const SERVER: &str = "https://dm.example.com/session";
    let (source, target) = if from_device { (DEVICE, SERVER) } else { (SERVER, DEVICE) };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD>\
         <VerProto>DM/1.2</VerProto><SessionID>4A</SessionID><MsgID>{number}</MsgID>\
         <Target><LocURI>{target}</LocURI></Target><Source><LocURI>{source}</LocURI></Source>{meta}</SyncHdr>\
         <SyncBody>{body}<Final/></SyncBody></SyncML>"
    )
}

const MAX_MSG_SIZE: &str = "<Meta><MaxMsgSize xmlns=\"syncml:metinf\">16384</MaxMsgSize></Meta>";

fn status(id: u32, message: u32, command: u32, name: &str, code: u32) -> String {
    format!(
        "<Status><CmdID>{id}</CmdID><MsgRef>{message}</MsgRef><CmdRef>{command}</CmdRef><Cmd>{name}</Cmd>\
         <Data>{code}</Data></Status>"
    )
}

/// Package 2 of a server that asks for credentials: nothing but a status with a challenge.
pub fn challenge() -> String {
    let chal = "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd>\
                <Chal><Meta><Format xmlns=\"syncml:metinf\">b64</Format>\
                <Type xmlns=\"syncml:metinf\">syncml:auth-md5</Type>\
                <NextNonce xmlns=\"syncml:metinf\">Tm9uY2UxMjM0NTY3OA==</NextNonce></Meta></Chal>\
                <Data>401</Data></Status>";
    message(false, 1, "", chal)
}

/// Package 1 of a client: credentials, alert, device information.
pub fn session_start() -> String {
    let meta = "<Cred><Meta><Format xmlns=\"syncml:metinf\">b64</Format>\
                <Type xmlns=\"syncml:metinf\">syncml:auth-md5</Type></Meta><Data>Zz6EivR3yeaaENcRN6lpAQ==</Data>\
                </Cred><Meta><MaxMsgSize xmlns=\"syncml:metinf\">16384</MaxMsgSize>\
                <MaxObjSize xmlns=\"syncml:metinf\">65536</MaxObjSize></Meta>";
    let mut body = String::from("<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Replace><CmdID>2</CmdID>");
    for (name, value) in [
        ("DevId", "IMEI:493005100592800"),
        ("Man", "Example"),
        ("Mod", "E-100"),
        ("DmV", "1.2"),
        ("Lang", "en-GB"),
    ] {
        let _ = write!(
            body,
            "<Item><Source><LocURI>./DevInfo/{name}</LocURI></Source>\
             <Meta><Format xmlns=\"syncml:metinf\">chr</Format><Type xmlns=\"syncml:metinf\">text/plain</Type></Meta>\
             <Data>{value}</Data></Item>"
        );
    }
    message(true, 1, meta, &(body + "</Replace>"))
}

/// A Package 4 that asks for the values of `count` nodes.
pub fn get(count: u32) -> String {
    let mut body = status(1, 1, 0, "SyncHdr", 212) + &status(2, 1, 1, "Alert", 200);
    body += &status(3, 1, 2, "Replace", 200);
    for n in 0..count {
        let _ = write!(
            body,
            "<Get><CmdID>{}</CmdID><Item><Target><LocURI>./DevDetail/Ext/Radio{n}/Signal</LocURI></Target></Item></Get>",
            n + 4
        );
    }
    message(false, 2, MAX_MSG_SIZE, &body)
}

/// The Package 3 that answers [`get`].
pub fn results(count: u32) -> String {
    let mut body = status(1, 2, 0, "SyncHdr", 200);
    for n in 0..count {
        let command = n + 4;
        body += &status(2 * n + 2, 2, command, "Get", 200);
        let _ = write!(
            body,
            "<Results><CmdID>{}</CmdID><MsgRef>2</MsgRef><CmdRef>{command}</CmdRef>\
             <Item><Source><LocURI>./DevDetail/Ext/Radio{n}/Signal</LocURI></Source>\
             <Meta><Format xmlns=\"syncml:metinf\">int</Format><Type xmlns=\"syncml:metinf\">text/plain</Type></Meta>\
             <Data>-{}</Data></Item></Results>",
            2 * n + 3,
            70 + n
        );
    }
    message(true, 3, "", &body)
}

/// A chunk of an update package, `length` bytes as they are in WBXML.
pub fn object_chunk(length: u32) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |n: u32| char::from(DIGITS[(n.wrapping_mul(2_654_435_761) >> 26) as usize]);
    let data: String = (0..length / 3 * 4).map(digit).collect();
    let body = format!(
        "<Replace><CmdID>5</CmdID><Item><Target><LocURI>./FUMO/Update/PkgData</LocURI></Target>\
         <Meta><Format xmlns=\"syncml:metinf\">bin</Format>\
         <Type xmlns=\"syncml:metinf\">application/octet-stream</Type><Size xmlns=\"syncml:metinf\">262144</Size></Meta>\
         <Data>{data}</Data><MoreData/></Item></Replace>"
    );
    message(false, 4, "", &(status(1, 3, 0, "SyncHdr", 200) + &body)).replace("<Final/>", "")
}

/// A Package 4 with `count` Replace commands, each with format, type and a value.
pub fn replace(count: usize) -> String {
    let mut body = status(1, 1, 0, "SyncHdr", 212);
    for n in 0..count {
        let _ = write!(
            body,
            "<Replace><CmdID>{}</CmdID><Item><Target><LocURI>./Vendor/Radio/Profile{n}/Name</LocURI></Target>\
             <Meta><Format xmlns=\"syncml:metinf\">chr</Format><Type xmlns=\"syncml:metinf\">text/plain</Type></Meta>\
             <Data>Café &amp; Hügel {n}</Data></Item></Replace>",
            n + 2
        );
    }
    message(false, 2, MAX_MSG_SIZE, &body)
}
