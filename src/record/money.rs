//! Sums of money: an amount and an ISO 4217 currency.

use std::fmt;

use iso_currency::Currency;

use crate::text::{LONGEST, is_too_long};

/// A sum of money as a source gives it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    written: Box<str>,
    hundredths: i64,
    currency: [u8; 3],
}

impl Money {
    /// Reads a sum such as `500000 CNY`: digits, at most two of them behind a point, a space and
    /// the three capital letters of a currency.
    ///
    /// # Errors
    ///
    /// Says what is wrong with the text and, where it can be told, what was meant.
    pub fn parse(text: &str) -> Result<Self, BadMoney> {
        Self::read(text).ok_or_else(|| BadMoney::of(text))
    }

    /// Returns the sum as the file writes it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Returns the amount in hundredths of the currency's unit.
    pub fn hundredths(&self) -> i64 {
        self.hundredths
    }

    /// Returns the three letters of the currency.
    pub fn currency(&self) -> &str {
        str::from_utf8(&self.currency).unwrap_or_default()
    }

    /// Returns the three letters of every currency that a sum may be in, by the alphabet.
    pub fn currencies() -> Vec<String> {
        let letters = || 'A'..='Z';
        let pairs = letters().flat_map(|one| letters().map(move |two| (one, two)));
        let codes =
            pairs.flat_map(|(one, two)| letters().map(move |three| format!("{one}{two}{three}")));
        codes.filter(|code| Currency::from_code(code).is_some()).collect()
    }

    /// Returns the sum of a text that was read before, given its hundredths.
    pub(super) fn of_kept(written: &str, hundredths: i64) -> Option<Self> {
        let (_, currency) = written.split_once(' ')?;
        let currency = currency.as_bytes().try_into().ok()?;
        Some(Self { written: written.into(), hundredths, currency })
    }

    fn read(text: &str) -> Option<Self> {
        if is_too_long(text) {
            return None;
        }
        let (amount, code) = text.split_once(' ')?;
        let (whole, fraction) = amount.split_once('.').unwrap_or((amount, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || fraction.len() > 2 {
            return None;
        }
        Currency::from_code(code)?;
        let cents: i64 = format!("{fraction:0<2}").parse().ok()?;
        let hundredths = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)?;
        let currency = code.as_bytes().try_into().ok()?;
        Some(Self { written: text.into(), hundredths, currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

/// Why a text is no sum of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadMoney {
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// The sum that was probably meant.
    pub meant: Option<String>,
}

impl BadMoney {
    fn of(text: &str) -> Self {
        if is_too_long(text) {
            let length = text.len();
            let message = format!("this is {length} bytes long, and a sum has at most {LONGEST}");
            return Self { message, meant: None };
        }
        Self {
            message: format!("`{text}` is not a sum of money"),
            meant: Some(guess(text)).filter(|guess| Money::read(guess).is_some()),
        }
    }
}

/// Guesses the sum behind `500,000 yuan`, `$75,000` or `CNY 500000`.
fn guess(text: &str) -> String {
    let amount: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let word: String =
        text.chars().filter(|c| !c.is_ascii_digit() && !" ,.".contains(*c)).collect();
    let code = match word.to_lowercase().as_str() {
        "yuan" | "rmb" | "¥" | "元" | "renminbi" => "CNY".to_owned(),
        "$" | "us$" | "dollar" | "dollars" | "usdollars" => "USD".to_owned(),
        "baht" | "฿" => "THB".to_owned(),
        "riel" | "riels" | "៛" => "KHR".to_owned(),
        "dong" | "₫" => "VND".to_owned(),
        "ringgit" => "MYR".to_owned(),
        "€" | "euro" | "euros" => "EUR".to_owned(),
        "£" | "pounds" => "GBP".to_owned(),
        _ => word.to_uppercase(),
    };
    format!("{amount} {code}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_an_amount_and_a_currency() {
        let sum = Money::parse("500000 CNY").unwrap();
        assert_eq!((sum.hundredths(), sum.currency()), (50_000_000, "CNY"));
        assert_eq!(Money::parse("12.5 USD").unwrap().hundredths(), 1250);
        for bad in [
            "",
            "500000",
            "CNY",
            "1 XXZ",
            "1,000 USD",
            "1.234 USD",
            "-5 USD",
            "5 usd",
            "99999999999999999999 USD",
        ] {
            assert!(Money::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_currencies_are_those_that_a_sum_may_be_in() {
        let currencies = Money::currencies();
        assert!(currencies.is_sorted() && currencies.len() > 100);
        for code in ["CNY", "KHR", "MMK", "THB", "USD", "VND"] {
            assert!(currencies.iter().any(|known| known == code), "{code}");
        }
        for code in ["RMB", "XYZ", "BTC"] {
            assert!(!currencies.iter().any(|known| known == code), "{code}");
        }
    }

    #[test]
    fn what_was_meant_is_guessed() {
        let meant = |text: &str| Money::parse(text).unwrap_err().meant;
        assert_eq!(meant("500,000 yuan").as_deref(), Some("500000 CNY"));
        assert_eq!(meant("CNY 500000").as_deref(), Some("500000 CNY"));
        assert_eq!(meant("$75,000").as_deref(), Some("75000 USD"));
        assert_eq!(meant("a lot"), None);
    }
}
