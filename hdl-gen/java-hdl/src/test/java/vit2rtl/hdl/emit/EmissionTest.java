package vit2rtl.hdl.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Sketch;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.hdl.type.UInt;
import vit2rtl.testkit.GoldenFile;

class EmissionTest {

  /** Name and parameters, so that a change of the emitted text shows in review. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void textIsAsReviewed(Language language) throws IOException {
    GoldenFile.check(EmissionTest.class, "Counter." + language.extension(),
        Hdl.elaborate(() -> new Counter(8), language).text());
    GoldenFile.check(EmissionTest.class, "FirFilter." + language.extension(),
        Hdl.elaborate(() -> new FirFilter(8, 3, -5, 0, 7), language).text());
  }

  @Test
  void sixtyFourElaborationsOnFourThreadsGiveTwoTexts() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> texts = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        boolean even = i % 2 == 0;
        texts.add(threads.submit(() -> Hdl.elaborate(() -> even ? new Counter(5) : new FirFilter(6, 1, 2, 3)).text()));
      }
      Set<String> different = new HashSet<>();
      for (Future<String> text : texts) {
        different.add(text.get());
      }
      assertEquals(2, different.size());
    } finally {
      threads.shutdownNow();
    }
  }

  static final class Checked extends Component {
    final UInt a = in(UInt.bits(8));
    final UInt y = out(UInt.bits(4));

    @Override
    protected void build() {
      y.set(a.narrow(0, 15));
      next("held", a);
    }
  }

  @Test
  void assertionsStayOutOfTheShippedText() {
    RtlDesign design = Hdl.elaborate(Checked::new);
    assertFalse(design.text().contains("range"), design.text());
    assertTrue(design.verificationText().contains("a value left its claimed range 0 to 15"), design.verificationText());
  }

  @Test
  void theBoundaryIsDescribed() {
    RtlDesign design = Hdl.elaborate(() -> new FirFilter(8, 3, -5));
    assertEquals(List.of(new ClockPort("clk", "reset")), design.clocks());
    assertEquals(List.of("in_valid", "in_ready", "in_last", "in_data_0", "out_valid", "out_ready", "out_last",
        "out_data_0"), design.ports().stream().map(Port::name).toList());
    Port result = design.port("out_data_0");
    // 3·x0 − 5·x1 with −128 ≤ x ≤ 127: from −3·128 − 5·127 to 3·127 + 5·128.
    assertEquals("-1019 to 1021", result.min() + " to " + result.max());
    assertEquals(11, result.width());
    assertTrue(result.signed());
    assertEquals(new StreamPort("out", Direction.OUT, "out_valid", "out_ready", "out_last", List.of("out_data_0")),
        design.stream("out"));
  }

  @Test
  void combinationalDesignsHaveNoClock() {
    RtlDesign design = Hdl.elaborate(() -> new Sketch(t -> t.y.set(t.a)));
    assertEquals(List.of(), design.clocks());
  }
}
