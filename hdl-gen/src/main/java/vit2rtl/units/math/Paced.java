package vit2rtl.units.math;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/** A part with products, which moves in every cycle, or in the last phase of a {@link Pace}. */
public abstract class Paced extends Component {
  private final Pace pace;

  /** The cycle of the beat; there where that has several. */
  public final Opt<UInt> phase;

  protected Paced(String name, Pace pace) {
    super(name);
    this.pace = pace;
    this.phase = Opt.when(pace.isSlow(), () -> in("phase", pace.phaseType()));
  }

  /** A truth value in the cycles in which the part moves. */
  protected final Bool moving(Bool value) {
    return pace.isSlow() ? value.and(ticks()) : value;
  }

  private Bool ticks() {
    return phase.get().eq(pace.cycles() - 1);
  }

  /** Stages that nothing but the pace holds up. */
  protected final Pipeline steady(Stages stages) {
    return pace.isSlow() ? pipeline(stages, name("ticks", ticks())) : pipeline(stages);
  }

  /**
   * A product as {@link Product} builds it, or a serial one.
   *
   * @param name  name of the product, prefix of those of its parts
   * @param first the first stage it takes
   * @param a     a signal of that stage
   * @param b     a signal of that stage
   */
  protected final Staged<SInt> product(String name, Stage first, SInt a, SInt b) {
    if (!pace.isSlow()) {
      return Product.build(pace.style(), name, first, a, b);
    }
    boolean swaps = a.width() < b.width();
    SInt wide = swaps ? b : a;
    SInt narrow = swaps ? a : b;
    SerialProduct serial = instance(name + "_serial", () -> new SerialProduct(pace, wide.width(), narrow.width()));
    serial.phase.set(phase.get());
    serial.a.set(wide);
    serial.b.set(narrow);
    return first.value(name, serial.product);
  }
}
