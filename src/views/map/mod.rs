//! The map: where the records of a query are, as coarsely as it is known.

pub mod answer;
pub(crate) mod atlas;
pub mod borders;
pub(crate) mod dots;
pub mod marks;
pub mod own_borders;
pub mod paper;
pub mod picture;
pub mod places;
pub mod projection;

pub use answer::{MapAnswer, MapMaker, MapRequest};
pub use atlas::ATLAS_SOURCE;
pub use borders::Borders;
pub use marks::{MapBadge, MapMarks, MapRow, MapSection, PictureNames, ShownMarks};
pub use own_borders::OwnBorders;
pub use paper::{MapReport, NO_ADDING, named};
pub use picture::{BadgePlace, BadgeToDraw, BorderLines, Ink, MapPicture, PictureRun};
pub use places::{MapPlace, MapPlaces, NoPoint, Spot};
pub use projection::{Bounds, Disclosure, GeoPoint, MapPoint, MapSize, MapWindow, Pan, ScaleBar};
