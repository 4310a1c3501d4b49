//! The rules of `casebook check` with their examples, for `docs/checks.md`.

use casebook::collection::{Collection, FileDiagnostic, Fixer, Memory, load};
use casebook::diagnostic::{Diagnostic, Fix, Rule};
use strum::IntoEnumIterator as _;

use super::examples::{EXAMPLES, Example, File, ON_DISK};
use super::page::table;

pub(crate) fn part(name: &str) -> Option<String> {
    match name {
        "rules" => Some(table(["rule", "weight", "breaks it", "fix"], Rule::iter().map(row))),
        "rule examples" => Some(Rule::iter().map(chapter).collect::<Vec<_>>().join("\n")),
        _ => None,
    }
}

fn row(rule: Rule) -> [String; 4] {
    let weight: &str = rule.severity().into();
    let name = format!("[`{0}`](#{0})", rule.name());
    let fix = rule.fixed_by().unwrap_or("–").to_owned();
    [name, weight.to_owned(), rule.about().to_owned(), fix]
}

fn chapter(rule: Rule) -> String {
    let mut page = format!("### {}\n\n{}\n", rule.name(), rule.about());
    if ON_DISK.contains(&rule) {
        page.push_str("\nThis shows only on a disk: it is about a file, not about what it says.\n");
    }
    for example in EXAMPLES.iter().filter(|example| example.rule == rule) {
        page.extend(["\nReported:\n\n", &files(example.fires), "\n", &reported(example)]);
        page.extend(["\nNot reported:\n\n", &files(example.silent)]);
    }
    page
}

/// Returns the files of an example, each below its path.
fn files(files: &[File]) -> String {
    let each = files.iter().map(|(path, text)| format!("# {path}\n{}\n", text.trim_end()));
    format!("```toml\n{}```\n", each.collect::<Vec<_>>().join("\n"))
}

/// Returns what `check` prints for an example.
fn reported(example: &Example) -> String {
    let mut memory = Memory::default();
    for (path, text) in example.fires {
        memory.put(path, *text);
    }
    let collection = load(&memory);
    let diagnostics = collection.diagnostics();
    let of_rule = diagnostics.iter().filter(|diagnostic| diagnostic.problem.code == example.rule);
    let here = of_rule.filter(|diagnostic| place(&collection, diagnostic) == example.at);
    let fixer = Fixer::of(&collection);
    here.map(|diagnostic| {
        let all = fixer.diagnostics(diagnostic.file).into_iter();
        let same = |one: &Diagnostic| {
            let other = diagnostic.problem;
            (one.code, one.range, &one.message) == (other.code, other.range, &other.message)
        };
        let text = collection.file(diagnostic.file).map(|file| file.contents.text().to_string());
        let fix = all.filter(same).find_map(|one| one.fix);
        let fix = fix.map(|fix| edits(&fix, &text.unwrap_or_default()));
        sentence(&diagnostic, example.at, &fix.unwrap_or_default())
    })
    .collect()
}

/// What the most likely fix changes.
fn edits(fix: &Fix, text: &str) -> String {
    let code = |text: &str| format!("`{}`", text.trim().replace(['\n', '`'], " "));
    let edits = fix.splices().iter().map(|splice| {
        let old = splice.range().of(text);
        match (old.trim(), splice.text().trim()) {
            ("", new) => format!("insert {}", code(new)),
            (old, "") => format!("delete {}", code(old)),
            (old, new) => format!("{} becomes {}", code(old), code(new)),
        }
    });
    let edits: Vec<String> = edits.collect();
    let how = if fix.is_safe() { "safe fix" } else { "fix to decide on" };
    format!("<br>{how}: {}", edits.join(", "))
}

fn place(collection: &Collection, diagnostic: &FileDiagnostic<'_>) -> String {
    let place = collection.place(diagnostic);
    let path = collection.file(diagnostic.file).map(|file| file.path.display().to_string());
    format!("{}:{}:{}", path.unwrap_or_default(), place.line, place.column)
}

fn sentence(diagnostic: &FileDiagnostic<'_>, place: &str, fix: &str) -> String {
    let help = diagnostic.problem.help.iter().map(|help| format!("<br>→ {help}"));
    format!("> `{place}` {}{}{fix}\n", diagnostic.problem.message, help.collect::<String>())
}
