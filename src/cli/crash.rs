//! The panic hook: reports where the program crashed, without any text of a case.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{self, PanicHookInfo};

use super::output;

/// Keeps the words of cases out of what a crash leaves behind: the message of a panic may quote the
/// text that it happened in, and an image of the memory holds everything.
pub(super) fn install_panic_hook() {
    panic::set_hook(Box::new(|info| output::print_crash(&crash_report(info))));
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { maximum, .. } = getrlimit(Resource::Core);
        // Where the system refuses, nothing is lost but this.
        _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum });
    }
    // The limit says nothing of an image that the system pipes to a program. This does, and keeps others
    // of the same user from reading the memory; it ends where a program such as the editor is started.
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
    #[cfg(target_os = "freebsd")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        _ = set_dumpable_behavior(None, DumpableBehavior::NotDumpable);
    }
}

/// Returns the report of a panic: its place in the program. The message is included only on
/// request.
fn crash_report(info: &PanicHookInfo<'_>) -> Vec<String> {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let mut lines = vec![
        format!("casebook crashed (bug) at {place}"),
        "no file was damaged; please report this place and what you did to the maintainers"
            .to_owned(),
    ];
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        lines.extend(info.payload_as_str().map(str::to_owned));
        lines.extend(backtrace.to_string().lines().map(str::to_owned));
    } else {
        lines.push(
            "run it with RUST_BACKTRACE=1 for details, which may include text of cases".to_owned(),
        );
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    #[test]
    #[ignore = "started as a program of its own by the test below"]
    fn a_mistake_that_quotes_a_case() {
        super::install_panic_hook();
        panic!("in the text \"Said of Ann Test\u{1b}[31m\"");
    }

    fn crashed(backtrace: &str) -> String {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--ignored", "--exact", "--nocapture"]);
        command.arg("cli::crash::tests::a_mistake_that_quotes_a_case");
        let output = command.env("RUST_BACKTRACE", backtrace).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    }

    #[test]
    fn a_crash_says_where_and_nothing_of_a_case() {
        let report = crashed("0");
        assert!(report.contains("casebook crashed (bug) at src/cli/crash.rs:"), "{report}");
        assert!(!report.contains("Ann Test"), "{report}");
        let report = crashed("1");
        assert!(report.contains("Ann Test") && !report.contains('\u{1b}'), "{report}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_crash_leaves_no_image_of_the_memory() {
        use rustix::process::{Resource, getrlimit};
        super::install_panic_hook();
        let _ = std::panic::take_hook();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        let dumpable = rustix::process::dumpable_behavior().unwrap();
        assert_eq!(dumpable, rustix::process::DumpableBehavior::NotDumpable);
    }
}
