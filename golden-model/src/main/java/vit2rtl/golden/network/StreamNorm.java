package vit2rtl.golden.network;

import java.util.Optional;
import vit2rtl.golden.ops.Requantizer;

/**
 * The LayerNorm before the first block (norm_pre), whose result is the residual stream.
 *
 * @param norm     the LayerNorm
 * @param toStream from its codes to a wide stream; empty where its codes are the stream's PTF codes
 */
public record StreamNorm(NormParams norm, Optional<Requantizer> toStream) {}
