//! Attribute tokens of provisioning documents (`wap-provisioningdoc`): one row per token.
//!
//! Rows marked `vendor` are in Nokia's dictionary only: partly later additions of OMA, partly private. They are read,
//! never written.

/// One attribute-start token: name and beginning of the value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttributeStart {
    pub(crate) page: u8,
    pub(crate) token: u8,
    pub(crate) name: &'static str,
    pub(crate) value: &'static str,
    pub(crate) vendor: bool,
}

/// One attribute-value token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttributeValue {
    pub(crate) page: u8,
    pub(crate) token: u8,
    pub(crate) text: &'static str,
    pub(crate) vendor: bool,
}

macro_rules! vendor {
    () => {
        false
    };
    (vendor) => {
        true
    };
}

macro_rules! starts {
    ($( $page:literal $token:literal $name:ident $value:literal $($mark:ident)? ; )*) => {
        /// Attribute starts, by page and token.
        pub(crate) const STARTS: &[AttributeStart] = &[ $( AttributeStart {
            page: $page, token: $token, name: stringify!($name), value: $value, vendor: vendor!($($mark)?),
        }, )* ];
    };
}

macro_rules! values {
    ($( $page:literal $token:literal $text:literal $($mark:ident)? ; )*) => {
        /// Attribute values, by page and token.
        pub(crate) const VALUES: &[AttributeValue] = &[ $( AttributeValue {
            page: $page, token: $token, text: $text, vendor: vendor!($($mark)?),
        }, )* ];
    };
}

starts! {
    0 0x05 name "";
    0 0x06 value "";
    0 0x07 name "NAME";
    0 0x08 name "NAP-ADDRESS";
    0 0x09 name "NAP-ADDRTYPE";
    0 0x0A name "CALLTYPE";
    0 0x0B name "VALIDUNTIL";
    0 0x0C name "AUTHTYPE";
    0 0x0D name "AUTHNAME";
    0 0x0E name "AUTHSECRET";
    0 0x0F name "LINGER";
    0 0x10 name "BEARER";
    0 0x11 name "NAPID";
    0 0x12 name "COUNTRY";
    0 0x13 name "NETWORK";
    0 0x14 name "INTERNET";
    0 0x15 name "PROXY-ID";
    0 0x16 name "PROXY-PROVIDER-ID";
    0 0x17 name "DOMAIN";
    0 0x18 name "PROVURL";
    0 0x19 name "PXAUTH-TYPE";
    0 0x1A name "PXAUTH-ID";
    0 0x1B name "PXAUTH-PW";
    0 0x1C name "STARTPAGE";
    0 0x1D name "BASAUTH-ID";
    0 0x1E name "BASAUTH-PW";
    0 0x1F name "PUSHENABLED";
    0 0x20 name "PXADDR";
    0 0x21 name "PXADDRTYPE";
    0 0x22 name "TO-NAPID";
    0 0x23 name "PORTNBR";
    0 0x24 name "SERVICE";
    0 0x25 name "LINKSPEED";
    0 0x26 name "DNLINKSPEED";
    0 0x27 name "LOCAL-ADDR";
    0 0x28 name "LOCAL-ADDRTYPE";
    0 0x29 name "CONTEXT-ALLOW";
    0 0x2A name "TRUST";
    0 0x2B name "MASTER";
    0 0x2C name "SID";
    0 0x2D name "SOC";
    0 0x2E name "WSP-VERSION";
    0 0x2F name "PHYSICAL-PROXY-ID";
    0 0x30 name "CLIENT-ID";
    0 0x31 name "DELIVERY-ERR-SDU";
    0 0x32 name "DELIVERY-ORDER";
    0 0x33 name "TRAFFIC-CLASS";
    0 0x34 name "MAX-SDU-SIZE";
    0 0x35 name "MAX-BITRATE-UPLINK";
    0 0x36 name "MAX-BITRATE-DNLINK";
    0 0x37 name "RESIDUAL-BER";
    0 0x38 name "SDU-ERROR-RATIO";
    0 0x39 name "TRAFFIC-HANDL-PRIO";
    0 0x3A name "TRANSFER-DELAY";
    0 0x3B name "GUARANTEED-BITRATE-UPLINK";
    0 0x3C name "GUARANTEED-BITRATE-DNLINK";
    0 0x3D name "PXADDR-FQDN";
    0 0x3E name "PROXY-PW";
    0 0x3F name "PPGAUTH-TYPE";
    0 0x45 version "";
    0 0x46 version "1.0";
    0 0x47 name "PULLENABLED";
    0 0x48 name "DNS-ADDR";
    0 0x49 name "MAX-NUM-RETRY";
    0 0x4A name "FIRST-RETRY-TIMEOUT";
    0 0x4B name "REREG-THRESHOLD";
    0 0x4C name "T-BIT";
    0 0x4E name "AUTH-ENTITY";
    0 0x4F name "SPI";
    0 0x50 type "";
    0 0x51 type "PXLOGICAL";
    0 0x52 type "PXPHYSICAL";
    0 0x53 type "PORT";
    0 0x54 type "VALIDITY";
    0 0x55 type "NAPDEF";
    0 0x56 type "BOOTSTRAP";
    0 0x57 type "VENDORCONFIG";
    0 0x58 type "CLIENTIDENTITY";
    0 0x59 type "PXAUTHINFO";
    0 0x5A type "NAPAUTHINFO";
    0 0x5B type "ACCESS";
    0 0x5C type "BEARERINFO" vendor;
    0 0x5D type "DNS-ADDRINFO" vendor;
    0 0x5E type "WLAN" vendor;
    0 0x5F type "WEPKEY" vendor;
    0 0x60 name "DIRECTION" vendor;
    0 0x61 name "DNS-ADDRTYPE" vendor;
    0 0x62 name "DNS-PRIORITY" vendor;
    0 0x63 name "SOURCE-STATISTICS-DESCRIPTOR" vendor;
    0 0x64 name "SIGNALLING-INDICATION" vendor;
    0 0x65 name "DEFGW" vendor;
    0 0x66 name "NETWORKMASK" vendor;
    0 0x67 name "USECB" vendor;
    0 0x68 name "CBNBR" vendor;
    0 0x69 name "PPPCOMP" vendor;
    0 0x6A name "TO-LOGINSCRIPTID" vendor;
    0 0x6B name "USEPTXTLOG" vendor;
    0 0x6C name "GPRSPDP" vendor;
    0 0x6D name "MODEMINIT" vendor;
    0 0x6E name "IPADDRFROMSERVER" vendor;
    0 0x6F name "IPDNSADDRFROMSERVER" vendor;
    0 0x70 name "IPV6DNSADDRFROMSERVER" vendor;
    0 0x71 name "IFNETWORKS" vendor;
    0 0x72 name "IAPSERVICE" vendor;
    0 0x73 name "SSID" vendor;
    0 0x74 name "NETWORKMODE" vendor;
    0 0x75 name "SECURITYMODE" vendor;
    0 0x76 name "WPAPRESHAREDKEY" vendor;
    0 0x77 name "LENGTH" vendor;
    0 0x78 name "DATA" vendor;
    1 0x05 name "";
    1 0x06 value "";
    1 0x07 name "NAME";
    1 0x14 name "INTERNET";
    1 0x1C name "STARTPAGE";
    1 0x22 name "TO-NAPID";
    1 0x23 name "PORTNBR";
    1 0x24 name "SERVICE";
    1 0x2E name "AACCEPT";
    1 0x2F name "AAUTHDATA";
    1 0x30 name "AAUTHLEVEL";
    1 0x31 name "AAUTHNAME";
    1 0x32 name "AAUTHSECRET";
    1 0x33 name "AAUTHTYPE";
    1 0x34 name "ADDR";
    1 0x35 name "ADDRTYPE";
    1 0x36 name "APPID";
    1 0x37 name "APROTOCOL";
    1 0x38 name "PROVIDER-ID";
    1 0x39 name "TO-PROXY";
    1 0x3A name "URI";
    1 0x3B name "RULE";
    1 0x3C name "APPREF" vendor;
    1 0x3D name "TO-APPREF" vendor;
    1 0x3E name "LOGINTW" vendor;
    1 0x3F name "LOGINSCRIPTTYPE" vendor;
    1 0x40 name "LOGINSCRIPTDATA" vendor;
    1 0x41 name "LOGINSCRIPTID" vendor;
    1 0x50 type "";
    1 0x53 type "PORT";
    1 0x55 type "APPLICATION";
    1 0x56 type "APPADDR";
    1 0x57 type "APPAUTH";
    1 0x58 type "CLIENTIDENTITY";
    1 0x59 type "RESOURCE";
    1 0x5A type "LOGINSCRIPT" vendor;
}

values! {
    0 0x85 "IPV4";
    0 0x86 "IPV6";
    0 0x87 "E164";
    0 0x88 "ALPHA";
    0 0x89 "APN";
    0 0x8A "SCODE";
    0 0x8B "TETRA-ITSI";
    0 0x8C "MAN";
    0 0x8F "PPP" vendor;
    0 0x90 "ANALOG-MODEM";
    0 0x91 "V.120";
    0 0x92 "V.110";
    0 0x93 "X.31";
    0 0x94 "BIT-TRANSPARENT";
    0 0x95 "DIRECT-ASYNCHRONOUS-DATA-SERVICE";
    0 0x9A "PAP";
    0 0x9B "CHAP";
    0 0x9C "HTTP-BASIC";
    0 0x9D "HTTP-DIGEST";
    0 0x9E "WTLS-SS";
    0 0x9F "MD5";
    0 0xA2 "GSM-USSD";
    0 0xA3 "GSM-SMS";
    0 0xA4 "ANSI-136-GUTS";
    0 0xA5 "IS-95-CDMA-SMS";
    0 0xA6 "IS-95-CDMA-CSD";
    0 0xA7 "IS-95-CDMA-PACKET";
    0 0xA8 "ANSI-136-CSD";
    0 0xA9 "ANSI-136-GPRS";
    0 0xAA "GSM-CSD";
    0 0xAB "GSM-GPRS";
    0 0xAC "AMPS-CDPD";
    0 0xAD "PDC-CSD";
    0 0xAE "PDC-PACKET";
    0 0xAF "IDEN-SMS";
    0 0xB0 "IDEN-CSD";
    0 0xB1 "IDEN-PACKET";
    0 0xB2 "FLEX/REFLEX";
    0 0xB3 "PHS-SMS";
    0 0xB4 "PHS-CSD";
    0 0xB5 "TETRA-SDS";
    0 0xB6 "TETRA-PACKET";
    0 0xB7 "ANSI-136-GHOST";
    0 0xB8 "MOBITEX-MPAK";
    0 0xB9 "CDMA2000-1X-SIMPLE-IP";
    0 0xBA "CDMA2000-1X-MOBILE-IP";
    0 0xBB "3G-GSM" vendor;
    0 0xBC "WLAN" vendor;
    0 0xC5 "AUTOBAUDING";
    0 0xCA "CL-WSP";
    0 0xCB "CO-WSP";
    0 0xCC "CL-SEC-WSP";
    0 0xCD "CO-SEC-WSP";
    0 0xCE "CL-SEC-WTA";
    0 0xCF "CO-SEC-WTA";
    0 0xD0 "OTA-HTTP-TO";
    0 0xD1 "OTA-HTTP-TLS-TO";
    0 0xD2 "OTA-HTTP-PO";
    0 0xD3 "OTA-HTTP-TLS-PO";
    0 0xE0 "AAA";
    0 0xE1 "HA";
    0 0xE2 "INFRASTRUCTURE" vendor;
    0 0xE3 "ADHOC" vendor;
    0 0xE4 "WEP" vendor;
    0 0xE5 "8021X" vendor;
    0 0xE6 "WPA" vendor;
    0 0xE7 "WPA-PRESHARED-KEY" vendor;
    0 0xE8 "INCOMING" vendor;
    0 0xE9 "OUTGOING" vendor;
    1 0x86 "IPV6";
    1 0x87 "E164";
    1 0x88 "ALPHA";
    1 0x8D "APPSRV";
    1 0x8E "OBEX";
    1 0x90 ",";
    1 0x91 "HTTP-";
    1 0x92 "BASIC";
    1 0x93 "DIGEST";
}

/// The meaning of an attribute-start token.
pub(crate) fn start(page: u8, token: u8) -> Option<&'static AttributeStart> {
    let place = STARTS.binary_search_by_key(&(page, token), |row| (row.page, row.token)).ok()?;
    STARTS.get(place)
}

/// The meaning of an attribute-value token.
pub(crate) fn value(page: u8, token: u8) -> Option<&'static AttributeValue> {
    let place = VALUES.binary_search_by_key(&(page, token), |row| (row.page, row.token)).ok()?;
    VALUES.get(place)
}

/// The token for an attribute: one with the whole value if there is one, else one with the name alone; of the page
/// in force if that has one.
pub(crate) fn start_for(name: &str, value: &str, page: u8) -> Option<&'static AttributeStart> {
    let named = |row: &&AttributeStart| row.name == name && !row.vendor;
    let rows = || STARTS.iter().filter(named);
    rows()
        .find(|row| row.value == value && row.page == page)
        .or_else(|| rows().find(|row| row.value == value))
        .or_else(|| rows().find(|row| row.value.is_empty() && row.page == page))
        .or_else(|| rows().find(|row| row.value.is_empty()))
}

/// The token for a whole value.
pub(crate) fn value_for(text: &str, page: u8) -> Option<&'static AttributeValue> {
    let rows = || VALUES.iter().filter(|row| row.text == text && !row.vendor);
    rows().find(|row| row.page == page).or_else(|| rows().next())
}

#[cfg(test)]
mod tests {
    use super::{STARTS, VALUES, start_for, value_for};

    #[test]
    fn rows_are_in_order_and_unique() {
        assert!(STARTS.windows(2).all(|pair| (pair[0].page, pair[0].token) < (pair[1].page, pair[1].token)));
        assert!(VALUES.windows(2).all(|pair| (pair[0].page, pair[0].token) < (pair[1].page, pair[1].token)));
        assert!(STARTS.iter().all(|row| row.token < 0x80 && row.token > 4));
        assert!(VALUES.iter().all(|row| row.token >= 0x85));
    }

    #[test]
    fn tokens_for_writing() {
        assert_eq!(start_for("type", "APPLICATION", 0).map(|row| (row.page, row.token)), Some((1, 0x55)));
        assert_eq!(start_for("name", "NAME", 1).map(|row| (row.page, row.token)), Some((1, 0x07)));
        assert_eq!(start_for("name", "no such", 1).map(|row| (row.page, row.token)), Some((1, 0x05)));
        assert_eq!(
            start_for("type", "WLAN", 0).map(|row| row.token),
            Some(0x50),
            "vendor tokens are not written"
        );
        assert_eq!(start_for("other", "x", 0).map(|row| row.token), None);
        assert_eq!(value_for("IPV4", 1).map(|row| (row.page, row.token)), Some((0, 0x85)));
        assert_eq!(value_for("nothing", 0).map(|row| row.token), None);
    }
}
