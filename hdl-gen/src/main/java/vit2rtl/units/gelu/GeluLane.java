package vit2rtl.units.gelu;

import vit2rtl.golden.ops.GeluTable;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.TableSource;
import vit2rtl.units.TableWrite;

/**
 * GELU of one code after another, {@link GeluTable} bit for bit:
 * <pre>
 *   g = table[x − x_min]
 *   y = saturate(⌊(g + 2^(t−1)) / 2^t⌋ + zp) = saturate(⌊(⌊2·g / 2^t⌋ + 1 + 2·zp) / 2⌋)        t = 0: g + zp
 * </pre>
 * One code per cycle, {@link #LATENCY} cycles from {@code code} to {@code result}, moving while {@code advance} is high:
 * the table, a shift, the sum, the saturation. {@code shift} and {@code zero_point} are taken one cycle after the code
 * they belong to, so that the table of shifts can be read beside this one.
 *
 * <p><b>Widths.</b> An entry has 18 bits, twice that 19, and the sum at most one more than the wider of it and the
 * doubled zero point. A code outside its range or a shift outside the format's gives some result.
 */
@Summary("GELU of one code after another: a table, a shift, a rounded sum with the zero point, limited.")
public final class GeluLane extends Component {
  /** What happens in which cycle. */
  public static final Stages STAGES = Stages.of("look", "shift", "add", "saturate");
  /** Cycles from a code to its result. */
  public static final int LATENCY = STAGES.cycles();

  private final GeluConfig config;

  public final Bool advance = in("advance", Bool.bool());
  public final Int code;
  public final UInt shift;
  public final SInt zeroPoint;
  public final Int result;
  /** Writes one entry; there where tables are loadable. */
  public final Opt<TableWrite<SInt>> load;

  public GeluLane(GeluConfig config) {
    super("GeluLane");
    GeluFormat format = config.format();
    this.config = config;
    this.code = in("code", format.inputType());
    this.shift = in("shift", format.shiftType());
    this.zeroPoint = in("zero_point", format.zeroPointType());
    this.result = out("result", format.outputType());
    this.load = Opt.when(config.tables() == TableSource.LOADABLE,
        () -> in(TableWrite.type(config.entry(), config)));
  }

  @Override
  protected void build() {
    GeluFormat format = config.format();
    ConstantTable<SInt> entries = config.entry();
    Mem<SInt> table = mem("entries", entries.type(), entries.words(0, config)).anyAddress();
    load.ifPresent(write -> write.into(table));

    Pipeline pipe = pipeline(STAGES, advance);
    UInt index = name("index", code.asSInt().sub(format.input().min()).asUInt());
    Staged<SInt> entry = pipe.stage("look").read("entry", table, index);

    Stage shifting = pipe.stage("shift");
    Staged<SInt> shifted = shifting.value("shifted", shifted(entry.at(shifting)));
    Staged<SInt> addend = shifting.value("addend", zeroPoint.shl(1).add(1));

    Stage add = pipe.stage("add");
    Staged<SInt> sum = add.value("sum", shifted.at(add).add(addend.at(add)).shr(1));

    Stage saturate = pipe.stage("saturate");
    SInt saturated = sum.at(saturate).saturate(format.output().min(), format.output().max());
    result.set(saturate.value("saturated", format.output().min() < 0 ? saturated : saturated.asUInt()).at(pipe.end()));
  }

  private SInt shifted(SInt entry) {
    GeluFormat format = config.format();
    int most = format.maxShift() - format.minShift();
    SInt least = entry.shl(1).shr(format.minShift());
    return most == 0 ? least
        : least.shr(name("places", shift.sub(format.minShift()).modulo(UInt.upTo(most).width())));
  }
}
