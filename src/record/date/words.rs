//! Dates in words: decades, quarters, seasons, eras, before and after, one or another.

use jiff::ToSpan as _;
use jiff::civil;

use super::read;
use super::single::single;

/// Returns the dates that a text may mean which says with words what EDTF says with signs.
pub(super) fn in_words(plain: &str) -> Vec<String> {
    let text = plain.to_lowercase().replace('–', "-");
    let text = text.strip_prefix("the ").unwrap_or(&text).trim();
    let one = [part_of_year, of_era, beside, about, doubtful];
    let several = [decade, around];
    let mut found: Vec<String> = one.iter().find_map(|read| read(text)).into_iter().collect();
    if found.is_empty() {
        found =
            several.iter().map(|read| read(text)).find(|all| !all.is_empty()).unwrap_or_default();
    }
    found.retain(|date| read(date).is_some());
    found
}

/// Returns the one date that a text says, which is no interval.
fn one(text: &str) -> Option<String> {
    let text = text.trim();
    if read(text).is_some() && !text.contains('/') { Some(text.to_owned()) } else { single(text) }
}

/// Reads `2020s`, `1990's`, `2020年代`: `2000s` is ambiguous: ten years or a hundred.
fn decade(text: &str) -> Vec<String> {
    let ends = ["'s", "’s", "s", "年代"];
    let Some(year) = ends.iter().find_map(|end| text.strip_suffix(end)) else { return Vec::new() };
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    match (year.get(..2), year.get(..3)) {
        (Some(century), Some(decade)) if is_year && year.ends_with("00") => {
            vec![format!("{decade}X"), format!("{century}XX")]
        }
        (_, Some(decade)) if is_year && year.ends_with('0') => vec![format!("{decade}X")],
        _ => Vec::new(),
    }
}

/// Reads `before 2022`, `by 2022`, `until 2022`, `after May 2022`.
fn around(text: &str) -> Vec<String> {
    const BEFORE: [&str; 7] =
        ["before ", "earlier than ", "prior to ", "avant ", "antes de ", "vor ", "до "];
    const BY: [&str; 4] = ["by ", "no later than ", "not later than ", "at the latest "];
    const UNTIL: [&str; 3] = ["until ", "till ", "up to "];
    const AFTER: [&str; 6] = ["after ", "later than ", "après ", "después de ", "nach ", "после "];
    const FROM: [&str; 3] = ["no earlier than ", "not before ", "at the earliest "];
    let behind =
        |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word)).and_then(one);
    let ahead =
        |words: &[&str]| words.iter().find_map(|word| text.strip_suffix(word)).and_then(one);
    if let Some(date) = behind(&BEFORE).or_else(|| ahead(&["之前"])) {
        return next_to(&date, -1).map(|last| format!("[..{last}]")).into_iter().collect();
    }
    if let Some(date) = behind(&AFTER).or_else(|| ahead(&["之后", "之後"])) {
        return next_to(&date, 1).map(|first| format!("[{first}..]")).into_iter().collect();
    }
    if let Some(date) = behind(&BY) {
        return vec![format!("[..{date}]")];
    }
    if let Some(date) = behind(&FROM) {
        return vec![format!("[{date}..]")];
    }
    // Happened until then, or went on until then.
    behind(&UNTIL).map(|date| vec![format!("[..{date}]"), format!("../{date}")]).unwrap_or_default()
}

/// Returns the year, month or day before or after one.
fn next_to(date: &str, step: i64) -> Option<String> {
    let mut parts = date.split('-').map(|part| part.parse::<i16>().ok());
    let (year, month, day) = (parts.next()??, parts.next(), parts.next());
    let number = |part: Option<Option<i16>>| part.map_or(Some(1), |part| i8::try_from(part?).ok());
    let first = civil::Date::new(year, number(month)?, number(day)?).ok()?;
    let span = match (month, day) {
        (None, _) => step.years(),
        (Some(_), None) => step.months(),
        (Some(_), Some(_)) => step.days(),
    };
    let next = first.checked_add(span).ok()?;
    Some(match (month, day) {
        (None, _) => format!("{:04}", next.year()),
        (Some(_), None) => format!("{:04}-{:02}", next.year(), next.month()),
        (Some(_), Some(_)) => format!("{:04}-{:02}-{:02}", next.year(), next.month(), next.day()),
    })
}

/// Reads `2022 or 2023`, `2021 and 2023`, `between 2021 and 2022`.
fn beside(text: &str) -> Option<String> {
    if let Some((first, last)) =
        text.strip_prefix("between ").and_then(|rest| rest.split_once(" and "))
    {
        return Some(format!("[{}..{}]", one(first)?, one(last)?));
    }
    if let Some((first, last)) = text.split_once(" or ") {
        return Some(format!("[{},{}]", one(first)?, one(last)?));
    }
    let (first, last) = text.split_once(" and ").or_else(|| text.split_once(" & "))?;
    Some(format!("{{{},{}}}", one(first)?, one(last)?))
}

/// Reads `approximately 2022`, `2022 (approx.)`, `2022年左右`.
fn about(text: &str) -> Option<String> {
    const BEFORE: [&str; 8] =
        ["approximately ", "roughly ", "approx ", "vers ", "um ", "约", "大约", "ประมาณ "];
    const BEHIND: [&str; 6] =
        ["(approx)", "(approx.)", "(approximately)", "(circa)", "approx", "左右"];
    let rest = BEFORE.iter().find_map(|word| text.strip_prefix(word));
    let rest = rest.or_else(|| BEHIND.iter().find_map(|word| text.strip_suffix(word)))?;
    one(rest).map(|date| format!("{date}~"))
}

/// Reads `probably 2022`, `possibly about May 2022`, `2022 (probably)`: what is in doubt, as EDTF says it with a question
/// mark.
fn doubtful(text: &str) -> Option<String> {
    const BEFORE: [&str; 13] = [
        "probably ",
        "possibly ",
        "perhaps ",
        "maybe ",
        "likely ",
        "presumably ",
        "probablement ",
        "peut-être ",
        "probablemente ",
        "quizás ",
        "wahrscheinlich ",
        "vermutlich ",
        "可能",
    ];
    const ABOUT: [&str; 4] = ["about ", "around ", "circa ", "c. "];
    const BEHIND: [&str; 4] = ["(probably)", "(possibly)", "(perhaps)", "(likely)"];
    let rest = BEFORE.iter().find_map(|word| text.strip_prefix(word));
    let rest = rest.or_else(|| BEHIND.iter().find_map(|word| text.strip_suffix(word)))?.trim();
    let is_about = ABOUT.iter().find_map(|word| rest.strip_prefix(word));
    let date = about(rest).or_else(|| one(is_about.unwrap_or(rest)))?;
    let sign = if is_about.is_some() || date.ends_with('~') { '%' } else { '?' };
    Some(format!("{}{sign}", date.trim_end_matches('~')))
}

/// Reads quarters, halves and seasons: `Q2 2022`, `2022-Q2`, `2nd quarter of 2022`, `summer 2022`.
fn part_of_year(text: &str) -> Option<String> {
    const SEASONS: [&[&str]; 4] = [
        &["spring", "printemps", "frühling", "frühjahr", "primavera", "春", "春天", "春季"],
        &["summer", "été", "sommer", "verano", "夏", "夏天", "夏季"],
        &["autumn", "fall", "automne", "herbst", "otoño", "秋", "秋天", "秋季"],
        &["winter", "hiver", "invierno", "冬", "冬天", "冬季"],
    ];
    const FIRST: [&[&str]; 4] =
        [&["first", "1st"], &["second", "2nd"], &["third", "3rd"], &["fourth", "4th", "last"]];
    let parts: Vec<&str> = text
        .split([' ', '-', '/', ',', '年'])
        .filter(|part| !matches!(*part, "" | "of" | "the" | "in"))
        .collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let among = |all: &[&[&str]], word: &str| all.iter().position(|words| words.contains(&word));
    let named = |word: &str| {
        let digit = |first: char, most: usize| {
            word.strip_prefix(first)?.parse::<usize>().ok().filter(|at| (1..=most).contains(at))
        };
        let season = among(&SEASONS, word).map(|at| 21 + at);
        season.or_else(|| Some(32 + digit('q', 4)?)).or_else(|| Some(39 + digit('h', 2)?))
    };
    let (year, code) = match *parts.as_slice() {
        [both] => {
            let (year, word) = both.split_at_checked(4)?;
            (year, named(word)?)
        }
        [one, other] if is_year(other) => (other, named(one)?),
        [one, other] => (one, named(other)?),
        [first, "quarter", year] => (year, 33 + among(&FIRST, first)?),
        [first, "half", year] => (year, 40 + among(&FIRST, first).filter(|at| *at < 2)?),
        _ => return None,
    };
    is_year(year).then(|| format!("{year}-{code}"))
}

/// Reads years of the Republic of China and of Japanese eras: `民國111年5月3日`, `令和4年5月`, `111年5月3日`.
fn of_era(text: &str) -> Option<String> {
    const ERAS: [(&str, u32, u32); 11] = [
        ("中華民國", 1911, 189),
        ("中华民国", 1911, 189),
        ("民國", 1911, 189),
        ("民国", 1911, 189),
        ("roc ", 1911, 189),
        ("令和", 2018, 99),
        ("平成", 1988, 31),
        ("昭和", 1925, 64),
        ("r.o.c. ", 1911, 189),
        ("minguo ", 1911, 189),
        ("", 1911, 189),
    ];
    let (rest, before, most, named) = ERAS.iter().find_map(|(era, before, most)| {
        text.strip_prefix(era).map(|rest| (rest.trim(), *before, *most, !era.is_empty()))
    })?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = match rest.strip_prefix('元') {
        Some(behind) if named => (1, behind),
        Some(_) | None => {
            let (digits, behind) = rest.split_at_checked(digits)?;
            (digits.parse().ok()?, behind)
        }
    };
    // A bare year of three digits with its sign cannot be another.
    let is_certain = named || (digits == 3 && behind.starts_with('年'));
    let fits = (1..=most).contains(&number) && is_certain;
    fits.then(|| one(&format!("{:04}{behind}", before + number)))?
}
