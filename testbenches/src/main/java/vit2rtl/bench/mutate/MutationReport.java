package vit2rtl.bench.mutate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Verdicts in words and as JSON. */
public final class MutationReport {
  private MutationReport() {}

  /** How many of each status, in one line. */
  public static String summary(String unit, List<Verdict> verdicts) {
    return unit + ": " + verdicts.size() + " mutants, " + count(verdicts, Verdict.Status.KILLED) + " killed, "
        + count(verdicts, Verdict.Status.EQUIVALENT) + " proven equivalent, "
        + count(verdicts, Verdict.Status.SURVIVED) + " survived";
  }

  public static long count(List<Verdict> verdicts, Verdict.Status status) {
    return verdicts.stream().filter(verdict -> verdict.status() == status).count();
  }

  /** A mutant that is left, and what is known of it. */
  public static String survivor(Verdict verdict) {
    return "survived: " + verdict.mutant().place() + " (" + verdict.how() + ")";
  }

  /** An object with {@code mutants}, {@code killed}, {@code equivalent}, {@code survived}, a list of places, and
   * {@code decided}, by what each mutant was. */
  public static String json(String unit, List<Verdict> verdicts) {
    ObjectNode node = new ObjectMapper().createObjectNode().put("unit", unit).put("mutants", verdicts.size())
        .put("killed", count(verdicts, Verdict.Status.KILLED))
        .put("equivalent", count(verdicts, Verdict.Status.EQUIVALENT));
    ArrayNode survived = node.putArray("survived");
    verdicts.stream().filter(verdict -> verdict.status() == Verdict.Status.SURVIVED).forEach(verdict -> {
      Mutant mutant = verdict.mutant();
      survived.addObject().put("number", mutant.number()).put("module", mutant.module()).put("line", mutant.line())
          .put("kind", mutant.kind()).put("original", mutant.original()).put("mutated", mutant.mutated())
          .put("known", verdict.how());
    });
    ArrayNode decided = node.putArray("decided");
    verdicts.forEach(verdict -> decided.addObject().put("number", verdict.mutant().number())
        .put("status", verdict.status().name().toLowerCase(Locale.ROOT)).put("by", verdict.how()));
    return node.toPrettyString() + "\n";
  }
}
