package vit2rtl.units;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Formats;
import vit2rtl.accelerator.Sizing;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Flow;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.clock.AsyncFifo;
import vit2rtl.hdl.clock.GraySynchroniser;
import vit2rtl.hdl.clock.Handshake;
import vit2rtl.hdl.clock.Synchroniser;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.examples.Adder;
import vit2rtl.hdl.examples.Blender;
import vit2rtl.hdl.examples.ByteMerger;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.examples.TrafficLight;
import vit2rtl.hdl.examples.UartEcho;
import vit2rtl.hdl.examples.UartReceiver;
import vit2rtl.hdl.examples.UartTransmitter;
import vit2rtl.hdl.stream.FlowStage;
import vit2rtl.hdl.stream.FlowToStream;
import vit2rtl.hdl.stream.StreamArbiter;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.stream.StreamFilter;
import vit2rtl.hdl.stream.StreamFork;
import vit2rtl.hdl.stream.StreamJoin;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.stream.StreamWidth;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Encoding;
import vit2rtl.hdl.type.EnumSignal;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/** Units in many settings, networks, every example, every component for streams and clocks: what is checked of all text. */
public final class Designs {
  private static final ClockDomain FAST = ClockDomain.of("fast", "fast_reset");
  private static final Stream.Shape<UInt> BYTES = Stream.of(UInt.bits(8), 1);
  private static final Stream.Shape<SInt> SIGNED = Stream.of(SInt.range(-64, 63), 2);

  private Designs() {}

  public static Map<String, Supplier<Component>> all() {
    Map<String, Supplier<Component>> designs = units();
    examples(designs);
    streams(designs);
    clocks(designs);
    designs.putAll(networks());
    return designs;
  }

  /** Units only; small rows, because the text does not grow with them. */
  public static Map<String, Supplier<Component>> units() {
    Map<String, Supplier<Component>> designs = new LinkedHashMap<>();
    unit(designs, "layernorm", "channels=12", "lanes=2");
    unit(designs, "layernorm", "channels=9", "lanes=1", "alpha=0");
    unit(designs, "layernorm", "channels=30", "lanes=4", "bits=4", "sign=signed");
    unit(designs, "layernorm", "channels=12", "lanes=2", "multipliers=logic");
    unit(designs, "layernorm", "channels=12", "lanes=2", "multipliers=mixed", "out-bits=5");
    unit(designs, "layernorm", "channels=12", "lanes=2", "multipliers=serial");
    unit(designs, "layernorm", "channels=12", "lanes=1", "multipliers=shared");
    unit(designs, "layernorm", "channels=12", "lanes=2", "tables=loadable");
    unit(designs, "layernorm", "channels=12", "lanes=2", "tables=loadable", "layers=3");
    unit(designs, "layernorm", "channels=1", "lanes=1");
    unit(designs, "softmax", "length=16", "lanes=2");
    unit(designs, "softmax", "length=9", "lanes=1", "bits=5", "base=sqrt-two");
    unit(designs, "softmax", "length=9", "lanes=1", "base=sqrt-two", "exp=serial");
    unit(designs, "softmax", "length=30", "lanes=4", "zero=clip");
    unit(designs, "softmax", "length=16", "lanes=2", "exp=polynomial");
    unit(designs, "softmax", "length=16", "lanes=2", "tables=loadable");
    unit(designs, "softmax", "length=16", "lanes=2", "bits=8", "n=15");
    unit(designs, "softmax", "length=1", "lanes=1");
    unit(designs, "ptf", "channels=12", "lanes=2");
    unit(designs, "ptf", "channels=9", "lanes=1", "shift=0");
    unit(designs, "ptf", "channels=12", "lanes=2", "tables=loadable", "sign=signed");
    unit(designs, "ptf", "channels=12", "lanes=2", "tables=loadable", "layers=2");
    unit(designs, "requantize", "channels=12", "lanes=2");
    unit(designs, "requantize", "channels=9", "lanes=1", "constants=row");
    unit(designs, "requantize", "channels=12", "lanes=2", "sign=unsigned", "tables=loadable");
    unit(designs, "gelu", "channels=12", "lanes=2");
    unit(designs, "gelu", "channels=9", "lanes=1", "bits=4", "sign=signed");
    unit(designs, "gelu", "channels=12", "lanes=2", "input-bits=5", "tables=loadable");
    unit(designs, "context", "tokens=8", "lanes=2", "width=4", "value-lanes=2");
    unit(designs, "context", "tokens=8", "lanes=2", "width=4", "value-lanes=2", "base=sqrt-two");
    unit(designs, "matmul", "inner=8", "columns=4", "lanes=2");
    unit(designs, "matmul", "inner=8", "columns=4", "lanes=2", "tables=loadable");
    unit(designs, "head", "inner=8", "classes=4", "lanes=2");
    unit(designs, "embedding", "inner=8", "width=4", "patches=4", "lanes=2");
    return designs;
  }

  /** Accelerators of whole networks, small ones, of both recipes. */
  public static Map<String, Supplier<Component>> networks() {
    Map<String, Supplier<Component>> designs = new LinkedHashMap<>();
    designs.put("network wide, constants in a ROM", () -> network(Recipe.WIDE, Optional.of(PackedStream::of)));
    designs.put("network fqvit", () -> network(Recipe.FQVIT, Optional.empty()));
    return designs;
  }

  private static Component network(Recipe recipe, Optional<Function<Program, PackedStream>> rom) {
    SyntheticVit.Sizes sizes = new SyntheticVit.Sizes(4, 2, 1, 8, 1, 2, 12, 5, 1, true);
    QuantizedVit model = Quantizer.quantize(new SyntheticVit(7, sizes).checkpoint(),
        SyntheticVit.images(8, 4, sizes.channels(), sizes.image()), QuantizeOptions.of(recipe), done -> { });
    AcceleratorConfig config = Sizing.of(model.shape(), 16).config(model.shape(), Formats.of(model), 2);
    return rom.map(packed -> new Accelerator(config, packed.apply(ProgramBuilder.build(config, model))))
        .orElseGet(() -> new Accelerator(config));
  }

  private static void unit(Map<String, Supplier<Component>> designs, String name, String... set) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String each : set) {
      values.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
    }
    UnitKind kind = UnitKinds.named(name);
    designs.put(name + " " + String.join(" ", set),
        () -> kind.config(Settings.of(kind, values)).create());
  }

  private static void examples(Map<String, Supplier<Component>> designs) {
    designs.put("Adder", Adder::new);
    designs.put("Blender", Blender::new);
    designs.put("ByteMerger", () -> new ByteMerger(5));
    designs.put("Counter", () -> new Counter(8));
    designs.put("FirFilter", () -> new FirFilter(8, 3, -5, 0, 7));
    designs.put("FirFilter of one tap", () -> new FirFilter(6, 1));
    designs.put("Recoder", Recoder::new);
    designs.put("TrafficLight", TrafficLight::new);
    designs.put("UartEcho", () -> new UartEcho(16, UartEcho.Losses.SHOWN));
    designs.put("UartReceiver", () -> new UartReceiver(16));
    designs.put("UartTransmitter", () -> new UartTransmitter(16));
  }

  /** States that it does not name, and one enum in two encodings. */
  @Summary("Keeps a state and gives it in another encoding.")
  private static final class Recoder extends Component {
    enum Step { IDLE, LOAD, WORK, STORE, DONE }

    private final EnumSignal<Step> step = in(EnumSignal.type(Step.class, Encoding.GRAY));
    private final EnumSignal<Step> now = out(EnumSignal.type(Step.class, Encoding.ONE_HOT));

    @Override
    protected void build() {
      EnumSignal<Step> kept = reg("kept", EnumSignal.type(Step.class, Encoding.ONE_HOT), Step.IDLE);
      when(step.eq(Step.WORK), () -> kept.set(Step.STORE));
      now.set(kept);
    }
  }

  private static void streams(Map<String, Supplier<Component>> designs) {
    designs.put("FlowStage", () -> new FlowStage<>("FlowStage", Flow.of(UInt.bits(8), 2)));
    designs.put("FlowToStream", () -> new FlowToStream<>("FlowToStream", Flow.of(UInt.bits(8), 2), 4));
    for (StreamArbiter.Policy policy : StreamArbiter.Policy.values()) {
      for (StreamArbiter.Hold hold : StreamArbiter.Hold.values()) {
        designs.put("StreamArbiter " + policy + " " + hold,
            () -> new StreamArbiter<>("StreamArbiter", SIGNED, 3, policy, hold));
      }
    }
    designs.put("StreamFifo", () -> new StreamFifo<>("StreamFifo", SIGNED, 4));
    designs.put("StreamFilter", () -> new StreamFilter<>("StreamFilter", SIGNED));
    designs.put("StreamFork", () -> new StreamFork<>("StreamFork", SIGNED, 3));
    designs.put("StreamJoin", () -> new StreamJoin<>("StreamJoin", SIGNED, 3));
    for (StreamStage.Kind kind : StreamStage.Kind.values()) {
      designs.put("StreamStage " + kind, () -> new StreamStage<>("StreamStage", SIGNED, kind));
    }
    designs.put("StreamWidth up", () -> new StreamWidth<>("StreamWidth", BYTES, 4, 6));
    designs.put("StreamWidth down", () -> new StreamWidth<>("StreamWidth", BYTES.withLanes(4), 1, 6));
    designs.put("StreamWidth of bits", () -> new StreamWidth<>("StreamWidth", Stream.of(Bits.bits(3), 2), 1));
  }

  private static void clocks(Map<String, Supplier<Component>> designs) {
    designs.put("AsyncFifo", () -> new AsyncFifo<>("AsyncFifo", ClockDomain.MAIN, FAST, SIGNED, 4, 2));
    designs.put("GraySynchroniser", () -> new GraySynchroniser("GraySynchroniser", ClockDomain.MAIN, FAST, 4, 2));
    designs.put("Handshake", () -> new Handshake<>("Handshake", ClockDomain.MAIN, FAST, SIGNED, 2));
    designs.put("Synchroniser", () -> new Synchroniser("Synchroniser", ClockDomain.MAIN, FAST, 2));
  }
}
