//! Waits for the end of the client: an editor that is killed does not always close the connection on both sides.

use std::thread;

use serde_json::Value;

/// Calls a function once the process that the client names has ended, from a thread that does nothing until then.
///
/// A number that no process has is passed over: a client on another machine or in another container numbers its
/// processes otherwise. That it is gone is then seen by the connection alone.
pub(crate) fn when_ended(parameters: &Value, report: impl FnOnce() + Send + 'static) {
    let process = parameters.get("processId").and_then(Value::as_i64);
    let Some(process) = process.and_then(ClientProcess::of) else { return };
    let wait = move || {
        process.wait();
        report();
    };
    // Without a thread, the end of the connection has to do.
    _ = thread::Builder::new().name("waiting for the editor".to_owned()).spawn(wait);
}

/// Calls a function once no one reads standard output any more, from a thread that does nothing until then. That a
/// message cannot be written is seen only when there is one, and a client that is gone asks for none.
#[cfg(unix)]
pub(crate) fn when_not_read(report: impl FnOnce() + Send + 'static) {
    use rustix::event::{PollFd, PollFlags, poll};
    let wait = move || {
        let output = std::io::stdout();
        loop {
            // What ends a connection is always reported, and nothing else is waited for.
            let mut waited = [PollFd::new(&output, PollFlags::empty())];
            match poll(&mut waited, None) {
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                Ok(_) => break report(),
                Err(_) => return,
            }
        }
    };
    // Without a thread, what cannot be written has to do.
    _ = thread::Builder::new().name("waiting for the connection".to_owned()).spawn(wait);
}

/// Does nothing: the system says so when something is written.
#[cfg(not(unix))]
pub(crate) fn when_not_read(_: impl FnOnce() + Send + 'static) {}

/// A process that was running when the server started.
#[cfg(unix)]
struct ClientProcess {
    process: rustix::process::Pid,
    /// What the system reports the end by, where it does.
    #[cfg(target_os = "linux")]
    end: Option<rustix::fd::OwnedFd>,
}

#[cfg(unix)]
impl ClientProcess {
    /// Returns the process with a number; `None` where there is none.
    fn of(number: i64) -> Option<Self> {
        let number = i32::try_from(number).ok().filter(|number| *number > 0)?;
        let process = rustix::process::Pid::from_raw(number)?;
        let process = Self {
            process,
            #[cfg(target_os = "linux")]
            end: rustix::process::pidfd_open(process, rustix::process::PidfdFlags::empty()).ok(),
        };
        process.is_running().then_some(process)
    }

    fn is_running(&self) -> bool {
        let asked = rustix::process::test_kill_process(self.process);
        // It may be of another user.
        asked.is_ok() || asked == Err(rustix::io::Errno::PERM)
    }

    fn wait(&self) {
        #[cfg(target_os = "linux")]
        if let Some(end) = &self.end {
            use rustix::event::{PollFd, PollFlags, poll};
            loop {
                let mut waited = [PollFd::new(end, PollFlags::IN)];
                match poll(&mut waited, None) {
                    Ok(0) | Err(rustix::io::Errno::INTR) => {}
                    Ok(_) => return,
                    Err(_) => break,
                }
            }
        }
        // The system has no such report, so that it is asked now and then.
        while self.is_running() {
            thread::sleep(std::time::Duration::from_millis(700));
        }
    }
}

#[cfg(not(unix))]
struct ClientProcess;

#[cfg(not(unix))]
impl ClientProcess {
    /// Returns nothing: the system closes the connection of a process that ends.
    fn of(_: i64) -> Option<Self> {
        None
    }

    fn wait(&self) {}
}
