package vit2rtl.sim.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The counters' file as different versions of Verilator write it. */
class CoverageDataTest {
  private static String point(String page, String comment, int count) {
    return "C '\1f\2x.v\1l\0024\1n\0027\1t\2kind\1page\2" + page + "\1o\2" + comment + "\1h\2top.x' " + count + "\n";
  }

  private static List<String> read(String data) {
    return CoverageData.read("# SystemC::Coverage-3\n" + data).entrySet().stream()
        .map(e -> e.getKey().kind() + " " + e.getKey().module() + " " + e.getKey().name() + " " + e.getValue())
        .collect(Collectors.toList());
  }

  @Test
  void oneCounterPerBit() {
    assertEquals(List.of("TOGGLE M n[2] 5", "USER M is_three 2"),
        read(point("v_toggle/M", "n[2]", 5) + point("v_user/M", "is_three", 2)));
  }

  @Test
  void twoCountersPerBit() {
    assertEquals(List.of("TOGGLE M n[2] 5", "TOGGLE M up 1"), read(point("v_toggle/M", "n[2]:0->1", 3)
        + point("v_toggle/M", "n[2]:1->0", 2) + point("v_toggle/M", "up:0->1", 1)
        + point("v_toggle/M", "up:1->0", 0)));
  }

  @Test
  void onlyBitsHaveTwoWays() {
    assertEquals(List.of("USER M odd:0->1 4"), read(point("v_user/M", "odd:0->1", 4)));
  }
}
