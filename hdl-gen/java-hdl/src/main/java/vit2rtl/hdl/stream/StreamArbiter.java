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
import vit2rtl.hdl.type.UInt;

/**
 * Merges streams of one shape into one. Combinational, latency 0, one beat per cycle. {@code source} says whose beat is
 * on the output. A beat that the output offers stays until it is taken, whoever else comes.
 *
 * @param <T> the elements
 */
@Summary("Merges streams of one shape into one.")
public final class StreamArbiter<T extends Signal> extends Component {
  private final Policy policy;
  private final Hold hold;

  /** Ports {@code in_0}, {@code in_1}, …. */
  public final List<Stream<T>> inputs;
  /** Beats of all inputs. */
  public final Stream<T> output;
  /** The input whose beat the output offers; of no meaning while it offers none. */
  public final UInt source;

  /** Who comes first where several have a beat. */
  public enum Policy {
    /** The input of the lowest number. */
    FIXED_PRIORITY,
    /** The first behind the one that was served last, in a circle: nobody waits for two grants of another. */
    ROUND_ROBIN
  }

  /** How long a grant lasts. */
  public enum Hold {
    /** One beat: rows of several inputs mix. */
    BEAT,
    /** Until {@code last}: rows stay whole, and the output waits for the rest of one that was begun. */
    ROW
  }

  /**
   * An arbiter.
   *
   * @param name   name of the instance
   * @param shape  of every stream; it must have {@code last} for {@link Hold#ROW}
   * @param inputs at least 2
   * @param policy whose turn it is
   * @param hold   how long one keeps it
   */
  public StreamArbiter(String name, Stream.Shape<T> shape, int inputs, Policy policy, Hold hold) {
    super(name);
    if (inputs < 2) {
      throw new StructureException("new StreamArbiter", "an arbiter of " + inputs + " streams; allowed: from 2",
          "give at least two inputs, or use the one stream itself");
    }
    if (hold == Hold.ROW && shape.framing() == Framing.NONE) {
      throw new StructureException("new StreamArbiter", "grants are held per row, and the streams have no last",
          "use Hold.BEAT, or streams with last");
    }
    this.policy = policy;
    this.hold = hold;
    List<Stream<T>> ports = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      ports.add(in("in_" + i, shape));
    }
    this.inputs = List.copyOf(ports);
    this.output = out("out", shape);
    this.source = out("source", UInt.upTo(inputs - 1));
  }

  @Override
  protected void build() {
    Bool held = reg("held", Bool.bool(), 0);
    UInt owner = reg("owner", source.type(), inputs.size() - 1);
    UInt granted = name("granted", held.mux(owner, chosen(owner)));

    Bool offered = wire("offered", Bool.bool());
    output.valid().set(offered);
    offer(offered, 0);
    switchOn(granted, cases -> {
      for (int i = 1; i < inputs.size(); i++) {
        int input = i;
        cases.is(input, () -> offer(offered, input));
      }
    });
    source.set(granted);
    for (int i = 0; i < inputs.size(); i++) {
      inputs.get(i).ready().set(output.ready().and(granted.eq(i)));
    }
    when(offered, () -> {
      owner.set(granted);
      held.set(hold == Hold.ROW ? output.ready().and(output.last()).not() : output.ready().not());
    });
  }

  private void offer(Bool offered, int input) {
    offered.set(inputs.get(input).valid());
    output.beat().set(inputs.get(input).beat());
  }

  /** The input that a new grant goes to; any where none has a beat. */
  private UInt chosen(UInt served) {
    List<Bool> waiting = inputs.stream().map(Stream::valid).toList();
    if (policy == Policy.FIXED_PRIORITY) {
      return lowest(waiting);
    }
    List<Bool> behind = new ArrayList<>();
    for (int i = 1; i < inputs.size(); i++) {
      behind.add(name("behind_" + i, waiting.get(i).and(served.lt(i))));
    }
    Bool some = behind.stream().reduce(Bool.lit(false), Bool::or);
    return some.mux(lowest(behind).add(1), lowest(waiting));
  }

  /** The number of the first that is high, the last number where none is. */
  private static UInt lowest(List<Bool> flags) {
    UInt first = UInt.lit(flags.size() - 1);
    for (int i = flags.size() - 2; i >= 0; i--) {
      first = flags.get(i).mux(UInt.lit(i), first);
    }
    return first;
  }
}
