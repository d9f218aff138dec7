//! File contents by hash, from one `git cat-file --batch`.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::thread;

use super::GitError;
use super::command::{Git, not_run};
use super::entries::TreeEntry;
use crate::disk::LONGEST_SOURCE;

/// Returns the bytes of each file; `None` where the clone does not have them. A longer object than a source may be is
/// cut one byte behind that.
pub(super) fn contents(git: Git<'_>, files: &[TreeEntry]) -> Result<Vec<Option<Vec<u8>>>, GitError> {
    let mut command = git.command(&["cat-file", "--batch"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| not_run(&error))?;
    let pipes = child.stdin.take().zip(child.stdout.take());
    let (mut questions, answers) = pipes.ok_or_else(|| GitError::Failed("no pipe".to_owned()))?;
    let read: io::Result<_> = thread::scope(|scope| {
        // `git` answers before it has all questions, so they are written by another thread.
        let ask = move || files.iter().try_for_each(|entry| writeln!(questions, "{}", entry.hash));
        thread::Builder::new().spawn_scoped(scope, ask)?;
        let mut answers = BufReader::new(answers);
        files.iter().map(|_| content(&mut answers)).collect()
    });
    let _ = child.wait();
    read.map_err(|error| GitError::Failed(error.to_string()))
}

/// Reads an answer: `hash SP type SP size LF bytes LF`, or `hash SP missing LF`.
fn content(answers: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = String::new();
    if answers.read_line(&mut head)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let Some(size) = head.split_whitespace().nth(2).and_then(|size| size.parse().ok()) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    let kept = answers.by_ref().take(size).take(LONGEST_SOURCE as u64 + 1).read_to_end(&mut bytes)? as u64;
    let rest = size - kept + 1;
    if io::copy(&mut answers.take(rest), &mut io::sink())? == rest {
        Ok(Some(bytes))
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}
