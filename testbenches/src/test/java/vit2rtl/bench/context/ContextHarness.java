package vit2rtl.bench.context;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.context.ContextConfig;
import vit2rtl.units.context.ContextUnit;

/**
 * A {@link ContextUnit} with its value memory: takes the words of the memory as a row of the stream {@code values}, and
 * codes after that.
 */
final class ContextHarness extends Component {
  private final ContextConfig config;

  private final Stream<UInt> codes;
  private final Stream<SInt> values;
  private final Stream<SInt> output;

  ContextHarness(ContextConfig config) {
    super("ContextHarness");
    this.config = config;
    this.codes = in("codes", Stream.of(UInt.upTo(config.params().maxCode()), config.codeLanes()));
    this.values = in("values", Stream.of(SInt.range(config.values().min(), config.values().max()),
        config.codeLanes() * config.lanes()));
    this.output = out("out", Stream.of(config.accumulatorType(), config.outLanes()));
  }

  @Override
  protected void build() {
    Bool loaded = reg("loaded", Bool.bool(), 0);
    values.ready().set(loaded.not());
    BeatCounter word = instance("word", () -> new BeatCounter(config.words()));
    word.beat.set(values.fire());
    when(values.fire().and(word.last), () -> loaded.set(Bool.lit(true)));

    ContextUnit unit = instance("unit", config::create);
    unit.codes.valid().set(codes.valid().and(loaded));
    unit.codes.beat().set(codes.beat());
    codes.ready().set(unit.codes.ready().and(loaded));

    int bits = values.payload().get(0).width();
    Mem<UInt> memory = mem("memory", UInt.bits(bits * values.payload().size()), 1 << word.index.width());
    memory.write(word.index, values.payload().asBits().asUInt(), values.fire());
    UInt read = name("value_word", memory.readSync(unit.valueAddress, unit.valueRead));
    for (int i = 0; i < values.payload().size(); i++) {
      unit.values.get(i).setBits(read.asBits().slice((i + 1) * bits - 1, i * bits));
    }
    unit.output.into(output);
  }
}
