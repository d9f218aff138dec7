//! `settled`: the content of a cell, laid out once for its width.
//!
//! Typst lays out every table cell twice: measuring it for the height of its row, then at that height. It shares no
//! work between the two, since the content may depend on the height (<https://github.com/typst/typst/issues/4560>). The
//! content of the forms' cells does not: templates wrap it in `settled`, a `block` that ignores the height. On Typst's
//! own command line it is `block`. The test `typst_lays_table_cells_out_twice` fails when this is needless.

use std::sync::LazyLock;

use typst::comemo::Tracked;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Args, CastInfo, Construct, Content, Context, Dict, Func, NativeElement, NativeFuncData, NativeFuncPtr,
    Packed, Resolve, Scope, StyleChain, Target, TargetElem, Value, dict,
};
use typst::introspection::Locator;
use typst::layout::{Abs, Axes, BlockBody, BlockElem, Fragment, Frame, Length, Region, Regions, Size};

/// Returns the `sys.inputs` of the library, which provide the function to templates.
pub(super) fn inputs() -> Dict {
    dict! {
        "fixed-width-block" => Func::from(&FIXED_WIDTH_BLOCK),
        "measured" => Func::from(&MEASURED),
    }
}

/// Describes a function to Typst. `contextual` functions may ask for the styles where they are called.
pub(super) const fn native(function: NativeFuncPtr, name: &'static str, contextual: bool) -> NativeFuncData {
    NativeFuncData {
        function,
        name,
        title: name,
        docs: "",
        def_site: None,
        keywords: &[],
        contextual,
        scope: LazyLock::new(&Scope::new),
        params: LazyLock::new(&Vec::new),
        returns: LazyLock::new(&|| CastInfo::Any),
    }
}

/// The function, which accepts the arguments of `block`.
static FIXED_WIDTH_BLOCK: NativeFuncData =
    native(NativeFuncPtr(&fixed_width_block), "fixed-width-block", false);

fn fixed_width_block(engine: &mut Engine, _: Tracked<Context>, args: &mut Args) -> SourceResult<Value> {
    let settled = match BlockElem::construct(engine, args)?.into_packed::<BlockElem>() {
        Ok(block) => {
            let mut settled = BlockElem::multi_layouter(block.clone(), lay_out).with_breakable(false);
            settled.inset.clone_from(&block.inset);
            settled.pack()
        }
        Err(error) => error,
    };
    Ok(Value::Content(settled))
}

/// Lays out the block's content at its natural height, ignoring the height of the region.
fn lay_out(
    block: &Packed<BlockElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let Some(BlockBody::Content(body)) = block.body.get_ref(styles) else {
        return Ok(Fragment::frame(Frame::soft(Size::zero())));
    };
    let size = Size::new(regions.size.x, Abs::inf());
    let region = Region::new(size, Axes::new(regions.expand.x, false));
    typst_layout::layout_frame(engine, body, locator, styles, region).map(Fragment::frame)
}

/// Takes what `measure` takes, and returns what it returns.
///
/// `measure` itself looks up where the cells of the table that it lays out are on the pages before, so that no sheet
/// agrees with the pages of another one and each is laid out twice. Nothing that is measured here asks for its place.
static MEASURED: NativeFuncData = native(NativeFuncPtr(&measured), "measured", true);

#[expect(clippy::needless_pass_by_value, reason = "native functions take their context so")]
fn measured(engine: &mut Engine, context: Tracked<Context>, args: &mut Args) -> SourceResult<Value> {
    let (body, width): (Content, Option<Length>) = (args.expect("content")?, args.named("width")?);
    let styles = context.styles().at(args.span)?;
    let width = width.map_or(Abs::inf(), |width| width.resolve(styles));
    let target = TargetElem::target.set(Target::Paged).wrap();
    let region = Region::new(Size::new(width, Abs::inf()), Axes::splat(false));
    let frame = typst_layout::layout_frame(engine, &body, Locator::root(), styles.chain(&target), region)?;
    let Size { x, y } = frame.size();
    Ok(Value::Dict(dict! { "width" => x, "height" => y }))
}
