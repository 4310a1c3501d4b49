//! All colours of the browser: one style for each role, in the terminal's colours or for a dark or
//! light background.

use ratatui::style::{Color, Modifier, Style};

use super::super::model::Theme;
use super::super::model::page::Role;

/// The colours of one look.
struct Colours {
    label: Color,
    found: Color,
    sourced: Color,
    unchecked: Color,
    warning: Color,
    disputed: Color,
    /// What is less needed; where there is no colour for it, the terminal dims it.
    quiet: Option<Color>,
}

/// The terminal's own sixteen colours: its palette is chosen to be readable on its background.
const TERMINAL: Colours = Colours {
    label: Color::Cyan,
    found: Color::Magenta,
    sourced: Color::Green,
    unchecked: Color::Yellow,
    warning: Color::Red,
    disputed: Color::Magenta,
    quiet: None,
};

/// Colours halfway between black and white, as far as there are any of their hue: the contrast with both is
/// about 4.5.
const EITHER: Colours = Colours {
    label: Color::Indexed(63),
    found: Color::Indexed(163),
    sourced: Color::Indexed(29),
    unchecked: Color::Indexed(130),
    warning: Color::Indexed(131),
    disputed: Color::Indexed(98),
    quiet: Some(Color::Indexed(243)),
};

const DARK: Colours = Colours {
    label: Color::Indexed(80),
    found: Color::Indexed(219),
    sourced: Color::Indexed(114),
    unchecked: Color::Indexed(221),
    warning: Color::Indexed(210),
    disputed: Color::Indexed(177),
    quiet: Some(Color::Indexed(248)),
};

const LIGHT: Colours = Colours {
    label: Color::Indexed(24),
    found: Color::Indexed(127),
    sourced: Color::Indexed(22),
    unchecked: Color::Indexed(94),
    warning: Color::Indexed(124),
    disputed: Color::Indexed(91),
    quiet: Some(Color::Indexed(241)),
};

/// Returns the style of a role.
pub(crate) fn style(look: Theme, role: Role) -> Style {
    match look {
        Theme::Auto => coloured(&EITHER, role),
        Theme::Sixteen => coloured(&TERMINAL, role),
        Theme::Dark => coloured(&DARK, role),
        Theme::Light => coloured(&LIGHT, role),
        Theme::Plain => plain(role),
    }
}

fn coloured(colours: &Colours, role: Role) -> Style {
    let Colours { label, found, sourced, unchecked, warning, disputed, quiet } = *colours;
    let style = Style::new();
    match role {
        Role::Text | Role::Quoted => style,
        Role::Heading | Role::Key => style.add_modifier(Modifier::BOLD),
        Role::Label | Role::Focus => style.fg(label),
        Role::Cursor => style.fg(label).add_modifier(Modifier::BOLD),
        Role::Link => style.add_modifier(Modifier::UNDERLINED),
        Role::Quiet => match quiet {
            Some(quiet) => style.fg(quiet),
            None => style.add_modifier(Modifier::DIM),
        },
        Role::Selected => style.add_modifier(Modifier::REVERSED),
        Role::Match => style.fg(found).add_modifier(Modifier::BOLD),
        Role::Sourced => style.fg(sourced),
        Role::Unchecked => style.fg(unchecked),
        Role::Unsourced | Role::Warning => style.fg(warning),
        Role::Disputed => style.fg(disputed),
    }
}

fn plain(role: Role) -> Style {
    let style = Style::new();
    match role {
        // Faint is no colour; without it nothing would show which pane keys go to.
        Role::Quiet => style.add_modifier(Modifier::DIM),
        Role::Text
        | Role::Quoted
        | Role::Label
        | Role::Sourced
        | Role::Unchecked
        | Role::Unsourced => style,
        Role::Heading | Role::Focus | Role::Cursor | Role::Key | Role::Disputed | Role::Warning => {
            style.add_modifier(Modifier::BOLD)
        }
        Role::Link => style.add_modifier(Modifier::UNDERLINED),
        Role::Match => style.add_modifier(Modifier::BOLD).add_modifier(Modifier::UNDERLINED),
        Role::Selected => style.add_modifier(Modifier::REVERSED),
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;

    /// Returns how bright a colour of the cube of 6×6×6 or of the greys is, from 0 to 1.
    fn luminance(colour: Color) -> f64 {
        let Color::Indexed(number) = colour else { panic!("{colour:?}") };
        let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
        let [r, g, b] = match number {
            16..=231 => [(number - 16) / 36, (number - 16) / 6 % 6, (number - 16) % 6].map(level),
            232..=255 => [8 + 10 * (number - 232); 3],
            0..=15 => panic!("the terminal's own"),
        };
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    /// The contrast that the Web Content Accessibility Guidelines ask of small text.
    const ENOUGH: f64 = 4.5;
    /// The palette has no orange with that contrast to both black and white.
    const NEARLY: f64 = 4.45;

    #[test]
    fn every_colour_stands_out_on_the_backgrounds_its_look_is_for() {
        // From black to a dark grey, and from a cream to white; on both, only with black and white.
        for (look, background, enough) in [
            (Theme::Dark, 0.03, ENOUGH),
            (Theme::Light, 0.85, ENOUGH),
            (Theme::Auto, 0.0, NEARLY),
            (Theme::Auto, 1.0, ENOUGH),
        ] {
            for colour in Role::iter().filter_map(|role| style(look, role).fg) {
                let (light, dark) =
                    (luminance(colour).max(background), luminance(colour).min(background));
                let contrast = (light + 0.05) / (dark + 0.05);
                assert!(contrast >= enough, "{look:?} {colour:?} {contrast:.1}");
            }
        }
    }

    #[test]
    fn nothing_paints_a_background() {
        for (_, look) in Theme::NAMED {
            assert!(Role::iter().all(|role| style(look, role).bg.is_none()));
        }
    }
}
