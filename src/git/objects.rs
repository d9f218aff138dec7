//! Bytes by their hash, from one `git cat-file --batch` that is asked again and again.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Mutex, PoisonError};

use super::GitError;
use super::command::{Git, not_run};
use crate::disk::Refused;

/// More bytes than any file of a collection has, by far.
const LARGEST: u64 = 64 << 20;

/// A running `git cat-file --batch`.
#[derive(Debug)]
pub(super) struct Objects(Mutex<Asked>);

#[derive(Debug)]
struct Asked {
    child: Child,
    /// Taken when it ends: that is how the program is told to.
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    /// Begins to answer.
    pub(super) fn of(git: Git<'_>) -> Result<Self, GitError> {
        let mut command = git.command(&["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_run(&error))?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(GitError::Failed("no pipe".to_owned()));
        };
        let answers = BufReader::new(answers);
        Ok(Self(Mutex::new(Asked { child, questions: Some(questions), answers })))
    }

    /// The bytes of a hash.
    pub(super) fn read(&self, hash: &str) -> io::Result<Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read(hash)
    }
}

impl Asked {
    /// An answer is `hash SP type SP size LF bytes LF`, or `hash SP missing LF`.
    fn read(&mut self, hash: &str) -> io::Result<Vec<u8>> {
        let questions = self.questions.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        questions.write_all(format!("{hash}\n").as_bytes())?;
        questions.flush()?;
        let mut head = String::new();
        if self.answers.read_line(&mut head)? == 0 {
            return Err(io::Error::new(io::ErrorKind::BrokenPipe, "git has ended"));
        }
        let size = head.split_whitespace().nth(2).and_then(|size| size.parse().ok());
        let size: u64 = size.ok_or_else(|| Refused::NotInClone)?;
        let mut answer = (&mut self.answers).take(size + 1);
        if size > LARGEST {
            io::copy(&mut answer, &mut io::sink())?;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut bytes = Vec::new();
        answer.read_to_end(&mut bytes)?;
        // The line end behind it.
        match bytes.pop() {
            Some(b'\n') if bytes.len() as u64 == size => Ok(bytes),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        drop(self.questions.take());
        // It ends by itself; waiting keeps it from staying as a dead process.
        let _ = self.child.wait();
    }
}
