package vit2rtl.golden.compare;

import java.util.List;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.recipe.AttentionCoding;
import vit2rtl.golden.recipe.Ptf;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Recipe;

/**
 * A way to quantise that is compared with others.
 *
 * @param name    what sets it apart
 * @param bits    of weights, activations and attention
 * @param options the same for the quantiser
 */
public record Candidate(String name, String bits, QuantizeOptions options) {

  /**
   * The rows of the paper's table (FQ-ViT, table 1, and its ablation): the observers with uniform attention and one
   * scale per tensor; then power-of-two factors and Log-Int-Softmax, alone and together, on the MinMax observer; then
   * the recipe that is the default here.
   */
  public static List<Candidate> paper() {
    QuantizeOptions paper = QuantizeOptions.of(Recipe.FQVIT);
    QuantizeOptions plain = paper.withPtf(Ptf.OFF).withAttention(AttentionCoding.UNIFORM, 8);
    return List.of(
        new Candidate("MinMax", "8/8/8", plain.withMethod(Method.MINMAX)),
        new Candidate("EMA", "8/8/8", plain.withMethod(Method.EMA)),
        new Candidate("Percentile", "8/8/8", plain.withMethod(Method.PERCENTILE)),
        new Candidate("OMSE", "8/8/8", plain.withMethod(Method.OMSE)),
        new Candidate("MinMax, uniform attention", "8/8/4", plain.withAttention(AttentionCoding.UNIFORM, 4)),
        new Candidate("LIS only", "8/8/4", plain.withAttention(AttentionCoding.LOG2, 4)),
        new Candidate("PTF only", "8/8/8", plain.withPtf(Ptf.ON)),
        new Candidate("PTF, uniform attention", "8/8/4", paper.withAttention(AttentionCoding.UNIFORM, 4)),
        new Candidate("PTF + LIS", "8/8/8", paper.withAttention(AttentionCoding.LOG2, 8)),
        new Candidate("PTF + LIS", "8/8/4", paper),
        new Candidate("recipe wide, LIS", "8/8/4",
            QuantizeOptions.of(Recipe.WIDE).withAttention(AttentionCoding.LOG2, 4)),
        new Candidate("recipe wide (default)", "8/8/5", QuantizeOptions.of(Recipe.WIDE)));
  }
}
