package vit2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** What a bench brings beside rows, and every row that there is. */
class NoiseTest {
  private static final StallPattern NONE = StallPattern.none();

  private static UnitBench bench(String name, Map<String, String> set) {
    UnitKind kind = UnitKinds.named(name);
    return new UnitBench(kind.config(Settings.of(kind, set)));
  }

  @Test
  void lanesBehindARowHoldAnythingAndRowsAreThemselves() {
    UnitBench bench = bench("ptf", Map.of("channels", "5", "lanes", "2"));
    int[] in = Stimulus.rows(bench, 40, new Random(1));
    StreamSource noisy = bench.jobWithNoise(in, NONE, NONE).sources().get(0);
    assertEquals(6, noisy.rowLength());
    Set<Integer> behind = new HashSet<>();
    for (int row = 0; row < noisy.rows(); row++) {
      assertEquals(Arrays.stream(in, 5 * row, 5 * row + 5).boxed().toList(),
          Arrays.stream(noisy.data(), 6 * row, 6 * row + 5).boxed().toList());
      behind.add(noisy.data()[6 * row + 5]);
    }
    assertTrue(behind.size() > 20, behind::toString);
    // Of hardware that was written elsewhere they are zeros, as the simulator has it.
    assertEquals(5, bench.withForeign(bench.design()).jobWithNoise(in, NONE, NONE).sources().get(0).rowLength());
  }

  @Test
  void whatIsLoadedInAnyOrderAmongNoiseIsTheLayer() {
    UnitBench bench = bench("context", Map.of("tokens", "5", "width", "3", "value-lanes", "2", "lanes", "2"));
    Map<Map<String, Long>, Long> wanted = new HashMap<>();
    bench.loading().forEach(cycle -> wanted.put(place(cycle), cycle.get("load_data")));
    Map<Map<String, Long>, Long> held = new HashMap<>();
    Map<String, Long> pins = new TreeMap<>();
    int[] idle = {0};
    Dut dut = (Dut) Proxy.newProxyInstance(Dut.class.getClassLoader(), new Class<?>[] {Dut.class}, (self, method, values) -> {
      if (method.getName().equals("poke")) {
        pins.put((String) values[0], ((Number) values[1]).longValue());
      } else if (method.getName().equals("step") && pins.get("load_valid") == 1) {
        held.put(place(pins), pins.get("load_data"));
      } else if (method.getName().equals("step")) {
        idle[0] += pins.get("load_data").equals(wanted.get(place(pins))) ? 0 : 1;
      }
      return null;
    });
    bench.loadWithNoise(dut, new Random(1));
    assertEquals(wanted, held);
    assertEquals(0, pins.get("load_valid"));
    assertNotEquals(0, idle[0], "no cycle with other data and nothing to load");
  }

  private static Map<String, Long> place(Map<String, Long> cycle) {
    Map<String, Long> place = new TreeMap<>(cycle);
    place.keySet().removeAll(List.of("load_data", "load_valid"));
    return place;
  }

  @Test
  void everyRowComesOnce() {
    UnitBench bench = bench("softmax", Map.of("length", "3", "score-bits", "4"));
    OptionalInt count = Stimulus.count(bench.config(), 1 << 12);
    assertEquals(OptionalInt.of(4096), count);
    assertEquals(OptionalInt.empty(), Stimulus.count(bench.config(), 4095));
    assertEquals(OptionalInt.empty(), Stimulus.count(bench("embedding", Map.of("inner", "1", "width", "2", "bits", "2"))
        .config(), 1 << 20));
    Set<List<Integer>> rows = new HashSet<>();
    for (int from = 0; from < 4096; from += 1024) {
      int[] part = Stimulus.every(bench.config(), 4096, from, from + 1024);
      for (int row = 0; row < 1024; row++) {
        rows.add(Arrays.stream(part, 3 * row, 3 * row + 3).boxed().toList());
      }
    }
    assertEquals(4096, rows.size());
  }
}
