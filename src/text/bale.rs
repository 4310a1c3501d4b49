//! Bytes of many things pressed together, so that they take little room, and each of them there again when
//! it is asked for. Knows not what they say.

use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Weak};

use super::range::ByteRange;

/// Some bytes in a bale. A copy costs nothing.
#[derive(Clone)]
pub struct Piece {
    bale: Arc<Bale>,
    range: ByteRange,
}

/// The bytes of several things, one behind the other.
#[derive(Debug)]
pub struct Bale {
    bytes: Arc<[u8]>,
    /// Where they lie among the others there, and how many they are unpressed, where they are pressed.
    pressed: Option<(ByteRange, usize)>,
}

/// The bytes of a piece as they were before they were pressed.
#[derive(Clone)]
pub struct Opened {
    whole: Whole,
    range: ByteRange,
}

/// All bytes of a bale.
#[derive(Clone)]
enum Whole {
    /// They never were pressed.
    Plain(Arc<[u8]>),
    Unpressed(Arc<Vec<u8>>),
}

/// A text that was opened.
#[derive(Clone)]
pub struct Text(Opened);

/// LZ4 makes no more of a byte than this many: a length goes on byte by byte, each of which adds 255 at most
/// (LZ4 block format, "Compressed block format").
const MOST_OF_A_BYTE: usize = 255;
/// So many bales that were opened last are at hand on each thread: things that lie together are mostly
/// asked for together.
const AT_HAND: usize = 4;
/// What is larger is not kept at hand.
const LARGEST_AT_HAND: usize = 256 * 1024;

impl Bale {
    /// Presses these bytes.
    pub fn press(bytes: &[u8]) -> Arc<Self> {
        let pressed: Arc<[u8]> = lz4_flex::block::compress(bytes).into();
        let range = ByteRange::from_span(0..pressed.len());
        Arc::new(Self { bytes: pressed, pressed: Some((range, bytes.len())) })
    }

    /// Returns a bale whose pressed bytes lie among others, and how many they are unpressed; `None` where
    /// they do not lie there or cannot be so many.
    pub fn among(others: &Arc<[u8]>, range: ByteRange, size: usize) -> Option<Arc<Self>> {
        let pressed = others.get(range.start()..range.end())?;
        let fits = size <= pressed.len().saturating_mul(MOST_OF_A_BYTE);
        fits.then(|| Arc::new(Self { bytes: Arc::clone(others), pressed: Some((range, size)) }))
    }

    /// Returns the pressed bytes, to be kept somewhere, and how many they are unpressed.
    pub fn pressed(&self) -> Option<(&[u8], usize)> {
        let (range, size) = self.pressed?;
        Some((self.bytes.get(range.start()..range.end())?, size))
    }

    /// Returns the bytes unpressed. Bytes that nobody has pressed give none.
    fn open(self: &Arc<Self>) -> Whole {
        match self.pressed() {
            None => Whole::Plain(Arc::clone(&self.bytes)),
            Some((pressed, size)) if size <= LARGEST_AT_HAND => {
                let unpress = |room| unpressed(pressed, size, room);
                Whole::Unpressed(LAST.with_borrow_mut(|last| last.open(self, unpress)))
            }
            Some((pressed, size)) => Whole::Unpressed(unpressed(pressed, size, Vec::new())),
        }
    }
}

/// Returns bytes unpressed, in the room of others that are no longer needed.
fn unpressed(pressed: &[u8], size: usize, mut room: Vec<u8>) -> Arc<Vec<u8>> {
    room.resize(size, 0);
    let length = lz4_flex::block::decompress_into(pressed, &mut room).unwrap_or_default();
    room.truncate(length);
    Arc::new(room)
}

thread_local! {
    static LAST: RefCell<Last> = const { RefCell::new(Last { opened: [const { None }; AT_HAND], next: 0 }) };
}

/// The bales that were opened last.
struct Last {
    opened: [Option<AtHand>; AT_HAND],
    next: usize,
}

type AtHand = (Weak<Bale>, Arc<Vec<u8>>);

impl Last {
    /// Returns the bytes of a bale; `open` is given room for them.
    fn open(
        &mut self,
        bale: &Arc<Bale>,
        open: impl FnOnce(Vec<u8>) -> Arc<Vec<u8>>,
    ) -> Arc<Vec<u8>> {
        let known = self.opened.iter().flatten();
        // As long as somebody knows where a bale was, no other lies there.
        let mut known = known.filter(|(known, _)| std::ptr::eq(known.as_ptr(), Arc::as_ptr(bale)));
        if let Some((_, bytes)) = known.next() {
            return Arc::clone(bytes);
        }
        let Some(place) = self.opened.get_mut(self.next) else { return open(Vec::new()) };
        self.next = (self.next + 1) % AT_HAND;
        let oldest = place.take().and_then(|(_, bytes)| Arc::into_inner(bytes));
        let bytes = open(oldest.unwrap_or_default());
        *place = Some((Arc::downgrade(bale), Arc::clone(&bytes)));
        bytes
    }
}

impl Piece {
    /// Returns the piece of a bale in a range; it has that many bytes only where the bale has them.
    pub fn of(bale: &Arc<Bale>, range: ByteRange) -> Self {
        Self { bale: Arc::clone(bale), range }
    }

    /// Returns the bytes.
    pub fn open(&self) -> Opened {
        Opened { whole: self.bale.open(), range: self.range }
    }

    /// Returns the bytes as the text that they are; no text where they are none.
    pub fn text(&self) -> Text {
        Text(self.open())
    }

    /// Returns how many bytes they are.
    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// Tells whether they lie pressed.
    pub fn is_pressed(&self) -> bool {
        self.bale.pressed.is_some()
    }
}

impl<T: Into<Arc<[u8]>>> From<T> for Piece {
    /// Returns bytes as they are, as a piece of themselves; they are at most 4 GB.
    fn from(bytes: T) -> Self {
        let bytes = bytes.into();
        let range = ByteRange::from_span(0..bytes.len());
        Self { bale: Arc::new(Bale { bytes, pressed: None }), range }
    }
}

impl PartialEq for Piece {
    fn eq(&self, other: &Self) -> bool {
        let same = || Arc::ptr_eq(&self.bale, &other.bale) && self.range == other.range;
        self.len() == other.len() && (same() || *self.open() == *other.open())
    }
}

impl Eq for Piece {}

impl fmt::Debug for Piece {
    /// Whether they lie pressed makes no difference.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Piece").field(&&*self.open()).finish()
    }
}

impl Deref for Opened {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        let whole: &[u8] = match &self.whole {
            Whole::Plain(bytes) => bytes,
            Whole::Unpressed(bytes) => bytes,
        };
        whole.get(self.range.start()..self.range.end()).unwrap_or_default()
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(bale: &Arc<Bale>, things: &[Vec<u8>]) -> Vec<Piece> {
        let mut start = 0;
        let piece = |thing: &Vec<u8>| {
            let range = ByteRange::from_span(start..start + thing.len());
            start += thing.len();
            Piece::of(bale, range)
        };
        things.iter().map(piece).collect()
    }

    proptest! {
        #[test]
        fn what_is_pressed_comes_out_as_it_went_in(things: Vec<Vec<u8>>, again: Vec<usize>) {
            let bale = Bale::press(&things.concat());
            let (pressed, size) = bale.pressed().unwrap();
            let others: Arc<[u8]> = [b"before", pressed, b"behind"].concat().into();
            let range = ByteRange::from_span(6..6 + pressed.len());
            let kept = Bale::among(&others, range, size).unwrap();
            let (of_bale, of_kept) = (pieces(&bale, &things), pieces(&kept, &things));
            for number in (0..things.len()).chain(again) {
                let Some(thing) = things.get(number) else { continue };
                prop_assert_eq!(&*of_bale[number].open(), &thing[..]);
                prop_assert_eq!(&of_kept[number], &Piece::from(thing.clone()));
                prop_assert_eq!(of_kept[number].len(), thing.len());
            }
        }

        #[test]
        fn bytes_that_nobody_pressed_give_some_bytes_or_none(bytes: Vec<u8>, size in 0..70_000_usize) {
            let all = ByteRange::from_span(0..bytes.len());
            let fits = size <= bytes.len() * MOST_OF_A_BYTE;
            let bale = Bale::among(&bytes.into(), all, size);
            prop_assert_eq!(bale.is_some(), fits);
            if let Some(bale) = bale {
                let piece = Piece::of(&bale, ByteRange::from_span(0..size));
                prop_assert!(piece.open().len() <= size);
                _ = piece.text().len();
            }
        }
    }

    #[test]
    fn many_bales_are_told_apart_however_they_are_asked() {
        let bales: Vec<Arc<Bale>> = (0..50_u8).map(|number| Bale::press(&[number; 90])).collect();
        for round in 0..7 {
            for (number, bale) in bales.iter().enumerate().filter(|(number, _)| number % 7 >= round)
            {
                let piece = Piece::of(bale, ByteRange::from_span(3..5));
                assert_eq!(usize::from(piece.open()[1]), number);
            }
        }
        // Where one has been, another may lie.
        for number in 0..50_u8 {
            let piece = Piece::of(&Bale::press(&[number; 90]), ByteRange::from_span(0..1));
            assert_eq!(&*piece.open(), [number]);
        }
    }

    #[test]
    fn a_text_is_one_and_anything_else_is_none() {
        assert_eq!(&*Piece::from("Thử".as_bytes()).text(), "Thử");
        assert_eq!(&*Piece::from(&b"\xff"[..]).text(), "");
        let bale = Bale::press("Thử".as_bytes());
        assert_eq!(&*Piece::of(&bale, ByteRange::from_span(0..5)).text(), "Thử");
        assert!(Piece::of(&bale, ByteRange::from_span(0..9)).open().is_empty());
    }
}
