//! Copies to the clipboard through a system program or the terminal (OSC 52).

use std::env;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// A program that copies its standard input to the clipboard.
struct Program {
    name: &'static str,
    arguments: &'static [&'static str],
    /// The environment variable without which it cannot copy.
    needs: Option<&'static str>,
}

const DESKTOP: [Program; 5] = [
    Program { name: "wl-copy", arguments: &[], needs: Some("WAYLAND_DISPLAY") },
    Program { name: "xclip", arguments: &["-selection", "clipboard"], needs: Some("DISPLAY") },
    Program { name: "xsel", arguments: &["-b", "-i"], needs: Some("DISPLAY") },
    Program { name: "pbcopy", arguments: &[], needs: None },
    Program { name: "clip.exe", arguments: &[], needs: None },
];

/// By default tmux drops a terminal request that is wrapped to be passed through. But it sends a buffer
/// that is loaded with `-w` to the terminal by itself (since tmux 3.2).
const TMUX: [Program; 2] = [
    Program { name: "tmux", arguments: &["load-buffer", "-w", "-"], needs: Some("TMUX") },
    Program {
        name: "tmux (its own buffer)",
        arguments: &["load-buffer", "-"],
        needs: Some("TMUX"),
    },
];

/// Returns whether the program runs on a machine that the user reached over ssh, whose clipboards
/// are not theirs.
pub(crate) fn is_remote() -> bool {
    is_set("SSH_TTY") || is_set("SSH_CONNECTION")
}

/// Copies a text with tmux if it runs, and with the first desktop program that works if the user sits
/// at this machine; returns their names, or `None` if none worked.
pub(crate) fn by_program(text: &str) -> Option<String> {
    let desktop = if is_remote() { &[][..] } else { &DESKTOP[..] };
    copied(text, [&TMUX, desktop])
}

/// Copies a text with the first program of each list that works.
fn copied(text: &str, lists: [&[Program]; 2]) -> Option<String> {
    let names = lists.into_iter().filter_map(|programs| {
        let mut usable = programs.iter().filter(|program| program.needs.is_none_or(is_set));
        usable.find(|program| program.takes(text)).map(|program| program.name)
    });
    let names: Vec<_> = names.collect();
    (!names.is_empty()).then(|| names.join(" and "))
}

/// Returns the OSC 52 request to copy a text, wrapped for the terminal multiplexer if there is one.
pub(crate) fn for_terminal(text: &str) -> String {
    let between = [("TMUX", Between::Tmux), ("STY", Between::TerminalScreen)];
    let between = between.into_iter().find(|(name, _)| is_set(name));
    wrapped(text, between.map_or(Between::Nothing, |(_, between)| between))
}

/// What runs between the program and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Nothing,
    Tmux,
    /// GNU screen, which passes on the content of device control strings of limited length.
    TerminalScreen,
}

/// The most bytes that GNU screen passes on at once.
const PART: usize = 76;

fn wrapped(text: &str, between: Between) -> String {
    let asked = format!("\u{1b}]52;c;{}\u{7}", base64(text.as_bytes()));
    match between {
        Between::Nothing => asked,
        Between::Tmux => {
            let doubled = asked.replace('\u{1b}', "\u{1b}\u{1b}");
            format!("\u{1b}Ptmux;{doubled}\u{1b}\\")
        }
        Between::TerminalScreen => {
            let letters: Vec<char> = asked.chars().collect();
            let parts = letters.chunks(PART).map(|part| {
                let part: String = part.iter().collect();
                format!("\u{1b}P{part}\u{1b}\\")
            });
            parts.collect()
        }
    }
}

impl Program {
    fn takes(&self, text: &str) -> bool {
        let file = self.name.split_once(' ').map_or(self.name, |(file, _)| file);
        let mut command = Command::new(file);
        // Some programs keep running to own the clipboard; they must not keep our terminal open.
        command.args(self.arguments).stdin(Stdio::piped()).stdout(Stdio::null());
        let Ok(mut child) = command.stderr(Stdio::null()).spawn() else { return false };
        // The pipe is dropped after the write, so that the program sees the end of its input.
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
    fn tmux_and_screen_are_asked_to_hand_it_on() {
        assert_eq!(wrapped("foo", Between::Nothing), "\u{1b}]52;c;Zm9v\u{7}");
        let tmux = "\u{1b}Ptmux;\u{1b}\u{1b}]52;c;Zm9v\u{7}\u{1b}\\";
        assert_eq!(wrapped("foo", Between::Tmux), tmux);
        assert_eq!(wrapped("foo", Between::TerminalScreen), "\u{1b}P\u{1b}]52;c;Zm9v\u{7}\u{1b}\\");
        let long = "f".repeat(200);
        let parts = wrapped(&long, Between::TerminalScreen).replace("\u{1b}\\\u{1b}P", "");
        let whole = wrapped(&long, Between::Nothing);
        assert_eq!(parts, format!("\u{1b}P{whole}\u{1b}\\"));
    }

    #[test]
    fn only_programs_that_took_it_are_named() {
        let program = |name| Program { name, arguments: &[], needs: None };
        let absent = || [program("no-such-program-anywhere"), program("false")];
        assert_eq!(copied("text", [&absent(), &absent()]), None);
        let unset = Program { needs: Some("CASEBOOK_NO_SUCH_VARIABLE"), ..program("cat") };
        assert_eq!(copied("text", [&[unset], &absent()]), None);
        if cfg!(unix) {
            let one = [program("false"), program("cat"), program("true")];
            assert_eq!(copied("text", [&one, &absent()]).as_deref(), Some("cat"));
            let both = copied("text", [&one, &[program("cat (again)")]]);
            assert_eq!(both.as_deref(), Some("cat and cat (again)"));
        }
    }

    #[test]
    fn a_program_that_is_not_there_takes_nothing() {
        let program = |name| Program { name, arguments: &[], needs: None };
        assert!(!program("no-such-program-anywhere").takes("text"));
        assert!(cfg!(not(unix)) || program("cat").takes("text"));
        assert!(!program("false").takes(&"text".repeat(100_000)));
    }
}
