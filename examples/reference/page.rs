//! A page of `docs/` with generated parts, each between a first line with its name and a last line.

use anyhow::{Context as _, Result, ensure};

use super::{editors, fields, formats, keys, queries, rules};

/// The pages that have generated parts.
pub(crate) const PAGES: &[&str] =
    &["checks.md", "editors.md", "format.md", "keys.md", "manual.md", "queries.md"];

const BEGIN: &str = "<!-- generated: ";
const END: &str = "<!-- end of what is generated -->";

/// Returns a page with its parts generated again, and everything else unchanged.
pub(crate) fn renewed(page: &str) -> Result<String> {
    let mut new = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        let (name, after) = after.split_once(" -->\n").context("a part has no name")?;
        let (_, after) = after.split_once(END).with_context(|| format!("`{name}` has no end"))?;
        let part = part(name).with_context(|| format!("nothing generates `{name}`"))?;
        ensure!(!part.is_empty(), "`{name}` is empty");
        new.extend([before, BEGIN, name, " -->\n\n", &part, "\n", END]);
        rest = after;
    }
    new.push_str(rest);
    Ok(new)
}

fn part(name: &str) -> Option<String> {
    editors::part(name)
        .or_else(|| keys::part(name))
        .or_else(|| fields::part(name))
        .or_else(|| formats::part(name))
        .or_else(|| queries::part(name))
        .or_else(|| rules::part(name))
}

/// Returns a Markdown table with these column heads and rows.
pub(crate) fn table<const N: usize>(
    heads: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let mut lines = vec![line(&heads.map(str::to_owned)), line(&heads.map(|_| "---".to_owned()))];
    lines.extend(rows.into_iter().map(|row| line(&row)));
    lines.concat()
}

fn line(cells: &[String]) -> String {
    // A bar separates cells, even within code.
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}
