//! All outputs that need work, by as many printers as are asked for.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

use super::job::{Done, Prepared, Shop};
use super::output::{Output, Target};
use super::plan::Plan;
use super::printer::{Helper, Printer};
use super::product::Product;

/// Work to be done.
pub(super) struct Batch<'a> {
    pub(super) shop: Shop<'a>,
    pub(super) plan: &'a Plan<'a>,
    /// All outputs.
    pub(super) targets: &'a [Target<'a>],
    /// The places of those that are to be made, in the order in which they are begun.
    pub(super) places: Vec<usize>,
    /// How many printers at the most.
    pub(super) jobs: usize,
    /// How to start printers in processes of their own.
    pub(super) helper: Option<&'a Helper>,
    /// Set where no new output is to be begun.
    pub(super) stop: &'a AtomicBool,
}

/// More sheets than a booklet of the usual size has.
const LARGE: usize = 30;

/// After so many views another printer takes a printer's place: it keeps a little of each for ever, and what
/// its memory has come to be made of. To start one takes half as long as to set a sheet.
const LIFE: usize = if cfg!(test) { 1 } else { 250 };

/// An output on its way through a printer.
struct Sent<'a> {
    place: usize,
    output: Output<'a>,
    prepared: Prepared,
}

/// The place of an output, and how it went.
type Told = (usize, Done);

impl<'a> Batch<'a> {
    /// Makes every output and tells how each went, by its place, in the order in which they are done.
    pub(super) fn run(&self, mut told: impl FnMut(usize, Done)) {
        let printers = self.jobs.min(self.places.len());
        // What a large booklet takes goes back when its process ends.
        let booklets = self.places.iter().map(|place| self.targets[*place]);
        let mut booklets = booklets.filter(|target| target.product == Product::Booklet);
        let is_large = |output: &Output| output.places.len() > LARGE;
        let sparing = booklets.any(|target| self.plan.output(target).as_ref().is_some_and(is_large));
        let helper = self.helper.filter(|_| printers > 1 || sparing);
        let hire = || Printer::new(helper, sparing);
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            let (sender, done) = mpsc::channel();
            for _ in 0..printers {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || self.work(next, hire, &sender));
            }
            drop(sender);
            for (place, done) in done {
                told(place, done);
            }
        });
    }

    /// Makes outputs until none is left. While a page is set, the next is made ready and the one before is
    /// written.
    fn work(&self, next: &AtomicUsize, hire: impl Fn() -> Printer, done: &Sender<Told>) {
        let (mut printer, mut age) = (hire(), 0);
        let mut sent: Option<Sent> = None;
        loop {
            let ready = self.next(next, done);
            if age == LIFE && ready.is_some() {
                if let Some(sent) = sent.take() {
                    self.take(&mut printer, &hire, &sent, None, done);
                }
                // Before the next one comes, so that there is room for it.
                drop(printer);
                (printer, age) = (hire(), 0);
            }
            if let Some(ready) = &ready {
                printer.send(&ready.prepared.view);
                age += 1;
            }
            if let Some(sent) = sent.take() {
                self.take(&mut printer, &hire, &sent, ready.as_ref(), done);
            }
            match ready {
                Some(ready) => sent = Some(ready),
                None => break,
            }
        }
    }

    /// Takes what was sent from its printer and puts it in its place; `after` is what was sent after it.
    fn take(
        &self,
        printer: &mut Printer,
        hire: impl Fn() -> Printer,
        sent: &Sent<'a>,
        after: Option<&Sent<'a>>,
        done: &Sender<Told>,
    ) {
        let output = &sent.output;
        let finished = match printer.take() {
            Ok(printed) => self.shop.finish(output, &sent.prepared, printed),
            Err(_) => {
                *printer = hire();
                // What was sent after it is lost with it.
                if let Some(after) = after {
                    printer.send(&after.prepared.view);
                }
                Shop::lost(output)
            }
        };
        let _ = done.send((sent.place, finished));
    }

    /// The next output that can be printed; those that cannot are told on the way.
    fn next(&self, next: &AtomicUsize, done: &Sender<Told>) -> Option<Sent<'a>> {
        while !self.stop.load(Ordering::Relaxed) {
            let place = *self.places.get(next.fetch_add(1, Ordering::Relaxed))?;
            let Some(output) = self.plan.output(self.targets[place]) else { continue };
            match self.shop.prepare(&output) {
                Ok(prepared) => return Some(Sent { place, output, prepared }),
                Err(failed) => drop(done.send((place, *failed))),
            }
        }
        None
    }
}
