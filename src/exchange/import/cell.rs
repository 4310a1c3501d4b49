//! A cell as a value of a field: what spreadsheets do to values is undone where that is certain, else refused.

use crate::record::edit::TypedValue;
use crate::record::{Field, Shape, TypedEntry, TypedMeaning, Vocabularies};
use crate::text::{is_too_long, is_unseen, shortened};

use super::fault::CellFault;

/// Reads the cells of one field.
#[derive(Clone, Copy)]
pub(super) struct CellReader<'w> {
    pub(super) field: &'static Field,
    pub(super) siblings: &'static [Field],
    pub(super) words: &'w Vocabularies,
}

/// What formulas leave in a cell where they fail.
const FORMULA_FAULTS: [&str; 11] = [
    "#REF!",
    "#N/A",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
    "#ERROR!",
];

/// The most characters that Excel keeps of a cell, in the units of UTF-16.
pub(super) const MOST_UNITS: usize = 32_767;

/// The months as spreadsheets shorten them in English.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl CellReader<'_> {
    /// Reads a value that is written as files write it, but for what a spreadsheet certainly did to it.
    pub(super) fn exact(&self, text: &str) -> Result<TypedValue, CellFault> {
        let is_free = matches!(self.field.shape, Shape::Words | Shape::LinkOrWords(_));
        if !is_free && let Some(fault) = damage(text) {
            return Err(fault);
        }
        if self.field.is_short() && is_too_long(text) {
            let what =
                format!("{} bytes are too long for {}", text.len(), self.field.name.as_str());
            let remedy = match self.field.shape {
                Shape::Words | Shape::LinkOrWords(_) => "shorten it; longer words go into `note`",
                Shape::WebAddress | Shape::Identifier => {
                    "look up whether it is one alone; leave it out, or write a shorter one"
                }
                Shape::RowName
                | Shape::Term(_)
                | Shape::Date
                | Shape::Money
                | Shape::MoneyOrYesNo
                | Shape::Whole { .. }
                | Shape::Degrees { .. }
                | Shape::YesNo
                | Shape::Country
                | Shape::Region
                | Shape::Language
                | Shape::Offence
                | Shape::Sha256
                | Shape::Link(_)
                | Shape::Citations
                | Shape::Rivals
                | Shape::Rows(_) => "look for cells that have run together, or leave it out",
            };
            return Err(CellFault::new(what, remedy));
        }
        if is_unseen(text) {
            let what = format!("{} has no character that can be seen", self.field.name.as_str());
            return Err(CellFault::new(what, "write it, or leave it out"));
        }
        let text = &undone(self.field.shape, text);
        let plain = plain(self.field.shape, text);
        match TypedEntry::of(self.field, self.siblings, self.words, text) {
            TypedEntry::Clear(meaning) if is_free || is_plainly(&meaning, &plain) => Ok(plain),
            TypedEntry::Clear(TypedMeaning { value, .. }) => {
                let value = words_of(&value);
                let what = format!("`{}` is not written as files write it", shortened(text));
                Err(CellFault::new(what, format!("write {value}")))
            }
            TypedEntry::Ask { sentence, choices } => Err(asked(sentence, &choices)),
            TypedEntry::Doubtful { message, help, .. } => Err(doubtful(message, help)),
        }
    }
}

/// Returns whether what was understood is what is written, and nothing else beside it.
fn is_plainly(meaning: &TypedMeaning, plain: &TypedValue) -> bool {
    let is_same = match (&meaning.value, plain) {
        (TypedValue::Text(one), TypedValue::Text(other)) => *one == other.replace("\r\n", "\n"),
        (one, other) => one == other,
    };
    is_same && meaning.qualifier.is_none()
}

pub(super) fn asked(sentence: String, choices: &[TypedMeaning]) -> CellFault {
    let choices: Vec<String> = choices.iter().map(|choice| words_of(&choice.value)).collect();
    CellFault::new(sentence, format!("write {}", choices.join(" or ")))
}

pub(super) fn doubtful(message: String, help: Option<String>) -> CellFault {
    CellFault::new(message, help.unwrap_or_else(|| "write another value".to_owned()))
}

/// Returns a value as people type it.
pub(super) fn words_of(value: &TypedValue) -> String {
    match value {
        TypedValue::Text(words) => words.clone(),
        TypedValue::Number(_)
        | TypedValue::YesNo(_)
        | TypedValue::List(_)
        | TypedValue::Table(_) => value.toml("\n"),
    }
}

/// Returns a text as the value that files have for a shape.
pub(super) fn plain(shape: Shape, text: &str) -> TypedValue {
    let number = || TypedValue::number(text);
    let yes_no = || match text {
        "true" => Some(TypedValue::YesNo(true)),
        "false" => Some(TypedValue::YesNo(false)),
        _ => None,
    };
    let value = match shape {
        Shape::Whole { .. } | Shape::Degrees { .. } => number(),
        Shape::YesNo | Shape::MoneyOrYesNo => yes_no(),
        Shape::Words
        | Shape::RowName
        | Shape::Term(_)
        | Shape::Date
        | Shape::Money
        | Shape::Country
        | Shape::Region
        | Shape::Language
        | Shape::Offence
        | Shape::WebAddress
        | Shape::Sha256
        | Shape::Identifier
        | Shape::Link(_)
        | Shape::LinkOrWords(_)
        | Shape::Citations
        | Shape::Rivals
        | Shape::Rows(_) => None,
    };
    value.unwrap_or_else(|| TypedValue::Text(text.to_owned()))
}

/// Returns a text without what a spreadsheet certainly did to it: the capitals of TRUE, the `.0` of a whole number,
/// a zero that is gone before the code of an offence, spaces of other widths.
pub(super) fn undone(shape: Shape, text: &str) -> String {
    match shape {
        Shape::YesNo | Shape::MoneyOrYesNo if is_yes_no(text) => text.to_ascii_lowercase(),
        Shape::Whole { .. } => match text.strip_suffix(".0").or_else(|| text.strip_suffix(".00")) {
            Some(whole) if is_digits(whole) => whole.to_owned(),
            Some(_) | None => text.to_owned(),
        },
        // The codes of the ICCS have two digits for the section, then pairs and single digits: `701` is none.
        Shape::Offence if text.len() == 3 && is_digits(text) => format!("0{text}"),
        Shape::Words
        | Shape::RowName
        | Shape::Term(_)
        | Shape::Date
        | Shape::Money
        | Shape::MoneyOrYesNo
        | Shape::Degrees { .. }
        | Shape::YesNo
        | Shape::Country
        | Shape::Region
        | Shape::Language
        | Shape::Offence
        | Shape::WebAddress
        | Shape::Sha256
        | Shape::Identifier
        | Shape::Link(_)
        | Shape::LinkOrWords(_)
        | Shape::Citations
        | Shape::Rivals
        | Shape::Rows(_) => text.to_owned(),
    }
}

fn is_yes_no(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns what a spreadsheet did to a cell that cannot be undone.
pub(super) fn damage(text: &str) -> Option<CellFault> {
    let is_formula = || {
        text.strip_prefix(['=', '＝']).is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_alphanumeric() || "(+-\"@$".contains(c))
        })
    };
    if let Some(fault) = ruined(text) {
        return Some(fault);
    }
    if is_formula() {
        return Some(CellFault::new(
            format!("`{}` is a formula, and what it gives is not in the table", shortened(text)),
            "save the values instead of the formulas; an apostrophe before it makes it text",
        ));
    }
    control(text)
}

/// Returns how many characters a text has, as Excel counts them; of a short one, its bytes.
pub(super) fn units(text: &str) -> usize {
    if text.len() < MOST_UNITS { text.len() } else { text.encode_utf16().count() }
}

/// Returns what is wrong with a cell that has as many characters as Excel keeps, or one less before a sign that says so.
pub(super) fn full(text: &str, remedy: &str) -> Option<CellFault> {
    let units = units(text);
    let is_full = units == MOST_UNITS || (units + 1 == MOST_UNITS && text.ends_with('…'));
    is_full.then(|| {
        let what = format!(
            "the cell has {units} characters, the most that Excel keeps, so its end may be cut"
        );
        CellFault::new(what, remedy)
    })
}

/// Returns what a spreadsheet leaves of a value that it could not show or keep.
pub(super) fn ruined(text: &str) -> Option<CellFault> {
    let shown = shortened(text);
    if FORMULA_FAULTS.contains(&text) || (text.len() > 3 && text.bytes().all(|byte| byte == b'#')) {
        return Some(CellFault::new(
            format!("`{shown}` is what a spreadsheet shows where a formula failed"),
            "write the value into the table",
        ));
    }
    if is_shortened_number(text) {
        return Some(CellFault::new(
            format!("`{shown}` is a number of which a spreadsheet has cut digits"),
            "look the value up where it is from, and save the column as text",
        ));
    }
    None
}

/// Returns what is wrong with a text that has a control character other than the end of a line and a tab.
pub(super) fn control(text: &str) -> Option<CellFault> {
    let sign = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))?;
    let what = format!("the value has the control character U+{:04X}", u32::from(sign));
    Some(CellFault::new(what, "take it out of the file"))
}

/// Returns whether a text is a number such as `1.23E+10`.
fn is_shortened_number(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let number = number.strip_prefix('-').unwrap_or(number);
    let (whole, rest) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    is_digits(whole) && is_digits(rest) && exponent.strip_prefix(['+', '-']).is_some_and(is_digits)
}

/// Returns whether a text is what Excel makes of codes and parts of numbers that it takes for dates: `1-Mar`, `Mar-22`.
pub(super) fn is_made_date(text: &str) -> bool {
    let Some((one, other)) = text.split_once('-') else { return false };
    let is_month = |word: &str| MONTHS.contains(&word.to_lowercase().as_str());
    let is_number = |word: &str| word.len() <= 2 && is_digits(word);
    (is_month(one) && is_number(other)) || (is_number(one) && is_month(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{FieldId, Kind, field, fields};

    fn read(kind: Kind, name: FieldId, text: &str) -> Result<String, String> {
        let words = Vocabularies::default();
        let field = field(kind, name).unwrap();
        let reader = CellReader { field, siblings: fields(kind), words: &words };
        reader.exact(text).map(|value| value.toml("\n")).map_err(|fault| fault.what)
    }

    #[test]
    fn what_a_spreadsheet_certainly_did_is_undone() {
        for (kind, name, text, value) in [
            (Kind::Victim, FieldId::Age, "14.0", "14"),
            (Kind::Victim, FieldId::Minor, "TRUE", "true"),
            (Kind::Victim, FieldId::RansomPaid, "FALSE", "false"),
            (Kind::Victim, FieldId::RansomPaid, "500000 CNY", "\"500000 CNY\""),
            (Kind::Arrest, FieldId::AllegedOffence, "701", "\"0701\""),
            (Kind::Victim, FieldId::Citizenship, "NA", "\"NA\""),
            (Kind::Victim, FieldId::Name, "=1+1", "\"=1+1\""),
            (Kind::Victim, FieldId::RecruitmentDate, "2021?-12", "\"2021?-12\""),
            (Kind::Place, FieldId::Latitude, "10.6", "10.6"),
        ] {
            assert_eq!(read(kind, name, text).as_deref(), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_undone_is_refused() {
        for (name, text) in [
            (FieldId::Age, "#REF!"),
            (FieldId::Age, "1.23E+10"),
            (FieldId::Age, "about 23"),
            (FieldId::RecruitmentDate, "44621"),
            (FieldId::RecruitmentDate, "Mar-22"),
            (FieldId::RecruitmentDate, "#######"),
            (FieldId::Citizenship, "China"),
            (FieldId::Gender, "=A1"),
            (FieldId::Minor, "maybe"),
        ] {
            assert!(read(Kind::Victim, name, text).is_err(), "{text}");
        }
        assert!(is_made_date("Mar-22") && is_made_date("1-Mar") && !is_made_date("Mar-2022"));
        assert!(damage("a\u{0}").is_some() && damage("2E5-b").is_none() && damage("=)").is_none());
    }
}
