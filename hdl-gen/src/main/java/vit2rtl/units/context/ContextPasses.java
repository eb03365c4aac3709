package vit2rtl.units.context;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * The passes of attention·V over a row of codes, up to sums that are complete: ports for codes and values, as
 * {@link ContextUnit} describes them, and what is done behind the sums left to who extends it.
 */
public abstract class ContextPasses extends Component {
  final ContextConfig config;

  public final Stream<UInt> codes;
  public final Bool valueRead = out("value_read", Bool.bool());
  public final UInt valueAddress;
  /** Element p·A + a: token p of the beat, element a of the pass. */
  public final Vec<SInt> values;

  ContextPasses(String name, ContextConfig config) {
    super(name);
    this.config = config;
    this.codes = in("codes", CodeReplay.codeStream(config));
    this.valueAddress = out("value_address", UInt.upTo(Math.max(1, config.words() - 1)));
    this.values = in("values", Vec.type(config.codeLanes() * config.lanes(), config.valueType()));
  }

  /**
   * Sums of a pass.
   *
   * @param complete they hold all tokens, in this cycle
   * @param closing  with complete: of the row's last pass
   */
  record Sums(Bool complete, Bool closing, List<SInt> even, List<SInt> odd) {}

  /** From a beat of codes that is presented to sums that hold it. */
  static Stages stages(ContextConfig config) {
    return Stages.of("read").then(ContextLane.stages(config));
  }

  /**
   * Builds the passes.
   *
   * @param moves in cycles with it alone they move, where it is there
   * @param clear in a cycle without {@code moves}: sums are taken, and begin anew from 0
   */
  final Sums passes(Opt<Bool> moves, Opt<Bool> clear) {
    boolean free = !moves.isPresent();
    Bool advance = free ? Bool.lit(true) : moves.get();
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

    Pipeline pipe = free ? pipeline(stages(config)) : pipeline(stages(config), advance);
    Staged<Bool> valid = pipe.start().flag("valid", replay.valid);
    Staged<Bool> first = pipe.start().value("first", replay.first);
    Staged<Bool> last = pipe.start().value("last", replay.last);
    Staged<Bool> closing = pipe.start().value("closing", replay.closing);
    // Lanes rest while no beat is inside: that saves power, and a simulator's time.
    Bool moving = free ? next("moving", comes(valid), 0) : name("moving", advance.and(inside(valid)));
    List<ContextLane> lanes = new ArrayList<>();
    for (int element = 0; element < config.lanes(); element++) {
      ContextLane lane = lane(element, decoder, moving, valid.at("sum"), first.at("sum"), clear.isPresent());
      lane.clear.ifPresent(port -> port.set(clear.get()));
      lanes.add(lane);
    }
    Staged<Bool> complete = pipe.stage("sum").flag("complete", valid.at("sum").and(last.at("sum")));
    return new Sums(complete.at(pipe.end()), closing.at(pipe.end()), lanes.stream().map(lane -> lane.evenSum).toList(),
        config.halfSteps() ? lanes.stream().map(lane -> lane.oddSum).toList() : List.of());
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

  private ContextLane lane(int element, CodeDecoder decoder, Bool moving, Bool add, Bool first, boolean cleared) {
    ContextLane lane = instance("lane_" + element, () -> new ContextLane(config, cleared));
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
    lane.first.ifPresent(port -> port.set(first));
    return lane;
  }
}
