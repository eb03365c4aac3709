package vit2rtl.hdl.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Sketch;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;

/** Ports and parts that a configuration leaves out. */
class OptionalTest {

  static final class Reading extends Record {
    final UInt value = field(UInt.bits(4));
    final Opt<Bool> parity;

    Reading(boolean checked) {
      parity = Opt.when(checked, () -> field(Bool.bool()));
    }
  }

  /** Registers readings; optionally counts them, takes an enable, and sends them on as a stream. */
  static final class Meter extends Component {
    final Reading reading;
    final Reading held;
    final Opt<Bool> enable;
    final Opt<UInt> count;
    final Opt<Stream<UInt>> copy;

    Meter(boolean full) {
      reading = in(Record.type(() -> new Reading(full)));
      held = out(Record.type(() -> new Reading(full)));
      enable = Opt.when(full, () -> in(Bool.bool()));
      count = Opt.when(full, () -> out(UInt.bits(8)));
      copy = Opt.when(full, () -> out("copy", Stream.of(UInt.bits(4), 1)));
    }

    @Override
    protected void build() {
      Bool takes = enable.orElse(Bool.lit(true));
      held.set(next(takes, "memory", reading));
      count.ifPresent(port -> {
        UInt seen = reg("seen", UInt.bits(8), 0);
        when(takes, () -> seen.set(seen.add(1).truncate(8)));
        port.set(seen);
      });
      copy.ifPresent(stream -> {
        stream.valid().set(Bool.lit(true));
        stream.last().set(reading.parity.get());
        stream.payload().get(0).set(reading.value);
      });
    }
  }

  private static List<String> names(RtlDesign design) {
    return design.ports().stream().map(Port::name).toList();
  }

  @Test
  void whatIsLeftOutIsNotInTheText() {
    RtlDesign full = Hdl.elaborate(() -> new Meter(true));
    RtlDesign bare = Hdl.elaborate(() -> new Meter(false));
    assertEquals(List.of("reading_value", "reading_parity", "held_value", "held_parity", "enable", "count",
        "copy_valid", "copy_ready", "copy_last", "copy_data_0"), names(full));
    assertEquals(List.of("reading_value", "held_value"), names(bare));
    assertEquals("""
        module Meter (
          input  wire [3:0] reading_value,
          output wire [3:0] held_value,
          input  wire       clk,
          input  wire       reset
        );

          reg  [3:0] memory_value;

          assign held_value = memory_value;
          always @(posedge clk) begin
            memory_value <= reading_value;
          end

          // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
          wire _unused = &{1'b0, reset};

        endmodule
        """, bare.text());
  }

  private static void refused(String message, Supplier<Component> make) {
    StructureException e = assertThrows(StructureException.class, () -> Hdl.elaborate(make));
    assertEquals(message, e.getMessage().replaceAll("(OptionalTest|Sketch)\\.java:\\d+", "HERE"));
  }

  /** Uses what may be absent. */
  static final class Careless extends Component {
    private final int what;
    final Reading with = in(Record.type(() -> new Reading(true)));
    final Reading without = out(Record.type(() -> new Reading(false)));
    final Opt<UInt> level = Opt.when(false, () -> out(UInt.bits(8)));
    final Stream<UInt> endless = in("endless", Stream.of(UInt.bits(4), 1).withoutLast());
    final Stream<UInt> rows = out("rows", Stream.of(UInt.bits(4), 1));

    Careless(int what) {
      this.what = what;
    }

    @Override
    protected void build() {
      switch (what) {
        case 0 -> level.get().set(with.value);
        case 1 -> without.parity.get();
        case 2 -> endless.last();
        case 3 -> without.set(with);
        default -> endless.into(rows);
      }
    }
  }

  @Test
  void whatIsLeftOutCannotBeUsed() {
    String fix = " is left out in this configuration; use ifPresent or orElse, or configure it in";
    refused("HERE: in Careless: get: the optional 'level'" + fix, () -> new Careless(0));
    refused("HERE: in Careless: get: the optional 'parity'" + fix, () -> new Careless(1));
    refused("HERE: in Careless: get: the optional 'last'" + fix, () -> new Careless(2));
    refused("HERE: in Careless: set: a Reading with the parts [value, parity] does not fit one with [value];"
        + " set the parts one by one", () -> new Careless(3));
    refused("HERE: in Careless: set: a Beat with the parts [data] does not fit one with [last, data];"
        + " set the parts one by one", () -> new Careless(4));
  }

  @Test
  void absentPortsAreRefusedAfterElaborationToo() {
    Meter bare = Hdl.design(() -> new Meter(false)).top();
    assertEquals("HERE: get: the optional 'count' is left out in this configuration;"
        + " use ifPresent or orElse, or configure it in",
        assertThrows(StructureException.class, () -> bare.count.get()).getMessage()
            .replaceAll("(OptionalTest|Sketch)\\.java:\\d+", "HERE"));
  }
}
