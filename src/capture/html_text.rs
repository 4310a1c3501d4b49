//! Takes the text of an HTML page out in the order of the document, with the tokenizer of html5ever.
//!
//! No tree is built: only what decides whether text is shown, and where lines end, is followed. Where tags do not fit
//! together, text is rather shown than left out.

use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::LONGEST_TEXT;
use super::elements::{
    ElementRole, ended_by, holds_html, is_boundary, is_never_drawn, is_never_shown,
    is_preformatted, is_void, leaves_drawing, role,
};
use super::error::CaptureError;
use super::flowing_text::FlowingText;

/// What was taken out of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HtmlText {
    /// The text that is shown.
    pub(super) text: String,
    /// The title, which is shown above the page.
    pub(super) title: Option<String>,
    /// The first comments, in which programs say from where they saved the page.
    pub(super) comments: Vec<String>,
    /// The address that the page gives itself.
    pub(super) canonical: Option<String>,
}

/// No page has elements that are nested so deep; what is only in the line is not counted.
const DEEPEST: usize = 1000;
/// Pages in pages are read so deep.
const DEEPEST_FRAMES: usize = 8;
/// So many comments are kept.
const COMMENTS: usize = 8;
/// No title is longer.
const LONGEST_TITLE: usize = 1000;

/// Returns the text of a page.
pub(super) fn html_text(page: &str) -> Result<HtmlText, CaptureError> {
    framed(page, 0)
}

fn framed(page: &str, frames: usize) -> Result<HtmlText, CaptureError> {
    let sink = PageSink { state: RefCell::new(PageReader { frames, ..PageReader::default() }) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    // It returns early only where a sink asks for that, and this one does not.
    _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.state.into_inner().finished()
}

/// Hands the tokens to what reads them: the tokenizer gives its sink no exclusive access.
struct PageSink {
    state: RefCell<PageReader>,
}

impl TokenSink for PageSink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) => match tag.kind {
                TagKind::StartTag => state.start(&tag),
                TagKind::EndTag => {
                    state.end(&tag.name);
                    TokenSinkResult::Continue
                }
            },
            Token::CharacterTokens(characters) => {
                state.characters(&characters);
                TokenSinkResult::Continue
            }
            Token::CommentToken(comment) => {
                if state.comments.len() < COMMENTS {
                    state.comments.push(comment.to_string());
                }
                TokenSinkResult::Continue
            }
            Token::DoctypeToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => TokenSinkResult::Continue,
        }
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.state.borrow().is_in_drawing()
    }
}

/// An element that is open.
struct OpenElement {
    name: LocalName,
    /// Whether what is in it is not shown, by itself or by what it is in.
    is_hidden: bool,
    /// Whether spaces in it are shown as they are.
    is_preformatted: bool,
    /// Whether it is in a drawing or a formula.
    is_in_drawing: bool,
    /// For a row, where its text begins and how many cells it has had.
    row: usize,
    cells: usize,
}

#[derive(Default)]
struct PageReader {
    frames: usize,
    open: Vec<OpenElement>,
    /// How many open elements there are of a name.
    counts: HashMap<LocalName, usize>,
    text: FlowingText,
    title: String,
    comments: Vec<String>,
    canonical: Option<String>,
    /// The first line end in a preformatted element is not part of it.
    skips_line_end: bool,
    error: Option<CaptureError>,
}

impl PageReader {
    fn finished(self) -> Result<HtmlText, CaptureError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let title = self.title.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        Ok(HtmlText {
            text: self.text.finished(),
            title: (!title.is_empty()).then_some(title),
            comments: self.comments,
            canonical: self.canonical,
        })
    }

    fn is_hidden(&self) -> bool {
        self.open.last().is_some_and(|element| element.is_hidden)
    }

    fn is_in_drawing(&self) -> bool {
        self.open.last().is_some_and(|element| element.is_in_drawing)
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        self.skips_line_end = false;
        if self.error.is_some() {
            return TokenSinkResult::Continue;
        }
        if self.is_in_drawing() && leaves_drawing(name) {
            while self.is_in_drawing() {
                self.pop();
            }
        }
        let was_in_drawing = self.is_in_drawing();
        if !was_in_drawing {
            self.end_implied(name);
        }
        let is_hidden = self.is_hidden();
        let is_shadow = name == "template"
            && ["shadowrootmode", "shadowroot"].iter().any(|mode| attribute(tag, mode).is_some());
        let hides = hides(tag)
            || is_never_shown(name) && !is_shadow
            || was_in_drawing && is_never_drawn(name);
        if !is_hidden && !hides {
            self.lay_out_start(name);
        }
        match name {
            "link" if self.canonical.is_none() => self.canonical(tag),
            // A script may show what a page hides as a whole while it loads.
            "html" | "head" | "body" => return TokenSinkResult::Continue,
            _ => {}
        }
        if is_void(name) && !was_in_drawing || was_in_drawing && tag.self_closing {
            return TokenSinkResult::Continue;
        }
        if name == "iframe" && !is_hidden && !hides {
            self.frame(tag);
        }
        // What is written in a frame is shown by no browser that shows frames.
        let hides = hides || name == "iframe";
        let in_drawing = match name {
            "svg" | "math" => true,
            _ => was_in_drawing && !holds_html(name),
        };
        let keeps_spaces = is_preformatted(name);
        // What is only in a line matters only where it hides something, or is in what is hidden.
        let is_followed = hides
            || is_hidden
            || in_drawing
            || was_in_drawing
            || role(name) != ElementRole::Inline
            || matches!(name, "template" | "object" | "button" | "applet" | "marquee");
        if is_followed {
            self.push(tag, is_hidden || hides, keeps_spaces, in_drawing);
        }
        self.skips_line_end = matches!(name, "pre" | "listing" | "textarea");
        if in_drawing {
            return TokenSinkResult::Continue;
        }
        match name {
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }

    fn end(&mut self, name: &LocalName) {
        self.skips_line_end = false;
        let is_open = self.counts.get(name).is_some_and(|count| *count > 0);
        if !is_open {
            if !self.is_hidden() {
                match &**name {
                    "p" => self.text.paragraph(),
                    "br" => self.text.line_break(),
                    _ => {}
                }
            }
            return;
        }
        let found = self.open.iter().rposition(|element| element.name == *name);
        let Some(found) = found else { return };
        // The end of an element outside of a table or a cell does not end that.
        let shuts = |around: &OpenElement| match &**name {
            "table" | "template" => &*around.name == "template",
            "td" | "th" | "caption" | "tr" | "thead" | "tbody" | "tfoot" => {
                matches!(&*around.name, "table" | "template")
            }
            _ => matches!(
                &*around.name,
                "td" | "th" | "caption" | "table" | "template" | "object" | "applet" | "marquee"
            ),
        };
        if self.open.get(found + 1..).unwrap_or_default().iter().any(shuts) {
            return;
        }
        while self.open.len() > found {
            self.pop();
        }
    }

    /// Ends what the start of an element ends.
    fn end_implied(&mut self, start: &str) {
        let ended = ended_by(start);
        if ended.is_empty() {
            return;
        }
        let is_any_open = ended
            .iter()
            .any(|name| self.counts.get(&LocalName::from(*name)).is_some_and(|count| *count > 0));
        if !is_any_open {
            return;
        }
        let mut lowest = None;
        for (number, element) in self.open.iter().enumerate().rev() {
            if ended.contains(&&*element.name) {
                lowest = Some(number);
                if start != "tr" && !matches!(start, "thead" | "tbody" | "tfoot") {
                    break;
                }
            } else if is_boundary(&element.name, start) {
                break;
            }
        }
        if let Some(lowest) = lowest {
            while self.open.len() > lowest {
                self.pop();
            }
        }
    }

    fn lay_out_start(&mut self, name: &str) {
        match role(name) {
            ElementRole::Inline => match name {
                "br" => self.text.line_break(),
                "button" | "input" => self.text.space(),
                _ => {}
            },
            ElementRole::Paragraph => self.text.paragraph(),
            ElementRole::Line => self.text.line(),
            ElementRole::Row => self.text.row(),
            ElementRole::Cell => {
                let row = self.open.iter_mut().rfind(|element| &*element.name == "tr");
                if let Some(row) = row {
                    if row.cells > 0 {
                        self.text.cell(row.row);
                    }
                    row.cells += 1;
                } else {
                    self.text.line();
                }
            }
        }
    }

    fn push(&mut self, tag: &Tag, is_hidden: bool, is_preformatted: bool, is_in_drawing: bool) {
        if self.open.len() >= DEEPEST {
            self.error = Some(CaptureError::TooDeep { what: "its elements", limit: DEEPEST });
            return;
        }
        let is_preformatted =
            is_preformatted || self.open.last().is_some_and(|around| around.is_preformatted);
        let name = tag.name.clone();
        *self.counts.entry(name.clone()).or_default() += 1;
        let row = self.text.len();
        self.open.push(OpenElement {
            name,
            is_hidden,
            is_preformatted,
            is_in_drawing,
            row,
            cells: 0,
        });
    }

    fn pop(&mut self) {
        let Some(element) = self.open.pop() else { return };
        if let Some(count) = self.counts.get_mut(&element.name) {
            *count = count.saturating_sub(1);
        }
        if element.is_hidden {
            return;
        }
        match role(&element.name) {
            ElementRole::Paragraph => self.text.paragraph(),
            ElementRole::Line => self.text.line(),
            ElementRole::Row => self.text.row(),
            ElementRole::Cell => {}
            ElementRole::Inline => {
                if &*element.name == "button" {
                    self.text.space();
                }
            }
        }
    }

    fn characters(&mut self, characters: &str) {
        let around = self.open.last();
        let skips = std::mem::take(&mut self.skips_line_end);
        if around.is_some_and(|around| &*around.name == "title" && !around.is_in_drawing) {
            let room = LONGEST_TITLE.saturating_sub(self.title.len());
            self.title.extend(characters.chars().take(room));
            return;
        }
        if around.is_some_and(|around| around.is_hidden) || self.error.is_some() {
            return;
        }
        if around.is_some_and(|around| around.is_preformatted) {
            let characters = if skips {
                characters.strip_prefix('\n').unwrap_or(characters)
            } else {
                characters
            };
            self.text.exact(characters);
        } else {
            self.text.words(characters);
        }
        self.bound();
    }

    fn bound(&mut self) {
        if self.text.len() > LONGEST_TEXT {
            let megabytes = (LONGEST_TEXT >> 20) as u64;
            self.error = Some(CaptureError::TooLarge { what: "the text of the page", megabytes });
        }
    }

    /// Reads a page that is written into an attribute, as `SingleFile` keeps frames.
    fn frame(&mut self, tag: &Tag) {
        let Some(page) = attribute(tag, "srcdoc") else { return };
        if self.frames >= DEEPEST_FRAMES {
            self.error = Some(CaptureError::TooDeep { what: "its frames", limit: DEEPEST_FRAMES });
            return;
        }
        match framed(page, self.frames + 1) {
            Ok(inner) => {
                self.text.paragraph();
                self.text.exact(inner.text.trim_end_matches('\n'));
                self.text.paragraph();
                self.bound();
            }
            Err(error) => self.error = Some(error),
        }
    }

    fn canonical(&mut self, tag: &Tag) {
        let is_canonical = attribute(tag, "rel").is_some_and(|rel| {
            rel.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case("canonical"))
        });
        if is_canonical {
            self.canonical = attribute(tag, "href").map(|address| address.trim().to_owned());
        }
    }
}

/// Returns the value of an attribute.
fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| &*attribute.value)
}

/// Returns whether a tag says that its element is not shown.
fn hides(tag: &Tag) -> bool {
    // What is hidden "until found" is found by a search in the page.
    let is_hidden = attribute(tag, "hidden")
        .is_some_and(|value| !value.trim().eq_ignore_ascii_case("until-found"));
    // `SingleFile` marks with this class what was not shown when it saved the page.
    let is_marked = attribute(tag, "class")
        .is_some_and(|classes| classes.split_ascii_whitespace().any(|class| class == "sf-hidden"));
    is_hidden || is_marked || attribute(tag, "style").is_some_and(is_display_none)
}

/// Returns whether a style has `display: none`, and nothing after it that says otherwise.
fn is_display_none(style: &str) -> bool {
    let mut is_none = false;
    let mut is_important = false;
    for declaration in style.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        if !name.trim().eq_ignore_ascii_case("display") {
            continue;
        }
        let value = value.trim().to_ascii_lowercase();
        let (value, important) = match value.split_once('!') {
            Some((value, mark)) => (value.trim().to_owned(), mark.trim() == "important"),
            None => (value, false),
        };
        if important || !is_important {
            is_none = value == "none";
            is_important = important;
        }
    }
    is_none
}
