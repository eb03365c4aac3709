package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.StreamFormat;
import vit2rtl.accelerator.job.CodeSum;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.schedule.ColumnWord;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.requantize.RequantizeLane;

/**
 * One lane of the drain, from a sum of the engine to a code, or to the new residual:
 * <pre>
 *   a = sum + bias                                      bias
 *   t = ⌊(a·M + 2^(s−1)) / 2^s⌋                          multiply, coarse, fine, round ({@link RequantizeLane})
 *   y = saturate(t + zp), or saturate(t + residual)     saturate
 *   g = table[y − low]                                  look
 *   h = ⌊2g / 2^t_c⌋                                    move
 *   z = saturate(⌊(h + 1)/2⌋ + zp')                     activate
 * </pre>
 * as {@link Requantizer}, {@link vit2rtl.golden.ops.WideAdd} and {@link GeluTable} define it; on a residual stream of PTF
 * codes {@link CodeSumLane} follows. Nothing stalls; the bounds and zero points of a job stay while it is inside.
 *
 * <p>Where y goes at {@code look} if the table's result is not wanted ({@link #isShort}), it needs no registers behind.
 */
@Summary("One lane of the drain: bias, rescaling, saturation or residual add, table and shift.")
final class DrainLane extends Component {
  private static final Stages STAGES = Stages.of("bias").then(RequantizeLane.STAGES).then("saturate").then("look")
      .then("move").then("activate");
  /** What the table's shift moves by in a stage of its own where wires are long; the rest is moved behind it. */
  private static final int FINE_BITS = 2;

  /** Where y is in a register, and the table is read. */
  static final String LOOK = "look";

  private final AcceleratorConfig config;

  final SInt sum;
  /** This lane's part of a word of {@link ColumnWord}s. */
  final UInt column;
  /** What the residual stream holds. */
  final UInt held;
  /** The logit of the first head; there with two heads. */
  final Opt<UInt> before;
  final DrainJob job;
  /** Ports of GELU's table, where it is in this lane. */
  final Opt<Table> table;
  /** What is looked up, and a cycle later what is there, where it is outside. */
  final Opt<UInt> index;
  final Opt<SInt> entry;
  /** a, one cycle after the sum. */
  final SInt total;
  /** y, or the sum of PTF codes, at the end of {@link #stages}; at {@link #LOOK} where the lane {@link #isShort}. */
  final SInt code;
  /** z. */
  final SInt active;
  /** Which of them the job wants, and the logit before. */
  final SInt written;

  DrainLane(AcceleratorConfig config, int valueBits) {
    super("DrainLane");
    this.config = config;
    this.sum = in("sum", SInt.bits(config.formats().accumulatorBits()));
    this.column = in("column", UInt.bits(ColumnWord.bits(config)));
    this.held = in("held", UInt.bits(config.formats().stream().bits()));
    this.before = Opt.when(config.shape().leadingTokens() > 1, () -> in("first_logit", UInt.bits(config.formats().logitBits())));
    this.job = in("job", DrainJob.type(config, valueBits));
    boolean outside = new Layout(config).tableIsShared();
    this.table = Opt.when(!outside, () -> new Table(in("table_write", Bool.bool()),
        in("table_address", Bits.address(new Layout(config).geluEntries())),
        in("table_entry", SInt.bits(GeluTable.ENTRIES.bits()))));
    this.index = Opt.when(outside, () -> out("table_index", UInt.bits(config.formats().geluBits())));
    this.entry = Opt.when(outside, () -> in("entry", SInt.bits(GeluTable.ENTRIES.bits())));
    this.total = out("total", sum.type());
    this.code = out("code", SInt.bits(valueBits));
    this.active = out("active", SInt.bits(JobFormat.CODE_BITS));
    this.written = out("written", SInt.bits(valueBits));
  }

  /** How entries are written. */
  record Table(Bool write, UInt address, SInt entry) {}

  /** What happens in which cycle. */
  static Stages stages(AcceleratorConfig config) {
    return config.formats().stream() instanceof StreamFormat.Codes ? STAGES.then(CodeSumLane.STAGES) : STAGES;
  }

  /** Whether y goes before the table's result, where no other lane is as long; with long ways a write is known a cycle ahead. */
  static boolean isShort(AcceleratorConfig config) {
    return config.economy().memories() == Economy.Memories.SINGLE_PORT && !config.isFar() && config.shape().leadingTokens() == 1
        && config.formats().stream() instanceof StreamFormat.Wide;
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(stages(config));
    Stage start = pipe.start();
    Fields fields = new Fields(start);
    Staged<UInt> stream = start.value("held_now", held);
    Staged<SInt> biased = pipe.stage("bias").value("a",
        sum.add(fields.bias.at("bias").asBits().asSInt()).truncate(sum.width()));
    total.set(biased.at("multiply"));

    Stage saturate = pipe.stage("saturate");
    Stage add = config.isFar() ? saturate.previous() : saturate;
    SInt residual = job.sum.isPresent() ? SInt.lit(0)
        : job.adds.mux((Drain.waitsForWrites(config) ? held : stream.at(add)).asBits().asSInt(), SInt.lit(0));
    SInt rescaled = rescaled(biased.at("multiply"), fields);
    // Far: what is added is summed up a cycle ahead, so that one sum is left in front of the bounds.
    SInt exact = config.isFar() ? rescaled.add(add.value("offset", residual.add(job.zero)).at(saturate))
        : rescaled.add(residual).add(job.zero);
    Staged<SInt> y = saturate.value("y", Bounds.saturate(exact, job.low, job.high));

    Stage move = pipe.stage("move");
    UInt place = name("index", index(y.at("look")));
    index.ifPresent(port -> port.set(place));
    SInt found = entry.isPresent() ? entry.get()
        : pipe.stage("look").read("entry", table(), place, ReadUnderWrite.DONT_CARE).at(move);
    Stage activate = pipe.stage("activate");
    SInt halves = halves(found, fields, move, activate);
    Staged<SInt> z = activate.value("z", Bounds.saturate(rounded(halves), job.activeLow, job.activeHigh));

    SInt result = name("result", job.sum.isPresent() ? job.adds.mux(codeSum(fields, stream, y, z), y.at(pipe.end()))
        : isShort(config) ? y.at(LOOK) : y.at(pipe.end())).truncate(code.width());
    code.set(result);
    active.set(z.at(pipe.end()));
    SInt wanted = job.activates.mux(active, code);
    written.set(before.isPresent() ? wanted.add(before(pipe)).truncate(written.width()) : wanted.truncate(written.width()));
  }

  /** Twice the entry, shifted, for the next stage; far from the table by multiples of four, and there by the rest. */
  private SInt halves(SInt found, Fields fields, Stage move, Stage activate) {
    UInt places = fields.tableShift.at(move);
    if (!config.isFar()) {
      return move.value("halves", found.shl(1).shr(places)).at(activate);
    }
    UInt coarse = places.slice(places.width() - 1, FINE_BITS).shl(FINE_BITS);
    UInt fine = fields.tableShift.at(activate).slice(FINE_BITS - 1, 0);
    return move.value("near", found.shl(1).shr(coarse)).at(activate).shr(fine);
  }

  /** ⌊(halves + 1) / 2⌋ and the zero point; with long wires in one sum, ⌊(halves + 2·zero + 1) / 2⌋. */
  private SInt rounded(SInt halves) {
    return config.isFar()
        ? halves.add(job.activeZero.asBits().asUInt().concat(UInt.lit(1)).asBits().asSInt()).shr(1)
        : halves.add(1).shr(1).add(job.activeZero);
  }

  private UInt index(SInt y) {
    UInt entry = y.sub(job.low).modulo(config.formats().geluBits());
    return new Layout(config).copies() > 1 ? job.tableBank.concat(entry) : entry;
  }

  /** What {@link ColumnWord} holds, lowest first. */
  private final class Fields {
    final Staged<UInt> bias;
    final Staged<UInt> multiplier;
    final Staged<UInt> shift;
    final Staged<UInt> tableShift;
    final Opt<Staged<UInt>> alpha;
    final Opt<Staged<UInt>> sumShift;
    private final Stage start;
    private int at;

    Fields(Stage start) {
      this.start = start;
      this.bias = next("bias", sum.width());
      this.multiplier = next("multiplier", Requantizer.MULTIPLIER_BITS);
      this.shift = next("shift", ColumnWord.SHIFT_BITS);
      this.tableShift = next("table_shift", ColumnWord.GELU_SHIFT_BITS);
      this.alpha = Opt.when(job.sum.isPresent(), () -> next("alpha", CodeSum.ALPHA_BITS));
      this.sumShift = Opt.when(job.sum.isPresent(), () -> next("sum_shift", ColumnWord.SHIFT_BITS));
    }

    private Staged<UInt> next(String name, int bits) {
      at += bits;
      return start.value(name, column.slice(at - 1, at - bits));
    }
  }

  private SInt rescaled(SInt value, Fields fields) {
    RequantizeLane rescale = instance("rescale", () -> new RequantizeLane(
        config.economy().rescaling(IntRange.signed(sum.width()))));
    rescale.advance.set(Bool.lit(true));
    rescale.accumulator.set(value);
    rescale.multiplier.set(fields.multiplier.at("multiply"));
    rescale.shift.set(fields.shift.at("multiply").truncate(rescale.shift.width()));
    return rescale.result;
  }

  private Mem<SInt> table() {
    Mem<SInt> entries = mem("gelu", SInt.bits(GeluTable.ENTRIES.bits()), new Layout(config).geluEntries());
    entries.write(table.get().address(), table.get().entry(), table.get().write());
    return entries;
  }

  private SInt before(Pipeline pipe) {
    UInt first = pipe.start().value("first_logit_now", before.get()).at(pipe.end());
    return job.accumulates.get().mux(first.asBits().asSInt(), SInt.lit(0));
  }

  /** The code, or what the table made of it, added to the code that the stream holds. */
  private SInt codeSum(Fields fields, Staged<UInt> stream, Staged<SInt> y, Staged<SInt> z) {
    CodeSumLane lane = instance("code_sum", () -> new CodeSumLane(((StreamFormat.Codes) config.formats().stream()).format()));
    lane.held.set(stream.at("align"));
    lane.code.set(job.looksUp.get().mux(z.at("align"), y.at("align")).truncate(JobFormat.CODE_BITS));
    lane.alpha.set(fields.alpha.get().at("align"));
    lane.shift.set(fields.sumShift.get().at("align"));
    lane.job.set(job.sum.get());
    return lane.sum;
  }
}
