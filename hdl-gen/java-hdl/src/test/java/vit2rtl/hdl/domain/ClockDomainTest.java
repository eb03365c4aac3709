package vit2rtl.hdl.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Sketch;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.clock.AsyncFifo;
import vit2rtl.hdl.clock.Handshake;
import vit2rtl.hdl.clock.Synchroniser;
import vit2rtl.hdl.emit.HdlOptions;
import vit2rtl.hdl.error.ClockCrossingException;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.Reset;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.testkit.GoldenFile;

/** Several clocks: what is emitted, what the boundary says about them, and what is refused. */
class ClockDomainTest {
  private static final ClockDomain PIXEL = ClockDomain.of("pixel_clk", "pixel_reset").withFrequency(74_250_000);
  private static final ClockDomain SLOW = ClockDomain.withoutReset("slow").withEdge(Edge.FALLING)
      .withReset(Reset.asynchronousLow("slow_rst_n"));

  /** With an input of a second clock and one of none. */
  static final class Two extends Sketch {
    final UInt p = PIXEL.on(() -> in(UInt.bits(4)));
    final Bool pin = ClockDomain.ASYNCHRONOUS.on(() -> in(Bool.bool()));

    Two(Consumer<Two> body) {
      super(t -> body.accept((Two) t));
    }

    void edges() {
      states("edge", Edge.class, Edge.RISING);
    }

    Inner inner() {
      return instance("inner", Inner::new);
    }
  }

  static final class Inner extends Component {
    final UInt a = in(UInt.bits(4));
    final UInt y = out(UInt.bits(4));

    @Override
    protected void build() {
      y.set(next("held", a, 3));
    }
  }

  /** One register per domain, a child in one of them. */
  static final class Three extends Component {
    final UInt a = in(UInt.bits(4));
    final UInt y = out(UInt.bits(4));
    final UInt p = PIXEL.on(() -> in(UInt.bits(4)));
    final UInt q = out(UInt.bits(4));
    final UInt s = SLOW.on(() -> in(UInt.bits(4)));
    final UInt t = out(UInt.bits(4));

    @Override
    protected void build() {
      y.set(next("main_held", a, 1));
      Inner inner = PIXEL.on(() -> instance("inner", Inner::new));
      inner.a.set(p);
      q.set(inner.y);
      t.set(SLOW.on(() -> next("slow_held", s, 2)));
    }
  }

  @Test
  void everyDomainHasItsClockEdgeAndReset() throws java.io.IOException {
    GoldenFile.check(ClockDomainTest.class, "Three.v", Hdl.elaborate(Three::new).text());
  }

  private static void refused(Class<? extends HdlException> type, String message, Consumer<Two> body) {
    HdlException e = assertThrows(type, () -> Hdl.elaborate(() -> new Two(body)));
    assertEquals(message, e.getMessage().replaceAll("(ClockDomainTest|Sketch)\\.java:\\d+", "HERE"));
  }

  private static final String FIX =
      "; cross with Synchroniser, Handshake or AsyncFifo of vit2rtl.hdl.clock, or declare the input in that domain";

  @Test
  void crossingsThatAreNotChecked() {
    refused(ClockCrossingException.class, "HERE: in Two: held (UInt[4 bits]): it belongs to clock pixel_clk but depends"
        + " on a (in UInt[4 bits]), which belongs to clock clk" + FIX,
        t -> t.y.set(PIXEL.on(() -> t.later("held", t.a))));
    refused(ClockCrossingException.class, "HERE: in Two/inner: held (UInt[4 bits]): it belongs to clock pixel_clk but"
        + " depends on a (in UInt[4 bits]), which belongs to clock clk" + FIX, t -> {
          Inner inner = PIXEL.on(t::inner);
          inner.a.set(t.a);
          t.y.set(inner.y);
        });
    refused(ClockCrossingException.class, "HERE: in Two: second (UInt[4 bits]): it belongs to clock clk but depends on"
        + " first (UInt[4 bits]), which belongs to clock pixel_clk" + FIX, t -> {
          UInt first = PIXEL.on(() -> t.later("first", t.p));
          t.y.set(t.later("second", first.xor(t.a)));
        });
    refused(ClockCrossingException.class, "HERE: in Two: seen (Bool): it belongs to clock clk but depends on pin (in"
        + " Bool), which is asynchronous" + FIX, t -> t.y.set(t.later("seen", t.pin).asUInt()));
  }

  @Test
  void bothEdgesOfAClockAreOneClock() {
    ClockDomain falling = ClockDomain.MAIN.withEdge(Edge.FALLING);
    RtlDesign design = Hdl.elaborate(() -> new Two(
        t -> t.y.set(falling.on(() -> t.later("held", t.later("first", t.a))))));
    assertTrue(design.text().contains("always @(negedge clk)"), design.text());
    assertEquals(List.of(new ClockPort("clk", "reset")), design.clocks());
  }

  @Test
  void declarationsThatContradict() {
    refused(StructureException.class, "HERE: in Two: clock domain: the clocks other and pixel_clk share the name"
        + " pixel_reset; give each clock a name and a reset of its own",
        t -> ClockDomain.of("other", "pixel_reset").on(() -> { }));
    refused(StructureException.class, "HERE: in Two: clock domain: clock pixel_clk is declared with another frequency"
        + " elsewhere; declare it once and use that declaration", t -> PIXEL.withFrequency(1).on(() -> { }));
    refused(StructureException.class, "HERE: in Two: clock domain: clock pixel_clk is declared with another reset"
        + " elsewhere; declare it once and use that declaration",
        t -> PIXEL.withReset(Reset.of("other")).on(() -> { }));
    refused(StructureException.class, "HERE: in Two: reset: clock free has no reset; declare the register without a"
        + " reset value, or the clock domain with a reset",
        t -> t.y.set(ClockDomain.withoutReset("free").on(() -> t.register("held", 0))));
    refused(StructureException.class, "HERE: in Two: reg: there is no clock in the asynchronous domain; declare inputs"
        + " in it and nothing else", t -> ClockDomain.ASYNCHRONOUS.on(() -> t.later("held", t.pin)));
    refused(RangeException.class, "HERE: in Two: clock domain slow: a frequency of 0 Hz; allowed: above 0; leave it out"
        + " where it is unknown", t -> SLOW.withFrequency(0));
    refused(NameException.class, "HERE: in Two: clock domain: clock and reset are both called 'x'; rename one of them",
        t -> ClockDomain.of("x", "x"));
    refused(NameException.class, "HERE: in Two: signal: the name 'pixel_reset' is that of a clock or reset of the"
        + " design; rename one of them", t -> t.y.set(t.later("pixel_reset", t.a)));
  }

  @Test
  void registersThatNoResetReaches() {
    ClockDomain free = ClockDomain.withoutReset("free");
    Stream.Shape<UInt> shape = Stream.of(UInt.bits(4), 1);
    String fix = ": clock free has no reset; declare the register without a reset value, or the clock domain with a"
        + " reset";
    refused(StructureException.class, "HERE: in Two: reset q" + fix,
        t -> free.on(() -> t.later("q", UInt.lit(2), 1)));
    refused(StructureException.class, "HERE: in Two: reset q" + fix,
        t -> free.on(() -> t.later(t.go, "q", UInt.lit(2), 1)));
    refused(StructureException.class, "HERE: in Two: reset" + fix, t -> free.on(t::edges));
    refused(StructureException.class, "HERE: in Two/c: reset" + fix,
        t -> free.on(() -> t.child("c", () -> new StreamFifo<>("Fifo", shape, 4))));
    refused(StructureException.class, "HERE: in Two/c/forth: reset stage_0" + fix,
        t -> t.child("c", () -> new AsyncFifo<>("Fifo", ClockDomain.MAIN, free, shape, 4, 2)));
    refused(StructureException.class, "HERE: in Two/c: reset" + fix,
        t -> t.child("c", () -> new Handshake<>("Hands", ClockDomain.MAIN, free, shape, 2)));
    HdlException e = assertThrows(StructureException.class, () -> Hdl.elaborate(Inner::new,
        HdlOptions.defaults().withClock(free)));
    assertEquals("ClockDomainTest.java:HERE: in Inner: reset held" + fix,
        e.getMessage().replaceFirst(":\\d+", ":HERE"));
  }

  @Test
  void nothingHoldsAValueWithoutAClock() {
    String fix = ": there is no clock in the asynchronous domain; declare inputs in it and nothing else";
    asynchronous("reg" + fix, t -> t.register("q"));
    asynchronous("write to m" + fix, t -> t.memory("m", 16).write(t.a, t.a, t.go));
    asynchronous("read of m" + fix, t -> t.memory("m", 16).readSync(t.a, t.go));
    asynchronous("check" + fix, Sketch::stateAll);
    refused(StructureException.class, "HERE: in Two/c: reg" + fix,
        t -> t.child("c", () -> new Synchroniser("Sync", PIXEL, ClockDomain.ASYNCHRONOUS, 2)));
  }

  private static void asynchronous(String message, Consumer<Two> body) {
    refused(StructureException.class, "HERE: in Two: " + message, t -> {
      t.y.set(t.a);
      ClockDomain.ASYNCHRONOUS.on(() -> body.accept(t));
    });
  }

  @Test
  void theBoundaryNamesEveryClockAndEveryPortsClock() {
    RtlDesign design = Hdl.elaborate(Three::new);
    ClockPort main = new ClockPort("clk", "reset");
    ClockPort pixel = new ClockPort("pixel_clk", "pixel_reset", Edge.RISING, Reset.Kind.SYNCHRONOUS,
        Reset.Level.HIGH, OptionalLong.of(74_250_000));
    ClockPort slow = new ClockPort("slow", "slow_rst_n", Edge.FALLING, Reset.Kind.ASYNCHRONOUS,
        Reset.Level.LOW, OptionalLong.empty());
    assertEquals(List.of(main, pixel, slow), design.clocks());
    assertEquals(List.of(main, main, pixel, pixel, slow, slow), design.ports().stream()
        .map(port -> design.clockOf(port.name()).orElseThrow()).toList());
  }

  @Test
  void portsWithoutAClockSaySo() {
    RtlDesign design = Hdl.elaborate(() -> new Two(t -> t.y.set(t.later("held", t.a))));
    assertEquals(List.of(new ClockPort("clk", "reset")), design.clocks());
    assertEquals(Optional.empty(), design.clockOf("pin"));
    assertEquals(Optional.empty(), design.clockOf("p"));
    RtlDesign mixed = Hdl.elaborate(() -> new Two(t -> t.y.set(
        t.later("held", t.a).xor(PIXEL.on(() -> t.later("other", t.p))))));
    assertEquals(Optional.empty(), mixed.clockOf("y"));
  }

  @Test
  void theTopItselfCanHaveAnotherClock() {
    ClockDomain board = ClockDomain.withoutReset("clk").withReset(Reset.asynchronousLow("rst_n"));
    RtlDesign design = Hdl.elaborate(Inner::new, HdlOptions.defaults().withClock(board));
    assertTrue(design.text().contains("always @(posedge clk or negedge rst_n)"), design.text());
    assertEquals("rst_n", design.clockOf("a").orElseThrow().reset());
  }
}
