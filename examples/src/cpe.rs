//! A device's sessions over HTTP, whatever the device is.

use crate::Result;
use crate::http::{Answer, Connection};
use crate::log::Log;
use cwmp_soap::rpc::ParameterValueStruct;
use cwmp_soap::session::{Cpe, CpeAction};
use cwmp_soap::value::DateTime;
use cwmp_soap::{Body, Envelope, Rpc};
use hyper::{Method, StatusCode};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::{SystemTime, UNIX_EPOCH};

/// More posts than these in one session mean that a side goes round in circles.
const MOST_POSTS: usize = 32;

/// What stands behind the messages.
pub(crate) trait Agent {
    /// The session's side of it.
    fn cpe(&mut self) -> &mut Cpe;
    /// Does what the server asks.
    fn execute(&mut self, call: &Rpc<'static>) -> Body<'static>;
}

/// One session: an Inform with these parameters, then posts on one connection until both sides are silent.
pub(crate) async fn session(
    agent: &mut impl Agent,
    acs: SocketAddr,
    parameters: Vec<ParameterValueStruct<'_>>,
    log: &Log,
) -> Result<()> {
    let mut connection = Connection::open(acs).await?;
    let mut posts = 0;
    let mut actions = VecDeque::from([agent.cpe().start(now()?, parameters)]);
    while let Some(action) = actions.pop_front() {
        match action {
            CpeAction::Post(envelope) => {
                posts += 1;
                if posts > MOST_POSTS {
                    return Err("too many posts".into());
                }
                let answer = post(&mut connection, envelope, log).await?;
                actions.extend(match read(&answer) {
                    Ok(envelope) => agent.cpe().handle(envelope),
                    Err(error) => {
                        log.say(format!("cpe: {error}"));
                        vec![agent.cpe().failed()]
                    }
                });
            }
            CpeAction::Call(call) => {
                let result = agent.execute(&call);
                actions.push_back(agent.cpe().answer(result));
            }
            CpeAction::Retry(window) => {
                return Err(format!("session failed; due again after {:?}", window.from).into());
            }
            CpeAction::Done => log.say("cpe: session over"),
            other => log.say(format!("cpe: {other:?}")),
        }
    }
    Ok(())
}

/// Posts an envelope with a type and an empty `SOAPAction`, or nothing, with neither.
async fn post(connection: &mut Connection, envelope: Option<Envelope<'_>>, log: &Log) -> Result<Answer> {
    let headers = [("content-type", "text/xml; charset=utf-8"), ("soapaction", "")];
    let (headers, body) = match envelope {
        Some(envelope) => {
            log.say(format!("cpe: POST {}", envelope.rpc().map_or("Fault", Rpc::name)));
            (&headers[..], envelope.to_xml()?.into_bytes())
        }
        None => {
            log.say("cpe: POST (empty)");
            (&[][..], Vec::new())
        }
    };
    let answer = connection.exchange(Method::POST, "/acs", headers, body).await?;
    log.say(format!("cpe: {} with {} bytes", answer.status.as_u16(), answer.body.len()));
    Ok(answer)
}

/// The envelope of an answer; `None` for an empty one.
fn read(answer: &Answer) -> Result<Option<Envelope<'static>>> {
    match answer.status {
        StatusCode::NO_CONTENT => Ok(None),
        StatusCode::OK if answer.body.is_empty() => Ok(None),
        StatusCode::OK => Ok(Some(Envelope::from_xml(&answer.body)?.into_owned())),
        status => Err(format!("the ACS answered {status}").into()),
    }
}

/// The time for messages.
pub(crate) fn now() -> Result<DateTime> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    DateTime::from_unix_seconds(i64::try_from(seconds)?).ok_or_else(|| "the clock is off".into())
}
