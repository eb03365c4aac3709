package vit2rtl.hdl.stream;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Flow;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Signal;

/**
 * A register stage in a flow, latency 1, one beat per cycle. Only {@code valid} is reset.
 *
 * @param <T> the elements
 */
@Summary("A register stage in a flow, latency 1, one beat per cycle.")
public final class FlowStage<T extends Signal> extends Component {
  /** What goes in. */
  public final Flow<T> input;
  /** The same one cycle later. */
  public final Flow<T> output;

  /**
   * A register stage for a flow.
   *
   * @param name  name of the instance
   * @param shape what goes through
   */
  public FlowStage(String name, Flow.Shape<T> shape) {
    super(name);
    this.input = in("in", shape);
    this.output = out("out", shape);
  }

  @Override
  protected void build() {
    output.valid().set(next("full", input.valid(), 0));
    output.beat().set(next(input.valid(), "held", input.beat()));
  }
}
