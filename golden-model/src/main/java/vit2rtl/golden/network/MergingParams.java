package vit2rtl.golden.network;

import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;

/**
 * Patch merging: four neighbours' rows joined, normalised, reduced; the result is the next stage's residual stream, by one
 * requantisation and no add.
 *
 * @param norm      LayerNorm of 4·C elements
 * @param reduction linear layer from 4·C to 2·C; its bias is the norm's zero points and offsets alone
 * @param codes     from its accumulators to the stream, wide or PTF codes
 */
public record MergingParams(NormParams norm, LinearParams reduction, Requantizer codes) {}
