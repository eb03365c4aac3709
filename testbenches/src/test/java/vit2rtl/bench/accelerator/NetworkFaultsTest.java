package vit2rtl.bench.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.accelerator.AcceleratorBench.Stalls;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;

/** Faults of one bit in the text of a whole network: each is found, and named by the first tensor that it spoils. */
class NetworkFaultsTest {
  private static final NetworkCase NETWORK = NetworkCase.of(4, 2, 1, 8, 1, 2, 12, 5, 1, true, "macs=8 lanes=2");
  private static final QuantizedVit MODEL = NETWORK.model();
  private static final AcceleratorBench BENCH = NETWORK.bench(MODEL);

  /** The same text with one thing of a module changed. */
  private static RtlDesign with(String module, String found, String instead) {
    String text = BENCH.design().text();
    Matcher place = Pattern.compile("(?ms)^module " + module + " \\(.*?^endmodule").matcher(text);
    assertTrue(place.find(), "no module " + module);
    Matcher line = Pattern.compile(found).matcher(place.group());
    assertTrue(line.find(), "no " + found + " in " + module);
    String changed = text.substring(0, place.start()) + line.replaceFirst(instead) + text.substring(place.end());
    RtlDesign whole = BENCH.design();
    return new RtlDesign(whole.topName(), whole.language(), changed, changed, whole.clocks(), whole.ports(),
        whole.streams());
  }

  /** Where the fault is, what is changed to what, and the first tensor that shows it. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      DrainLane    | assign result = y    | assign result = 1 ^ y            | embed
      norm_jobs    | assign job_valid = .* | assign job_valid = (! none);       | blocks.0.norm1.in
      """)
  void isNamedByItsFirstTensor(String where, String found, String instead, String tensor) {
    check(where, found, instead, tensor);
  }

  @Tag("sweep")
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      EngineColumn | product_1_at_add <=  | product_1_at_add <= 1 ^          | patch_embed.acc
      AddressWalk  | assign next_row = (.*); | assign next_row = 1 ^ ($1);  | embed
      """)
  void furtherOnesAreNamedByTheirFirstTensor(String where, String found, String instead, String tensor) {
    check(where, found, instead, tensor);
  }

  private static void check(String where, String found, String instead, String tensor) {
    Matcher module = Pattern.compile("(?m)^  (\\w+) " + where + " \\(").matcher(BENCH.design().text());
    RtlDesign faulty = with(module.find() ? module.group(1) : where, found, instead);
    AcceleratorBench other = BENCH.withDesign(faulty);
    try (Simulation simulation = Simulator.open(faulty, NetworkCase.OPTIONS)) {
      AcceleratorBench.Outcome outcome = other.run(simulation, MODEL, NETWORK.some(1), Stalls.NONE);
      assertEquals(Optional.of(tensor), outcome.first().map(Difference::tensor));
    }
  }
}
