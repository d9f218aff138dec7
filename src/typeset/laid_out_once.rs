//! `laid-out-once`: content that is laid out once for a document that is laid out repeatedly.
//!
//! A booklet is laid out twice, because its contents name the pages of its sheets. Until then Typst would keep every
//! intermediate result of every sheet, which takes several times the memory of their pages. Here only the finished
//! frames of a sheet are kept, and the rest is evicted as it is between single sheets. On Typst's own command line
//! the function is `block`.

use std::collections::HashMap;
use std::ptr;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use typst::Library;
use typst::comemo::{Track, Tracked};
use typst::diag::SourceResult;
use typst::engine::{Engine, Sink};
use typst::foundations::{
    Args, Construct, Content, Context, Dict, Func, NativeElement, NativeFuncData, NativeFuncPtr, Packed,
    StyleChain, Value, dict,
};
use typst::introspection::{EmptyIntrospector, Introspector, Locator};
use typst::layout::{Axes, BlockBody, BlockElem, Fragment, Regions, Sizing};
use typst::utils::{LazyHash, Protected, hash128};

use super::fixed_width_block::native;

/// Returns the `sys.inputs` of the library, which provide the function to templates.
pub(super) fn inputs() -> Dict {
    dict! { "laid-out-once" => Func::from(&LAID_OUT_ONCE) }
}

/// The function, which accepts the arguments of `block`. Content with a height of `1fr` fills its pages.
static LAID_OUT_ONCE: NativeFuncData = native(NativeFuncPtr(&laid_out_once), "laid-out-once", false);

fn laid_out_once(engine: &mut Engine, _: Tracked<Context>, args: &mut Args) -> SourceResult<Value> {
    let content = match BlockElem::construct(engine, args)?.into_packed::<BlockElem>() {
        Ok(block) => BlockElem::multi_layouter(block, lay_out).pack(),
        Err(error) => error,
    };
    Ok(Value::Content(content))
}

/// The frames of contents, by the address of the engine's library and a hash of all that determines them. They are
/// global as Typst's own cache is, because Typst passes nothing of ours to the functions of a library.
static FRAMES: LazyLock<Mutex<HashMap<(usize, u128), Fragment>>> = LazyLock::new(Mutex::default);

fn frames() -> MutexGuard<'static, HashMap<(usize, u128), Fragment>> {
    FRAMES.lock().unwrap_or_else(PoisonError::into_inner)
}

fn address(library: &LazyHash<Library>) -> usize {
    ptr::from_ref(library).addr()
}

/// Forgets the frames of a library's documents, after one is finished.
pub(super) fn forget(library: &LazyHash<Library>) {
    frames().retain(|(of, _), _| *of != address(library));
}

/// Lays out the block's content, or returns its frames from an earlier layout at the same place.
fn lay_out(
    block: &Packed<BlockElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let Some(BlockBody::Content(body)) = block.body.get_ref(styles) else {
        return Ok(Fragment::frames(Vec::new()));
    };
    let fills = matches!(block.height.get(styles), Sizing::Fr(_));
    let regions = Regions { expand: Axes::new(true, fills), ..regions };
    let place = locator.relayout().split().next_location(engine, 0, body.span());
    let key = (address(engine.library), hash128(&(place, body, styles, regions)));
    if let Some(known) = frames().get(&key) {
        return Ok(known.clone());
    }
    let Some(finished) = alone(engine, body, locator.relayout(), styles, regions) else {
        return typst_layout::layout_fragment(engine, body, locator, styles, regions);
    };
    frames().insert(key, finished.clone());
    super::forget();
    Ok(finished)
}

/// Lays out content without the rest of its document. Returns `None` if it asks for something there, such as the
/// number of its page, or has a warning or an error.
fn alone(
    engine: &Engine,
    body: &Content,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> Option<Fragment> {
    let nothing: &dyn Introspector = &EmptyIntrospector;
    let mut sink = Sink::new();
    let mut own = Engine {
        world: engine.world,
        library: engine.library,
        introspector: Protected::new(nothing.track()),
        traced: engine.traced,
        sink: sink.track_mut(),
        route: engine.route.clone(),
    };
    let finished = typst_layout::layout_fragment(&mut own, body, locator, styles, regions).ok()?;
    let is_alone =
        sink.introspections().is_empty() && sink.delayed().is_empty() && sink.warnings().is_empty();
    is_alone.then_some(finished)
}
