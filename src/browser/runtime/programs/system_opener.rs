//! Opens an address or a file with the desktop's opener, as one argument and without a shell.

use std::env;
use std::ffi::OsStr;

use super::clipboard::is_remote;

/// Opens an address or a file, and returns a message about it.
pub(crate) fn open(target: &OsStr) -> String {
    let shown = target.to_string_lossy();
    if is_remote() || !has_desktop() {
        return format!("no browser can be opened here; the source is at {shown}");
    }
    match open::that(target) {
        Ok(()) => format!("opened {shown}"),
        Err(error) => format!("cannot open {shown}: {error}"),
    }
}

/// On systems other than Linux and BSD, a user with a terminal has a desktop.
fn has_desktop() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let elsewhere = cfg!(any(windows, target_os = "macos"));
    elsewhere || ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"].into_iter().any(is_set)
}
