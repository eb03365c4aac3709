package vit2rtl.hdl.stream;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;

/**
 * Gives every beat of a stream to each of several receivers, once. Each takes it at any time; a bit per receiver
 * remembers who has, and the input moves on in the cycle in which the last one takes it. One beat per cycle where all
 * are ready; latency 0; the payload is not registered.
 *
 * <p>There is no fork in lockstep: each receiver's {@code valid} would wait for the others' {@code ready} and could be
 * withdrawn, which streams forbid.
 *
 * @param <T> the elements
 */
@Summary("Gives every beat of a stream to each of several receivers, once.")
public final class StreamFork<T extends Signal> extends Component {
  /** What every receiver gets. */
  public final Stream<T> input;
  /** Ports {@code out_0}, {@code out_1}, …. */
  public final List<Stream<T>> outputs;

  /**
   * A fork.
   *
   * @param name    name of the instance
   * @param shape   what goes through
   * @param outputs receivers, at least 1
   */
  public StreamFork(String name, Stream.Shape<T> shape, int outputs) {
    super(name);
    if (outputs < 1) {
      throw new StructureException("new StreamFork", "a fork into " + outputs + " streams; allowed: from 1",
          "give at least one output");
    }
    this.input = in("in", shape);
    List<Stream<T>> ports = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      ports.add(out("out_" + i, shape));
    }
    this.outputs = List.copyOf(ports);
  }

  @Override
  protected void build() {
    List<Bool> served = new ArrayList<>();
    Bool done = Bool.lit(true);
    for (int i = 0; i < outputs.size(); i++) {
      Bool has = reg("served_" + i, Bool.bool(), 0);
      served.add(has);
      done = done.and(has.or(outputs.get(i).ready()));
    }
    Bool moves = name("moves", done);
    input.ready().set(moves);
    for (int i = 0; i < outputs.size(); i++) {
      Stream<T> output = outputs.get(i);
      output.valid().set(input.valid().and(served.get(i).not()));
      output.beat().set(input.beat());
      Bool has = served.get(i);
      when(input.valid(), () -> has.set(moves.not().and(has.or(output.ready()))));
    }
  }
}
