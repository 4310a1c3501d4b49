//! Every colour of the browser: one style for each role. The terminal's own sixteen colours, no
//! painted backgrounds; what a colour says, a sign or a word says too.

use ratatui::style::{Color, Modifier, Style};

use super::super::model::Look;
use super::super::model::page::Role;

/// Returns the style of a role.
pub(super) fn style(look: Look, role: Role) -> Style {
    match look {
        Look::Colour => coloured(role),
        Look::Plain => plain(role),
    }
}

fn coloured(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Text | Role::Quoted => style,
        Role::Heading | Role::Key => style.add_modifier(Modifier::BOLD),
        Role::Label | Role::Focus => style.fg(Color::Cyan),
        Role::Cursor => style.fg(Color::Cyan).add_modifier(Modifier::BOLD),
        Role::Link => style.add_modifier(Modifier::UNDERLINED),
        Role::Quiet => style.add_modifier(Modifier::DIM),
        Role::Selected => style.add_modifier(Modifier::REVERSED),
        Role::Match => style.fg(Color::Magenta).add_modifier(Modifier::BOLD),
        Role::Sourced => style.fg(Color::Green),
        Role::Unchecked => style.fg(Color::Yellow),
        Role::Unsourced | Role::Warning => style.fg(Color::Red),
        Role::Disputed => style.fg(Color::Magenta),
    }
}

fn plain(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Text
        | Role::Quoted
        | Role::Label
        | Role::Quiet
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
