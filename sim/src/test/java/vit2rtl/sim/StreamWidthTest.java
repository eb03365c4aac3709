package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.stream.StreamWidth;
import vit2rtl.hdl.type.SInt;

/** Width adapters in every kind of ratio, rows of every length against their beats, under stalls. */
class StreamWidthTest {

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static StallPattern stalls(long seed) {
    return seed % 3 == 0 ? StallPattern.none()
        : seed % 3 == 1 ? new StallPattern.Bursts(seed, 7) : new StallPattern.Random(seed, (int) (seed * 11 % 80));
  }

  private static int beats(int elements, int lanes) {
    return (elements + lanes - 1) / lanes;
  }

  /** With the row length, rows leave as a source of the other width would send them, at the pace of the slower side. */
  @ParameterizedTest
  @CsvSource({"1, 4, 9", "4, 1, 9", "4, 1, 1", "2, 3, 7", "3, 2, 10", "4, 6, 23", "6, 4, 15", "5, 5, 12", "2, 8, 3",
      "8, 2, 11", "7, 3, 16"})
  void rowsKeepTheirLength(int from, int to, int length) {
    RtlDesign design = Hdl.elaborate(() -> new StreamWidth<>("Width", Stream.of(SInt.bits(9), from), to, length));
    int rows = 40;
    int[] x = new Random(from * 100 + to).ints((long) rows * length, -256, 256).toArray();
    try (Simulation sim = Simulator.open(design)) {
      for (long seed = 1; seed < 10; seed++) {
        assertArrayEquals(x, sim.stream(new StreamJob(List.of(new StreamSource("in", x, length, stalls(seed))),
            List.of(new StreamSink("out", rows, length, stalls(seed + 4))))).data(), "seed " + seed);
      }
      StreamResult free = sim.stream(new StreamJob(List.of(new StreamSource("in", x, length, StallPattern.none())),
          List.of(new StreamSink("out", rows, length, StallPattern.none()))));
      assertArrayEquals(x, free.data());
      int slower = rows * Math.max(beats(length, from), beats(length, to));
      if (from % to == 0 || to % from == 0) {
        assertEquals(slower + 1, free.cycles());
      }
    }
  }

  /** Without the row length the padding of the input's last beat is part of the row. */
  @ParameterizedTest
  @CsvSource({"4, 1, 9", "6, 4, 8", "2, 3, 7", "1, 4, 9"})
  void unknownRowsKeepTheirPadding(int from, int to, int length) {
    RtlDesign design = Hdl.elaborate(() -> new StreamWidth<>("Width", Stream.of(SInt.bits(9), from), to));
    int rows = 30;
    int padded = beats(length, from) * from;
    int[] x = new Random(from + to).ints((long) rows * length, -256, 256).toArray();
    int[] y = new int[rows * padded];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(x, row * length, y, row * padded, length);
    }
    try (Simulation sim = Simulator.open(design)) {
      for (long seed = 1; seed < 7; seed++) {
        assertArrayEquals(y, sim.stream(new StreamJob(List.of(new StreamSource("in", x, length, stalls(seed))),
            List.of(new StreamSink("out", rows, padded, stalls(seed + 1))))).data());
      }
    }
  }

  /** The padding that the adapter adds is zero. */
  @Test
  void itsOwnPaddingIsZero() {
    try (Simulation sim = Simulator.open(
        Hdl.elaborate(() -> new StreamWidth<>("Width", Stream.of(SInt.bits(9), 2), 4, 6)))) {
      sim.poke("out_ready", 1);
      sim.poke("in_valid", 1);
      for (int beat = 0; beat < 3; beat++) {
        sim.poke("in_data_0", -1);
        sim.poke("in_data_1", -1);
        sim.poke("in_last", beat == 2 ? 1 : 0);
        sim.step();
      }
      assertEquals(1, sim.peek("out_valid"));
      assertEquals(1, sim.peek("out_last"));
      assertArrayEquals(new long[] {-1, -1, 0, 0}, Arrays.stream(new int[] {0, 1, 2, 3})
          .mapToLong(lane -> sim.peek("out_data_" + lane)).toArray());
    }
  }

  @Test
  void streamsWithoutRowsPassAsWell() {
    RtlDesign design = Hdl.elaborate(
        () -> new StreamWidth<>("Width", Stream.of(SInt.bits(9), 3).withoutLast(), 5));
    int[] x = new Random(1).ints(300, -256, 256).toArray();
    try (Simulation sim = Simulator.open(design)) {
      for (long seed = 1; seed < 7; seed++) {
        assertArrayEquals(x, sim.stream(new StreamJob(List.of(new StreamSource("in", x, x.length, stalls(seed))),
            List.of(new StreamSink("out", 1, x.length, stalls(seed + 2))))).data());
      }
    }
  }
}
