package vit2rtl.units.context;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.ops.ShiftAccumulate;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.Outlet;

/**
 * Attention·V for logarithmic codes, equal to {@link ShiftAccumulate} bit for bit, without a multiplier: rows of N codes
 * in, rows of d accumulators out,
 * <pre>
 *   base 2     a_e = Σ_n v[n][e] &lt;&lt; (F − k_n)
 *   base √2    E_e = Σ_{k_n even} v[n][e] &lt;&lt; (F − k_n/2),  O_e = Σ_{k_n odd} v[n][e] &lt;&lt; (F − (k_n − 1)/2)
 *              a_e = E_e + ⌊(O_e·46341 + 2^15) / 2^16⌋
 * </pre>
 * with nothing from codes that mean zero or shift below 2^−F. P codes come per beat of {@code codes}, A elements are
 * summed per cycle, {@code outLanes} accumulators leave per beat of {@code out}; a row takes Z = ⌈d/A⌉ passes over its
 * B = ⌈N/P⌉ beats of codes.
 *
 * <p><b>Values</b> are in a memory outside. In a cycle with {@code value_read} it is asked for word
 * {@code value_address} = b·Z + z; {@code values} must show it from the next cycle on until that of the next
 * {@code value_read}. Element p·A + a of {@code values} is element z·A + a of token b·P + p; those of tokens and
 * elements that do not exist are ignored.
 *
 * <p><b>Cycles</b>, no stream stalling. From the first beat of a row's codes to its first beat out:
 * <pre>
 *   B − 1 + [Z &gt; 1: 2] + 4 + [P &gt; 1: max(1, ⌈⌈log2 P⌉/2⌉)] + [base √2: 4]
 * </pre>
 * The beats of a pass leave in cycles one after another; from the first of them to the first of the next pass (of the
 * next row behind the last pass) there are max(B, beats out of the pass) cycles, so a row takes Z·B cycles, back to
 * back, where A/outLanes ≤ B. With Z &gt; 1 the next row of codes is taken while one is replayed, and {@code codes_ready}
 * depends on registers only; with Z = 1 a beat of codes is taken in the cycle in which its values are asked for.
 *
 * <p><b>Stalls.</b> The output and what scales behind the sums hold while {@code out_ready} is low; the passes behind go
 * on until sums are complete that the ones before have not made room for, then hold as well, the value memory
 * included. What is inside leaves without further input.
 *
 * <p><b>Widths.</b> A product has the bits of a value and F more. Sums and accumulators have the range that
 * {@link ShiftAccumulate} proves for the rows of a softmax; the verification build checks that the weights of every row
 * sum to no more than the proof allows.
 */
@Summary("Attention times values for logarithmic codes, without a multiplier.")
public final class ContextUnit extends Component {
  private final ContextConfig config;
  private final Outlet outlet;

  public final Stream<UInt> codes;
  public final Bool valueRead = out("value_read", Bool.bool());
  public final UInt valueAddress;
  /** Element p·A + a: token p of the beat, element a of the pass. */
  public final Vec<SInt> values;
  public final Stream<SInt> output;

  public ContextUnit(ContextConfig config) {
    this(config, Outlet.MAY_WAIT);
  }

  public ContextUnit(ContextConfig config, Outlet outlet) {
    super("AttentionContext");
    this.config = config;
    this.outlet = outlet;
    this.codes = in("codes", CodeReplay.codeStream(config));
    this.valueAddress = out("value_address", UInt.upTo(Math.max(1, config.words() - 1)));
    this.values = in("values", Vec.type(config.codeLanes() * config.lanes(), config.valueType()));
    this.output = out("out", Stream.of(config.accumulatorType(), config.outLanes()));
  }

  /** From a beat of codes that is presented to sums that hold it. */
  static Stages stages(ContextConfig config) {
    return Stages.of("read").then(ContextLane.stages(config));
  }

  /** Whether the passes never wait. */
  private boolean isFree() {
    return outlet == Outlet.ALWAYS_READY && config.keepsUp();
  }

  @Override
  protected void build() {
    Bool advance = isFree() ? Bool.lit(true) : wire("advance", Bool.bool());
    CodeReplay replay = instance("replay", () -> new CodeReplay(config));
    codes.into(replay.input);
    replay.advance.set(advance);
    valueRead.set(replay.valid.and(advance));
    valueAddress.set(replay.word);
    CodeDecoder decoder = instance("decoder", () -> new CodeDecoder(config));
    decoder.advance.set(advance);
    decoder.valid.set(replay.valid);
    decoder.first.set(replay.first);
    decoder.last.set(replay.last);
    decoder.codes.set(replay.codes);

    Pipeline pipe = isFree() ? pipeline(stages(config)) : pipeline(stages(config), advance);
    Staged<Bool> valid = pipe.start().flag("valid", replay.valid);
    Staged<Bool> first = pipe.start().value("first", replay.first);
    Staged<Bool> last = pipe.start().value("last", replay.last);
    Staged<Bool> closing = pipe.start().value("closing", replay.closing);
    // Lanes rest while no beat is inside: that saves power, and a simulator's time.
    Bool moving = isFree() ? next("moving", comes(valid), 0) : name("moving", advance.and(inside(valid)));
    List<ContextLane> lanes = new ArrayList<>();
    for (int element = 0; element < config.lanes(); element++) {
      lanes.add(lane(element, decoder, moving, valid.at("sum"), first.at("sum")));
    }
    Staged<Bool> complete = pipe.stage("sum").flag("complete", valid.at("sum").and(last.at("sum")));

    ContextDrain drain = instance("drain", () -> new ContextDrain(config, outlet));
    drain.load.set(complete.at(pipe.end()));
    drain.closing.set(closing.at(pipe.end()));
    drain.even.set(Vec.of(lanes.stream().map(lane -> lane.evenSum).toList()));
    if (config.halfSteps()) {
      drain.odd.set(Vec.of(lanes.stream().map(lane -> lane.oddSum).toList()));
    }
    if (isFree()) {
      check(complete.at(pipe.end()).not().or(drain.free), "sums are complete before those of the row before have left");
    } else {
      advance.set(complete.at(pipe.end()).not().or(drain.free));
    }
    drain.output.into(output);
  }

  /** A beat is in some stage of the lanes. */
  private Bool inside(Staged<Bool> valid) {
    Bool some = Bool.lit(false);
    for (String stage : ContextLane.stages(config).names()) {
      some = some.or(valid.at(stage));
    }
    return some;
  }

  /** A beat will be in some stage of the lanes in the next cycle. */
  private Bool comes(Staged<Bool> valid) {
    Bool some = valid.at("read");
    List<String> stages = ContextLane.stages(config).names();
    for (String stage : stages.subList(0, stages.size() - 1)) {
      some = some.or(valid.at(stage));
    }
    return some;
  }

  private ContextLane lane(int element, CodeDecoder decoder, Bool moving, Bool add, Bool first) {
    ContextLane lane = instance("lane_" + element, () -> new ContextLane(config));
    lane.advance.set(moving);
    for (int token = 0; token < config.codeLanes(); token++) {
      lane.values.get(token).set(values.get(token * config.lanes() + element));
    }
    lane.shift.set(decoder.shift);
    lane.even.set(decoder.even);
    if (config.halfSteps()) {
      lane.odd.set(decoder.odd);
    }
    lane.add.set(add);
    lane.first.set(first);
    return lane;
  }
}
