package vit2rtl.bench.prove;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Proofs as lines of a table and as JSON. */
public final class ProofReport {
  private ProofReport() {}

  /** One proof as a line. */
  public static String line(Proof proof) {
    return String.format(Locale.ROOT, "%-8s %5s %7.2f  %s: %s%s", word(proof.status()),
        proof.depth() == 0 ? "" : String.valueOf(proof.depth()), proof.seconds(), proof.design(), proof.property(),
        proof.waves().map(file -> System.lineSeparator() + "  waves: " + file).orElse(""));
  }

  /** What the columns of {@link #line} are. */
  public static String header() {
    return String.format("%-8s %5s %7s  %s", "status", "depth", "seconds", "design: property");
  }

  /** How many of each status. */
  public static String summary(List<Proof> proofs) {
    return proofs.size() + " properties: " + count(proofs, Proof.Status.PROVEN) + " proven, "
        + count(proofs, Proof.Status.BOUNDED) + " bounded, " + count(proofs, Proof.Status.REFUTED) + " refuted; "
        + proofs.stream().filter(proof -> proof.data() == Proof.Data.FREE).count() + " with data set free";
  }

  private static long count(List<Proof> proofs, Proof.Status status) {
    return proofs.stream().filter(proof -> proof.status() == status).count();
  }

  /** A list of objects with {@code design}, {@code property}, {@code status}, {@code depth}, {@code seconds}. */
  public static String json(List<Proof> proofs) {
    ObjectMapper json = new ObjectMapper();
    ArrayNode list = json.createArrayNode();
    for (Proof proof : proofs) {
      ObjectNode node = list.addObject().put("design", proof.design()).put("property", proof.property())
          .put("status", word(proof.status())).put("depth", proof.depth()).put("seconds", proof.seconds())
          .put("data", word(proof.data()));
      proof.waves().ifPresent(file -> node.put("waves", file.toString()));
    }
    return list.toPrettyString() + "\n";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
