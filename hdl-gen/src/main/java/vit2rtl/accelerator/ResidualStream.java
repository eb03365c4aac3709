package vit2rtl.accelerator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.PtfAdd;
import vit2rtl.golden.ops.PtfEmbedding;
import vit2rtl.golden.ops.PtfJoin;
import vit2rtl.golden.ops.ResidualAdd;

/** What a model's residual stream consists of, which is one thing from the embedding to the head. */
final class ResidualStream {
  private ResidualStream() {}

  /** The format of PTF codes; empty for a wide stream. */
  static Optional<CodeFormat> of(QuantizedVit model) {
    if (!(model.embedding() instanceof PtfEmbedding embedding)) {
      adds(model).forEach((name, add) -> requireOne(name, !(add instanceof PtfJoin)));
      norms(model).forEach((name, norm) -> requireOne(name, norm.input().isPresent()));
      return Optional.empty();
    }
    CodeFormat codes = embedding.add().output();
    require("embed", embedding.add(), codes);
    if (Arrays.stream(embedding.add().a().alpha()).anyMatch(alpha -> alpha != 0)
        || embedding.tokenCodes().channels() != 1) {
      throw new InputException("embed: token codes with factors per channel; the accelerator takes one scale for all");
    }
    adds(model).forEach((name, add) -> {
      requireOne(name, add instanceof PtfJoin);
      require(name, ((PtfJoin) add).add(), codes);
    });
    norms(model).forEach((name, norm) -> requireOne(name, norm.input().isEmpty()));
    return Optional.of(codes);
  }

  private static Map<String, ResidualAdd> adds(QuantizedVit model) {
    Map<String, ResidualAdd> adds = new LinkedHashMap<>();
    for (int i = 0; i < model.blocks().size(); i++) {
      BlockParams block = model.blocks().get(i);
      adds.put("blocks." + i + ".attn.out", block.attentionAdd());
      adds.put("blocks." + i + ".out", block.mlpAdd());
    }
    return adds;
  }

  private static Map<String, NormParams> norms(QuantizedVit model) {
    Map<String, NormParams> norms = new LinkedHashMap<>();
    for (int i = 0; i < model.blocks().size(); i++) {
      norms.put("blocks." + i + ".norm1", model.blocks().get(i).norm1());
      norms.put("blocks." + i + ".norm2", model.blocks().get(i).norm2());
    }
    norms.put("norm", model.norm());
    return norms;
  }

  private static void requireOne(String name, boolean same) {
    if (!same) {
      throw new InputException(name + ": a residual stream that is partly wide and partly PTF codes; the accelerator takes"
          + " one kind throughout, as the recipes wide and fqvit make it");
    }
  }

  private static void require(String name, PtfAdd add, CodeFormat codes) {
    if (!add.output().equals(codes)) {
      throw new InputException(name + ": the residual stream has " + add.output() + " and " + codes
          + " codes; the accelerator takes one format throughout");
    }
  }
}
