//! Recognises the names that other programs give to copies of a file, such as `a (1).toml`.
//!
//! Only names that cannot be an id are considered, so that no record is taken for a copy of
//! another.

/// What a word that means "copy" or "conflict" is in the languages of the programs that leave copies.
/// In brackets behind a name each is enough; of those that mean "copy" no brackets are needed.
const COPY: &[&str] = &[
    "copy",
    "kopie",
    "kopi",
    "kopia",
    "kopio",
    "kopija",
    "kopya",
    "kopyası",
    "copie",
    "copia",
    "cópia",
    "còpia",
    "másolat",
    "копия",
    "копія",
    "αντίγραφο",
    "副本",
    "拷贝",
    "复件",
    "複本",
    "複製",
    "コピー",
    "のコピー",
    "복사본",
    "사본",
    "bản sao",
    "สำเนา",
    "salinan",
    "نسخة",
    "עותק",
];
const CONFLICT: &[&str] = &[
    "conflict",
    "konflikt",
    "conflit",
    "conflito",
    "conflitto",
    "ristiriita",
    "çakış",
    "конфликт",
    "конфлікт",
    "冲突",
    "衝突",
    "競合",
    "충돌",
    "xung đột",
    "ขัดแย้ง",
    "konflik",
    "تعارض",
    "התנגשות",
    "διένεξη",
];

/// What comes before the name of the original.
const BEFORE: &[&str] = &[
    "copy of ",
    "kopie von ",
    "kopie van ",
    "copie de ",
    "copia de ",
    "copia di ",
    "cópia de ",
    "kopi av ",
    "kopi af ",
    "kopia ",
    "kopie ",
    "копия ",
    "копія ",
    "bản sao của ",
    "salinan ",
    "สำเนาของ ",
];

/// What follows the name and a dot or `~`.
const BEHIND: &[&str] = &[
    "orig",
    "bak",
    "backup",
    "old",
    "save",
    "tmp",
    "base",
    "local",
    "remote",
    "mine",
    "theirs",
    "ours",
    "other",
    "conflict",
    "conflicted",
    "copy",
];

/// What programs that merge put before the number of their process.
const MERGED: &[&str] = &["BASE", "LOCAL", "REMOTE", "BACKUP"];

/// Names of computers that a system makes up, which a shared drive puts behind a file's name.
const COMPUTERS: &[&str] = &["-DESKTOP-", "-LAPTOP-"];

/// The same on computers that are called for what they are, the owner before it: `Test's-MacBook-Pro`.
const MACHINES: &[&str] = &["-MacBook-Pro", "-MacBook-Air", "-MacBook", "-iMac", "-Mac-mini"];

/// What follows the name and `_`.
const BEHIND_A_LINE: &[&str] = &["conflict", "conflicted", "backup", "bak", "orig", "copy"];

/// The start of the name of a file by which an office program holds another open.
pub(crate) const LOCK: &str = "~$";

/// Returns the name of the file of which one called `name` is a copy, both with their ending `.toml`.
pub(crate) fn original(name: &str) -> Option<String> {
    let whole = name.strip_suffix(".toml")?;
    let mut stem = whole.strip_prefix(LOCK).unwrap_or(whole);
    // A copy may have been copied.
    while let Some(rest) = once(stem) {
        // Some programs put their mark behind the ending, and the ending behind it again.
        stem = rest.strip_suffix(".toml").unwrap_or(rest);
    }
    (stem != whole && !stem.is_empty()).then(|| format!("{stem}.toml"))
}

/// Returns the name without the mark of one copy.
fn once(stem: &str) -> Option<&str> {
    let found = behind_a_sign(stem)
        .or_else(|| bracketed(stem))
        .or_else(|| of_a_merge(stem))
        .or_else(|| of_a_computer(stem))
        .or_else(|| behind_a_space(stem))
        .or_else(|| before(stem))?;
    let found = found.trim_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"'));
    (!found.is_empty()).then_some(found)
}

/// `a.orig`, `a~other`, `a_backup`, `a.sync-conflict-20220101-120000-ABCDEFG`.
fn behind_a_sign(stem: &str) -> Option<&str> {
    // A merge of git calls the file of a branch so.
    if let Some(rest) = stem.strip_suffix("~HEAD") {
        return Some(rest);
    }
    if let Some((rest, mark)) = stem.rsplit_once('_')
        && BEHIND_A_LINE.contains(&mark.to_lowercase().as_str())
    {
        return Some(rest);
    }
    let (rest, mark) = stem.rsplit_once(['.', '~'])?;
    let mark = mark.to_lowercase();
    let is_of_sync = mark == "sync-conflict" || mark.starts_with("sync-conflict-");
    (BEHIND.contains(&mark.as_str()) || is_of_sync).then_some(rest)
}

/// `a (1)`, `a (conflicted copy 2022-01-01)`, `a [conflicted]`.
fn bracketed(stem: &str) -> Option<&str> {
    let inside = stem.trim_end().strip_suffix([')', '）', ']'])?;
    let at = inside.rfind(['(', '（', '['])?;
    let (rest, inside) = inside.split_at_checked(at)?;
    let inside = inside.trim_start_matches(['(', '（', '[']).to_lowercase();
    let is_number = (1..=3).contains(&inside.len()) && is_digits(&inside);
    let mut words = COPY.iter().chain(CONFLICT);
    (is_number || has_date(&inside) || words.any(|word| inside.contains(word))).then_some(rest)
}

/// `a_BASE_1234`, `a.LOCAL.1234`, `a_conflict-20220101-120000`.
fn of_a_merge(stem: &str) -> Option<&str> {
    if let Some((rest, time)) = stem.rsplit_once("_conflict-")
        && time.starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(rest);
    }
    let (rest, number) = stem.rsplit_once(['_', '.'])?;
    let (rest, mark) = rest.rsplit_once(['_', '.']).filter(|_| is_digits(number))?;
    MERGED.contains(&mark).then_some(rest)
}

/// `a-DESKTOP-1A2B3C4`, `a-MacBook-Pro`, `a-Tests-MacBook-Air`, `a-MacBook-Pro-2`.
fn of_a_computer(stem: &str) -> Option<&str> {
    let numbered = stem.rsplit_once('-').filter(|(_, number)| is_digits(number));
    let unnumbered = numbered.map_or(stem, |(rest, _)| rest);
    if let Some(rest) = MACHINES.iter().find_map(|machine| unnumbered.strip_suffix(machine)) {
        let owned = rest
            .rsplit_once('-')
            .filter(|(_, owner)| owner.starts_with(char::is_uppercase) && owner.ends_with('s'));
        return Some(owned.map_or(rest, |(rest, _)| rest));
    }
    let (rest, made_up) = COMPUTERS.iter().find_map(|computer| stem.rsplit_once(computer))?;
    let is_made_up = (4..=8).contains(&made_up.len())
        && made_up.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    is_made_up.then_some(rest)
}

/// `a - Copy`, `a copy 2`, `a 副本`.
fn behind_a_space(stem: &str) -> Option<&str> {
    let numbered = stem.rsplit_once(' ').filter(|(_, number)| is_digits(number));
    let unnumbered = numbered.map_or(stem, |(rest, _)| rest);
    COPY.iter().find_map(|word| {
        let at = unnumbered.len().checked_sub(word.len())?;
        let (rest, end) = unnumbered.split_at_checked(at)?;
        let is_apart = rest.ends_with(char::is_whitespace);
        (is_apart && end.to_lowercase() == *word)
            .then(|| rest.trim_end().trim_end_matches(['-', '–', '—']))
    })
}

/// `Copy of a`, `Copy (2) of a`, `a 的副本`.
fn before(stem: &str) -> Option<&str> {
    if let Some(rest) = stem.strip_suffix("的副本") {
        return Some(rest);
    }
    let numbered = stem.split_once(" (").and_then(|(copy, rest)| {
        let (number, rest) = rest.split_once(") of ")?;
        (copy.eq_ignore_ascii_case("copy") && is_digits(number)).then_some(rest)
    });
    numbered.or_else(|| {
        BEFORE.iter().find_map(|word| {
            let (start, rest) = stem.split_at_checked(word.len())?;
            (start.to_lowercase() == *word).then_some(rest)
        })
    })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Returns whether a text has a day in it, written as 2022-01-31.
fn has_date(text: &str) -> bool {
    text.as_bytes().windows("2022-01-31".len()).any(|part| {
        part.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_copy_gives_its_original() {
        for name in [
            "zq.sync-conflict-20240229-235959-Q2W3E4R.toml",
            "zq.toml.sync-conflict-20240229-235959-Q2W3E4R.toml",
            "zq~HEAD.toml",
            "zq (conflicted copy 2024-02-29).toml",
            "zq (Test Writer's conflicted copy 2024-02-29 101112).toml",
            "zq (In Konflikt stehende Kopie von Test 2024-02-29).toml",
            "zq (Copie en conflit de Test 2024-02-29).toml",
            "zq (Test 的冲突副本 2024-02-29).toml",
            "zq (SFConflict test@test.example 2024-02-29-10-11-12).toml",
            "zq (Case Conflict 1).toml",
            "zq [conflicted].toml",
            "zq_conflict-20240229-101112.toml",
            "zq (1).toml",
            "zq(2).toml",
            "zq （副本）.toml",
            "zq (copy).toml",
            "zq (3rd copy).toml",
            "Copy of zq.toml",
            "Copy (2) of zq.toml",
            "Kopie von zq.toml",
            "Bản sao của zq.toml",
            "zq 的副本.toml",
            "“zq”的副本.toml",
            "zq - Copy.toml",
            "zq - Copy (2).toml",
            "zq copy 3.toml",
            "zq – Kopie.toml",
            "zq - Bản sao.toml",
            "zq のコピー.toml",
            "zq-DESKTOP-1A2B3C4.toml",
            "zq-LAPTOP-AB12CD34.toml",
            "zq-MacBook-Pro.toml",
            "zq-Tests-MacBook-Air.toml",
            "zq-Test’s-MacBook-Pro-2.toml",
            "zq-iMac.toml",
            "zq_conflict.toml",
            "zq_backup.toml",
            "zq_Copy.toml",
            "zq.sync-conflict.toml",
            "zq_BASE_98.toml",
            "zq_LOCAL_98765.toml",
            "zq_REMOTE_9.toml",
            "zq_BACKUP_9.toml",
            "zq.LOCAL.98.toml",
            "zq.orig.toml",
            "zq~other.toml",
            "zq.bak.toml",
            "~$zq.toml",
            "Copy of zq (1) (conflicted copy 2024-02-29).toml",
        ] {
            assert_eq!(original(name).as_deref(), Some("zq.toml"), "{name}");
        }
        assert_eq!(original("Li He (1).toml").as_deref(), Some("Li He.toml"));
    }

    #[test]
    fn other_names_are_of_no_copy() {
        for name in [
            "zq.toml",
            "Li He.toml",
            "Li He (alias).toml",
            "raid (2021).toml",
            "Kopenhagen.toml",
            "zq-DESKTOP.toml",
            "zq-DESKTOP-of-ann.toml",
            "zq-macbook-pro.toml",
            "zq-Mac.toml",
            "zq_old.toml",
            "-MacBook-Pro.toml",
            "_backup.toml",
            "zq_BASE.toml",
            "zq_base_98.toml",
            "(1).toml",
            "copy.toml",
            " - Copy.toml",
            ".orig.toml",
            "~$.toml",
            "zq (1).txt",
            "photocopy.toml",
            "名.toml",
        ] {
            assert_eq!(original(name), None, "{name}");
        }
    }
}
