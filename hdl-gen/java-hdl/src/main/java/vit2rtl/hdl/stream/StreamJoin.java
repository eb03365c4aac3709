package vit2rtl.hdl.stream;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Framing;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Vec;

/**
 * Joins streams of one shape beat by beat: a beat of every input makes one of the output, the lanes of input 0 first.
 * A beat passes in the cycle in which all inputs have one and the output is ready; no input moves alone. Combinational,
 * latency 0. Rows must be of one length: {@code last} is that of input 0, and the verification build of a design with
 * a clock checks that the others agree.
 *
 * @param <T> the elements
 */
@Summary("Joins streams of one shape beat by beat: a beat of every input makes one of the output, the "
    + "lanes of input 0 first.")
public final class StreamJoin<T extends Signal> extends Component {
  /** Ports {@code in_0}, {@code in_1}, …. */
  public final List<Stream<T>> inputs;
  /** A beat of every input, side by side. */
  public final Stream<T> output;

  /**
   * A join.
   *
   * @param name   name of the instance
   * @param shape  of each input; the output has {@code inputs} times its lanes
   * @param inputs at least 1
   */
  public StreamJoin(String name, Stream.Shape<T> shape, int inputs) {
    super(name);
    if (inputs < 1) {
      throw new StructureException("new StreamJoin", "a join of " + inputs + " streams; allowed: from 1",
          "give at least one input");
    }
    List<Stream<T>> ports = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      ports.add(in("in_" + i, shape));
    }
    this.inputs = List.copyOf(ports);
    this.output = out("out", shape.withLanes(inputs * shape.lanes()));
  }

  @Override
  protected void build() {
    Bool complete = name("complete", inputs.stream().map(Stream::valid).reduce(Bool.lit(true), Bool::and));
    Bool moves = name("moves", complete.and(output.ready()));
    output.valid().set(complete);
    inputs.forEach(input -> input.ready().set(moves));
    output.payload().set(Vec.of(inputs.stream().flatMap(input -> input.payload().elements().stream()).toList()));
    if (output.shape().framing() == Framing.ROWS) {
      output.last().set(inputs.get(0).last());
      for (Stream<T> input : inputs.subList(1, inputs.size())) {
        checkWhereClocked(complete.not().or(input.last().eq(inputs.get(0).last())),
            "joined rows end on different beats");
      }
    }
  }
}
