//! Copying: through a program of the system, or by asking the terminal (OSC 52).

use std::env;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// A program that takes what it is to copy on its standard input.
struct Program {
    name: &'static str,
    arguments: &'static [&'static str],
    /// The variable without which it has nothing to copy to.
    needs: Option<&'static str>,
}

const PROGRAMS: [Program; 5] = [
    Program { name: "wl-copy", arguments: &[], needs: Some("WAYLAND_DISPLAY") },
    Program { name: "xclip", arguments: &["-selection", "clipboard"], needs: Some("DISPLAY") },
    Program { name: "xsel", arguments: &["-b", "-i"], needs: Some("DISPLAY") },
    Program { name: "pbcopy", arguments: &[], needs: None },
    Program { name: "clip.exe", arguments: &[], needs: None },
];

/// Tells whether the program runs on a machine that somebody reached over ssh, whose clipboards
/// are not theirs.
pub(super) fn is_remote() -> bool {
    is_set("SSH_TTY") || is_set("SSH_CONNECTION")
}

/// Copies a text by the first program that takes it, and returns its name.
pub(super) fn by_program(text: &str) -> Option<&'static str> {
    let usable = PROGRAMS.iter().filter(|program| program.needs.is_none_or(is_set));
    usable.filter(|program| program.takes(text)).map(|program| program.name).next()
}

/// Returns what asks a terminal to copy a text, for tmux to hand on where it runs in between.
pub(super) fn for_terminal(text: &str) -> String {
    wrapped(text, is_set("TMUX"))
}

fn wrapped(text: &str, tmux: bool) -> String {
    let asked = format!("\u{1b}]52;c;{}\u{7}", base64(text.as_bytes()));
    if tmux {
        let doubled = asked.replace('\u{1b}', "\u{1b}\u{1b}");
        return format!("\u{1b}Ptmux;{doubled}\u{1b}\\");
    }
    asked
}

impl Program {
    fn takes(&self, text: &str) -> bool {
        let mut command = Command::new(self.name);
        // What stays behind to hold the clipboard must not hold our terminal.
        command.args(self.arguments).stdin(Stdio::piped()).stdout(Stdio::null());
        let Ok(mut child) = command.stderr(Stdio::null()).spawn() else { return false };
        // Dropped behind its writing, the pipe is closed and the program goes on.
        let written =
            child.stdin.take().is_some_and(|mut pipe| pipe.write_all(text.as_bytes()).is_ok());
        let ended = child.wait().is_ok_and(|status| status.success());
        written && ended
    }
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or_default();
            let digit = DIGITS.get(digit).copied().map_or('=', char::from);
            encoded.push(if place > three.len() { '=' } else { digit });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_in_letters_that_every_terminal_passes() {
        let table =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")];
        for (text, encoded) in table {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
        assert_eq!(base64("妙".as_bytes()), "5aaZ");
    }

    #[test]
    fn tmux_is_asked_to_hand_it_on() {
        assert_eq!(wrapped("foo", false), "\u{1b}]52;c;Zm9v\u{7}");
        assert_eq!(wrapped("foo", true), "\u{1b}Ptmux;\u{1b}\u{1b}]52;c;Zm9v\u{7}\u{1b}\\");
    }

    #[test]
    fn a_program_that_is_not_there_takes_nothing() {
        let program = |name| Program { name, arguments: &[], needs: None };
        assert!(!program("no-such-program-anywhere").takes("text"));
        assert!(cfg!(not(unix)) || program("cat").takes("text"));
        assert!(!program("false").takes(&"text".repeat(100_000)));
    }
}
