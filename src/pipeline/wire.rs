//! The messages between a run and its workers. A worker first identifies its program; then it receives tasks and
//! sends answers.
//!
//! A message is its length as 8 bytes, little-endian, followed by that many bytes.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::records::Program;
use crate::edition::{Answer, Task};
use crate::typeset::Found;

/// The maximum length of a message.
const LONGEST: u64 = 1 << 32;

/// The maximum number of files in an answer, which has a picture for each page at most.
const MOST_FILES: usize = 1 << 20;

/// An answer without its files, which follow as messages.
#[derive(Serialize, Deserialize)]
struct AnswerHead {
    findings: Vec<Found>,
    pages: usize,
    files: usize,
}

fn write(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)
}

/// Returns the next message, or `None` if the other side is closed.
fn read(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u64::from_le_bytes(length);
    if length > LONGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "not a message"));
    }
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(Some(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Returns the next message, which must exist.
fn expect(from: &mut impl Read) -> io::Result<Vec<u8>> {
    read(from)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// Sends the identity of this program.
///
/// # Errors
///
/// Fails where the other side is closed.
pub(super) fn send_hello(to: &mut impl Write) -> io::Result<()> {
    write(to, &serde_json::to_vec(&Program::this())?)?;
    to.flush()
}

/// Returns whether the other side is the same program. Other programs have other views.
///
/// # Errors
///
/// Fails where the other side ended before it sent its identity.
pub(super) fn is_same_program(from: &mut impl Read) -> io::Result<bool> {
    let hello = expect(from)?;
    Ok(serde_json::from_slice::<Program>(&hello).is_ok_and(|program| program == Program::this()))
}

/// Returns the message of a task.
pub(super) fn task_message(task: &Task) -> Vec<u8> {
    let json = serde_json::to_vec(task).expect("views are maps, lists, texts and numbers");
    [&(json.len() as u64).to_le_bytes()[..], &json].concat()
}

/// Returns the next task, or `None` if the other side is closed.
///
/// # Errors
///
/// Fails where the message is not a task.
pub(super) fn next_task(from: &mut impl Read) -> io::Result<Option<Task<'static>>> {
    Ok(match read(from)? {
        Some(bytes) => Some(serde_json::from_slice(&bytes)?),
        None => None,
    })
}

/// Sends an answer.
///
/// # Errors
///
/// Fails where the other side is closed.
pub(super) fn send_answer(to: &mut impl Write, answer: Answer) -> io::Result<()> {
    let Answer { files, pages, findings } = answer;
    write(to, &serde_json::to_vec(&AnswerHead { findings, pages, files: files.len() })?)?;
    files.iter().try_for_each(|file| write(to, file))?;
    to.flush()
}

/// Returns the next answer.
///
/// # Errors
///
/// Fails where the other side is closed, or the message is not an answer.
pub(super) fn next_answer(from: &mut impl Read) -> io::Result<Answer> {
    let AnswerHead { findings, pages, files } = serde_json::from_slice(&expect(from)?)?;
    if files > MOST_FILES {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "not a message"));
    }
    let files = (0..files).map(|_| expect(from)).collect::<io::Result<_>>()?;
    Ok(Answer { files, pages, findings })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Field, Finding, Message, Rule};
    use crate::source::Span;

    #[test]
    fn an_answer_arrives_as_it_was_sent() {
        let words = Message::new("はみ出す", "too wide");
        let finding = Finding::new(Rule::OVERFLOW, Span::new(3, 9), words.clone(), words)
            .in_field(Field::default().key("組織目標").index(2));
        let found = Found { sheet: 3, finding };
        let mut sent = Vec::new();
        for files in [vec![b"%PDF".to_vec(), b"%PNG".to_vec()], Vec::new()] {
            send_answer(&mut sent, Answer { files, pages: 2, findings: vec![found.clone()] }).expect("sent");
        }
        let mut from = sent.as_slice();
        let first = next_answer(&mut from).expect("arrives");
        assert_eq!(
            (first.files.concat(), first.pages, first.findings),
            (b"%PDF%PNG".to_vec(), 2, vec![found])
        );
        assert!(next_answer(&mut from).expect("arrives").files.is_empty());
        assert!(next_answer(&mut from).is_err());
    }

    #[test]
    fn what_is_cut_short_or_no_message_is_refused() {
        assert!(next_task(&mut &[0xFF; 12][..]).is_err());
        assert!(next_task(&mut &[9, 0, 0, 0, 0, 0, 0, 0, b'x'][..]).is_err());
        assert!(matches!(next_task(&mut &[][..]), Ok(None)));
        let mut many = Vec::new();
        write(&mut many, br#"{"findings":[],"pages":1,"files":18446744073709551615}"#).expect("written");
        assert!(next_answer(&mut many.as_slice()).is_err());
    }

    #[test]
    fn another_program_is_known() {
        let mut hello = Vec::new();
        send_hello(&mut hello).expect("sent");
        assert!(is_same_program(&mut hello.as_slice()).expect("said"));
        let mut foreign = Vec::new();
        write(&mut foreign, br#"{"version":"9","sources":"","templates":"","fonts":""}"#).expect("written");
        assert!(!is_same_program(&mut foreign.as_slice()).expect("said"));
        assert!(is_same_program(&mut &[][..]).is_err());
    }
}
