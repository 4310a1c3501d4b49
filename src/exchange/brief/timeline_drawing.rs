//! The timeline of a brief: columns that count cases, a bar for each date, and the same as a table.

use crate::text::clip;

use super::cases::BriefCases;
use super::html_page::HtmlPage;
use super::sheet::{BriefBar, BriefSheet, BriefSign};

/// How wide the drawing is, and how much of it the words at the left take.
const WIDTH: i32 = 900;
const WORDS: i32 = 250;
/// How high the columns are, a row is, and the words below the columns.
const COLUMNS: i32 = 90;
const ROW: i32 = 16;
const AXIS: i32 = 18;
/// So many rows are drawn at once, so that a page can end between them.
const ROWS: usize = 30;
/// So many letters of a title and a date fit before a bar.
const LETTERS: usize = 38;

pub(super) fn write(page: &mut HtmlPage, sheet: &BriefSheet, cases: &BriefCases) {
    page.markup("<h2 id=\"when\">2 When</h2>\n");
    let dated = sheet.columns.iter().any(|column| column.count.at_most > 0);
    if dated {
        drawing(page, sheet, cases);
    } else {
        page.markup("<p>No case has a date that can be drawn.</p>\n");
    }
    page.markup("<ul class=\"columns\">\n");
    let columns = sheet.columns.iter().map(|column| &column.count);
    for count in columns.filter(|count| count.at_most > 0).chain([&sheet.undated]) {
        page.element("<li class=\"count\">", &count.label, "");
        page.element(": <strong>", &count.figure(), "</strong></li>\n");
    }
    page.markup("</ul>\n<p class=\"note\">Numbers of cases known here, by ");
    page.text(sheet.unit);
    page.markup(": they say what was reported and collected, not how much happened. A case counts wherever its dates may lie, so the numbers do not add up.</p>\n");
}

/// Begins a drawing that is so high.
fn open(page: &mut HtmlPage, opening: &'static str, height: i32) {
    page.markup(opening);
    page.number(WIDTH);
    page.markup(" ");
    page.number(height);
    page.markup("\">\n");
}

fn drawing(page: &mut HtmlPage, sheet: &BriefSheet, cases: &BriefCases) {
    page.markup("<figure>");
    open(
        page,
        "<div class=\"scroll\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Timeline; the list below has the same numbers\" viewBox=\"0 0 ",
        COLUMNS + AXIS,
    );
    let count = i32::try_from(sheet.columns.len()).unwrap_or(1).max(1);
    let left =
        |column: usize| WORDS + i32::try_from(column).unwrap_or_default() * (WIDTH - WORDS) / count;
    let greatest = sheet.columns.iter().map(|column| column.count.at_most).max().unwrap_or(1);
    let scaled = |number: usize| {
        let scaled = number * usize::try_from(COLUMNS - 16).unwrap_or_default() / greatest.max(1);
        // What is there is never invisible.
        i32::try_from(scaled).unwrap_or_default().max(i32::from(number > 0))
    };
    for (at, column) in sheet.columns.iter().enumerate() {
        let (from, to) = (left(at), left(at + 1));
        let (certain, at_most) = (scaled(column.count.certain), scaled(column.count.at_most));
        if at_most > certain {
            rectangle(
                page,
                "<rect class=\"p\"",
                (from + 1, COLUMNS - at_most),
                (to - from - 2, at_most - certain),
            );
        }
        if certain > 0 {
            rectangle(
                page,
                "<rect class=\"c\"",
                (from + 1, COLUMNS - certain),
                (to - from - 2, certain),
            );
        }
        if let Some(short) = &column.short {
            line(page, (from, COLUMNS), (from, COLUMNS + 4));
            words(page, (from + 2, COLUMNS + 13), "start", short);
        }
    }
    line(page, (WORDS, COLUMNS), (WIDTH, COLUMNS));
    words(page, (WORDS - 6, 22), "end", &format!("at most {greatest}"));
    page.markup("</svg></div>\n");
    for bars in sheet.bars.chunks(ROWS) {
        let rows = i32::try_from(bars.len()).unwrap_or_default();
        open(
            page,
            "<div class=\"scroll\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"The date of each case, as it is in the list of cases\" viewBox=\"0 0 ",
            rows * ROW,
        );
        self::bars(page, bars, sheet, cases, &left);
        page.markup("</svg></div>\n");
    }
    page.markup("<figcaption>Columns: full, certainly in it; pale, possibly. Bars: full, it went on; pale, some time within; ◆ a known day; ◇ some day of that ");
    page.text(sheet.unit);
    page.markup("; dashed, no end is stated; ▸ goes on outside.");
    if sheet.more_bars > 0 {
        page.markup(" ");
        page.count(sheet.more_bars);
        page.markup(" more dates are not drawn.");
    }
    page.markup("</figcaption></figure>\n");
}

/// Draws dates, a row each.
fn bars(
    page: &mut HtmlPage,
    bars: &[BriefBar],
    sheet: &BriefSheet,
    cases: &BriefCases,
    left: &dyn Fn(usize) -> i32,
) {
    for (number, bar) in bars.iter().enumerate() {
        let top = i32::try_from(number).unwrap_or_default() * ROW;
        let case = sheet.cases.iter().position(|(_, id)| *id == bar.id);
        let heading = case.and_then(|case| cases.cases.get(case)).map(|case| case.heading.as_str());
        let disputed = if bar.is_rival { "⚔ " } else { "" };
        let room = LETTERS.saturating_sub(bar.date.chars().count());
        let heading = clip(heading.unwrap_or_default(), room);
        let number = case.map(|case| format!("{} ", case + 1)).unwrap_or_default();
        let label = format!("{number}{heading} · {disputed}{}", bar.date);
        words(page, (WORDS - 6, top + 11), "end", &clip(&label, LETTERS + 6));
        for (at, sign) in bar.cells.iter().enumerate() {
            if let Some(sign) = sign {
                mark(page, *sign, (left(at), left(at + 1)), top + ROW / 2);
            }
        }
    }
}

fn mark(page: &mut HtmlPage, sign: BriefSign, (from, to): (i32, i32), middle: i32) {
    let centre = i32::midpoint(from, to);
    match sign {
        BriefSign::On => rectangle(page, "<rect class=\"c\"", (from, middle - 3), (to - from, 6)),
        BriefSign::Possible => {
            rectangle(page, "<rect class=\"p\"", (from, middle - 3), (to - from, 6));
        }
        BriefSign::About => {
            rectangle(
                page,
                "<rect class=\"p\" stroke-dasharray=\"2 2\"",
                (from, middle - 3),
                (to - from, 6),
            );
        }
        BriefSign::Day => diamond(page, "<path class=\"d\" d=\"M", centre, middle),
        BriefSign::Within => diamond(page, "<path class=\"w\" d=\"M", centre, middle),
        BriefSign::Open => {
            page.markup("<line class=\"o\" ");
            ends(page, (from, middle), (to, middle));
        }
        BriefSign::Beyond => words(page, (centre, middle + 4), "middle", "▸"),
        BriefSign::Sign(sign) => words(page, (centre, middle + 4), "middle", sign),
    }
}

fn diamond(page: &mut HtmlPage, opening: &'static str, centre: i32, middle: i32) {
    page.markup(opening);
    page.number(centre);
    page.markup(" ");
    page.number(middle - 5);
    page.markup("l5 5l-5 5l-5 -5z\"/>\n");
}

/// Writes a rectangle.
pub(super) fn rectangle(
    page: &mut HtmlPage,
    opening: &'static str,
    (x, y): (i32, i32),
    (width, height): (i32, i32),
) {
    page.markup(opening);
    for (name, number) in [(" x=\"", x), (" y=\"", y), (" width=\"", width), (" height=\"", height)]
    {
        page.markup(name);
        page.number(number.max(0));
        page.markup("\"");
    }
    page.markup("/>\n");
}

fn line(page: &mut HtmlPage, from: (i32, i32), to: (i32, i32)) {
    page.markup("<line class=\"g\" stroke=\"#888\" ");
    ends(page, from, to);
}

fn ends(page: &mut HtmlPage, from: (i32, i32), to: (i32, i32)) {
    for (name, number) in [("x1=\"", from.0), ("y1=\"", from.1), ("x2=\"", to.0), ("y2=\"", to.1)] {
        page.markup(name);
        page.number(number);
        page.markup("\" ");
    }
    page.markup("/>\n");
}

/// Writes words into a drawing; `anchor` is what of them is at the point.
pub(super) fn words(page: &mut HtmlPage, (x, y): (i32, i32), anchor: &'static str, words: &str) {
    page.markup("<text x=\"");
    page.number(x);
    page.markup("\" y=\"");
    page.number(y);
    page.markup("\" text-anchor=\"");
    page.markup(anchor);
    page.element("\">", words, "</text>\n");
}
