//! The sort orders of the list, by the names that settings and menus have for them.

/// The names that a setting can use, with a minus for the last or largest first.
pub(crate) const SORT_NAMES: [&str; 5] = ["kind", "date", "name", "figure", "disputed"];

/// An order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::EnumCount, strum::EnumIter)]
pub enum ListOrder {
    /// Kind by kind, the latest first.
    #[default]
    Kind,
    /// The latest first.
    Latest,
    /// The earliest first.
    Earliest,
    /// By name, accents and capitals forgiven.
    Name,
    /// The largest figure first.
    Figure,
    /// The most disputed fields first.
    Disputed,
}

/// How the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ListSort {
    /// The order.
    pub order: ListOrder,
    /// Whether its last comes first.
    pub reversed: bool,
    /// Whether it was chosen for the words of the query too, which else put the best finds first.
    pub over_words: bool,
}

impl ListOrder {
    /// Returns what a menu calls the order.
    pub fn words(self) -> &'static str {
        match self {
            Self::Kind => "kind, then latest first",
            Self::Latest => "date, latest first",
            Self::Earliest => "date, earliest first",
            Self::Name => "name",
            Self::Figure => "age / number of people",
            Self::Disputed => "number of disputed fields",
        }
    }
}

impl ListSort {
    /// Returns the order that a setting names, such as `date`, or `-date` for the latest first.
    pub fn named(text: &str) -> Option<Self> {
        let (name, descending) = match text.strip_prefix('-') {
            Some(name) => (name, true),
            None => (text, false),
        };
        // The order by a number has its largest first by itself.
        let (order, reversed) = match name {
            "kind" => (ListOrder::Kind, descending),
            "date" if descending => (ListOrder::Latest, false),
            "date" => (ListOrder::Earliest, false),
            "name" => (ListOrder::Name, descending),
            "figure" => (ListOrder::Figure, !descending),
            "disputed" => (ListOrder::Disputed, !descending),
            _ => return None,
        };
        Some(Self { order, reversed, over_words: true })
    }

    /// Returns what a setting calls the order, as [`named`](Self::named) reads it.
    pub fn name(self) -> String {
        let (name, descending) = match (self.order, self.reversed) {
            (ListOrder::Kind, reversed) => ("kind", reversed),
            (ListOrder::Latest, reversed) => ("date", !reversed),
            (ListOrder::Earliest, reversed) => ("date", reversed),
            (ListOrder::Name, reversed) => ("name", reversed),
            (ListOrder::Figure, reversed) => ("figure", !reversed),
            (ListOrder::Disputed, reversed) => ("disputed", !reversed),
        };
        format!("{}{name}", if descending { "-" } else { "" })
    }

    /// Returns the first words that say in which order a list is.
    pub fn words(self) -> &'static str {
        match (self.order, self.reversed) {
            (ListOrder::Kind, false) => "by kind, latest first",
            (ListOrder::Kind, true) => "by kind, reversed",
            (ListOrder::Latest, false) | (ListOrder::Earliest, true) => "latest first",
            (ListOrder::Earliest, false) | (ListOrder::Latest, true) => "earliest first",
            (ListOrder::Name, false) => "by name",
            (ListOrder::Name, true) => "by name, Z–A",
            (ListOrder::Figure, false) => "largest first",
            (ListOrder::Figure, true) => "smallest first",
            (ListOrder::Disputed, false) => "most disputed first",
            (ListOrder::Disputed, true) => "least disputed first",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_an_order_either_way() {
        let mut known = Vec::new();
        for name in SORT_NAMES {
            for written in [name.to_owned(), format!("-{name}")] {
                let sort = ListSort::named(&written).unwrap();
                assert!(sort.over_words && !known.contains(&sort), "{written}");
                assert_eq!(sort.name(), written);
                known.push(sort);
            }
        }
        assert_eq!([ListSort::named("dat"), ListSort::named("--date")], [None, None]);
    }
}
