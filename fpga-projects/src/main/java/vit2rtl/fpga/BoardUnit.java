package vit2rtl.fpga;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import vit2rtl.fpga.flash.FlashPort;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;

/**
 * What a board carries behind one command of its protocol: a request brings one row, the reply takes one row of bytes
 * away. A single unit, or a whole network.
 */
public interface BoardUnit {
  /** Requests that a host may have open at most. */
  int MOST_WINDOW = 2;

  /** Its name on the command line and in a board's description. */
  String name();

  /** Its number in a board's description. */
  int code();

  /** Elements of a request. */
  int rowLength();

  int inputBits();

  CodeFormat.Sign inputSign();

  /** Elements of a reply. */
  int results();

  int outputBits();

  CodeFormat.Sign outputSign();

  /** CRC-32 of its Verilog: two boards with the same fingerprint compute the same. */
  int fingerprint();

  /** Refuses, in one sentence, what a serial line cannot bring or take. */
  void requireOnBoard();

  /**
   * Whether it gives nothing of a row before the whole row has come, so that results wait in it for their reply; what
   * does not gets a queue.
   */
  boolean holdsRows();

  /** Whether it fills a large device, on which every wire is long: then registers part it from the line. */
  default boolean isFar() {
    return false;
  }

  /** Requests that a host may have open: one where the unit has no room for the next one's row. */
  default int window() {
    return MOST_WINDOW;
  }

  /** What a board's flash must hold for it; empty where it needs none. */
  default Optional<byte[]> flashImage() {
    return Optional.empty();
  }

  /** Its module within the board's core. */
  Ends place(Parent parent);

  /** Whole bytes that an input element takes. */
  default int inputBytes() {
    return bytes(inputBits());
  }

  /** Whole bytes that elements of so many bits take each. */
  static int bytes(int bits) {
    return (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** CRC-32 of a design's Verilog. */
  static int fingerprint(RtlDesign design) {
    CRC32 crc = new CRC32();
    crc.update(design.text().getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  /** What a sign says of elements of a range. */
  static CodeFormat.Sign sign(IntRange codes) {
    return codes.min() < 0 ? CodeFormat.Sign.SIGNED : CodeFormat.Sign.UNSIGNED;
  }

  /** Makes instances. */
  interface Parent {
    <C extends Component> C place(String name, Supplier<C> maker);
  }

  /**
   * Where rows go in and come out.
   *
   * @param input  one element per beat
   * @param output one byte per beat, or fewer bits
   * @param flash  the flash that it reads, where it reads one
   */
  record Ends(Stream<? extends Int> input, Stream<? extends Int> output, Optional<Flash> flash) {

    public Ends(Stream<? extends Int> input, Stream<? extends Int> output) {
      this(input, output, Optional.empty());
    }
  }

  /**
   * A flash that a unit reads.
   *
   * @param port  to the flash
   * @param fault it does not hold what it should: nothing can be computed
   */
  record Flash(FlashPort port, Bool fault) {}
}
