//! Reads one field value from a TOML value.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use crate::text::{ByteRange, LONGEST, Splice, is_unseen};

use super::date::{BadDate, Date};
use super::field::{FieldId, Shape};
use super::id::Id;
use super::kind::{Kind, RowKind};
use super::money::{BadMoney, Money};
use super::quoting::like as quoted_like;
use super::standard::Standard;
use super::syntax::{LostField, Syntax};
use super::tables::{fields, row_fields};
use super::value::Value;
use super::value_diagnostic::{suggesting, text, text_fix, wrong};
use super::vocabulary::{Vocabularies, Vocabulary};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Rule};

/// Reads one value of the given shape.
///
/// # Errors
///
/// Says why the value is none of that shape.
pub(super) fn read(
    value: &DeValue<'_>,
    shape: Shape,
    words: &Vocabularies,
) -> Result<Value, Diagnostic> {
    read_once(value, shape, words).map_err(|mut fault| {
        let in_quotes = fault.help.as_deref().and_then(in_quotes);
        let suggested = in_quotes.map(|text| DeValue::String(text.to_owned().into()));
        if let Some(other) =
            suggested.and_then(|suggested| read_once(&suggested, shape, words).err())
        {
            (fault.help, fault.fix) = (other.help, other.fix);
        }
        fault.help.get_or_insert_with(|| spelling(shape).into());
        fault
    })
}

/// Says how a value of the given shape is written.
fn spelling(shape: Shape) -> String {
    match shape {
        Shape::Words => "write the text in quotes".to_owned(),
        Shape::Term(vocabulary) => {
            let word = vocabulary.words().next().unwrap_or_default();
            format!("write a word of {} in quotes, as in \"{word}\"", vocabulary.name())
        }
        Shape::Date => {
            "write the date in quotes, as in \"2021-12-05\", \"2021-12\" or \"2021\"".to_owned()
        }
        Shape::Money => "write an amount and a currency in quotes, as in \"500000 CNY\"".to_owned(),
        Shape::MoneyOrYesNo => {
            "write true, false or an amount and a currency in quotes, as in \"500000 CNY\""
                .to_owned()
        }
        Shape::Whole { least, most } => {
            format!(
                "write a whole number from {least} to {most}, without quotes and without a point"
            )
        }
        Shape::Degrees { .. } => {
            "write degrees with a point and without quotes, as in 13.7563".to_owned()
        }
        Shape::YesNo => {
            "write true or false, without quotes; leave the field out where it is not known"
                .to_owned()
        }
        Shape::Link(_) | Shape::RowName => {
            "write the id in quotes, in lower-case letters, digits and hyphens".to_owned()
        }
        Shape::LinkOrWords(_) => "write the id of a record or the text in quotes".to_owned(),
        Shape::Country => "write the code of the country in quotes, as in \"KH\"".to_owned(),
        Shape::Region => {
            "write the code of the country or region in quotes, as in \"KH-18\"".to_owned()
        }
        Shape::Language => "write the code of the language in quotes, as in \"zh\"".to_owned(),
        Shape::Offence => "write the code of the offence in quotes, as in \"0204\"".to_owned(),
        Shape::WebAddress => {
            "write the address in quotes, as in \"https://example.org/page\"".to_owned()
        }
        Shape::Sha256 => "write the 64 digits and letters in quotes".to_owned(),
        Shape::Identifier => {
            "write the name of the database, a colon and its id in quotes, as in \"wikidata:Q424\""
                .to_owned()
        }
        Shape::Citations => "write the names of fields in quotes, as in [\"age\"]".to_owned(),
        Shape::Rivals | Shape::Rows(_) => "write a table, as in { age = 14 }".to_owned(),
    }
}

/// Returns the text that a help says to write in quote marks.
fn in_quotes(help: &str) -> Option<&str> {
    let behind = ["write \"", "quotes: \""].iter().find_map(|word| help.split_once(word));
    behind.and_then(|(_, text)| text.strip_suffix('"'))
}

/// Holds what the grammar suggests against the fields of the lines that it could not read: what a field does
/// not take is not suggested for it.
pub(super) fn check_suggestions(
    text: &str,
    syntax: &Syntax<'_>,
    words: &Vocabularies,
    problems: &mut [Diagnostic],
) {
    let lost: BTreeMap<usize, &LostField> =
        syntax.lost().iter().map(|lost| (lost.range.start(), lost)).collect();
    for problem in problems.iter_mut().filter(|problem| problem.code == Rule::Syntax) {
        let help = problem.help.as_deref().unwrap_or_default();
        let behind = ["write `", "order: `"].iter().find_map(|word| help.split_once(word));
        let suggested = behind.and_then(|(_, behind)| behind.split_once('`'));
        let Some((suggested, _)) = suggested else { continue };
        let at = problem.range.start();
        let Some((_, lost)) = lost.range(..=at).next_back() else { continue };
        let is_of_line = lost.range.end() <= at
            && !ByteRange::from_span(lost.range.end()..at).of(text).contains('\n');
        let shape = lost.key.parse().ok().and_then(shape_of).filter(|_| is_of_line);
        let Some(shape) = shape else { continue };
        let general = || Box::from("write a value that the field takes, or delete the line");
        let Ok(value) = DeValue::parse(suggested) else {
            // `0114.20` is no number either.
            if suggested.starts_with(|first: char| first.is_ascii_digit()) {
                (problem.help, problem.fix) = (Some(general()), None);
            }
            continue;
        };
        let refused = match value.get_ref() {
            DeValue::Table(_) => None,
            DeValue::Array(items) => {
                let is_refused =
                    |item: &Spanned<DeValue<'_>>| read(item.get_ref(), shape, words).is_err();
                items.iter().any(is_refused).then(general)
            }
            one @ (DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)) => {
                let fault = read(one, shape, words).err();
                fault.map(|fault| {
                    let help = fault.help.unwrap_or_else(general);
                    // The help is not to contradict the message, which asks for quote marks.
                    let asks_for_marks = problem.message.ends_with("is not in quote marks");
                    match help.strip_prefix("write it without quotes: ") {
                        Some(bare) if asks_for_marks => {
                            problem.message = fault.message;
                            format!("write {bare}").into()
                        }
                        Some(_) | None => help,
                    }
                })
            }
        };
        if refused.is_some() {
            (problem.help, problem.fix) = (refused, None);
        }
    }
}

/// Returns the shape of the fields of that name.
fn shape_of(name: FieldId) -> Option<Shape> {
    let rows = RowKind::ALL.map(row_fields);
    let mut fields = Kind::all().map(fields).chain(rows).flatten();
    fields.find(|field| field.name == name).map(|field| field.shape)
}

fn read_once(value: &DeValue<'_>, shape: Shape, words: &Vocabularies) -> Result<Value, Diagnostic> {
    // A vocabulary may have a word such as `none`, and then it is meant.
    let in_vocabulary = matches!(shape, Shape::Term(vocabulary) if value.as_str().is_some_and(|word| words.has(vocabulary, word)));
    // `NA` is Namibia, and -1 a longitude.
    let is_text = |is: fn(&str) -> bool| value.as_str().is_some_and(is);
    let is_meant = in_vocabulary
        || shape == Shape::Country && is_text(super::code::is_country)
        || shape == Shape::Region && is_text(super::code::is_region)
        || matches!(shape, Shape::Degrees { .. }) && matches!(value, DeValue::Integer(_))
        || matches!(shape, Shape::Words | Shape::LinkOrWords(_))
            && is_text(|name| matches!(name, "Na" | "Nil"));
    if let Some(fault) = placeholder(value).filter(|_| !is_meant) {
        return Err(fault);
    }
    match shape {
        Shape::Words => text(value, "text").map(|t| Value::Words(t.into())),
        Shape::Term(vocabulary) => term(value, vocabulary, words),
        Shape::Date => date(value),
        Shape::Money => money(value),
        Shape::MoneyOrYesNo => {
            value.as_bool().map_or_else(|| money(value), |yes| Ok(Value::YesNo(yes)))
        }
        Shape::Whole { least, most } => whole(value, least, most),
        Shape::Degrees { most } => degrees(value, most),
        Shape::YesNo => yes_or_no(value),
        Shape::Link(kinds) => link(value, kinds),
        Shape::LinkOrWords(_) => text(value, "text").map(link_or_words),
        Shape::RowName => row_name(value),
        Shape::Country => Standard::COUNTRY.read(value),
        Shape::Region => Standard::REGION.read(value),
        Shape::Language => Standard::LANGUAGE.read(value),
        Shape::Offence => Standard::OFFENCE.read(value),
        Shape::WebAddress => Standard::WEB_ADDRESS.read(value),
        Shape::Sha256 => Standard::SHA256.read(value),
        Shape::Identifier => Standard::IDENTIFIER.read(value),
        Shape::Citations => text(value, "the name of a field").map(|t| Value::Code(t.into())),
        // Tables have readers of their own.
        Shape::Rivals | Shape::Rows(_) => Err(wrong(value, "a table")),
    }
}

/// How many words of a vocabulary a message lists.
const MOST_LISTED: usize = 100;

/// Finds a value that is too long to be read as one of a short field.
pub(super) fn too_long(value: &DeValue<'_>, shape: Shape) -> Option<Diagnostic> {
    let length = match value {
        DeValue::String(text) => text.len(),
        DeValue::Integer(number) => number.as_str().len(),
        DeValue::Float(number) => number.as_str().len(),
        DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => 0,
    };
    let (rule, what) = match shape {
        Shape::Words => (Rule::WrongType, "a name"),
        Shape::Term(_) => (Rule::NotInVocabulary, "a word of a vocabulary"),
        Shape::Date => (Rule::BadDate, "a date"),
        Shape::Money | Shape::MoneyOrYesNo => (Rule::BadMoney, "a sum of money"),
        Shape::Whole { .. } | Shape::Degrees { .. } => (Rule::WrongType, "a number"),
        Shape::YesNo => (Rule::WrongType, "true or false"),
        Shape::Link(_) | Shape::LinkOrWords(_) | Shape::RowName => (Rule::BadId, "an id"),
        Shape::WebAddress => (Rule::BadCode, "an address"),
        Shape::Identifier => (Rule::BadCode, "an identifier"),
        Shape::Country | Shape::Region | Shape::Language | Shape::Offence | Shape::Sha256 => {
            (Rule::BadCode, "a code")
        }
        Shape::Citations | Shape::Rivals | Shape::Rows(_) => {
            (Rule::QuoteCitesAbsentField, "the name of a field")
        }
    };
    (length > LONGEST).then(|| {
        let message = format!("this is {length} bytes long, and {what} has at most {LONGEST}");
        Diagnostic::of_value(rule, message)
            .help("shorten it: nothing of it is read; longer words go into `note`")
    })
}

/// Finds the values that people type where they mean that nothing is known.
fn placeholder(value: &DeValue<'_>) -> Option<Diagnostic> {
    /// The length of the longest of them: most values are longer.
    const LONGEST_WORD: usize = "unspecified".len();
    const WORDS: [&str; 14] = [
        "",
        "unknown",
        "n/a",
        "na",
        "none",
        "null",
        "nil",
        "?",
        "-",
        "--",
        "tbd",
        "xxx",
        "not known",
        "unspecified",
    ];
    let found = match value {
        // All of them are ASCII, so that nothing else need be made small.
        DeValue::String(text) => {
            let text = text.trim();
            text.len() <= LONGEST_WORD && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
        }
        DeValue::Integer(number) => matches!(number.as_str(), "-99" | "-9" | "-1" | "-999"),
        DeValue::Float(number) => number.as_str().ends_with("nan"),
        DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => false,
    };
    // A name that is no character, or one of no width, would be a blank in every list.
    let is_invisible =
        || matches!(value, DeValue::String(text) if is_unseen(text) && !text.trim().is_empty());
    let what = if found {
        "this means \"unknown\""
    } else if is_invisible() {
        "nothing of this can be seen"
    } else {
        return None;
    };
    let problem = Diagnostic::of_value(Rule::Placeholder, what);
    Some(problem.help("leave the field out: what is absent is unknown"))
}

fn term(
    value: &DeValue<'_>,
    vocabulary: Vocabulary,
    words: &Vocabularies,
) -> Result<Value, Diagnostic> {
    let word = text(value, "a word of its vocabulary")?;
    if words.has(vocabulary, word) {
        return Ok(Value::Term(word.into()));
    }
    let fault = Diagnostic::of_value(
        Rule::NotInVocabulary,
        format!("\"{word}\" is not an allowed value for {}", vocabulary.name()),
    );
    let all = || {
        let known: Vec<&str> = words.words(vocabulary).take(MOST_LISTED + 1).collect();
        let more = if known.len() > MOST_LISTED { " …" } else { "" };
        let known: Vec<&str> = known.into_iter().take(MOST_LISTED).collect();
        format!(
            "use one of: {}{more}; or add yours under [vocabulary] {} in casebook.toml",
            known.join(", "),
            vocabulary.name()
        )
    };
    Err(match words.suggest(vocabulary, word) {
        Some(meant) => {
            let words = meant
                .words()
                .map(|word| vec![Splice::replace(ByteRange::default(), quoted_like("", word))]);
            fault.help(meant.to_string()).fix(Fix::choice(words.collect()))
        }
        None => fault.help(all()),
    })
}

fn date(value: &DeValue<'_>) -> Result<Value, Diagnostic> {
    let written = match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Integer(number) if number.radix() == 10 => {
            return Err(bare_date(value, number.as_str()));
        }
        // The digits of an octal or hexadecimal number are not those of a year.
        DeValue::Integer(_) => return Err(wrong(value, "a date").help(DATE_IN_QUOTES)),
        DeValue::Float(number) => return Err(bare_date(value, number.as_str())),
        DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
            return Err(wrong(value, "a date"));
        }
    };
    Date::parse(&written).map(Value::Date).map_err(|bad| {
        let general = "write it as EDTF: \"2021-12-05\", \"2021-12\", \"2021\", about: \"2021-12~\", since: \"2024-12-07/..\"";
        let fault = Diagnostic::of_value(Rule::BadDate, bad.message);
        let meant = bad.meant.map(|meant| (same_date(&written, &meant), meant));
        suggesting(fault, meant, bad.help.as_deref().unwrap_or(general))
    })
}

const DATE_IN_QUOTES: &str = "write year, month and day in quotes, as in \"2021-12-05\"";

/// Returns the fault of a date that was written as a number.
fn bare_date(value: &DeValue<'_>, number: &str) -> Diagnostic {
    let fault = wrong(value, "a date");
    match Date::parse(number) {
        Ok(year) => {
            let year = year.to_string();
            let fix = text_fix(Applicability::Safe, &year);
            fault.help(format!("put the year in quotes: \"{year}\"")).fix(fix)
        }
        Err(BadDate { meant, help, .. }) => {
            let meant = meant.map(|meant| (same_date(number, &meant), meant));
            suggesting(fault, meant, help.as_deref().unwrap_or(DATE_IN_QUOTES))
        }
    }
}

/// Returns whether a date is only written in another way: with the same digits in the same order, and no
/// word that would have to be understood.
fn same_date(written: &str, meant: &str) -> Applicability {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    // Dashes and points say since, until or between, and are no mere signs between numbers.
    let is_range =
        written.contains("..") || written.contains(['–', '—', '…']) || meant.contains('/');
    if !written.contains(char::is_alphabetic) && !is_range && digits(written) == digits(meant) {
        Applicability::Safe
    } else {
        Applicability::NeedsDecision
    }
}

/// Returns whether every comma of an amount comes before three digits: `1,50` may be one and a half.
fn groups_thousands(written: &str) -> bool {
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).count();
    written.split([',', '.', '，', '\'', '’']).skip(1).all(|group| digits(group) == 3)
}

fn money(value: &DeValue<'_>) -> Result<Value, Diagnostic> {
    const FORM: &str =
        "write the amount in digits, a space and the ISO 4217 currency: \"500000 CNY\"";
    let written = text(value, "a sum of money in quotes").map_err(|fault| fault.help(FORM))?;
    Money::parse(written).map(Value::Money).map_err(|BadMoney { message, suggestion: meant }| {
        let fault = Diagnostic::of_value(Rule::BadMoney, message);
        match meant.as_slice() {
            [] => fault.help(FORM),
            [sum] => {
                // A currency that is written as its code is no guess.
                let code = sum.rsplit(' ').next().unwrap_or_default();
                let is_certain = written.to_uppercase().contains(code) && groups_thousands(written);
                let applicability =
                    if is_certain { Applicability::Safe } else { Applicability::NeedsDecision };
                fault.help(format!("write \"{sum}\"")).fix(text_fix(applicability, sum))
            }
            several => {
                let sums = several
                    .iter()
                    .map(|sum| vec![Splice::replace(ByteRange::default(), quoted_like("", sum))]);
                let fault = fault.fix(Fix::choice(sums.collect()));
                let several: Vec<String> = several.iter().map(|sum| format!("\"{sum}\"")).collect();
                fault.help(format!("write {}, whichever is meant", several.join(" or write ")))
            }
        }
    })
}

fn whole(value: &DeValue<'_>, least: i64, most: i64) -> Result<Value, Diagnostic> {
    let DeValue::Integer(number) = value else {
        let fault = wrong(value, "a whole number");
        let meant = whole_meant(value).filter(|meant| (least..=most).contains(meant));
        return Err(match meant {
            Some(number) if matches!(value, DeValue::String(_)) => {
                fault.help(format!("write it without quotes: {number}")).fix(bare(&number))
            }
            Some(number) => {
                fault.help(format!("write it without a point: {number}")).fix(bare(&number))
            }
            None => fault,
        });
    };
    let read = i64::from_str_radix(number.as_str(), number.radix()).ok();
    read.filter(|read| (least..=most).contains(read)).map(Value::Whole).ok_or_else(|| {
        Diagnostic::of_value(Rule::WrongType, format!("{number} cannot be right here"))
            .help(format!("the field takes a whole number from {least} to {most}"))
    })
}

/// The numbers from 0 to 19 in English, each at its place.
pub(super) const SMALL_NUMBERS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// Returns the whole number that a text or a number with a point means: `"14"`, `"fourteen"`, `"14岁"`,
/// `14.0`. A part of a number is not left out.
fn whole_meant(value: &DeValue<'_>) -> Option<i64> {
    const UNITS: [&str; 8] = ["", "years", "years old", "yrs", "y", "岁", "歲", "people"];
    let text = match value {
        DeValue::String(text) => text.trim().to_lowercase(),
        DeValue::Float(number) => {
            let (whole, part) = number.as_str().split_once('.')?;
            return whole.parse().ok().filter(|_| part.bytes().all(|byte| byte == b'0'));
        }
        DeValue::Integer(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => return None,
    };
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end)?;
    let number = digits.parse().ok().filter(|_| UNITS.contains(&unit.trim()));
    let mut words = SMALL_NUMBERS.iter().chain(&["twenty"]);
    let word = || words.position(|word| *word == text).and_then(|at| i64::try_from(at).ok());
    number.or_else(word)
}

fn degrees(value: &DeValue<'_>, most: f64) -> Result<Value, Diagnostic> {
    let read = match value {
        DeValue::Float(number) => number.as_str().replace('_', "").parse::<f64>().ok(),
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse::<f64>().ok(),
        DeValue::Integer(_) => None,
        DeValue::String(text) => {
            let fault = wrong(value, "a number of degrees");
            // Not as it is written: TOML has no `05`, no `+.5`.
            let number = text.parse::<f64>().ok().filter(|read| read.abs() <= most);
            return Err(match number {
                Some(number) => {
                    fault.help(format!("write it without quotes: {number}")).fix(bare(&number))
                }
                None => fault,
            });
        }
        DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => {
            return Err(wrong(value, "a number of degrees"));
        }
    };
    read.filter(|read| read.abs() <= most).map(Value::Degrees).ok_or_else(|| {
        Diagnostic::of_value(Rule::WrongType, "there are no such degrees")
            .help(format!("the field takes a number from -{most} to {most}"))
    })
}

/// Returns the fix that writes a value without quotes.
fn bare(value: &dyn ToString) -> Fix {
    Fix::value(Applicability::NeedsDecision, value.to_string())
}

fn yes_or_no(value: &DeValue<'_>) -> Result<Value, Diagnostic> {
    if let Some(yes) = value.as_bool() {
        return Ok(Value::YesNo(yes));
    }
    let meant = value.as_str().and_then(|text| match text.to_lowercase().as_str() {
        "yes" | "y" | "true" => Some("true"),
        "no" | "n" | "false" => Some("false"),
        _ => None,
    });
    let fault = wrong(value, "true or false");
    Err(match meant {
        Some(meant) => fault.help(format!("write {meant}, without quotes")).fix(bare(&meant)),
        None => fault,
    })
}

fn link(value: &DeValue<'_>, kinds: &[Kind]) -> Result<Value, Diagnostic> {
    let written = text(value, "the id of a record")?;
    Id::new(written).map(Value::Link).ok_or_else(|| {
        suggesting(
            Diagnostic::of_value(Rule::BadId, format!("\"{written}\" is not a valid id")),
            offered(Id::suggestion(written)),
            &format!("write the id of {}", Kind::any_of_with_articles(kinds)),
        )
    })
}

fn offered<T>(meant: Option<T>) -> Option<(Applicability, T)> {
    meant.map(|meant| (Applicability::NeedsDecision, meant))
}

/// Words that are in the form of an id are meant as one: a mistyped id must not pass for words.
fn link_or_words(written: &str) -> Value {
    Id::new(written).map_or_else(|| Value::Words(written.into()), Value::Link)
}

fn row_name(value: &DeValue<'_>) -> Result<Value, Diagnostic> {
    let written = text(value, "the key of a row")?;
    if Id::is_id(written) {
        return Ok(Value::Code(written.into()));
    }
    Err(suggesting(
        Diagnostic::of_value(Rule::BadId, format!("`{written}` cannot be a key")),
        offered(Id::suggestion(written)),
        "use lower-case letters, digits and hyphens",
    ))
}
