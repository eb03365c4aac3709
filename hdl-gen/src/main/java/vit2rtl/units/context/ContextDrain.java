package vit2rtl.units.context;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.ops.ShiftAccumulate;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.Outlet;
import vit2rtl.units.math.ConstantMultiple;

/**
 * Takes the sums of a pass all at once ({@code load} while {@code free}) and sends them a few at a time. In base √2
 * each becomes
 * <pre>
 *   a = ⌊(E·2^16 + 2^15 + O·46341) / 2^16⌋ = E + ⌊(O·46341 + 2^15) / 2^16⌋
 * </pre>
 * on its way, the product by shifts and adders. One beat per cycle; a new pass is taken while the last beat of the one
 * before leaves.
 */
@Summary("Takes the sums of a pass all at once (load while free) and sends them a few at a time.")
final class ContextDrain extends Component {
  private static final int ROOT_BITS = 16;

  private final ContextConfig config;
  private final Outlet outlet;
  private final int groups;
  private final int closingGroups;

  final Bool load = in("load", Bool.bool());
  final Bool closing = in("closing", Bool.bool());
  final Vec<SInt> even;
  final Vec<SInt> odd;
  final Bool free = out("free", Bool.bool());
  final Stream<SInt> output;

  ContextDrain(ContextConfig config, Outlet outlet) {
    super("ContextDrain");
    this.config = config;
    this.outlet = outlet;
    this.groups = config.passBeats(0);
    this.closingGroups = config.passBeats(config.passes() - 1);
    this.even = in("even", Vec.type(config.lanes(), config.sumType()));
    this.odd = config.halfSteps() ? in("odd", Vec.type(config.lanes(), config.sumType())) : null;
    this.output = out("out", Stream.of(config.accumulatorType(), config.outLanes()));
  }

  /** From the registers that take the sums to the output. */
  static Stages stages(ContextConfig config) {
    return config.halfSteps()
        ? Stages.of().then("scale", ConstantMultiple.cycles(ShiftAccumulate.INVERSE_ROOT)).then("join")
        : Stages.of();
  }

  @Override
  protected void build() {
    UInt left = reg("beats_left", UInt.upTo(groups), 0);
    Bool closes = reg("closes", Bool.bool());
    boolean steady = outlet == Outlet.ALWAYS_READY;
    Pipeline pipe = steady ? pipeline(stages(config)) : pipeline(stages(config), output);
    Bool advance = pipe.advance();
    Bool some = name("some", left.ne(0));
    free.set(some.not().or(left.eq(1).and(advance)));
    Bool taken = name("taken", load.and(free));
    Bool moved = name("moved", some.and(advance));
    when(moved, () -> left.set(left.sub(1).modulo(left.width()).narrow(0, groups)));
    when(taken, () -> {
      left.set(closing.mux(UInt.lit(closingGroups), UInt.lit(groups)));
      closes.set(closing);
    });

    List<SInt> evenHead = held("even", even, taken, moved);
    List<SInt> oddHead = odd == null ? List.of() : held("odd", odd, taken, moved);
    Staged<Bool> valid = pipe.start().flag("valid", some);
    Staged<Bool> last = pipe.start().value("last", left.eq(1).and(closes));
    for (int lane = 0; lane < config.outLanes(); lane++) {
      SInt sum = odd == null ? evenHead.get(lane) : joined(lane, evenHead.get(lane), oddHead.get(lane), pipe);
      output.payload().get(lane).set(
          lane < config.outRows().tail() ? sum : last.at(pipe.end()).mux(SInt.lit(0), sum));
    }
    if (steady) {
      output.valid().set(valid.at(pipe.end()));
      output.last().set(last.at(pipe.end()));
      check(valid.at(pipe.end()).not().or(output.ready()), "an accumulator is not taken");
    } else {
      pipe.deliver(valid, last);
    }
  }

  /** Registers that take all sums and move down by one beat; those of the beat that is to leave. */
  private List<SInt> held(String which, Vec<SInt> sums, Bool taken, Bool moved) {
    int step = config.outLanes();
    List<SInt> registers = new ArrayList<>();
    for (int lane = 0; lane < sums.size(); lane++) {
      registers.add(reg(which + "_held_" + lane, config.sumType()));
    }
    for (int lane = 0; lane < sums.size(); lane++) {
      SInt register = registers.get(lane);
      if (lane + step < sums.size()) {
        SInt behind = registers.get(lane + step);
        when(moved, () -> register.set(behind));
      }
      SInt sum = sums.get(lane);
      when(taken, () -> register.set(sum));
    }
    return registers.subList(0, step);
  }

  private SInt joined(int lane, SInt even, SInt odd, Pipeline pipe) {
    Stage join = pipe.stage("join");
    SInt scaled = ConstantMultiple.build("scaled_" + lane, pipe.start(), odd, ShiftAccumulate.INVERSE_ROOT).at(join);
    SInt beside = pipe.start().value("beside_" + lane, even).at(join);
    // E·2^16 and one half have no bits in common: written one above the other they need no adder.
    SInt rounded = beside.asBits().concat(Bits.lit(1 << (ROOT_BITS - 1), ROOT_BITS)).asSInt();
    SInt sum = rounded.add(scaled).shr(ROOT_BITS).truncate(config.accumulatorType().width());
    return join.value("joined_" + lane, sum).at(pipe.end());
  }
}
