//! Unified diffs that `git apply` takes, for changes that are shown before they are made.

use std::fmt::Write as _;
use std::path::Path;

/// Lines around a change that are shown with it.
const CONTEXT: usize = 3;
/// With more pairs of lines than this, what lies between the first and last change is replaced whole:
/// the table of common lines would take too much room.
const MOST_COMPARED: usize = 4_000_000;

/// What happens to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineChange<'t> {
    Kept(&'t str),
    Deleted(&'t str),
    Added(&'t str),
}

/// Returns the change of a file as a unified diff, its path relative to the folder in which it is to
/// be applied; empty where nothing changed.
///
/// There is no `diff --git` line: with one, `git apply` would take the path as that from the top of
/// the repository.
pub(crate) fn unified_diff(path: &Path, before: &str, after: &str) -> String {
    file_diff(path, Some(before), Some(after))
}

/// Does the same for a file that may be created, where it has no text before, or deleted, where it has none after.
pub(crate) fn file_diff(path: &Path, before: Option<&str>, after: Option<&str>) -> String {
    let side = |side, text: Option<&str>| {
        text.map_or_else(|| "/dev/null".to_owned(), |_| name(side, path))
    };
    let names = format!("--- {}\n+++ {}\n", side("a", before), side("b", after));
    let changes = changes(before.unwrap_or_default(), after.unwrap_or_default());
    let mut diff = String::new();
    let is_change = |change: &LineChange<'_>| !matches!(change, LineChange::Kept(_));
    let mut next = 0;
    let (mut old, mut new) = (1, 1);
    while let Some(first) = changes.iter().skip(next).position(is_change).map(|at| at + next) {
        // The hunk ends where more lines are unchanged than two contexts have.
        let mut end = first + 1;
        let mut last = first;
        while let Some(change) = changes.get(end) {
            if is_change(change) {
                last = end;
            } else if end - last > 2 * CONTEXT {
                break;
            }
            end += 1;
        }
        let start = first.saturating_sub(CONTEXT).max(next);
        let end = (last + 1 + CONTEXT).min(changes.len());
        for skipped in changes.get(next..start).unwrap_or_default() {
            count(skipped, &mut old, &mut new);
        }
        let hunk = changes.get(start..end).unwrap_or_default();
        let (from, to) = (old, new);
        for change in hunk {
            count(change, &mut old, &mut new);
        }
        let (deleted, added) = (old - from, new - to);
        // Of an empty range, the line before it is named.
        let at = |line: usize, count: usize| if count == 0 { line - 1 } else { line };
        if diff.is_empty() {
            diff.clone_from(&names);
        }
        _ = writeln!(diff, "@@ -{},{deleted} +{},{added} @@", at(from, deleted), at(to, added));
        for change in hunk {
            let (sign, line) = match change {
                LineChange::Kept(line) => (' ', line),
                LineChange::Deleted(line) => ('-', line),
                LineChange::Added(line) => ('+', line),
            };
            diff.push(sign);
            diff.push_str(line);
            if !line.ends_with('\n') {
                diff.push_str("\n\\ No newline at end of file\n");
            }
        }
        next = end;
    }
    diff
}

fn count(change: &LineChange<'_>, old: &mut usize, new: &mut usize) {
    *old += usize::from(!matches!(change, LineChange::Added(_)));
    *new += usize::from(!matches!(change, LineChange::Deleted(_)));
}

/// Returns what happens to each line: the longest common subsequence stays, between the lines that
/// both texts start and end with.
fn changes<'t>(before: &'t str, after: &'t str) -> Vec<LineChange<'t>> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - start;
    let same_end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new);
    let end = same_end.count().min(rest);
    let old_middle = old.get(start..old.len() - end).unwrap_or_default();
    let new_middle = new.get(start..new.len() - end).unwrap_or_default();
    let unchanged =
        |lines: &[&'t str]| lines.iter().map(|line| LineChange::Kept(line)).collect::<Vec<_>>();
    let mut changes = unchanged(old.get(..start).unwrap_or_default());
    middle(old_middle, new_middle, &mut changes);
    changes.extend(unchanged(old.get(old.len() - end..).unwrap_or_default()));
    changes
}

fn middle<'t>(old: &[&'t str], new: &[&'t str], changes: &mut Vec<LineChange<'t>>) {
    if old.len().saturating_mul(new.len()) > MOST_COMPARED {
        changes.extend(old.iter().map(|line| LineChange::Deleted(line)));
        changes.extend(new.iter().map(|line| LineChange::Added(line)));
        return;
    }
    // How many lines are common from each pair of lines on.
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    let get = |common: &[u32], i: usize, j: usize| common.get(i * width + j).copied().unwrap_or(0);
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            let longest = if one == other {
                get(&common, i + 1, j + 1) + 1
            } else {
                get(&common, i + 1, j).max(get(&common, i, j + 1))
            };
            if let Some(cell) = common.get_mut(i * width + j) {
                *cell = longest;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (old.get(i), new.get(j)) {
            (Some(one), Some(other)) if one == other => {
                changes.push(LineChange::Kept(one));
                (i, j) = (i + 1, j + 1);
            }
            (Some(one), other)
                if other.is_none() || get(&common, i + 1, j) >= get(&common, i, j + 1) =>
            {
                changes.push(LineChange::Deleted(one));
                i += 1;
            }
            (_, Some(other)) => {
                changes.push(LineChange::Added(other));
                j += 1;
            }
            (_, None) => break,
        }
    }
}

/// Returns a path below `side` as git writes it in a patch: with slashes, and in quotes with the other
/// bytes as octal numbers where it is not plain.
fn name(side: &str, path: &Path) -> String {
    let mut name = side.as_bytes().to_vec();
    for part in path {
        name.push(b'/');
        name.extend_from_slice(part.as_encoded_bytes());
    }
    let is_plain = |byte: &u8| (b' '..0x7f).contains(byte) && !matches!(byte, b'"' | b'\\');
    if name.iter().all(is_plain) {
        let name = String::from_utf8_lossy(&name).into_owned();
        // A tab marks the end of a name with a space.
        return if name.contains(' ') { format!("{name}\t") } else { name };
    }
    let mut quoted = String::from("\"");
    for byte in name {
        match byte {
            b'"' => quoted.push_str("\\\""),
            b'\\' => quoted.push_str("\\\\"),
            b'\t' => quoted.push_str("\\t"),
            b'\n' => quoted.push_str("\\n"),
            b'\r' => quoted.push_str("\\r"),
            byte if (b' '..0x7f).contains(&byte) => quoted.push(char::from(byte)),
            byte => _ = write!(quoted, "\\{byte:03o}"),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, diff: &str) {
        let shown = unified_diff(Path::new("victims/a.toml"), before, after);
        let head = "--- a/victims/a.toml\n+++ b/victims/a.toml\n";
        assert_eq!(shown, if diff.is_empty() { String::new() } else { format!("{head}{diff}") });
    }

    #[test]
    fn a_change_is_shown_with_the_lines_around_it() {
        check("a\n", "a\n", "");
        check(
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
            "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n",
        );
        check(
            "a\nb",
            "a\nc",
            "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n",
        );
        check("a\r\nb\r\n", "b\r\n", "@@ -1,2 +1,1 @@\n-a\r\n b\r\n");
        check("a\n", "", "@@ -1,1 +0,0 @@\n-a\n");
    }

    #[test]
    fn changes_far_apart_are_hunks_of_their_own() {
        let lines = |first: &str, last: &str| {
            let between: Vec<String> = (0..20).map(|number| number.to_string()).collect();
            format!("{first}\n{}\n{last}\n", between.join("\n"))
        };
        let diff = unified_diff(Path::new("a.toml"), &lines("x", "y"), &lines("X", "Y"));
        assert_eq!(diff.matches("@@ -").count(), 2);
        assert!(
            diff.contains("@@ -1,4 +1,4 @@\n") && diff.contains("@@ -19,4 +19,4 @@\n"),
            "{diff}"
        );
    }

    #[test]
    fn odd_names_are_written_as_git_writes_them() {
        assert_eq!(name("a", Path::new("v/a b.toml")), "a/v/a b.toml\t");
        assert_eq!(name("b", Path::new("v/\u{e9}\"\\.toml")), "\"b/v/\\303\\251\\\"\\\\.toml\"");
    }
}
