//! Numbers of things in words, with the noun in the number that belongs to it.

/// Returns how many of something there are, in words: `1 file`, `2 files`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// Returns a number of people in words, which may say how exact it is: `1 person`, `at least 2 people`.
pub(crate) fn people(number: &str) -> String {
    format!("{number} {}", if number == "1" { "person" } else { "people" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_is_no_plural() {
        let said = [0, 1, 2].map(|count| counted(count, "case"));
        assert_eq!(said, ["0 cases", "1 case", "2 cases"]);
        assert_eq!(["1", "6", "1 to 3"].map(people), ["1 person", "6 people", "1 to 3 people"]);
    }
}
