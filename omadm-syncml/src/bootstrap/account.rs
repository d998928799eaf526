//! The application characteristic `w7` as the account of a server, and back.

use super::{Characteristic, Parm, ProvisioningDoc};
use crate::object::{AccountAuth, AddressType, AuthLevel, DmAccount, ServerAddress};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl ProvisioningDoc<'_> {
    /// The same with one more account, as an `APPLICATION` characteristic: what
    /// [`dm_accounts`](ProvisioningDoc::dm_accounts) reads. The preferred connection has no place in it, nor has
    /// a nonce that is no text.
    ///
    /// ```
    /// use omadm_syncml::bootstrap::ProvisioningDoc;
    /// use omadm_syncml::object::{AccountAuth, AuthLevel, DmAccount, ServerAddress};
    ///
    /// let mut account = DmAccount::new("dm.example");
    /// account.addresses.push(ServerAddress::new("https://dm.example/dm"));
    /// account.auth.push(AccountAuth::new(AuthLevel::Client, "DIGEST").with_credentials("device-1", "secret"));
    ///
    /// let wbxml = ProvisioningDoc::new().with_dm_account(&account).to_wbxml()?;
    /// let document = ProvisioningDoc::from_wbxml(&wbxml)?.assume_unauthenticated();
    /// assert_eq!(document.dm_accounts(), [account]);
    /// # Ok::<(), omadm_syncml::Error>(())
    /// ```
    #[must_use]
    pub fn with_dm_account(self, account: &DmAccount) -> Self {
        self.with_characteristic(application(account))
    }

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

/// The characteristic with this parameter, unless its value says nothing.
fn with<'a>(to: Characteristic<'a>, name: &'static str, value: Option<&str>) -> Characteristic<'a> {
    match value.filter(|value| !value.is_empty()) {
        Some(value) => to.with_parm(Parm::new(name, value.to_string())),
        None => to,
    }
}

fn application(account: &DmAccount) -> Characteristic<'static> {
    let mut to = Characteristic::new("APPLICATION").with_parm(Parm::new("APPID", "w7"));
    to = with(to, "PROVIDER-ID", Some(&account.server_id));
    to = with(to, "NAME", account.name.as_deref());
    for connection in &account.connections {
        to = with(to, "TO-NAPID", Some(connection));
    }
    to = with(to, "AAUTHPREF", account.auth_pref.as_deref());
    for address in &account.addresses {
        let mut of = with(Characteristic::new("APPADDR"), "ADDR", Some(&address.addr));
        // An address without a type is a URI.
        if address.addr_type != AddressType::Uri {
            of = with(of, "ADDRTYPE", Some(&address.addr_type.as_str().to_ascii_uppercase()));
        }
        for port in &address.ports {
            let port = Parm::new("PORTNBR", port.to_string());
            of = of.with_characteristic(Characteristic::new("PORT").with_parm(port));
        }
        to = to.with_characteristic(of);
    }
    for auth in &account.auth {
        let level = match &auth.level {
            AuthLevel::Client => "APPSRV",
            AuthLevel::Server => "CLIENT",
            other => other.as_str(),
        };
        let mut of = with(Characteristic::new("APPAUTH"), "AAUTHLEVEL", Some(level));
        of = with(of, "AAUTHTYPE", Some(&auth.type_name));
        of = with(of, "AAUTHNAME", auth.name.as_deref());
        of = with(of, "AAUTHSECRET", auth.secret.as_deref());
        let data = auth.data.as_deref().and_then(|data| core::str::from_utf8(data).ok());
        to = to.with_characteristic(with(of, "AAUTHDATA", data));
    }
    to
}
