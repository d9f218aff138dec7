//! `settled`: what a cell holds, set once for its width.
//!
//! A table sets each of its cells twice: as high as it likes, to learn the height of its row, and again in
//! that height. Typst remembers neither for the other, since what is set may depend on the height it has.
//! What a cell of a form holds does not, so it says so: templates wrap it in `settled`, which is `pad` but for
//! that. Without us, on Typst's own command line, it is `pad`.

use std::sync::LazyLock;

use typst::comemo::Tracked;
use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{
    Args, CastInfo, Construct, Context, Dict, Func, NativeElement, NativeFuncData, NativeFuncPtr, Packed,
    Scope, StyleChain, Value, dict,
};
use typst::introspection::Locator;
use typst::layout::{Abs, Axes, BlockElem, Fragment, PadElem, Point, Region, Regions, Sides, Size};

/// What our library says in `sys.inputs`.
pub(super) fn inputs() -> Dict {
    dict! { "settled" => Func::from(&SETTLED) }
}

/// Takes what `pad` takes.
static SETTLED: NativeFuncData = NativeFuncData {
    function: NativeFuncPtr(&settled),
    name: "settled",
    title: "Settled",
    docs: "",
    def_site: None,
    keywords: &[],
    contextual: false,
    scope: LazyLock::new(&Scope::new),
    params: LazyLock::new(&Vec::new),
    returns: LazyLock::new(&|| CastInfo::Any),
};

fn settled(engine: &mut Engine, _: Tracked<Context>, args: &mut Args) -> SourceResult<Value> {
    let padded = PadElem::construct(engine, args)?;
    let settled = match padded.into_packed::<PadElem>() {
        Ok(pad) => BlockElem::multi_layouter(pad, lay_out).with_breakable(false).pack(),
        Err(other) => other,
    };
    Ok(Value::Content(settled))
}

/// As high as it is by itself, whatever height the first of the regions has. There is no other one.
fn lay_out(
    pad: &Packed<PadElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let sides = Sides::new(
        pad.left.resolve(styles),
        pad.top.resolve(styles),
        pad.right.resolve(styles),
        pad.bottom.resolve(styles),
    );
    let sides = sides.relative_to(regions.size);
    let around = sides.sum_by_axis();
    let inside = Size::new(regions.size.x - around.x, Abs::inf());
    let inside = Region::new(inside, Axes::new(regions.expand.x, false));
    let mut frame = typst_layout::layout_frame(engine, &pad.body, locator, styles, inside)?;
    frame.set_size(frame.size() + around);
    frame.translate(Point::new(sides.left, sides.top));
    Ok(Fragment::frame(frame))
}
