package vit2rtl.golden.network;

import java.util.Optional;
import vit2rtl.golden.kernel.BlockParts;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.ops.HeadNorms;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.ResidualAdd;
import vit2rtl.golden.ops.WindowParams;

/**
 * One block: stream ← stream + proj(attention(norm1(stream))), then stream ← stream + fc2(activation(fc1(norm2(stream)))).
 *
 * @param norm1        LayerNorm before attention
 * @param qkv          queries, keys and values
 * @param qkvCodes     their codes
 * @param headNorms    norms of queries and keys before attention, if it has them
 * @param attention    attention
 * @param proj         output projection
 * @param attentionAdd first residual add
 * @param norm2        LayerNorm before the MLP
 * @param fc1          first layer of the MLP
 * @param fc1Codes     codes of GELU's input
 * @param gelu         the activation, GELU or another
 * @param fc2          second layer of the MLP
 * @param mlpAdd       second residual add
 */
public record BlockParams(
    NormParams norm1,
    LinearParams qkv,
    Requantizer qkvCodes,
    Optional<HeadNorms> headNorms,
    AttentionParams attention,
    LinearParams proj,
    ResidualAdd attentionAdd,
    NormParams norm2,
    LinearParams fc1,
    Requantizer fc1Codes,
    GeluTable gelu,
    LinearParams fc2,
    ResidualAdd mlpAdd) {

  /** The same for the kernel; empty for a block that it has no passes for. */
  Optional<BlockParts> parts(String name, int tokens, Optional<WindowParams> windows) {
    return headNorms.isPresent() ? Optional.empty() : Optional.of(new BlockParts(name, tokens, norm(norm1),
        new BlockParts.Product(qkv, qkvCodes), attention, windows, new BlockParts.Join(proj, attentionAdd), norm(norm2),
        new BlockParts.Product(fc1, fc1Codes), gelu, new BlockParts.Join(fc2, mlpAdd)));
  }

  private static BlockParts.Norm norm(NormParams params) {
    return new BlockParts.Norm(params.input(), params.norm());
  }
}
