//! A terminal screen as an SVG: every run of cells with the same style is one text, stretched to its cells.

use vt100::{Cell, Color, Screen};

/// The size of a cell, in units of the picture.
const CELL: (usize, usize) = (9, 17);

/// The terminal's sixteen colours, on a dark background.
const PALETTE: [&str; 16] = [
    "#3b4252", "#f07178", "#a3d977", "#f5d76e", "#7aa2f7", "#d78ef0", "#5fd3d3", "#d8dee9",
    "#6b7489", "#ff8b92", "#b8ec8a", "#ffe585", "#9dbcff", "#e6a8ff", "#85e6e6", "#ffffff",
];
const INK: &str = "#d8dee9";
const PAPER: &str = "#15181e";

/// The style of a run of cells.
#[derive(Clone, PartialEq)]
struct Look {
    ink: String,
    paper: String,
    style: String,
}

/// Returns the screen as a picture.
pub(crate) fn drawn(screen: &Screen) -> String {
    let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
    let (width, height) = (usize::from(columns) * CELL.0, usize::from(rows) * CELL.1);
    let (wide, high) = (width + 24, height + 24);
    let mut lines = vec![
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\" role=\"img\" aria-label=\"Casebook in a terminal\">"
        ),
        "<style>text { font: 15px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre }</style>".to_owned(),
        format!("<rect width=\"{wide}\" height=\"{high}\" rx=\"8\" fill=\"{PAPER}\"/>"),
    ];
    for row in 0..rows {
        let cells = (0..columns).filter_map(|column| screen.cell(row, column));
        lines.extend(runs(cells).into_iter().flat_map(|run| shapes(&run, usize::from(row))));
    }
    lines.push("</svg>\n".to_owned());
    lines.join("\n")
}

/// A run of cells with the same style: its first cell, their number, and the text.
struct Run {
    from: usize,
    cells: usize,
    text: String,
    look: Look,
}

fn runs<'c>(cells: impl Iterator<Item = &'c Cell>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, cell) in cells.enumerate() {
        let text = if cell.has_contents() { cell.contents() } else { " " };
        if cell.is_wide_continuation() {
            if let Some(run) = runs.last_mut() {
                run.cells += 1;
            }
            continue;
        }
        let look = look(cell);
        match runs.last_mut() {
            Some(run) if run.look == look => {
                run.cells += 1;
                run.text.push_str(text);
            }
            _ => runs.push(Run { from: at, cells: 1, text: text.to_owned(), look }),
        }
    }
    runs
}

fn look(cell: &Cell) -> Look {
    let (ink, paper) = (colour(cell.fgcolor(), INK), colour(cell.bgcolor(), PAPER));
    let (ink, paper) = if cell.inverse() { (paper, ink) } else { (ink, paper) };
    let styles = [
        (cell.bold(), " font-weight=\"bold\""),
        (cell.italic(), " font-style=\"italic\""),
        (cell.underline(), " text-decoration=\"underline\""),
        (cell.dim(), " opacity=\"0.65\""),
    ];
    let style = styles.iter().filter(|(is_set, _)| *is_set).map(|(_, style)| *style).collect();
    Look { ink, paper, style }
}

fn colour(colour: Color, default: &str) -> String {
    match colour {
        Color::Default => default.to_owned(),
        Color::Idx(index) => PALETTE
            .get(usize::from(index))
            .map_or_else(|| of_256_colours(index), |&known| known.to_owned()),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
    }
}

/// Returns a colour of the cube of 6×6×6 or a grey.
fn of_256_colours(index: u8) -> String {
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    let [red, green, blue] = if let Some(grey) = index.checked_sub(232) {
        [8 + 10 * grey; 3]
    } else {
        let at = index.saturating_sub(16);
        [at / 36, at / 6 % 6, at % 6].map(level)
    };
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Returns the background of a run, if it is not the default, and its text, if it is not blank.
fn shapes(run: &Run, row: usize) -> Vec<String> {
    let Run { from, cells, text, look } = run;
    let (x, y, width) = (12 + from * CELL.0, 12 + row * CELL.1, cells * CELL.0);
    let Look { ink, paper, style } = look;
    let mut shapes = Vec::new();
    if paper != PAPER {
        let height = CELL.1;
        shapes.push(format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>"
        ));
    }
    // Some viewers drop blanks at the ends and stretch the rest over their place.
    let blank = |text: &str, cut: &str| text.len() - cut.len();
    let before = blank(text, text.trim_start_matches(' '));
    let after = blank(text, text.trim_end_matches(' '));
    let text = text.trim_matches(' ');
    if !text.is_empty() {
        let (x, baseline) = (x + before * CELL.0, y + 13);
        let width = width - (before + after) * CELL.0;
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        shapes.push(format!(
            "<text x=\"{x}\" y=\"{baseline}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{style} xml:space=\"preserve\">{text}</text>"
        ));
    }
    shapes
}
