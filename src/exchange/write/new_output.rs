//! New files and folders that get their name once they are whole: for what is too large to be held in memory.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Readers;
use super::cause::{Cause, WriteError};
use super::directory::Directory;
use super::temporary::{free_name, is_temporary};
use crate::exchange::package::Package;

/// So many files of a package are each waited for; of more, each would cost a turn of the disk.
const FEW_FILES: usize = 32;

/// A folder or a single file that is being written beneath the folder that is to have it. Until it is finished,
/// nothing has its name; if it is dropped before, what was written is removed.
pub struct NewOutput {
    parent: Directory,
    path: PathBuf,
    name: OsString,
    temporary: OsString,
    what: NewFiles,
    readers: Readers,
    /// Whether it takes the place of a file that has its name.
    replaces: bool,
    is_finished: bool,
}

enum NewFiles {
    One(BufWriter<File>),
    Folder { directory: Directory, files: Vec<PackageFile> },
}

/// A file of a package with its name; of one that has ended, no more. An evidence bag has hundreds of thousands.
type PackageFile = (Box<str>, Option<Box<BufWriter<File>>>);

impl NewOutput {
    /// Begins a file at a path.
    ///
    /// # Errors
    ///
    /// Something has that name, or nothing can be created there.
    pub fn file(path: &Path, readers: Readers) -> Result<Self, WriteError> {
        Self::begin(path, readers, |parent, temporary| one_file(parent, temporary, readers))
    }

    /// Begins a file that takes the place of one at a path once it is whole; a file that is not there is made.
    ///
    /// # Errors
    ///
    /// Something else than a plain file has that name, or nothing can be created there.
    pub fn in_place_of(path: &Path, readers: Readers) -> Result<Self, WriteError> {
        let new = Self::begin_at(path, readers, true, |parent, temporary| {
            one_file(parent, temporary, readers)
        });
        new.map_err(|cause| WriteError::new("replace", path, cause))
    }

    /// Begins a folder at a path.
    ///
    /// # Errors
    ///
    /// Something has that name, or nothing can be created there.
    pub fn folder(path: &Path, readers: Readers) -> Result<Self, WriteError> {
        Self::begin(path, readers, |parent, temporary| {
            if !parent.make(temporary, readers == Readers::Owner)? {
                return Err(Cause::Exists);
            }
            Ok(NewFiles::Folder { directory: parent.enter(temporary)?, files: Vec::new() })
        })
    }

    fn begin(
        path: &Path,
        readers: Readers,
        make: impl FnOnce(&Directory, &OsStr) -> Result<NewFiles, Cause>,
    ) -> Result<Self, WriteError> {
        let new = Self::begin_at(path, readers, false, make);
        new.map_err(|cause| WriteError::new("create", path, cause))
    }

    fn begin_at(
        path: &Path,
        readers: Readers,
        replaces: bool,
        make: impl FnOnce(&Directory, &OsStr) -> Result<NewFiles, Cause>,
    ) -> Result<Self, Cause> {
        may_have_name(path, replaces)?;
        let name = path.file_name().ok_or(Cause::Outside)?.to_owned();
        let above = path.parent().filter(|above| !above.as_os_str().is_empty());
        let parent = Directory::open(above.unwrap_or(Path::new(".")))?;
        let temporary = free_name();
        let what = make(&parent, &temporary)?;
        let path = path.to_owned();
        Ok(Self { parent, path, name, temporary, what, readers, replaces, is_finished: false })
    }

    /// Calls `look` with the name of each file that was written, and with the file, to be read again.
    ///
    /// # Errors
    ///
    /// A file cannot be written to its end, or read again.
    pub fn read_back(
        &mut self,
        look: &mut dyn FnMut(&str, &mut File) -> io::Result<()>,
    ) -> Result<(), WriteError> {
        let (parent, temporary, name) = (&self.parent, &self.temporary, &self.name);
        let mut read = |directory: &Directory, at: &OsStr, name: &str| -> Result<(), Cause> {
            Ok(look(name, &mut directory.read(at)?)?)
        };
        let mut all = || -> Result<(), Cause> {
            match &mut self.what {
                NewFiles::One(file) => {
                    file.flush()?;
                    read(parent, temporary, &name.to_string_lossy())
                }
                NewFiles::Folder { directory, files } => {
                    for (name, file) in files {
                        file.as_mut().map_or(Ok(()), Write::flush)?;
                        let (folder, last) = entered(directory, name)?;
                        read(folder.as_ref().unwrap_or(directory), OsStr::new(last), name)?;
                    }
                    Ok(())
                }
            }
        };
        all().map_err(|cause| WriteError::new("read", &self.path, cause))
    }

    /// Has everything on the disk, and gives it its name.
    ///
    /// # Errors
    ///
    /// It cannot be written to its end, or something has got its name meanwhile; then nothing of it stays.
    pub fn finish(mut self) -> Result<(), WriteError> {
        let mut finish = || -> Result<(), Cause> {
            match &mut self.what {
                NewFiles::One(file) => {
                    file.flush()?;
                    file.get_ref().sync_all()?;
                }
                NewFiles::Folder { directory, files } => {
                    for file in files.iter_mut().filter_map(|(_, file)| file.as_mut()) {
                        file.flush()?;
                        file.get_ref().sync_all()?;
                    }
                    if waits_once(files.len()) && !directory.flush_file_system()? {
                        for (name, _) in files.iter() {
                            let (folder, last) = entered(directory, name)?;
                            let within = folder.as_ref().unwrap_or(directory);
                            within.read(OsStr::new(last))?.sync_all()?;
                        }
                    }
                    directory.sync()?;
                }
            }
            if self.replaces {
                may_have_name(&self.path, true)?;
                self.parent.rename(&self.temporary, &self.name)?;
                self.is_finished = true;
                return Ok(self.parent.sync()?);
            }
            self.parent.rename_new(&self.temporary, &self.name).map_err(|error| {
                if error.kind() == io::ErrorKind::AlreadyExists {
                    Cause::Exists
                } else {
                    error.into()
                }
            })?;
            self.is_finished = true;
            Ok(self.parent.sync()?)
        };
        finish().map_err(|cause| WriteError::new("create", &self.path, cause))
    }
}

fn one_file(parent: &Directory, temporary: &OsStr, readers: Readers) -> Result<NewFiles, Cause> {
    let file = parent.create(temporary, readers == Readers::Owner)?;
    Ok(NewFiles::One(BufWriter::new(file)))
}

/// Refuses a name that something has, unless a plain file has it and is to be replaced.
fn may_have_name(path: &Path, replaces: bool) -> Result<(), Cause> {
    match fs::symlink_metadata(path) {
        Err(_) => Ok(()),
        Ok(there) if replaces && there.is_file() => Ok(()),
        Ok(_) if replaces => Err(Cause::NotAFile),
        Ok(_) => Err(Cause::Exists),
    }
}

/// Returns whether a package of so many files waits for the disk once, at its end, instead of once for each file.
fn waits_once(files: usize) -> bool {
    cfg!(any(target_os = "linux", target_os = "android")) && files > FEW_FILES
}

/// Opens the folder of a file within a package; `None` where it lies in the package itself.
fn entered<'n>(
    directory: &Directory,
    name: &'n str,
) -> Result<(Option<Directory>, &'n str), Cause> {
    let mut folder = None;
    let mut rest = name;
    while let Some((first, behind)) = rest.split_once('/') {
        let inside = folder.as_ref().unwrap_or(directory).enter(OsStr::new(first))?;
        (folder, rest) = (Some(inside), behind);
    }
    Ok((folder, rest))
}

impl Package for NewOutput {
    fn add(&mut self, name: &str) -> io::Result<usize> {
        let is_private = self.readers == Readers::Owner;
        let NewFiles::Folder { directory, files } = &mut self.what else {
            return Err(io::ErrorKind::NotADirectory.into());
        };
        let mut folder: Option<Directory> = None;
        let mut rest = name;
        while let Some((first, behind)) = rest.split_once('/') {
            let within = folder.as_ref().unwrap_or(directory);
            within.make(OsStr::new(first), is_private)?;
            let inside = within.enter(OsStr::new(first)).map_err(io::Error::other)?;
            (folder, rest) = (Some(inside), behind);
        }
        let within = folder.as_ref().unwrap_or(directory);
        let file = within.create(OsStr::new(rest), is_private)?;
        files.push((name.into(), Some(Box::new(BufWriter::new(file)))));
        Ok(files.len() - 1)
    }

    fn put(&mut self, file: usize, bytes: &[u8]) -> io::Result<()> {
        match &mut self.what {
            NewFiles::Folder { files, .. } => {
                let (_, file) = files.get_mut(file).ok_or(io::ErrorKind::NotFound)?;
                file.as_mut().ok_or(io::ErrorKind::NotFound)?.write_all(bytes)
            }
            NewFiles::One(_) => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    fn close(&mut self, file: usize) -> io::Result<()> {
        let NewFiles::Folder { files, .. } = &mut self.what else { return Ok(()) };
        let open = files.get_mut(file).and_then(|(_, file)| file.take());
        let Some(open) = open else { return Ok(()) };
        let file = open.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.set_modified(SystemTime::UNIX_EPOCH)?;
        if waits_once(files.len()) { Ok(()) } else { file.sync_all() }
    }
}

impl Write for NewOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.what {
            NewFiles::One(file) => file.write(bytes),
            NewFiles::Folder { .. } => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.what {
            NewFiles::One(file) => file.flush(),
            NewFiles::Folder { .. } => Ok(()),
        }
    }
}

impl Drop for NewOutput {
    fn drop(&mut self) {
        if self.is_finished || !is_temporary(&self.temporary) {
            return;
        }
        // Where this fails, a hidden folder is left whose name says that it is a temporary one.
        match &self.what {
            NewFiles::One(_) => _ = self.parent.remove(&self.temporary),
            NewFiles::Folder { .. } => {
                let above = self.path.parent().unwrap_or(Path::new(""));
                _ = fs::remove_dir_all(above.join(&self.temporary));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_has_its_name_once_it_is_whole_and_never_replaces_another() {
        let around = tempfile::tempdir().unwrap();
        let path = around.path().join("out");
        let mut new = NewOutput::folder(&path, Readers::AnyoneAllowed).unwrap();
        let one = new.add("one.csv").unwrap();
        let two = new.add("data/deep/two.csv").unwrap();
        new.put(two, b"2").unwrap();
        new.put(one, b"1").unwrap();
        new.put(two, b"3").unwrap();
        assert!(!path.exists(), "it is not whole yet");
        let mut read = Vec::new();
        let look = &mut |name: &str, file: &mut File| {
            let mut bytes = Vec::new();
            io::Read::read_to_end(file, &mut bytes)?;
            read.push((name.to_owned(), bytes));
            Ok(())
        };
        new.read_back(look).unwrap();
        let expected = [("one.csv", "1"), ("data/deep/two.csv", "23")];
        assert_eq!(read, expected.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
        new.finish().unwrap();
        assert_eq!(names(around.path()), ["out"]);
        assert_eq!(fs::read(path.join("data/deep/two.csv")).unwrap(), b"23");
        let again = NewOutput::folder(&path, Readers::AnyoneAllowed);
        assert!(again.is_err_and(|error| error.exists()));
        let file = NewOutput::file(&path, Readers::AnyoneAllowed);
        assert!(file.is_err_and(|error| error.exists()));
    }

    #[test]
    fn what_is_not_finished_leaves_nothing() {
        let around = tempfile::tempdir().unwrap();
        let mut folder =
            NewOutput::folder(&around.path().join("out"), Readers::AnyoneAllowed).unwrap();
        let file = folder.add("data/one.csv").unwrap();
        folder.put(file, b"1").unwrap();
        let mut one =
            NewOutput::file(&around.path().join("out.xlsx"), Readers::AnyoneAllowed).unwrap();
        one.write_all(b"1").unwrap();
        drop(folder);
        drop(one);
        assert_eq!(names(around.path()), [""; 0]);
    }

    #[test]
    fn what_takes_the_name_meanwhile_stays() {
        let around = tempfile::tempdir().unwrap();
        let path = around.path().join("out");
        let new = NewOutput::folder(&path, Readers::AnyoneAllowed).unwrap();
        fs::write(&path, "another").unwrap();
        assert!(new.finish().is_err());
        assert_eq!(names(around.path()), ["out"]);
        assert_eq!(fs::read(&path).unwrap(), b"another");
    }
}
