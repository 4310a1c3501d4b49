//! The commands and formats that a list of command lines leaves out.

use super::command_line::{KnownCommand, commands};

/// Returns the commands and formats that no line of a list has; `except` names commands that it leaves out.
pub(crate) fn missing<'l>(
    lines: impl IntoIterator<Item = &'l [&'l str]>,
    except: &[&str],
) -> Vec<String> {
    let lines: Vec<&[&str]> = lines.into_iter().collect();
    let known = commands();
    let is_known = |name: &&&str| known.iter().any(|known| known.words.join(" ") == ***name);
    let unknown = except.iter().filter(|name| !is_known(name));
    let mut missing: Vec<String> =
        unknown.map(|name| format!("{name}, which is no command")).collect();
    for KnownCommand { words, formats } in &known {
        let name = words.join(" ");
        if except.contains(&name.as_str()) {
            continue;
        }
        let of_command =
            lines.iter().filter(|line| line.windows(words.len()).any(|part| part == words));
        let of_command: Vec<_> = of_command.collect();
        if of_command.is_empty() {
            missing.push(name.clone());
        }
        for (number, format) in formats.iter().enumerate() {
            let has = |line: &&&&[&str]| match line.iter().position(|word| *word == "--format") {
                Some(at) => line.get(at + 1) == Some(&format.as_str()),
                None => number == 0,
            };
            if !of_command.iter().any(|line| has(&line)) {
                missing.push(format!("{name} --format {format}"));
            }
        }
    }
    missing
}
