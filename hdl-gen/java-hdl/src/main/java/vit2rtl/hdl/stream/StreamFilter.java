package vit2rtl.hdl.stream;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;

/**
 * Throws beats away: one that comes with {@code drop} is taken and goes nowhere. Combinational, latency 0. The user
 * drives {@code drop} from the beat and from what does not change while it waits. A row whose {@code last} beat is
 * dropped loses its end, so drop whole rows, or beats that are not the last.
 *
 * @param <T> the elements
 */
@Summary("Throws beats away: one that comes with drop is taken and goes nowhere.")
public final class StreamFilter<T extends Signal> extends Component {
  /** What goes in. */
  public final Stream<T> input;
  /** The beat on the input is not wanted. */
  public final Bool drop = in("drop", Bool.bool());
  /** What is kept. */
  public final Stream<T> output;

  /**
   * A filter.
   *
   * @param name  name of the instance
   * @param shape what goes through
   */
  public StreamFilter(String name, Stream.Shape<T> shape) {
    super(name);
    this.input = in("in", shape);
    this.output = out("out", shape);
  }

  @Override
  protected void build() {
    input.ready().set(output.ready().or(drop));
    output.valid().set(input.valid().and(drop.not()));
    output.beat().set(input.beat());
  }
}
