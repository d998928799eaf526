//! The side of the ACS: a device of CWMP that speaks for the one of LwM2M.

use crate::Result;
use crate::cpe::{self, Agent};
use crate::log::Log;
use cwmp_soap::envelope::CwmpVersion;
use cwmp_soap::rpc::{
    DeviceIdStruct, EventStruct, GetParameterValuesResponse, ParameterValueStruct, RebootResponse,
};
use cwmp_soap::session::Cpe;
use cwmp_soap::value::{EventCode, FaultCode};
use cwmp_soap::{Body, CwmpNamespace, Envelope, Fault, Rpc};
use lwm2m_tlv::Node;
use mgmt_model::{Loss, Options, cwmp, lwm2m};
use std::net::SocketAddr;
use std::sync::mpsc::Sender;
use tokio::sync::mpsc::Receiver;

pub(super) struct Gateway {
    acs: SocketAddr,
    orders: Sender<Vec<Node<'static>>>,
    log: Log,
    cpe: Cpe,
}

impl Gateway {
    pub(super) fn new(acs: SocketAddr, orders: Sender<Vec<Node<'static>>>, log: Log) -> Self {
        let id = DeviceIdStruct::new("Example", "00D09E", "Sensor", "battery-1");
        Gateway {
            acs,
            orders,
            log,
            cpe: Cpe::new(id, CwmpVersion::ALL).with_methods(["GetRPCMethods", "Reboot"]),
        }
    }

    /// A session for each payload, until the other side has no more.
    pub(super) async fn run(mut self, mut payloads: Receiver<Vec<Node<'static>>>) -> Result<()> {
        self.cpe.report(EventStruct::new(EventCode::BOOTSTRAP, ""));
        while let Some(nodes) = payloads.recv().await {
            let parameters = self.parameters(&nodes);
            let (acs, log) = (self.acs, self.log.clone());
            cpe::session(&mut self, acs, parameters, &log).await?;
            self.cpe.report(EventStruct::new(EventCode::VALUE_CHANGE, ""));
        }
        Ok(())
    }

    /// The parameters that say what a payload says.
    fn parameters(&self, nodes: &[Node<'_>]) -> Vec<ParameterValueStruct<'static>> {
        let options = Options::default();
        let translated = cwmp::lower(&lwm2m::lift(nodes, &options), &options);
        self.lost(&translated.losses);
        let lists = translated.output.into_iter().filter_map(|envelope| match envelope.body {
            Body::Rpc(Rpc::GetParameterValuesResponse(GetParameterValuesResponse {
                parameter_list, ..
            })) => Some(parameter_list),
            _ => None,
        });
        lists.flatten().collect()
    }

    fn lost(&self, losses: &[Loss]) {
        for loss in losses {
            self.log.say(format!("gateway: not translated: {loss}"));
        }
    }
}

impl Agent for Gateway {
    fn cpe(&mut self) -> &mut Cpe {
        &mut self.cpe
    }

    /// An order of the ACS in the words of LwM2M.
    fn execute(&mut self, call: &Rpc<'static>) -> Body<'static> {
        let options = Options::default();
        let envelope = Envelope::new(CwmpNamespace::default(), call.clone());
        let translated = lwm2m::lower(&cwmp::lift(&envelope, &options), &options);
        self.lost(&translated.losses);
        let paths: Vec<_> = translated.output.iter().map(|node| node.path.to_string()).collect();
        self.log.say(format!("gateway: {} becomes {}", call.name(), paths.join(", ")));
        if !matches!(call, Rpc::Reboot(_)) || paths.is_empty() {
            return Fault::new(FaultCode::METHOD_NOT_SUPPORTED).into();
        }
        match self.orders.send(translated.output) {
            Ok(()) => RebootResponse::new().into(),
            Err(_) => Fault::new(FaultCode::INTERNAL_ERROR).into(),
        }
    }
}
