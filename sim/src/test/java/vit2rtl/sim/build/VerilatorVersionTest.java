package vit2rtl.sim.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vit2rtl.sim.wave.Waveform;

class VerilatorVersionTest {
  private static VerilatorVersion version(String line) {
    return VerilatorVersion.of(line).orElseThrow();
  }

  @Test
  void versionsAreReadFromWhatVerilatorSays() {
    assertEquals(new VerilatorVersion(5, 6), version("Verilator 5.006 2023-01-22 rev (Debian 5.006-3)"));
    assertEquals("5.006", version("Verilator 5.006 2023-01-22 rev (Debian 5.006-3)").toString());
    assertEquals(new VerilatorVersion(5, 51), version("Verilator 5.051 devel rev v5.050-243-g459711ba7"));
    assertEquals(Optional.empty(), VerilatorVersion.of("another program 5.006"));
  }

  @Test
  void optionsFollowTheVersion() {
    VerilatorVersion old = new VerilatorVersion(5, 34);
    VerilatorVersion renamed = new VerilatorVersion(5, 36);
    assertEquals(List.of("--trace"), old.tracing(Waveform.Format.VCD));
    assertEquals(List.of("--trace-vcd"), renamed.tracing(Waveform.Format.VCD));
    assertEquals(List.of("--trace-fst"), renamed.tracing(Waveform.Format.FST));
    assertEquals(List.of(), renamed.tracing(Waveform.Format.NONE));
    assertEquals(List.of("-lz"), new VerilatorVersion(5, 48).libraries(Waveform.Format.FST));
    assertEquals(List.of("-llz4", "-lz"), new VerilatorVersion(5, 50).libraries(Waveform.Format.FST));
    assertEquals(List.of(), new VerilatorVersion(5, 50).libraries(Waveform.Format.VCD));
  }

  @Test
  void whatLiesBetweenTheOldestAndTheNewestIsTested() {
    assertFalse(new VerilatorVersion(5, 4).isTested());
    assertTrue(new VerilatorVersion(5, 6).isTested());
    assertTrue(new VerilatorVersion(5, 40).isTested());
    assertFalse(new VerilatorVersion(6, 0).isTested());
    assertEquals("5.006 to 5.051", VerilatorVersion.testedRange());
  }
}
