//! What commands are called in other programs, and what is to be said of those that do not exist here.

/// Other names of commands, each command by its name in configurations.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("export", &["dump", "csv", "json", "publish"]),
    ("save-view", &["save view"]),
    ("quit", &["q", "q!", "quit!", "qa", "qa!", "wq", "wq!", "x", "exit", "close", "bye"]),
    ("help", &["h", "keys", "bindings", "manual"]),
    ("search", &["find", "grep", "look for"]),
    ("clear-search", &["reset", "clear", "noh", "nohl", "nohlsearch"]),
    ("everything", &["all", "show all"]),
    ("filter", &["facets", "where", "only"]),
    ("sort", &["order", "order by"]),
    ("problems", &["check", "errors", "diagnostics", "lint", "warnings"]),
    ("reload", &["e!", "edit!", "refresh", "checktime", "update"]),
    ("edit", &["e", "vi", "vim", "open editor", "editor"]),
    ("open", &["go", "enter", "follow"]),
    ("back", &["go back", "previous", "bp"]),
    ("forward", &["go forward", "bn"]),
    ("copy-line", &["y", "yank", "clipboard", "copy text"]),
    ("copy-citation", &["cite", "citation"]),
    ("copy-place", &["path", "copy path"]),
    ("copy-address", &["url", "copy url", "link"]),
    ("mask", &["hide names", "redact", "private", "anonymise", "anonymize", "blur"]),
    ("redraw", &["redraw!", "clear screen"]),
    ("suspend", &["stop", "sh", "shell", "fg"]),
    ("quote-pane", &["hide", "preview", "sidebar"]),
    ("dates", &["edtf", "date format", "notation"]),
    ("file-info", &["file", "f", "pwd", "info", "where am i"]),
    ("zoom", &["fullscreen", "maximise", "maximize", "on"]),
    ("wrap", &["set wrap", "set nowrap", "nowrap"]),
    ("add-quote", &["quote"]),
    ("mark", &["select text", "visual"]),
    ("undo", &["u", "revert"]),
    ("redo", &["red"]),
    ("edit-value", &["change", "set value"]),
    ("add-field", &["add"]),
    ("edit-marked", &["bulk", "bulk edit", "mass edit", "change all", "set all", "tag"]),
    ("changes", &["undo list", "undolist", "ul", "earlier", "log"]),
    ("remove", &["unset", "remove field"]),
    ("impact", &["withdraw", "retract", "depends", "dependents", "falls", "what falls"]),
    ("open-source", &["browse", "xdg-open", "web"]),
];

/// A command of other programs that does not exist here.
pub(super) struct AbsentCommand {
    /// What it is called.
    pub(super) names: &'static [&'static str],
    /// What it would do.
    pub(super) words: &'static str,
    /// Why it is not here, and what to do instead.
    pub(super) instead: &'static str,
}

/// Commands of other programs that do not exist here.
pub(super) const ABSENT: &[AbsentCommand] = &[
    AbsentCommand {
        names: &["w", "w!", "write", "wa", "save"],
        words: "save",
        instead: "nothing to save: every change is written to its file at once",
    },
    AbsentCommand {
        names: &["set", "settings", "config", "options"],
        words: "change the settings",
        instead: "settings and keys are in a file; in a shell: casebook config",
    },
    AbsentCommand {
        names: &["tutor", "tutorial", "learn"],
        words: "learn the keys",
        instead: "in a shell: casebook tutor",
    },
    AbsentCommand {
        names: &["version", "ver", "about"],
        words: "show the version",
        instead: "in a shell: casebook --version",
    },
    AbsentCommand {
        names: &["s", "%s", "replace", "substitute"],
        words: "replace text",
        instead: "e opens the file in your editor",
    },
];

/// Words by which people look for what the help explains beside the keys, each with its first column.
const SOUGHT_AS: &[(&str, &str)] = &[
    ("B  B2", "A1 A2 A3 B1 B3 B4 B5 B6 C3 D E F grade grades reliability admiralty"),
    ("●2", "● sourced green dot circle evidence"),
    ("◐1", "◐ unchecked half circle evidence"),
    ("○", "unsourced empty circle evidence"),
    ("⚔1", "⚔ disputed swords contradicted"),
    ("2● 1○", "● ◐ ○ ⚔ counts"),
    ("place:sihanoukville", "exploited held recruited where location country region"),
    ("outcome:missing", "tag tags label exploited field"),
    ("kind:victim", "people persons places organisations"),
];

/// Words by which people look for a command in the help, beside its names.
const COMMANDS_SOUGHT_AS: &[(&str, &str)] = &[
    ("edit-value", "tag tags label title summary age date field fields vocabulary type correct"),
    ("add-field", "tag tags missing field"),
    ("mark-record", "tick select records several"),
    (
        "impact",
        "fall fell lose loses lost unsupported without rely relies withdrawn retracted consequences impact source",
    ),
    ("search", "field fields label jump goto within record names"),
];

/// Returns by which words people look for a command, beside its names.
pub(super) fn command_sought_as(name: &str) -> &'static str {
    COMMANDS_SOUGHT_AS.iter().find(|(known, _)| *known == name).map_or("", |(_, words)| words)
}

/// Returns by which words people look for a line of the help.
pub(super) fn sought_as(term: &str) -> &'static str {
    SOUGHT_AS.iter().find(|(known, _)| *known == term).map_or("", |(_, words)| words)
}

/// Returns the other names of a command.
pub(super) fn synonyms(name: &str) -> impl Iterator<Item = &'static str> {
    let of_command = SYNONYMS.iter().filter(move |(command, _)| *command == name);
    of_command.flat_map(|(_, names)| names.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browser::app::names;

    #[test]
    fn every_other_name_is_that_of_one_command_that_exists() {
        let known = names();
        for (command, _) in COMMANDS_SOUGHT_AS {
            assert!(known.contains(command), "{command}");
        }
        let mut all: Vec<&str> = Vec::new();
        for (command, names) in SYNONYMS {
            assert!(known.contains(command), "{command}");
            all.extend(*names);
        }
        all.extend(ABSENT.iter().flat_map(|absent| absent.names));
        for (number, name) in all.iter().enumerate() {
            assert!(!known.contains(name), "{name} is a command");
            assert!(!all[..number].contains(name), "{name} is there twice");
        }
    }
}
