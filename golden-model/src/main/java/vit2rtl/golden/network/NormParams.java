package vit2rtl.golden.network;

import java.util.Optional;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;

/**
 * A LayerNorm on the residual stream.
 *
 * @param input from a wide stream to PTF codes; empty where the stream itself consists of PTF codes
 * @param norm  the LayerNorm
 */
public record NormParams(Optional<ResidualToPtfParams> input, LayerNormParams norm) {}
