//! Compiles a template as `typst::compile` does, but passes the view as the argument of a function.
//!
//! `typst::compile` passes data through `sys.inputs`, which is a part of the library. Every memoized result depends
//! on the library, so that no sheet could use what was computed for another (<https://github.com/typst/typst/issues/7329>).
//! With an argument, library and templates are the same for all sheets, and their results and those of equal cells
//! are computed once. The test `typst_evaluates_a_template_again_for_other_inputs` fails when that is needless.

use typst::World;
use typst::comemo::{Constraint, Track, Tracked};
use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{
    Content, Context, Dict, Label, Module, Output, StyleChain, Target, TargetElem, Value,
};
use typst::introspection::{EmptyIntrospector, Introspector, MAX_ITERS};
use typst::syntax::{Source, Span};
use typst::utils::Protected;
use typst_layout::PagedDocument;

use super::frames::with_frames;
use super::{joiners, laid_out_once, links, reading};

/// The function of a source that receives the view.
const FUNCTION: &str = "main";

#[cfg(test)]
thread_local! {
    /// The number of times that this thread laid out a document.
    pub(super) static LAYOUTS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Returns the pages of a view, by the function `main` of a source. `guess` answers the first introspections: where
/// the pages are as many as its own, they are laid out once. The result is the same without it. `targets` are those of
/// the view's links.
pub(super) fn compile(
    world: &dyn World,
    main: &Source,
    view: Dict,
    targets: &[Label],
    guess: Option<&PagedDocument>,
) -> Warned<SourceResult<PagedDocument>> {
    let mut sink = Sink::new();
    let output = laid_out(world, main, view, guess, &mut sink);
    let delayed = sink.delayed();
    let output =
        if delayed.is_empty() { output.map(|document| finished(document, targets)) } else { Err(delayed) };
    Warned { output, warnings: sink.warnings() }
}

/// Returns the pages without joiners, in reading order, and with their links. All is changed at once, because each new
/// document is searched for its elements.
fn finished(document: PagedDocument, targets: &[Label]) -> PagedDocument {
    let places = links::places(&document, targets);
    with_frames(document, |frame| {
        joiners::remove(frame);
        reading::order(frame);
        links::resolve(frame, &places);
    })
}

/// Returns the pages as Typst lays them out, joiners and all.
pub(super) fn laid_out(
    world: &dyn World,
    main: &Source,
    view: Dict,
    guess: Option<&PagedDocument>,
    sink: &mut Sink,
) -> SourceResult<PagedDocument> {
    let job = Job { world: world.track(), traced: &Traced::default() };
    let content = job.content(main, view, sink)?;
    let pages = job.pages(&content, guess, sink);
    laid_out_once::forget(world.library());
    pages
}

/// Returns what a source defines. Typst memoizes it.
pub(super) fn module(world: &dyn World, source: &Source) -> SourceResult<Module> {
    Job { world: world.track(), traced: &Traced::default() }.module(source, &mut Sink::new())
}

struct Job<'a> {
    world: Tracked<'a, dyn World + 'a>,
    traced: &'a Traced,
}

impl Job<'_> {
    #[expect(clippy::needless_pass_by_value, reason = "tracked values are passed so")]
    fn engine<'e>(
        &'e self,
        introspector: Tracked<'e, dyn Introspector + 'e>,
        sink: &'e mut Sink,
    ) -> Engine<'e> {
        Engine {
            world: self.world,
            library: self.world.library(),
            introspector: Protected::new(introspector),
            traced: self.traced.track(),
            sink: sink.track_mut(),
            route: Route::default(),
        }
    }

    fn module(&self, source: &Source, sink: &mut Sink) -> SourceResult<Module> {
        let (library, traced) = (self.world.library(), self.traced.track());
        typst_eval::eval(self.world, library, traced, sink.track_mut(), Route::default().track(), source)
    }

    /// Evaluates the template's function with the view.
    fn content(&self, main: &Source, view: Dict, sink: &mut Sink) -> SourceResult<Content> {
        let module = self.module(main, sink)?;
        let function = module.scope().get(FUNCTION).map(|binding| binding.read().clone());
        let Some(Value::Func(function)) = function else {
            return Err([SourceDiagnostic::error(Span::detached(), "no function main")].into());
        };
        let introspector: &dyn Introspector = &EmptyIntrospector;
        let mut engine = self.engine(introspector.track(), sink);
        let made = function.call(&mut engine, Context::none().track(), [Value::Dict(view)])?;
        Ok(made.display())
    }

    /// Lays out the content until its introspection, such as page numbers, agrees with the pages.
    fn pages(
        &self,
        content: &Content,
        guess: Option<&PagedDocument>,
        sink: &mut Sink,
    ) -> SourceResult<PagedDocument> {
        let base = StyleChain::new(&self.world.library().styles);
        let target = TargetElem::target.set(Target::Paged).wrap();
        let styles = base.chain(&target);
        let mut before: Option<PagedDocument> = None;
        for _ in 0..MAX_ITERS {
            let constraint = Constraint::new();
            let introspector: &dyn Introspector = match before.as_ref().or(guess) {
                Some(document) => Output::introspector(document),
                None => &EmptyIntrospector,
            };
            let mut own = Sink::new();
            let mut engine = self.engine(introspector.track_with(&constraint), &mut own);
            #[cfg(test)]
            LAYOUTS.with(|layouts| layouts.set(layouts.get() + 1));
            let document = PagedDocument::create(&mut engine, content, styles)?;
            if constraint.validate(Output::introspector(&document)) {
                sink.extend_from_sink(own);
                return Ok(document);
            }
            before = Some(document);
        }
        Err([SourceDiagnostic::error(Span::detached(), "the pages do not settle")].into())
    }
}
