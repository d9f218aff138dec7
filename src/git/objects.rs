//! File contents by hash, from one long-running `git cat-file --batch`.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Mutex, PoisonError};

use super::GitError;
use super::command::{Git, not_run};
use crate::disk::Refused;

/// The size limit of a blob in bytes, far above that of any file of a collection.
const LARGEST: u64 = 64 << 20;

/// A running `git cat-file --batch`.
#[derive(Debug)]
pub(super) struct Objects(Mutex<Process>);

#[derive(Debug)]
struct Process {
    child: Child,
    /// The program's stdin. Dropping it makes the program exit.
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Objects {
    /// Starts the program.
    pub(super) fn of(git: Git<'_>) -> Result<Self, GitError> {
        let mut command = git.command(&["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_run(&error))?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(GitError::Failed("no pipe".to_owned()));
        };
        let stdout = BufReader::new(stdout);
        Ok(Self(Mutex::new(Process { child, stdin: Some(stdin), stdout })))
    }

    /// Returns the bytes of a blob.
    pub(super) fn read(&self, hash: &str) -> io::Result<Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read(hash)
    }
}

impl Process {
    /// Requests a blob. The response is `hash SP type SP size LF bytes LF`, or `hash SP missing LF`.
    fn read(&mut self, hash: &str) -> io::Result<Vec<u8>> {
        let stdin = self.stdin.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        stdin.write_all(format!("{hash}\n").as_bytes())?;
        stdin.flush()?;
        let mut head = String::new();
        if self.stdout.read_line(&mut head)? == 0 {
            return Err(io::Error::new(io::ErrorKind::BrokenPipe, "git has ended"));
        }
        let size = head.split_whitespace().nth(2).and_then(|size| size.parse().ok());
        let size: u64 = size.ok_or_else(|| Refused::NotInClone)?;
        let mut answer = (&mut self.stdout).take(size + 1);
        if size > LARGEST {
            io::copy(&mut answer, &mut io::sink())?;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut bytes = Vec::new();
        answer.read_to_end(&mut bytes)?;
        // The trailing line feed.
        match bytes.pop() {
            Some(b'\n') if bytes.len() as u64 == size => Ok(bytes),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.stdin.take());
        // The program exits by itself; waiting prevents a zombie process.
        let _ = self.child.wait();
    }
}
