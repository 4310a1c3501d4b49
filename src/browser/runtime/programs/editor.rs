//! Finds the user's editor and runs it at a file and line, without a shell.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use crate::browser::config::EditorLines;
use crate::text::LineColumn;

/// An editor and what it is started with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Editor {
    program: String,
    arguments: Vec<String>,
    /// The user's arguments for opening a file at a line.
    lines: EditorLines,
}

/// The syntax by which an editor takes a line number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Jump {
    /// `+LINE FILE`
    Plus,
    /// `+LINE:COLUMN FILE`
    PlusColumn,
    /// `FILE:LINE:COLUMN`
    Behind,
    /// `--wait -g FILE:LINE:COLUMN`; without the first it would return at once.
    GoTo,
}

/// The editors with a known syntax for line numbers; any other gets the file alone, unless the
/// configuration says more.
const KNOWN: &[(&str, Jump)] = &[
    ("vim", Jump::Plus),
    ("nvim", Jump::Plus),
    ("vi", Jump::Plus),
    ("nano", Jump::Plus),
    ("emacs", Jump::Plus),
    ("emacsclient", Jump::Plus),
    ("micro", Jump::Plus),
    ("kak", Jump::PlusColumn),
    ("hx", Jump::Behind),
    ("helix", Jump::Behind),
    ("zed", Jump::Behind),
    ("subl", Jump::Behind),
    ("code", Jump::GoTo),
    ("codium", Jump::GoTo),
];

/// What is looked for where the environment names no editor.
const USUAL: &[&str] = &["nvim", "vim", "nano", "vi"];

impl Editor {
    /// Returns the editor that the environment names, else the first of the usual ones.
    ///
    /// # Errors
    ///
    /// Says why there is none.
    pub(crate) fn of_environment() -> Result<Self, String> {
        for variable in ["VISUAL", "EDITOR"] {
            let value = env::var_os(variable).unwrap_or_default();
            let value = value.to_string_lossy();
            if !value.trim().is_empty() {
                return Self::split(&value)
                    .ok_or_else(|| format!("${variable} has a quote that is not closed: {value}"));
            }
        }
        let usual = USUAL.iter().find(|name| is_on_path(name));
        let usual = usual.ok_or("no editor found; name one in $EDITOR")?;
        Ok(Self::of((*usual).to_owned(), Vec::new()))
    }

    /// Returns the editor with the arguments that the configuration gives for opening a file at a
    /// line.
    pub(crate) fn with_lines(self, lines: EditorLines) -> Self {
        Self { lines, ..self }
    }

    fn of(program: String, arguments: Vec<String>) -> Self {
        Self { program, arguments, lines: EditorLines::default() }
    }

    /// Opens a file at a place and returns when the editor is left.
    ///
    /// # Errors
    ///
    /// Says that it could not be started, or that it failed.
    pub(crate) fn edit(&self, file: &Path, place: LineColumn) -> Result<(), String> {
        let mut command = Command::new(&self.program);
        let status = command.args(self.arguments(file, place)).status();
        let name = &self.program;
        let status = status.map_err(|error| {
            format!("cannot start the editor {name}: {error}; name another in $EDITOR")
        })?;
        if status.success() { Ok(()) } else { Err(failed(name, status)) }
    }

    /// Splits a value such as `code --wait` into words, as a shell would.
    fn split(value: &str) -> Option<Self> {
        let mut words = shell_words::split(value).ok()?.into_iter();
        Some(Self::of(words.next()?, words.collect()))
    }

    fn arguments(&self, file: &Path, place: LineColumn) -> Vec<OsString> {
        let LineColumn { line, column } = place;
        let name = Path::new(&self.program).file_stem().unwrap_or_default();
        let known = KNOWN.iter().find(|(known, _)| name == *known).map(|(_, jump)| *jump);
        let file = unmistakable(file);
        let mut arguments: Vec<OsString> = self.arguments.iter().map(OsString::from).collect();
        if let Some(own) = self.lines.arguments(&name.to_string_lossy(), &file, place) {
            arguments.extend(own);
            return arguments;
        }
        let mut behind = file.clone().into_os_string();
        behind.push(format!(":{line}:{column}"));
        match known {
            Some(Jump::Plus) => arguments.extend([format!("+{line}").into(), file.into()]),
            Some(Jump::PlusColumn) => {
                arguments.extend([format!("+{line}:{column}").into(), file.into()]);
            }
            Some(Jump::Behind) => arguments.push(behind),
            Some(Jump::GoTo) => {
                let waits = self.arguments.iter().any(|word| word == "--wait" || word == "-w");
                arguments.extend((!waits).then(|| "--wait".into()));
                arguments.extend(["-g".into(), behind]);
            }
            None => arguments.push(file.into()),
        }
        arguments
    }
}

/// Returns a path that no editor takes for an option or a line.
fn unmistakable(file: &Path) -> PathBuf {
    let first = file.as_os_str().as_encoded_bytes().first();
    if matches!(first, Some(b'-' | b'+')) { Path::new(".").join(file) } else { file.to_owned() }
}

fn is_on_path(name: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

fn failed(name: &str, status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("the editor {name} exited with code {code}"),
        None => format!("the editor {name} was killed by a signal"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browser::config::Config;

    #[track_caller]
    fn check(value: &str, words: &[&str]) {
        let editor = Editor::split(value).unwrap();
        let place = LineColumn { line: 12, column: 3 };
        let arguments = editor.arguments(Path::new("victims/yun.toml"), place);
        let arguments = arguments.into_iter().map(|word| word.into_string().unwrap());
        let all: Vec<String> = std::iter::once(editor.program.clone()).chain(arguments).collect();
        assert_eq!(all, words);
    }

    #[test]
    fn each_editor_gets_the_line_in_its_way() {
        for name in ["vim", "nvim", "vi", "nano", "emacs", "emacsclient", "micro"] {
            check(name, &[name, "+12", "victims/yun.toml"]);
        }
        check("kak", &["kak", "+12:3", "victims/yun.toml"]);
        for name in ["hx", "helix", "zed", "subl"] {
            check(name, &[name, "victims/yun.toml:12:3"]);
        }
        for name in ["code", "codium"] {
            check(name, &[name, "--wait", "-g", "victims/yun.toml:12:3"]);
        }
        check("ed", &["ed", "victims/yun.toml"]);
        check("/usr/bin/nvim", &["/usr/bin/nvim", "+12", "victims/yun.toml"]);
    }

    #[test]
    fn the_configuration_says_how_an_editor_gets_the_line() {
        let text = "[editor.lines]\nmine = ['--at={line}:{column}', '{file}']\nvim = ['{file}']\n";
        let (config, _) = Config::read(text);
        for (value, words) in [
            ("/opt/mine -w", ["-w", "--at=12:3", "a.toml"].as_slice()),
            ("vim", &["a.toml"]),
            ("nano", &["+12", "a.toml"]),
        ] {
            let editor = Editor::split(value).unwrap().with_lines(config.lines.clone());
            assert_eq!(
                editor.arguments(Path::new("a.toml"), LineColumn { line: 12, column: 3 }),
                words
            );
        }
    }

    #[test]
    fn a_value_is_split_as_a_shell_would() {
        check("code -w", &["code", "-w", "-g", "victims/yun.toml:12:3"]);
        check("emacsclient -t", &["emacsclient", "-t", "+12", "victims/yun.toml"]);
        check(
            "'/opt/My Editor/hx' -c \"a b\" c\\ d",
            &["/opt/My Editor/hx", "-c", "a b", "c d", "victims/yun.toml:12:3"],
        );
        assert_eq!(Editor::split("vim 'unclosed"), None);
        assert_eq!(Editor::split("  "), None);
    }

    #[test]
    fn a_path_is_no_option() {
        assert_eq!(unmistakable(Path::new("-C/a.toml")), Path::new("./-C/a.toml"));
        assert_eq!(unmistakable(Path::new("+1/a.toml")), Path::new("./+1/a.toml"));
        assert_eq!(unmistakable(Path::new("cases/a.toml")), Path::new("cases/a.toml"));
    }
}
