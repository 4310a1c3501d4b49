//! What HTML elements are: which are never shown, which begin a line of their own, and which end others.

/// How the text around an element is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementRole {
    /// It is in the line around it.
    Inline,
    /// It has an empty line before and after it.
    Paragraph,
    /// It begins a line.
    Line,
    /// It is a row of a table.
    Row,
    /// It is a cell of a table.
    Cell,
}

/// Returns how the text around an element is laid out.
pub(super) fn role(name: &str) -> ElementRole {
    match name {
        "address" | "article" | "aside" | "blockquote" | "center" | "details" | "dialog"
        | "dir" | "div" | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form"
        | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "listing"
        | "main" | "menu" | "nav" | "ol" | "p" | "plaintext" | "pre" | "search" | "section"
        | "summary" | "table" | "ul" | "xmp" | "body" | "html" | "frameset" | "iframe"
        | "textarea" | "caption" => ElementRole::Paragraph,
        "li" | "dt" | "dd" | "legend" | "option" | "optgroup" | "select" | "thead" | "tbody"
        | "tfoot" => ElementRole::Line,
        "tr" => ElementRole::Row,
        "td" | "th" => ElementRole::Cell,
        _ => ElementRole::Inline,
    }
}

/// Returns whether an element has neither content nor an end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Returns whether no browser shows what is in an element.
pub(super) fn is_never_shown(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "title"
            | "noframes"
            | "noembed"
            | "datalist"
    )
}

/// Returns whether what is in an element of a drawing or a formula is not drawn.
pub(super) fn is_never_drawn(name: &str) -> bool {
    matches!(name, "title" | "desc" | "metadata" | "annotation" | "annotation-xml")
}

/// Returns whether spaces and line ends in an element are shown as they are.
pub(super) fn is_preformatted(name: &str) -> bool {
    matches!(name, "pre" | "listing" | "textarea" | "xmp" | "plaintext")
}

/// Returns the open elements that the start of an element ends, as far as no boundary is before them.
pub(super) fn ended_by(name: &str) -> &'static [&'static str] {
    match name {
        "li" => &["li", "p"],
        "dd" | "dt" => &["dd", "dt", "p"],
        "option" | "optgroup" => &["option"],
        "tr" => &["tr", "td", "th"],
        "td" | "th" => &["td", "th"],
        "thead" | "tbody" | "tfoot" => &["thead", "tbody", "tfoot", "tr", "td", "th", "caption"],
        "button" => &["button"],
        "a" => &["a"],
        "address" | "article" | "aside" | "blockquote" | "center" | "details" | "dialog"
        | "dir" | "div" | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form"
        | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "listing"
        | "main" | "menu" | "nav" | "ol" | "p" | "plaintext" | "pre" | "search" | "section"
        | "summary" | "table" | "ul" | "xmp" => &["p"],
        _ => &[],
    }
}

/// Returns whether what is inside of an element ends nothing outside of it.
pub(super) fn is_boundary(name: &str, start: &str) -> bool {
    match name {
        "table" | "template" | "html" | "object" | "applet" | "marquee" | "iframe" | "svg"
        | "math" => true,
        "td" | "th" | "caption" => !is_of_table(start),
        "ul" | "ol" | "menu" | "dir" => start == "li",
        "dl" => matches!(start, "dd" | "dt"),
        "button" => !is_of_table(start) && start != "button",
        _ => false,
    }
}

fn is_of_table(name: &str) -> bool {
    matches!(name, "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "caption" | "table")
}

/// Returns whether the start of an element ends a drawing or a formula, in which it cannot be.
pub(super) fn leaves_drawing(name: &str) -> bool {
    matches!(
        name,
        "b" | "big"
            | "blockquote"
            | "body"
            | "br"
            | "center"
            | "code"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "em"
            | "embed"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "hr"
            | "i"
            | "img"
            | "li"
            | "listing"
            | "menu"
            | "meta"
            | "nobr"
            | "ol"
            | "p"
            | "pre"
            | "ruby"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "strike"
            | "sub"
            | "sup"
            | "table"
            | "tt"
            | "u"
            | "ul"
            | "var"
    )
}

/// Returns whether HTML is read again inside of an element of a drawing or a formula.
pub(super) fn holds_html(name: &str) -> bool {
    matches!(
        name,
        "foreignobject" | "desc" | "annotation-xml" | "mi" | "mo" | "mn" | "ms" | "mtext"
    )
}
