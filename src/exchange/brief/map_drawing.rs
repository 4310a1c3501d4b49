//! The map of a brief: coasts and borders, places as exactly as they are known, and all places as a list.

use super::html_page::HtmlPage;
use super::sheet::BriefSheet;
use super::timeline_drawing::words;

pub(super) fn write(page: &mut HtmlPage, sheet: &BriefSheet) {
    let map = &sheet.map;
    page.element("<h2 id=\"where\">3 Where</h2>\n<p>", &map.placed, ".</p>\n");
    if !map.badges.is_empty() || map.lines.iter().any(|line| line.is_hatched) {
        page.markup("<figure><div class=\"scroll\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Map; the list below has the same numbers\" viewBox=\"0 0 ");
        page.number(map.width);
        page.markup(" ");
        page.number(map.height);
        page.markup("\">\n");
        for line in &map.lines {
            page.markup(match (line.is_hatched, line.is_border) {
                (true, _) => "<path class=\"area\" d=\"",
                (false, true) => "<path class=\"border\" d=\"",
                (false, false) => "<path class=\"coast\" d=\"",
            });
            for (number, (x, y)) in line.points.iter().enumerate() {
                page.markup(if number == 0 { "M" } else { "L" });
                page.number(*x);
                page.markup(" ");
                page.number(*y);
            }
            page.markup(if line.is_hatched { "z\"/>\n" } else { "\"/>\n" });
        }
        for badge in &map.badges {
            let (x, y) = badge.at;
            page.markup(if badge.is_exact {
                "<circle class=\"d\" r=\"4\" cx=\""
            } else {
                "<circle class=\"w\" r=\"7\" cx=\""
            });
            page.number(x);
            page.markup("\" cy=\"");
            page.number(y);
            page.markup("\"/>\n");
            let label = format!("{} {}", badge.figure, badge.name);
            let is_right = x > map.width * 3 / 4;
            let (at, anchor) = if is_right { (x - 10, "end") } else { (x + 10, "start") };
            words(page, (at, y + 4), anchor, &label);
        }
        page.element(
            "</svg></div>\n<figcaption>● a point that a source gives; ○ a city or area, not the spot. ",
            &map.borders,
            ".</figcaption></figure>\n",
        );
    }
    page.markup("<div class=\"scroll\"><table>\n");
    for place in &map.places {
        page.element("<tr class=\"count\"><th dir=\"auto\">", &place.name, "</th>");
        page.element("<td>", place.known, "</td>");
        page.element("<td class=\"n\">", &place.figure, "</td></tr>\n");
    }
    if map.unplaced.at_most > 0 {
        page.markup("<tr class=\"count\"><th>no place named, or only in words</th><td></td>");
        page.element("<td class=\"n\">", &map.unplaced.figure(), "</td></tr>\n");
    }
    page.markup("</table></div>\n<p class=\"note\">A case with several places is in each of their rows, so the numbers do not add up.</p>\n");
}
