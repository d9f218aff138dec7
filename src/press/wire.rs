//! What the press and its workers say to each other: a view goes, a print comes back.
//!
//! Each message is its length in bytes as 8 bytes, little-endian, and then the bytes.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::edition::Printed;
use crate::typeset::Found;
use crate::view::PaperView;

/// Longer messages are no messages of ours.
const LONGEST: u64 = 1 << 32;

/// The findings of a print, and whether its PDF follows.
#[derive(Serialize, Deserialize)]
struct Head {
    findings: Vec<Found>,
    pages: usize,
    pdf: bool,
}

fn write(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)
}

/// The next message; nothing where the other side has closed.
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

/// Sends a view.
///
/// # Errors
/// Where nobody takes it.
pub(super) fn send_view(to: &mut impl Write, view: &PaperView) -> io::Result<()> {
    write(to, &serde_json::to_vec(view)?)?;
    to.flush()
}

/// The next view; nothing where no more will come.
///
/// # Errors
/// Where what comes is no view.
pub(super) fn next_view(from: &mut impl Read) -> io::Result<Option<PaperView>> {
    Ok(match read(from)? {
        Some(bytes) => Some(serde_json::from_slice(&bytes)?),
        None => None,
    })
}

/// Sends a print.
///
/// # Errors
/// Where nobody takes it.
pub(super) fn send_print(to: &mut impl Write, printed: Printed) -> io::Result<()> {
    let head = Head { findings: printed.findings, pages: printed.pages, pdf: printed.pdf.is_some() };
    write(to, &serde_json::to_vec(&head)?)?;
    if let Some(pdf) = printed.pdf {
        write(to, &pdf)?;
    }
    to.flush()
}

/// The next print.
///
/// # Errors
/// Where the other side has closed, or says something else.
pub(super) fn next_print(from: &mut impl Read) -> io::Result<Printed> {
    let mut next = || read(from)?.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof));
    let head: Head = serde_json::from_slice(&next()?)?;
    let pdf = if head.pdf { Some(next()?) } else { None };
    Ok(Printed { pdf, pages: head.pages, findings: head.findings })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Field, Finding, Rule, Words};
    use crate::source::Span;

    #[test]
    fn a_print_arrives_as_it_was_sent() {
        let words = Words::new("はみ出す", "too wide");
        let finding = Finding::new(Rule::OVERFLOW, Span::new(3, 9), words.clone(), words)
            .in_field(Field::default().key("組織目標").index(2));
        let found = Found { sheet: 3, finding };
        let mut sent = Vec::new();
        for pdf in [Some(b"%PDF".to_vec()), None] {
            send_print(&mut sent, Printed { pdf, pages: 2, findings: vec![found.clone()] }).expect("sent");
        }
        let mut from = sent.as_slice();
        let first = next_print(&mut from).expect("arrives");
        assert_eq!((first.pdf.as_deref(), first.pages, first.findings), (Some(&b"%PDF"[..]), 2, vec![found]));
        assert_eq!(next_print(&mut from).expect("arrives").pdf, None);
        assert!(next_print(&mut from).is_err());
    }

    #[test]
    fn what_is_cut_short_or_no_message_is_refused() {
        assert!(next_view(&mut &[0xFF; 12][..]).is_err());
        assert!(next_view(&mut &[9, 0, 0, 0, 0, 0, 0, 0, b'x'][..]).is_err());
        assert!(matches!(next_view(&mut &[][..]), Ok(None)));
    }
}
