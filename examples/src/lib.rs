//! Servers and devices over real HTTP on loopback. Each module is one program: `run` gives the log of both sides.

pub mod acs;
mod cpe;
pub mod dm;
pub mod gateway;
mod http;
pub mod interworking;
mod log;

use std::error::Error;
use std::future::Future;
use std::time::Duration;

/// Anything that can go wrong here.
pub type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// What ends a program whose peer is silent.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs a program's conversation on one thread and prints its log.
///
/// # Errors
/// The conversation fails, or takes longer than this program has patience for.
pub fn play(conversation: impl Future<Output = Result<Vec<String>>>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let log = runtime.block_on(async { tokio::time::timeout(PATIENCE, conversation).await? })?;
    for line in log {
        println!("{line}");
    }
    Ok(())
}
