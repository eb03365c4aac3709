package vit2rtl.units;

import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.stream.TokenFifo;

/** The layer of the rows in a pipeline, wherever constants are needed; nothing in a unit that holds one layer. */
public final class RowLayer {
  private final Opt<Staged<UInt>> layer;

  private RowLayer(Opt<Staged<UInt>> layer) {
    this.layer = layer;
  }

  /** A layer that comes with every beat. */
  public static RowLayer of(Stage stage, String name, Opt<UInt> signal) {
    return new RowLayer(Opt.when(signal.isPresent(), () -> stage.value(name, signal.get())));
  }

  /** A layer that waits in a queue for its row: taken with {@code open}, a signal of this stage, and held from then. */
  public static RowLayer hold(Stage stage, String name, Bool open, Opt<TokenFifo<UInt>> queue) {
    queue.ifPresent(tokens -> tokens.pop.set(open));
    return new RowLayer(Opt.when(queue.isPresent(), () -> stage.hold(name, open, queue.get().head)));
  }

  /** The layer of the row in a stage. */
  public Opt<UInt> at(Stage stage) {
    return Opt.when(layer.isPresent(), () -> layer.get().at(stage));
  }

  /** The layer of the row in a stage that a unit of one layer need not have. */
  public Opt<UInt> at(String stage) {
    return Opt.when(layer.isPresent(), () -> layer.get().at(stage));
  }

  /** Leaves it in a queue, in a stage. */
  public void push(Bool push, Stage stage, Opt<TokenFifo<UInt>> queue) {
    queue.ifPresent(tokens -> {
      tokens.push.set(push);
      tokens.tail.set(layer.get().at(stage));
    });
  }
}
