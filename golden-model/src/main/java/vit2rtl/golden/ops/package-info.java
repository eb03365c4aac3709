/**
 * The integer operators of a Vision Transformer, each with its definition, value ranges and accumulator widths.
 *
 * <p>Rules that hold everywhere: tensors are {@code int[]} in row order; ⌊·⌋ rounds towards −∞; a code is rescaled by
 * {@link vit2rtl.golden.ops.Requantizer} and by nothing else; saturation is explicit; an accumulator's range is proven
 * from the actual weights when the operator is built, and one that does not fit 32 bits is refused.
 */
package vit2rtl.golden.ops;
