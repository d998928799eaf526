//! The device's side.

use crate::Result;
use crate::cpe::{self, Agent, now};
use crate::http::Connection;
use crate::log::Log;
use cwmp_soap::envelope::{CwmpVersion, FaultDetail, SetParameterValuesFault};
use cwmp_soap::rpc::{
    DeviceIdStruct, Download, DownloadResponse, EventStruct, FaultStruct, GetParameterValues,
    GetParameterValuesResponse, ParameterValueStruct, RebootResponse, SetParameterValues,
    SetParameterValuesResponse, Status,
};
use cwmp_soap::session::Cpe;
use cwmp_soap::value::{EventCode, FaultCode, Value};
use cwmp_soap::{Body, Fault, Rpc};
use hyper::{Method, StatusCode};
use std::collections::BTreeMap;
use std::net::SocketAddr;

/// More sessions than these mean that a side goes round in circles.
const MOST_SESSIONS: usize = 8;

const SOFTWARE_VERSION: &str = "Device.DeviceInfo.SoftwareVersion";
/// The parameters that every Inform carries.
const FORCED: [&str; 2] = ["Device.DeviceInfo.HardwareVersion", SOFTWARE_VERSION];
/// The only parameter here that a server may set.
const WRITABLE: &str = "Device.ManagementServer.PeriodicInformInterval";

/// A gateway that stays the same from session to session.
pub(super) struct Device {
    acs: SocketAddr,
    log: Log,
    cpe: Cpe,
    parameters: BTreeMap<&'static str, Value<'static>>,
    /// A download that is accepted and has not begun.
    download: Option<Download<'static>>,
    /// The version that the next start brings up.
    installed: Option<String>,
    /// The `CommandKey` of a Reboot that is accepted.
    reboot: Option<String>,
}

impl Agent for Device {
    fn cpe(&mut self) -> &mut Cpe {
        &mut self.cpe
    }

    fn execute(&mut self, call: &Rpc<'static>) -> Body<'static> {
        match call {
            Rpc::GetParameterValues(call) => self.get(call),
            Rpc::SetParameterValues(call) => self.set(call),
            Rpc::Download(call) => {
                self.download = Some(call.clone());
                DownloadResponse::new(Status::LATER).into()
            }
            Rpc::Reboot(call) => {
                self.reboot = Some(call.command_key.clone().into_owned());
                RebootResponse::new().into()
            }
            _ => Fault::new(FaultCode::METHOD_NOT_SUPPORTED).into(),
        }
    }
}

impl Device {
    pub(super) fn new(acs: SocketAddr, log: Log) -> Self {
        let id = DeviceIdStruct::new("Example", "00D09E", "Gateway", "SN-1");
        let parameters = BTreeMap::from([
            ("Device.DeviceInfo.HardwareVersion", Value::string("A")),
            (SOFTWARE_VERSION, Value::string("1.0")),
            (WRITABLE, Value::unsigned_int(300)),
        ]);
        let cpe = Cpe::new(id, CwmpVersion::ALL);
        Device { acs, log, cpe, parameters, download: None, installed: None, reboot: None }
    }

    /// Boots for the first time and holds sessions until there is nothing to report.
    pub(super) async fn live(&mut self) -> Result<()> {
        self.cpe.report(EventStruct::new(EventCode::BOOTSTRAP, ""));
        self.cpe.report(EventStruct::new(EventCode::BOOT, ""));
        for _ in 0..MOST_SESSIONS {
            if !self.cpe.wants_session() {
                self.log.say(format!("cpe: content with version {}", self.value(SOFTWARE_VERSION)));
                return Ok(());
            }
            let forced = FORCED.map(|name| ParameterValueStruct::new(name, self.value_of(name))).to_vec();
            let (acs, log) = (self.acs, self.log.clone());
            cpe::session(self, acs, forced, &log).await?;
            if let Some(download) = self.download.take() {
                self.fetch(&download).await?;
            }
            if let Some(key) = self.reboot.take() {
                self.restart(key);
            }
        }
        Err("too many sessions".into())
    }

    /// Parameters by their names; a name that ends with a dot stands for all below it.
    fn get(&self, call: &GetParameterValues<'_>) -> Body<'static> {
        let mut found = Vec::new();
        for wanted in &call.parameter_names {
            let before = found.len();
            let matches = |name: &str| name == wanted || wanted.ends_with('.') && name.starts_with(&**wanted);
            let named = self.parameters.iter().filter(|(name, _)| matches(name));
            found.extend(named.map(|(name, value)| ParameterValueStruct::new(*name, value.clone())));
            if found.len() == before {
                return Fault::new(FaultCode::INVALID_PARAMETER_NAME).into();
            }
        }
        GetParameterValuesResponse::new(found).into()
    }

    /// Sets all parameters or none.
    fn set(&mut self, call: &SetParameterValues<'_>) -> Body<'static> {
        let refusal = |parameter: &ParameterValueStruct<'_>| {
            let code = if parameter.name != WRITABLE {
                if self.parameters.contains_key(&*parameter.name) {
                    FaultCode::NOT_WRITABLE
                } else {
                    FaultCode::INVALID_PARAMETER_NAME
                }
            } else if parameter.value.as_u64().is_none_or(|seconds| seconds == 0) {
                FaultCode::INVALID_PARAMETER_VALUE
            } else {
                return None;
            };
            Some(SetParameterValuesFault::new(parameter.name.clone().into_owned(), code))
        };
        let refused: Vec<_> = call.parameter_list.iter().filter_map(refusal).collect();
        if !refused.is_empty() {
            let detail = FaultDetail::new(FaultCode::INVALID_ARGUMENTS);
            return Fault::with_detail(detail.with_set_parameter_values_fault(refused)).into();
        }
        for parameter in &call.parameter_list {
            self.parameters.insert(WRITABLE, parameter.value.clone().into_owned());
        }
        SetParameterValuesResponse::new(Status::DONE).into()
    }

    /// Loads a file and takes note of the end for the next session.
    async fn fetch(&mut self, download: &Download<'_>) -> Result<()> {
        let start = now()?;
        let file = self.file(&download.url).await;
        let fault = match &file {
            Ok(file) => {
                self.log.say(format!("cpe: loaded {} bytes", file.len()));
                let text = String::from_utf8_lossy(file);
                self.installed = text.strip_prefix("firmware ").map(str::to_owned);
                FaultStruct::success()
            }
            Err(error) => {
                self.log.say(format!("cpe: download failed: {error}"));
                FaultStruct::new(FaultCode::FILE_TRANSFER_FAILURE, "download failed")
            }
        };
        self.cpe.transfer_ended(&download.command_key, fault, start, now()?);
        Ok(())
    }

    /// A file of a server on loopback.
    async fn file(&self, url: &str) -> Result<Vec<u8>> {
        let rest = url.strip_prefix("http://").ok_or("unsupported URL")?;
        let (host, path) = rest.split_once('/').ok_or("URL without a path")?;
        let server: SocketAddr = host.parse()?;
        if !server.ip().is_loopback() {
            return Err("not on this machine".into());
        }
        let mut connection = Connection::open(server).await?;
        let answer = connection.exchange(Method::GET, &format!("/{path}"), &[], Vec::new()).await?;
        if answer.status != StatusCode::OK {
            return Err(format!("the file server answered {}", answer.status).into());
        }
        Ok(answer.body.to_vec())
    }

    /// Starts again, with what was installed.
    fn restart(&mut self, command_key: String) {
        self.log.say("cpe: reboots");
        if let Some(version) = self.installed.take() {
            self.parameters.insert(SOFTWARE_VERSION, Value::string(version));
        }
        self.cpe.rebooted();
        self.cpe.report(EventStruct::new(EventCode::BOOT, ""));
        self.cpe.report(EventStruct::new(EventCode::M_REBOOT, command_key));
    }

    fn value_of(&self, name: &str) -> Value<'static> {
        self.parameters.get(name).cloned().unwrap_or_default()
    }

    fn value(&self, name: &str) -> String {
        self.value_of(name).as_str().to_owned()
    }
}
