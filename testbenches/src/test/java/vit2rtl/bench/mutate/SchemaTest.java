package vit2rtl.bench.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.mutate.TextMutants.Form;
import vit2rtl.bench.mutate.TextMutants.Site;
import vit2rtl.bench.prove.Contracts;
import vit2rtl.bench.prove.Equivalence;
import vit2rtl.bench.prove.Prover;
import vit2rtl.sim.tool.Tools;

/** A mutant that a port chooses is the mutant of the text, and with 0 at that port there is none. */
@Execution(ExecutionMode.CONCURRENT)
class SchemaTest {
  private static final Prover.Limits LIMITS = new Prover.Limits(20, 30);

  private final UnitBench bench = CampaignTest.bench("ptf", Map.of("channels", "3"));
  private final List<String> lines = bench.design().text().lines().toList();

  @Test
  void theMutantChosenIsTheMutatedText() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    Map<Integer, Site> sites = new TreeMap<>();
    TextMutants.sample(lines, 80, 4).forEach(site -> sites.put(1 + sites.size(), site));
    String schema = Schema.of(lines, sites);
    Map<Form, Integer> first = new EnumMap<>(Form.class);
    sites.forEach((number, site) -> first.putIfAbsent(site.form(), number));
    assertEquals(5, first.size(), first::toString);
    assertInstanceOf(Equivalence.Equal.class, compare(bench.design().text(), chosen(schema, 0)));
    first.forEach((form, number) -> {
      List<String> mutated = new ArrayList<>(lines);
      Site site = sites.get(number);
      mutated.set(site.line(), site.mutated(lines.get(site.line())));
      assertInstanceOf(Equivalence.Equal.class, compare(String.join("\n", mutated), chosen(schema, number)),
          site::toString);
    });
  }

  private Equivalence.Answer compare(String one, String other) {
    return Equivalence.ofDesigns(bench.design(), one, other, Contracts.of(bench.config())).answer(LIMITS);
  }

  /** The schema with a number at its port. */
  private String chosen(String schema, int number) {
    String port = "  input  wire [15:0] vit2rtl_mutant,\n";
    int top = schema.indexOf("module " + bench.design().topName() + " (");
    int at = schema.indexOf(port, top);
    assertTrue(at > 0, schema);
    String body = ");\n";
    int end = schema.indexOf(body, at) + body.length();
    return schema.substring(0, at) + schema.substring(at + port.length(), end) + "  wire [15:0] vit2rtl_mutant = 16'd"
        + number + ";\n" + schema.substring(end);
  }

  /** Every kind of line that the text has offers mutants, and each changes its line only. */
  @Test
  void everyLineOffersMutants() {
    List<Site> sites = TextMutants.sample(lines, 10_000, 1);
    for (int at = 0; at < lines.size(); at++) {
      int line = at;
      String text = lines.get(at);
      if (text.matches("\\s*(assign .* = |\\w+ <= |if\\(|\\w+\\[\\d+\\] = ).*") && !text.contains("_unused")) {
        assertTrue(sites.stream().anyMatch(site -> site.line() == line) || text.matches(".*(=|<=) (\\w+);"), text);
      }
    }
    for (Site site : sites) {
      String line = lines.get(site.line());
      assertNotEquals(line, site.mutated(line));
      assertTrue(line.startsWith(site.before() + site.own()), line);
    }
    assertFalse(sites.isEmpty());
  }
}
