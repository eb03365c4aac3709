package vit2rtl.hdl.stream;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Framing;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * Changes how many elements a beat carries, m to n, in any ratio; elements keep their order. A row ends with
 * {@code last}, and the next one starts in a beat of its own; a last beat that is not full is padded with zero bits.
 *
 * <p>Without a row length the adapter cannot tell padding of the input's last beat from elements and keeps it: a row of
 * ⌈L/m⌉·m elements leaves. With the row length L exactly ⌈L/n⌉ beats leave.
 *
 * <p>Full rate: the wider side waits for the narrower one only, between rows too. The input's ready depends on the
 * output's ready; {@code valid} and payload come from registers. The buffer holds m + n − gcd(m, n) elements. Latency 1
 * from the beat that completes an output beat.
 *
 * @param <T> the elements
 */
@Summary("Changes how many elements a beat carries, m to n, in any ratio; elements keep their order.")
public final class StreamWidth<T extends Signal> extends Component {
  // Elements move in groups of gcd(m, n), the largest size that fills both kinds of beats.
  private final int group;
  private final int groupsIn;
  private final int groupsOut;
  private final int groupsAtEnd;

  /** Rows as they come. */
  public final Stream<T> input;
  /** The same rows with other lanes. */
  public final Stream<T> output;

  /**
   * Rows of any length, padding kept.
   *
   * @param name  name of the instance
   * @param shape of the input
   * @param lanes elements per beat of the output, at least 1
   */
  public StreamWidth(String name, Stream.Shape<T> shape, int lanes) {
    this(name, shape, lanes, shape.lanes());
  }

  /**
   * Rows of one length, padding dropped.
   *
   * @param name      name of the instance
   * @param shape     of the input
   * @param lanes     elements per beat of the output, at least 1
   * @param rowLength elements of every row, at least 1; the padding of a row's last beat is dropped
   */
  public StreamWidth(String name, Stream.Shape<T> shape, int lanes, int rowLength) {
    super(name);
    if (lanes < 1 || rowLength < 1) {
      throw new StructureException("new StreamWidth", "rows of " + rowLength + " elements in beats of " + lanes
          + "; allowed: from 1 each", "give at least one lane and one element");
    }
    if (shape.framing() == Framing.NONE && rowLength != shape.lanes()) {
      throw new StructureException("new StreamWidth", "rows of " + rowLength + " elements on a stream without last",
          "leave the row length out, or give the stream a last");
    }
    this.group = BigInteger.valueOf(shape.lanes()).gcd(BigInteger.valueOf(lanes)).intValue();
    this.groupsIn = shape.lanes() / group;
    this.groupsOut = lanes / group;
    int atEnd = (rowLength - 1) % shape.lanes() + 1;
    this.groupsAtEnd = (atEnd + group - 1) / group;
    this.input = in("in", shape);
    this.output = out("out", shape.withLanes(lanes));
  }

  @Override
  protected void build() {
    int room = groupsIn + groupsOut - 1;
    int bits = UInt.upTo(room).width();
    boolean rows = input.shape().framing() == Framing.ROWS;
    UInt held = reg("held", UInt.bits(bits), 0);
    Bool ends = rows ? reg("ends", Bool.bool(), 0) : Bool.lit(false);
    Bool closes = name("closes", ends.and(held.le(groupsOut)));

    output.valid().set(held.ge(groupsOut).or(ends));
    Bool leaves = name("leaves", output.fire());
    // Padding at a row's end may leave less than a beat: none remains then.
    UInt left = name("left", leaves.mux(held.sub(groupsOut).saturateUnsigned((1L << bits) - 1), held));
    Bool open = name("row_open", ends.not().or(leaves.and(closes)));
    input.ready().set(open.and(left.lt(groupsOut)));
    Bool takes = name("takes", input.fire());

    UInt more = rows ? input.last().mux(UInt.lit(groupsAtEnd), UInt.lit(groupsIn)) : UInt.lit(groupsIn);
    held.set(takes.mux(left.add(more).truncate(bits), left));
    if (rows) {
      output.last().set(closes);
      when(takes, () -> ends.set(input.last())).elsewhen(leaves.and(closes), () -> ends.set(Bool.lit(false)));
    }
    move(room, leaves, takes, left);
    check(held.le(room), "the adapter holds more elements than it has room for");
  }

  /** The buffer: what is left moves down, what is taken goes behind it; cells behind the last element hold zeros. */
  private void move(int room, Bool leaves, Bool takes, UInt left) {
    List<Bits> groups = new ArrayList<>();
    for (int k = 0; k < groupsIn; k++) {
      Bits bits = Vec.of(input.payload().elements().subList(k * group, (k + 1) * group)).asBits();
      groups.add(k < groupsAtEnd ? bits : input.last().mux(Bits.lit(0, bits.width()), bits));
    }
    Bits zero = Bits.lit(0, groups.get(0).width());
    List<Bits> cells = new ArrayList<>();
    for (int i = 0; i < room; i++) {
      cells.add(reg("cell_" + i, zero.type(), 0));
    }
    List<Bool> behind = new ArrayList<>();
    for (int j = 0; j < groupsOut; j++) {
      behind.add(name("behind_" + j, takes.and(left.eq(j))));
    }
    for (int i = 0; i < room; i++) {
      Bits cell = cells.get(i);
      Bits moved = i + groupsOut < room ? cells.get(i + groupsOut) : zero;
      when(leaves, () -> cell.set(moved));
      for (int j = Math.max(0, i - groupsIn + 1); j <= Math.min(i, groupsOut - 1); j++) {
        Bits taken = groups.get(i - j);
        when(behind.get(j), () -> cell.set(taken));
      }
    }
    Bits beat = cells.get(0);
    for (int i = 1; i < groupsOut; i++) {
      beat = cells.get(i).concat(beat);
    }
    output.payload().setBits(beat);
  }
}
