//! File metadata (owner, group, mode, access list, extended attributes), copied to a new file before anyone
//! else can read it.

use std::fs::File;

use super::cause::Cause;

/// Copies the metadata of `old` to `new`, which only its owner can read so far.
#[cfg(unix)]
pub(super) fn copy(old: &File, new: &File) -> Result<(), Cause> {
    use std::os::unix::fs::{MetadataExt as _, fchown};

    use super::cause::MetadataKind;

    let (wanted, actual) = (old.metadata()?, new.metadata()?);
    let owner = (wanted.uid(), wanted.gid());
    if (actual.uid(), actual.gid()) != owner {
        // Only a privileged user may give files away.
        fchown(new, Some(owner.0), Some(owner.1))
            .map_err(|_| Cause::Identity(MetadataKind::Owner))?;
    }
    // Before the mode: the new file has the default access list of its folder until now, and the group bits of
    // the mode are the mask of that list, so they would open the file to everyone on it.
    attributes::copy(old, new)?;
    new.set_permissions(wanted.permissions())?;
    let actual = new.metadata()?;
    if (actual.uid(), actual.gid()) != owner {
        return Err(Cause::Identity(MetadataKind::Owner));
    }
    if actual.mode() != wanted.mode() {
        return Err(Cause::Identity(MetadataKind::Access));
    }
    attributes::compare(old, new)
}

/// Returns whether two files have the same metadata.
#[cfg(unix)]
pub(super) fn is_same(one: &File, other: &File) -> Result<bool, Cause> {
    use std::os::unix::fs::MetadataExt as _;
    let of = |file: &File| file.metadata().map(|all| (all.uid(), all.gid(), all.mode()));
    Ok(of(one)? == of(other)? && attributes::of(one)? == attributes::of(other)?)
}

#[cfg(not(unix))]
pub(super) fn is_same(_: &File, _: &File) -> Result<bool, Cause> {
    Ok(true)
}

#[cfg(not(unix))]
pub(super) fn copy(old: &File, new: &File) -> Result<(), Cause> {
    Ok(new.set_permissions(old.metadata()?.permissions())?)
}

#[cfg(unix)]
mod attributes {
    use std::collections::BTreeMap;
    use std::ffi::{OsStr, OsString};
    use std::fs::File;
    use std::io;

    use xattr::FileExt as _;

    use super::super::cause::{Cause, MetadataKind};

    /// Checksums that the kernel computes for each file and that no program can set.
    const OF_THE_KERNEL: [&str; 2] = ["security.evm", "security.ima"];

    /// The access list of a file on Linux.
    const LIST: &str = "system.posix_acl_access";

    type All = BTreeMap<OsString, Vec<u8>>;

    pub(super) fn of(file: &File) -> Result<All, Cause> {
        let names = match file.list_xattr() {
            Ok(names) => names,
            Err(error) if is_unknown(&error) => return Ok(All::new()),
            Err(error) => return Err(error.into()),
        };
        let mut all = All::new();
        for name in names.filter(|name| !OF_THE_KERNEL.iter().any(|other| name == *other)) {
            if let Some(value) = file.get_xattr(&name)? {
                all.insert(name, value);
            }
        }
        Ok(all)
    }

    fn is_unknown(error: &io::Error) -> bool {
        let code = error.raw_os_error().map(rustix::io::Errno::from_raw_os_error);
        matches!(code, Some(rustix::io::Errno::NOTSUP | rustix::io::Errno::NOSYS))
            || error.kind() == io::ErrorKind::Unsupported
    }

    fn what(name: &OsStr) -> MetadataKind {
        if name == LIST { MetadataKind::Access } else { MetadataKind::Attributes }
    }

    pub(super) fn copy(old: &File, new: &File) -> Result<(), Cause> {
        let (wanted, actual) = (of(old)?, of(new)?);
        for name in actual.keys().filter(|name| !wanted.contains_key(*name)) {
            new.remove_xattr(name).map_err(|_| Cause::Identity(what(name)))?;
        }
        for (name, value) in wanted.iter().filter(|(name, value)| actual.get(*name) != Some(value))
        {
            new.set_xattr(name, value).map_err(|error| refused(name, error))?;
        }
        Ok(())
    }

    /// Returns the cause of a refused attribute; a full disk is reported as such.
    fn refused(name: &OsStr, error: io::Error) -> Cause {
        let full = [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded];
        if full.contains(&error.kind()) { error.into() } else { Cause::Identity(what(name)) }
    }

    pub(super) fn compare(old: &File, new: &File) -> Result<(), Cause> {
        let (wanted, actual) = (of(old)?, of(new)?);
        let mut names = wanted.keys().chain(actual.keys());
        let differs = names.find(|name| wanted.get(*name) != actual.get(*name));
        differs.map_or(Ok(()), |name| Err(Cause::Identity(what(name))))
    }
}
