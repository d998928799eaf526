//! From the application characteristic `w7` to the account of a server.

use super::{Characteristic, ProvisioningDoc};
use crate::object::{AccountAuth, AddressType, AuthLevel, DmAccount, ServerAddress};
use alloc::string::String;
use alloc::vec::Vec;

impl ProvisioningDoc<'_> {
    /// The accounts that the document's `APPLICATION` characteristics with `APPID` `w7` describe (DM StdObj 1.2.1,
    /// appendix on the application characteristic). Those without `PROVIDER-ID` are left out: an account needs its
    /// server's identifier.
    #[must_use]
    pub fn dm_accounts(&self) -> Vec<DmAccount> {
        self.characteristics("APPLICATION")
            .filter(|application| application.value("APPID") == Some("w7"))
            .filter_map(account)
            .collect()
    }
}

fn text(characteristic: &Characteristic<'_>, name: &str) -> Option<String> {
    characteristic.value(name).filter(|value| !value.is_empty()).map(String::from)
}

fn account(application: &Characteristic<'_>) -> Option<DmAccount> {
    let mut account = DmAccount::new(text(application, "PROVIDER-ID")?);
    account.name = text(application, "NAME");
    let connections = application.parms().filter(|parm| parm.name == "TO-NAPID" || parm.name == "TO-PROXY");
    account.connections = connections
        .filter_map(|parm| parm.value.as_deref())
        .filter(|name| !name.is_empty())
        .map(String::from)
        .collect();
    account.auth_pref = text(application, "AAUTHPREF");
    // A short form puts the address into the application itself.
    account.addresses.extend(text(application, "ADDR").map(ServerAddress::new));
    account.addresses.extend(application.characteristics("APPADDR").filter_map(address));
    account.auth = application.characteristics("APPAUTH").map(credentials).collect();
    Some(account)
}

fn address(from: &Characteristic<'_>) -> Option<ServerAddress> {
    let mut address = ServerAddress::new(text(from, "ADDR")?);
    if let Some(addr_type) = text(from, "ADDRTYPE") {
        address.addr_type = AddressType::from(addr_type.as_str());
    }
    address.ports =
        from.characteristics("PORT").filter_map(|port| port.value("PORTNBR")?.trim().parse().ok()).collect();
    Some(address)
}

fn credentials(from: &Characteristic<'_>) -> AccountAuth {
    let level = match from.value("AAUTHLEVEL") {
        Some("APPSRV") => AuthLevel::Client,
        Some("CLIENT") => AuthLevel::Server,
        Some(other) => AuthLevel::from(other),
        None => AuthLevel::default(),
    };
    let mut auth = AccountAuth::new(level, text(from, "AAUTHTYPE").unwrap_or_default());
    auth.name = text(from, "AAUTHNAME");
    auth.secret = text(from, "AAUTHSECRET");
    auth.data = text(from, "AAUTHDATA").map(String::into_bytes);
    auth
}
