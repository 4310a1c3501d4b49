//! The screens, a folder each, and the one table of them.

pub(crate) mod browse;
pub(crate) mod contract;
pub(crate) mod counts;
pub(crate) mod map;
pub(crate) mod network;
pub(crate) mod texts;
pub(crate) mod timeline;

/// Makes the set of the screens from a row for each, the home screen first: the name of its field, and the
/// type of its state.
macro_rules! screens {
    (
        $(#[$doc:meta])* $set:ident;
        $(#[$of_home:meta])* $home:ident: $home_screen:ty,
        $($(#[$of_field:meta])* $field:ident: $screen:ty,)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub(crate) struct $set {
            $(#[$of_home])* pub(crate) $home: $home_screen,
            $($(#[$of_field])* pub(crate) $field: $screen,)*
        }

        impl $crate::browser::screen::contract::ScreenSet for $set {
            fn each(&self) -> EachScreen<&dyn Screen> {
                EachScreen { home: &self.$home, others: vec![$(&self.$field),*] }
            }

            fn each_mut(&mut self) -> EachScreen<&mut dyn Screen> {
                EachScreen { home: &mut self.$home, others: vec![$(&mut self.$field),*] }
            }
        }
    };
}
use contract::{EachScreen, Screen};
#[cfg(test)]
pub(crate) use screens;

screens! {
    /// The screens of the browser.
    Screens;
    /// The list, the fields of a record and its quotes.
    browse: browse::state::Browse,
    /// The search in all archived texts.
    texts: texts::state::TextsScreen,
    /// The map, with the list of places.
    map: map::state::MapScreen,
    /// What a record is tied to.
    network: network::state::NetworkScreen,
    /// The counts of cases by one field or two.
    counts: counts::state::CountsScreen,
    /// The timeline.
    timeline: timeline::state::TimelineScreen,
}
