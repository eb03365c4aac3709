package vit2rtl.hdl.examples;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.StreamArbiter;
import vit2rtl.hdl.stream.StreamWidth;
import vit2rtl.hdl.type.UInt;

/**
 * Two streams of rows, four bytes a beat, become one of single bytes. Rows stay whole and take turns; the padding of a
 * row's last beat is dropped.
 */
@Summary("Two streams of rows, four bytes a beat, become one of single bytes.")
public final class ByteMerger extends Component {
  private static final Stream.Shape<UInt> WORDS = Stream.of(UInt.bits(8), 4);

  private final int rowLength;

  /** Words of one stream. */
  public final Stream<UInt> first = in("first", WORDS);
  /** Words of the other stream, which take turns with the first. */
  public final Stream<UInt> second = in("second", WORDS);
  /** Their bytes. */
  public final Stream<UInt> output = out("out", WORDS.withLanes(1));

  /**
   * A merger.
   *
   * @param rowLength elements in every row, from 1
   */
  public ByteMerger(int rowLength) {
    this.rowLength = rowLength;
  }

  @Override
  protected void build() {
    StreamArbiter<UInt> arbiter = instance("arbiter", () -> new StreamArbiter<>("WordArbiter", WORDS, 2,
        StreamArbiter.Policy.ROUND_ROBIN, StreamArbiter.Hold.ROW));
    StreamWidth<UInt> bytes = instance("bytes", () -> new StreamWidth<>("WordsToBytes", WORDS, 1, rowLength));
    first.into(arbiter.inputs.get(0));
    second.into(arbiter.inputs.get(1));
    arbiter.output.into(bytes.input);
    bytes.output.into(output);
  }
}
