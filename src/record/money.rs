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
    /// Says what is wrong with the text and, if it is clear, what was meant.
    pub fn parse(text: &str) -> Result<Self, BadMoney> {
        Self::read(text).ok_or_else(|| BadMoney::of(text))
    }

    /// Returns the sum as the file writes it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Returns the sum with its thousands apart, and the currency by its name: `500,000 CNY, Renminbi (Chinese) yuan`.
    pub fn in_words(&self) -> String {
        let (amount, code) = self.written.split_once(' ').unwrap_or((&self.written, ""));
        let (whole, fraction) =
            amount.split_once('.').map_or((amount, None), |(whole, rest)| (whole, Some(rest)));
        let mut words = String::new();
        for (number, digit) in whole.chars().enumerate() {
            if number > 0 && (whole.len() - number).is_multiple_of(3) {
                words.push(',');
            }
            words.push(digit);
        }
        if let Some(fraction) = fraction {
            words.extend([".", fraction]);
        }
        match Currency::from_code(code) {
            Some(currency) => format!("{words} {code}, {}", currency.name()),
            None => format!("{words} {code}"),
        }
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
    pub(super) fn from_raw(written: &str, hundredths: i64) -> Option<Self> {
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
    /// The sums that may have been meant: of a sign such as `¥`, one for each currency that has it.
    pub suggestion: Vec<String>,
}

impl BadMoney {
    fn of(text: &str) -> Self {
        if is_too_long(text) {
            let length = text.len();
            let message = format!("this is {length} bytes long, and a sum has at most {LONGEST}");
            return Self { message, suggestion: Vec::new() };
        }
        let mut meant = guess(text);
        meant.retain(|sum| Money::read(sum).is_some());
        let message = if meant.len() > 1 {
            format!("\"{text}\" is not a sum of money: more than one currency is written so")
        } else {
            format!("\"{text}\" is not a sum of money")
        };
        Self { message, suggestion: meant }
    }
}

/// Guesses the sums behind `500,000 yuan`, `US$75,000` or `¥500000`.
fn guess(text: &str) -> Vec<String> {
    let amount: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let word: String =
        text.chars().filter(|c| !c.is_ascii_digit() && !" ,.".contains(*c)).collect();
    let lower = word.to_lowercase();
    let codes: &[&str] = match lower.as_str() {
        "yuan" | "rmb" | "cn¥" | "人民币" | "人民幣" | "renminbi" => &["CNY"],
        "jp¥" | "yen" | "円" | "日元" => &["JPY"],
        "¥" | "￥" => &["CNY", "JPY"],
        "元" => &["CNY", "TWD"],
        "us$" | "usdollar" | "usdollars" | "美元" => &["USD"],
        "$" | "dollar" | "dollars" => &["USD", "AUD", "CAD", "HKD", "SGD", "TWD"],
        "hk$" | "港币" | "港幣" => &["HKD"],
        "nt$" | "新台币" | "新台幣" => &["TWD"],
        "s$" => &["SGD"],
        "a$" | "au$" => &["AUD"],
        "c$" | "ca$" => &["CAD"],
        "kr" => &["DKK", "NOK", "SEK", "ISK"],
        "baht" | "฿" | "บาท" => &["THB"],
        "riel" | "riels" | "៛" => &["KHR"],
        "kyat" | "kyats" => &["MMK"],
        "kip" | "₭" => &["LAK"],
        "dong" | "₫" | "đồng" | "đ" => &["VND"],
        "ringgit" | "rm" => &["MYR"],
        "rupiah" | "rp" => &["IDR"],
        "₱" => &["PHP"],
        "peso" | "pesos" => &["PHP", "MXN", "ARS", "CLP", "COP"],
        "₹" => &["INR"],
        "rupee" | "rupees" | "rs" | "₨" => &["INR", "PKR", "LKR", "NPR"],
        "₩" | "won" => &["KRW"],
        "€" | "euro" | "euros" => &["EUR"],
        "£" | "pounds" => &["GBP"],
        _ => return vec![format!("{amount} {}", word.to_uppercase())],
    };
    codes.iter().map(|code| format!("{amount} {code}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_an_amount_and_a_currency() {
        let sum = Money::parse("500000 CNY").unwrap();
        assert_eq!((sum.hundredths(), sum.currency()), (50_000_000, "CNY"));
        assert_eq!(Money::parse("12.5 USD").unwrap().hundredths(), 1250);
        assert_eq!(sum.in_words(), "500,000 CNY, Renminbi (Chinese) yuan");
        assert_eq!(
            Money::parse("1234.5 USD").unwrap().in_words(),
            "1,234.5 USD, United States dollar"
        );
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
        let meant = |text: &str| Money::parse(text).unwrap_err().suggestion;
        assert_eq!(meant("500,000 yuan"), ["500000 CNY"]);
        assert_eq!(meant("CNY 500000"), ["500000 CNY"]);
        assert_eq!(meant("US$75,000"), ["75000 USD"]);
        assert!(meant("a lot").is_empty());
    }

    #[test]
    fn of_a_sign_that_several_currencies_have_none_is_picked() {
        let meant = |text: &str| Money::parse(text).unwrap_err().suggestion;
        assert_eq!(meant("¥100"), ["100 CNY", "100 JPY"]);
        assert_eq!(meant("100元"), ["100 CNY", "100 TWD"]);
        assert_eq!(meant("$75,000").first().map(String::as_str), Some("75000 USD"));
        for several in ["$75,000", "100 kr", "500 rupees", "20 pesos"] {
            assert!(meant(several).len() > 1, "{several}");
        }
    }
}
