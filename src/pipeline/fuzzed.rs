//! Functions for tests and fuzzers: they read messages of another process.

use std::borrow::Cow;

use crate::edition::{Answer, Task};
use crate::sheet::Settings;
use crate::view::{self, SheetView};

use super::wire::{is_same_program, next_answer, next_task, send_answer, send_hello, task_message};

/// Reads bytes as each kind of message, to their end.
pub fn messages(bytes: &[u8]) {
    let mut from = bytes;
    let _ = is_same_program(&mut from);
    while next_task(&mut from).is_ok_and(|task| task.is_some()) {}
    let mut from = bytes;
    while next_answer(&mut from).is_ok() {}
}

/// Returns messages of each kind, one behind the other.
pub fn sample() -> Vec<u8> {
    let mut sample = Vec::new();
    let _ = send_hello(&mut sample);
    let department = view::department(&crate::sheet::Department::default(), &Settings::default(), None);
    let page = SheetView::Department(Box::new(department));
    sample.extend(task_message(&Task::Fit(Cow::Owned(page))));
    let _ =
        send_answer(&mut sample, Answer { files: vec![b"%PDF".to_vec()], pages: 1, findings: Vec::new() });
    sample
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_every_kind() {
        let sample = sample();
        let mut from = sample.as_slice();
        assert!(is_same_program(&mut from).expect("said"));
        assert!(next_task(&mut from).expect("sent").is_some());
        assert_eq!(next_answer(&mut from).expect("sent").pages, 1);
        messages(&sample);
    }
}
