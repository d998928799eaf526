//! CWMP parameter lists, entry by entry.

use crate::check::assert_same;
use cwmp_soap::stream::ParameterStream;
use cwmp_soap::{Envelope, Rpc};

/// Runs the target.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    // At most one entry can come from a few bytes: an iterator that does not end would show here.
    let most = text.len();
    let values = ParameterStream::values(text).map(|stream| stream.take(most + 1).collect::<Vec<_>>());
    let names = ParameterStream::names(text).map(|stream| stream.take(most + 1).collect::<Vec<_>>());
    for (count, last_only) in [
        values.as_ref().map(|all| (all.len(), all.iter().rev().skip(1).all(Result::is_ok))).unwrap_or((0, true)),
        names.as_ref().map(|all| (all.len(), all.iter().rev().skip(1).all(Result::is_ok))).unwrap_or((0, true)),
    ] {
        assert!(count <= most, "more entries than bytes");
        assert!(last_only, "an entry behind an error");
    }
    // What the whole message is read as, its list is read as.
    let Ok(envelope) = Envelope::from_xml(data) else { return };
    let values = |list: &Vec<_>| {
        let streamed = values.as_ref().map(|all| all.iter().cloned().collect::<Result<Vec<_>, _>>());
        match streamed {
            Ok(Ok(streamed)) => assert_same(&streamed, list, "streamed and whole differ"),
            Ok(Err(error)) => panic!("the stream refuses what the envelope accepts: {error}"),
            // A message without list may be read as a whole; there is nothing to stream.
            Err(error) => assert!(list.is_empty(), "no stream of what the envelope reads: {error}"),
        }
    };
    match envelope.rpc() {
        Some(Rpc::GetParameterValuesResponse(rpc)) => values(&rpc.parameter_list),
        Some(Rpc::SetParameterValues(rpc)) => values(&rpc.parameter_list),
        Some(Rpc::Inform(rpc)) => values(&rpc.parameter_list),
        Some(Rpc::GetParameterNamesResponse(rpc)) => {
            match names.map(|all| all.into_iter().collect::<Result<Vec<_>, _>>()) {
                Ok(Ok(streamed)) => assert_same(&streamed, &rpc.parameter_list, "streamed and whole differ"),
                Ok(Err(error)) => panic!("the stream refuses what the envelope accepts: {error}"),
                Err(error) => assert!(rpc.parameter_list.is_empty(), "no stream of what the envelope reads: {error}"),
            }
        }
        _ => {}
    }
}
