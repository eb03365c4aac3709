package vit2rtl.accelerator.job;

import static vit2rtl.accelerator.job.Field.upTo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.StreamFormat;
import vit2rtl.golden.ops.GeluTable;

/**
 * How jobs are written in the constant stream. A job is a header of {@link #headerBeats} beats of K bytes, little-endian,
 * lowest bits first:
 * <pre>
 *   unit      {@link #UNIT_BITS}                    which {@link Unit}, by its ordinal
 *   beats     {@link #BEAT_BITS}                   beats of constants that follow
 *   allowed   {@link #ALLOWED_BITS} per unit       how many of that unit's jobs, of those before this one in the stream,
 *                                       may be unfinished when this job begins; 7: any number
 *   fields                              the unit's own
 * </pre>
 */
public final class JobFormat {
  public static final int UNIT_BITS = 3;
  public static final int BEAT_BITS = 20;
  public static final int ALLOWED_BITS = 3;
  /** Words of constants of one job. */
  public static final int MAX_WORDS = (1 << 16) - 1;
  /** Bounds and zero points of 8-bit codes, signed or not. */
  public static final int CODE_BITS = 10;
  /** Waits for nobody. */
  public static final int ANY = 7;
  /** Fields begin here. */
  public static final int FIELDS_AT = UNIT_BITS + BEAT_BITS + ALLOWED_BITS * Unit.values().length;

  private final Map<Unit, List<Field>> fields = new EnumMap<>(Unit.class);
  private final int beatBytes;
  private final boolean direct;

  public JobFormat(AcceleratorConfig config) {
    Layout layout = new Layout(config);
    this.beatBytes = config.inner();
    this.direct = config.economy().jobs() == Economy.Jobs.DIRECT;
    int rows = Math.max(config.shape().tokens(), config.shape().patches());
    int tiles = Math.max(Math.max(layout.patchWords(), layout.normedWords()),
        Math.max(layout.hiddenWords(), Math.max(layout.contextWords(), layout.headWords())));
    int moving = layout.operandDepth();
    int written = Math.max(Math.max(layout.hiddenDepth(), layout.keyDepth()),
        Math.max(Math.max(layout.valueDepth(), layout.scoreDepth()), Math.max(layout.streamDepth(), layout.logitDepth())));
    int value = Math.max(Math.max(config.formats().stream().bits(), config.formats().logitBits()),
        GeluTable.ENTRIES.bits()) + 1;
    fields.put(Unit.PIXELS, List.of());
    fields.put(Unit.LOADER, List.of(upTo("keys", 1), upTo("tiles", tiles), upTo("address", layout.keyDepth()),
        upTo("stride", layout.headWords())));
    fields.put(Unit.ENGINE, List.of(upTo("source", 3), upTo("unsigned", 1), upTo("address", moving),
        upTo("stride", tiles), upTo("rows", rows), upTo("tiles", tiles), upTo("bank", 1)));
    fields.put(Unit.CONSTANTS, List.of(upTo("table", ConstantTable.values().length - 1),
        upTo("address", Math.max(Math.max(layout.streamDepth(), layout.tableBase() + layout.geluEntries()),
            Math.max(layout.drainConstants(), layout.contextConstants()))),
        upTo("wordBeats", 255), upTo("words", MAX_WORDS)));
    List<Field> drain = new ArrayList<>(List.of(upTo("mode", DrainMode.values().length - 1),
        upTo("target", DrainTarget.values().length - 1), upTo("bank", 1), upTo("rows", rows),
        upTo("groups", config.columns() / config.lanes()), upTo("constants", layout.drainConstants()),
        upTo("constantStep", 1), new Field("zero", value), new Field("low", value), new Field("high", value),
        upTo("geluBank", 1), new Field("activeZero", CODE_BITS), new Field("activeLow", CODE_BITS),
        new Field("activeHigh", CODE_BITS),
        upTo("address", written), upTo("firstBank", bankCount(config) - 1), upTo("stride", written),
        upTo("firstResidue", Math.max(1, config.softmaxLanes() - 1)), upTo("accumulate", 1)));
    if (config.formats().stream() instanceof StreamFormat.Codes) {
      drain.addAll(List.of(new Field("heldZero", CODE_BITS), new Field("heldFactor", CodeSum.FACTOR_BITS),
          new Field("factor", CodeSum.FACTOR_BITS), new Field("sumZero", CODE_BITS)));
    }
    fields.put(Unit.DRAIN, List.copyOf(drain));
    fields.put(Unit.NORM, List.of(upTo("rows", rows), upTo("address", layout.streamDepth()),
        upTo("out", layout.normedDepth())));
    fields.put(Unit.ATTENTION, List.of(upTo("rows", rows), upTo("scores", layout.scoreDepth()),
        upTo("values", layout.valueDepth()), upTo("out", layout.contextDepth()),
        upTo("outBank", Math.max(1, config.inner() / config.lanes() - 1)),
        upTo("constants", layout.contextConstants()), new Field("zero", CODE_BITS), new Field("low", CODE_BITS),
        new Field("high", CODE_BITS)));
    fields.put(Unit.LOGITS, List.of());
  }

  /** Most groups of L elements that a word of any memory of the drain has. */
  public static int bankCount(AcceleratorConfig config) {
    return Math.max(2, Math.max(Math.max(config.inner(), layout(config).valueLanes()), config.softmaxLanes())
        / config.lanes());
  }

  private static Layout layout(AcceleratorConfig config) {
    return new Layout(config);
  }

  /** A unit's fields in the order in which they are written. */
  public List<Field> fields(Unit unit) {
    return fields.get(unit);
  }

  /** Bits of all fields of a unit. */
  public int bits(Unit unit) {
    return fields.get(unit).stream().mapToInt(Field::bits).sum();
  }

  /** Bytes of a beat of the stream. */
  public int beatBytes() {
    return beatBytes;
  }

  public int headerBits() {
    return FIELDS_AT + fields.keySet().stream().mapToInt(this::bits).max().orElseThrow();
  }

  public int headerBeats() {
    return (headerBits() + 8 * beatBytes - 1) / (8 * beatBytes);
  }

  /** Whether jobs wait in the dispatcher for their part. */
  public boolean isDirect() {
    return direct;
  }

  /**
   * First beats of a header that the dispatcher keeps until the job begins: all where jobs wait in queues. Otherwise the
   * last beat waits in the stream, and of the others those are kept that hold fields of a part with few of them: no kept
   * field is in a part's registers before its job begins.
   */
  public int keptBeats() {
    if (!direct) {
      return headerBeats();
    }
    int few = fields.keySet().stream().filter(unit -> unit != Unit.DRAIN && unit != Unit.ATTENTION).mapToInt(this::bits)
        .max().orElseThrow();
    return Math.min(headerBeats() - 1, (FIELDS_AT + few + 8 * beatBytes - 1) / (8 * beatBytes));
  }

  /** Beats between the kept ones and the last: they go where they are needed as they come, to a part without a job. */
  public boolean isPassed(int beat) {
    return direct && beat >= keptBeats() && beat < headerBeats() - 1;
  }

  /** Whether a part has fields in beats that are {@linkplain #isPassed passed on}. */
  public boolean takesPassed(Unit unit) {
    return isPassed(keptBeats()) && FIELDS_AT + bits(unit) > 8 * beatBytes * keptBeats();
  }

  /** Whether a bit of a part's fields is in a beat that is passed on, and so stays from there on until the next job. */
  public boolean isPassedBit(int bit) {
    return isPassed((FIELDS_AT + bit) / (8 * beatBytes));
  }
}
