package vit2rtl.units.context;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.math.PipelinedTree;

/**
 * One element of the context: values shifted by what their codes say, and summed over the tokens, even and odd codes
 * apart in base √2. Everything moves while {@code advance} is high, which it need not be while no beat is inside.
 *
 * <p>One stage shifts, further ones add the products of a beat where there are several, the last accumulates.
 * {@code shift} belongs to {@code values}; {@code even} and {@code odd} (at most one of a token) come one cycle later;
 * {@code add} and {@code first} belong to the last of the {@link #stages}.
 *
 * <p>No overflow: sums stay within the range that {@link vit2rtl.golden.ops.ShiftAccumulate} proves for rows of a
 * softmax, partial sums as well, since every weight is positive; {@link CodeDecoder} checks the weights of a row.
 */
@Summary("One element of the context: values shifted by what their codes say, summed over the tokens.")
final class ContextLane extends Component {
  private static final PipelinedTree TREE = new PipelinedTree(2);

  private final ContextConfig config;

  final Bool advance = in("advance", Bool.bool());
  final Vec<SInt> values;
  final Vec<UInt> shift;
  final Vec<Bool> even;
  final Vec<Bool> odd;
  final Bool add = in("add", Bool.bool());
  /** The sums begin anew with this beat; or they are cleared in a cycle in which nothing moves. */
  final Opt<Bool> first;
  final Opt<Bool> clear;
  final SInt evenSum;
  final SInt oddSum;

  /**
   * A lane.
   *
   * @param cleared its sums are cleared between passes
   */
  ContextLane(ContextConfig config, boolean cleared) {
    super("ContextLane");
    this.config = config;
    this.first = Opt.when(!cleared, () -> in("first", Bool.bool()));
    this.clear = Opt.when(cleared, () -> in("clear", Bool.bool()));
    int tokens = config.codeLanes();
    this.values = in("values", Vec.type(tokens, config.valueType()));
    this.shift = in("shift", Vec.type(tokens, CodeDecoder.shiftType(config)));
    this.even = in("even", Vec.type(tokens, Bool.bool()));
    this.odd = config.halfSteps() ? in("odd", Vec.type(tokens, Bool.bool())) : null;
    this.evenSum = out("even_sum", config.sumType());
    this.oddSum = config.halfSteps() ? out("odd_sum", config.sumType()) : null;
  }

  /** From a beat's values to sums that hold it. */
  static Stages stages(ContextConfig config) {
    int adding = config.codeLanes() == 1 ? 0 : TREE.cycles(config.codeLanes());
    return Stages.of("shift").then("add", adding).then("sum");
  }

  @Override
  protected void build() {
    // Modulo 2^bits, as every sum is in range: additions of signed numbers would extend each operand first.
    int bits = evenSum.width();
    List<UInt> products = new ArrayList<>();
    for (int token = 0; token < values.size(); token++) {
      products.add(next(advance, "product_" + token, values.get(token).shl(shift.get(token)).modulo(bits)));
    }
    Bool adding = name("adding", advance.and(add));
    if (clear.isPresent()) {
      evenSum.set(addTo("even", products, even, adding));
      if (odd != null) {
        oddSum.set(addTo("odd", products, odd, adding));
      }
    } else if (products.size() == 1) {
      addTo(products.get(0), adding, bits);
    } else {
      Pipeline pipe = pipeline(stages(config), advance);
      evenSum.set(sum(pipe, "even", products, even, adding, bits).asBits().asSInt());
      if (odd != null) {
        oddSum.set(sum(pipe, "odd", products, odd, adding, bits).asBits().asSInt());
      }
    }
  }

  /**
   * Where sums begin at 0, each with an adder of its own takes fewest cells: an adder's bit and that of its register are
   * one cell of an FPGA, if the adder has no other use and no choice in front.
   */
  private SInt addTo(String which, List<UInt> products, Vec<Bool> meant, Bool adding) {
    int bits = evenSum.width();
    UInt running = reg(which + "_running", UInt.bits(bits), 0);
    when(adding.and(meant.get(0)), () -> running.set(running.add(products.get(0)).truncate(bits)));
    when(clear.get(), () -> running.set(UInt.lit(0)));
    return running.asBits().asSInt();
  }

  /** A product that is even or odd needs one adder, whichever sum it goes to. */
  private void addTo(UInt product, Bool adding, int bits) {
    UInt evenRunning = reg("even_running", UInt.bits(bits));
    UInt oddRunning = odd == null ? null : reg("odd_running", UInt.bits(bits));
    UInt chosen = odd == null ? evenRunning : odd.get(0).mux(oddRunning, evenRunning);
    UInt total = name("total", first.get().mux(UInt.lit(0), chosen).add(product).truncate(bits));
    keep(evenRunning, even.get(0), total, adding);
    evenSum.set(evenRunning.asBits().asSInt());
    if (odd != null) {
      keep(oddRunning, odd.get(0), total, adding);
      oddSum.set(oddRunning.asBits().asSInt());
    }
  }

  /** A sum that the first product does not go to starts at 0: by the synchronous reset that registers have. */
  private void keep(UInt running, Bool meant, UInt total, Bool adding) {
    when(adding.and(meant), () -> running.set(total));
    when(adding.and(first.get()).and(meant.not()), () -> running.set(UInt.lit(0)));
  }

  private UInt sum(Pipeline pipe, String which, List<UInt> products, Vec<Bool> chosen, Bool adding, int bits) {
    List<UInt> terms = new ArrayList<>();
    for (int token = 0; token < products.size(); token++) {
      terms.add(chosen.get(token).mux(products.get(token), UInt.lit(0)));
    }
    Staged<UInt> joined = TREE.build(which + "_terms", pipe.stage("add"), terms, UInt::add);
    UInt beat = joined.stage().value(which + "_beat", joined.now().truncate(bits)).at(pipe.stage("sum"));
    UInt running = reg(which + "_running", UInt.bits(bits));
    when(adding, () -> running.set(first.get().mux(UInt.lit(0), running).add(beat).truncate(bits)));
    return running;
  }
}
