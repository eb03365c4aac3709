package vit2rtl.golden.network;

import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;

/**
 * The layer with tanh before the head (pre_logits).
 *
 * @param layer linear layer
 * @param codes from its accumulators to codes
 * @param tanh  table of the hyperbolic tangent
 */
public record Representation(LinearParams layer, Requantizer codes, GeluTable tanh) {}
