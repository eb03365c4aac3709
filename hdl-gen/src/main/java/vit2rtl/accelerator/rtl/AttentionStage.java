package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.Units;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.schedule.ColumnWord;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.Outlet;
import vit2rtl.units.RowUnit;
import vit2rtl.units.context.CodedContextUnit;
import vit2rtl.units.context.ContextConfig;
import vit2rtl.units.context.ContextPasses;
import vit2rtl.units.context.ContextUnit;
import vit2rtl.units.requantize.RequantizeFormat;
import vit2rtl.units.requantize.RequantizeLane;

/**
 * Softmax and attention·V of rows of scores: reader, {@link vit2rtl.units.softmax.SoftmaxUnit}, {@link ContextUnit}, {@link RequantizeLane} per lane,
 * writer; with {@code attention=serial} {@link vit2rtl.units.softmax.SerialSoftmaxUnit} and {@link CodedContextUnit}. Attention codes are never stored. A job is some rows of one head; it ends when its last row is written.
 */
@Summary("Softmax and attention times V of rows of scores, and the codes of the context.")
final class AttentionStage extends JobUnit {
  /** Cycles from an accumulator to its code, in the pipeline. */
  private static final int CODE_LATENCY = 1 + RequantizeLane.LATENCY + 1;

  private final AcceleratorConfig config;
  private final Layout layout;
  private final Units units;

  final Bool scoresRead = out("scores_read", Bool.bool());
  final UInt scoresAddress;
  final UInt scoresPart;
  final Vec<UInt> scores;
  final Bool valuesRead = out("values_read", Bool.bool());
  final UInt valuesAddress;
  final Vec<SInt> values;
  final Bool expWrite = in("exp_write", Bool.bool());
  final Bool contextTableWrite = in("context_table_write", Bool.bool());
  final UInt tableAddress;
  final UInt tableWord;
  final Bool write = out("write", Bool.bool());
  final UInt writeAddress;
  final UInt writeBank;
  final Vec<UInt> context;
  final Bool tapCodesValid = out("tap_codes_valid", Bool.bool());
  final Vec<UInt> tapCodes;
  final Bool tapSumsValid = out("tap_sums_valid", Bool.bool());
  final Vec<SInt> tapSums;
  final Bool tapContextValid = out("tap_context_valid", Bool.bool());
  final Vec<SInt> tapContext;

  AttentionStage(AcceleratorConfig config, JobFormat format) {
    super("AttentionStage", format, Unit.ATTENTION);
    this.config = config;
    this.layout = new Layout(config);
    this.units = new Units(config);
    int tokens = config.softmaxLanes();
    this.scoresAddress = out("scores_address", Bits.address(layout.scoreDepth()));
    this.scoresPart = out("scores_part", Bits.address(layout.scoreLanes() / tokens));
    this.scores = in("scores", Vec.type(tokens, UInt.bits(8)));
    this.valuesAddress = out("values_address", Bits.address(layout.valueDepth()));
    this.values = in("values", Vec.type(tokens * config.contextLanes(), SInt.bits(config.formats().operandBits())));
    this.tableAddress = in("table_address", Bits.address(layout.contextConstants()));
    this.tableWord = in("table_word", UInt.bits(Math.max(units.expWords().bits(), constantBits(config))));
    this.writeAddress = out("write_address", Bits.address(layout.contextDepth()));
    this.writeBank = out("write_bank", Bits.address(config.inner() / config.lanes()));
    this.context = out("context", Vec.type(config.lanes(), UInt.bits(8)));
    this.tapCodes = out("tap_codes",
        Vec.type(tokens, UInt.bits(UInt.upTo(config.formats().softmax().maxCode()).width())));
    this.tapSums = out("tap_sums", Vec.type(config.lanes(), units.context().accumulatorType()));
    this.tapContext = out("tap_context", Vec.type(config.lanes(), SInt.bits(JobFormat.CODE_BITS)));
  }

  /** Bits of a word of constants behind attention·V. */
  static int constantBits(AcceleratorConfig config) {
    return config.lanes() * (Requantizer.MULTIPLIER_BITS + ColumnWord.SHIFT_BITS);
  }

  private static boolean isSerial(AcceleratorConfig config) {
    return config.economy().attention() == Economy.Attention.SERIAL;
  }

  /** What rescales accumulators. */
  private static RequantizeFormat rescaling(AcceleratorConfig config) {
    return config.economy().rescaling(IntRange.signed(new Units(config).context().accumulatorType().width()));
  }

  /** Cycles from the first beat of codes of some rows to the last write of their context. */
  static long cycles(AcceleratorConfig config, long rows) {
    ContextConfig context = new Units(config).context();
    if (isSerial(config)) {
      int pass = CodedContextUnit.interval(context, rescaling(config));
      int row = Math.max(context.passes() * pass, new Units(config).softmax().interval());
      return CodedContextUnit.latency(context, rescaling(config)) + (rows - 1) * row + (context.passes() - 1) * pass + 1;
    }
    long passesBefore = 0;
    for (int pass = 0; pass < context.passes() - 1; pass++) {
      passesBefore += context.interval(pass);
    }
    int last = context.passBeats(context.passes() - 1) - 1;
    return context.latency() + (rows - 1) * context.rowInterval() + passesBefore + last + CODE_LATENCY;
  }

  @Override
  protected void build() {
    Bool busy = reg("busy", Bool.bool(), 0);
    Bool begin = name("begins", jobValid.and(busy.not()));
    take.set(begin);
    Outlet codes = units.context().keepsUp() ? Outlet.ALWAYS_READY : Outlet.MAY_WAIT;
    RowUnit<UInt, UInt> softmax = instance("softmax", () -> units.softmax().create(codes));
    Opt<ContextUnit> pipelined = Opt.when(!isSerial(config),
        () -> instance("context_unit", () -> new ContextUnit(units.context(), Outlet.ALWAYS_READY)));
    Opt<CodedContextUnit> serial = Opt.when(isSerial(config),
        () -> instance("context_unit", () -> new CodedContextUnit(units.context(), rescaling(config))));
    ContextPasses attention = serial.isPresent() ? serial.get() : pipelined.get();
    readScores(begin, softmax);
    LoadDecoder.connect(softmax.load.get(), units.expWords(), expWrite, tableWord);
    softmax.output.into(attention.codes);
    tapCodesValid.set(softmax.output.fire());
    for (int i = 0; i < config.softmaxLanes(); i++) {
      tapCodes.get(i).set(softmax.output.payload().get(i));
    }
    valuesRead.set(attention.valueRead);
    valuesAddress.set(Bits.fit(held("values").truncate(valuesAddress.width()).add(attention.valueAddress),
        valuesAddress));
    attention.values.set(values);
    pipelined.ifPresent(unit -> unit.output.ready().set(Bool.lit(true)));
    Bool ends = encode(begin, pipelined, serial);
    done.set(ends);
    when(ends, () -> busy.set(Bool.lit(false)));
    when(begin, () -> busy.set(Bool.lit(true)));
  }

  private void readScores(Bool begin, RowUnit<UInt, UInt> softmax) {
    int parts = layout.scoreLanes() / config.softmaxLanes();
    int beats = Layout.ceil(config.shape().tokens(), config.softmaxLanes());
    MemoryReader reader = instance("reader", () -> new MemoryReader("ScoreReader", scoresAddress.type(),
        UInt.bits(field("rows").width()), parts, beats));
    reader.start.set(begin);
    reader.address.set(field("scores").truncate(scoresAddress.width()));
    reader.rows.set(field("rows"));
    scoresRead.set(reader.read);
    scoresAddress.set(reader.readAddress);
    scoresPart.set(reader.readPart);
    softmax.input.valid().set(reader.outValid);
    softmax.input.last().set(reader.outLast);
    reader.outReady.set(softmax.input.ready());
    for (int i = 0; i < config.softmaxLanes(); i++) {
      int bits = config.formats().softmax().exp().scoreBits();
      softmax.input.payload().get(i).set(scores.get(i).truncate(bits));
    }
  }

  /** Codes of the context, and where they go; high with the last one. */
  private Bool encode(Bool begin, Opt<ContextUnit> pipelined, Opt<CodedContextUnit> serial) {
    int groups = Layout.ceil(config.shape().headWidth(), config.lanes());
    SInt zero = heldSigned("zero");
    SInt low = heldSigned("low");
    SInt high = heldSigned("high");
    UInt group = reg("group_index", Bits.address(groups), 0);
    Bool arriving = serial.isPresent() ? serial.get().taken : pipelined.get().output.valid();
    Bool arrivingLast = serial.isPresent() ? serial.get().takenLast : pipelined.get().output.last();
    when(arriving, () -> group.set(arrivingLast.mux(UInt.lit(0), Bits.fit(group.add(1), group))));
    Mem<UInt> table = mem("constants", UInt.bits(constantBits(config)), Math.max(2, layout.contextConstants()));
    table.anyAddress().write(tableAddress, tableWord.truncate(constantBits(config)), contextTableWrite);
    UInt at = name("constants_address",
        held("constants").add(group).truncate(Bits.address(layout.contextConstants()).range().unsignedWidth()));
    UInt word = name("constants_word", table.readSync(at, arriving, ReadUnderWrite.DONT_CARE));
    tapSumsValid.set(serial.isPresent() ? serial.get().sumValid : arriving);
    Bool coded = serial.isPresent() ? next("coded", serial.get().done, 0) : delay("coded", arriving, CODE_LATENCY);
    Bool last = serial.isPresent() ? next("coded_last", serial.get().doneLast)
        : delay("coded_last", arrivingLast, CODE_LATENCY);
    for (int i = 0; i < config.lanes(); i++) {
      SInt result = serial.isPresent() ? serial(serial.get(), word) : pipelined(pipelined.get(), i, word);
      SInt code = next("code_" + i, Bounds.saturate(result.add(zero), low, high));
      tapContext.get(i).set(code);
      context.get(i).set(code.modulo(8));
    }
    tapContextValid.set(coded);

    write.set(coded);
    return layout.contextHead() % config.inner() == 0 ? wholeWords(begin, coded, last) : parts(begin, coded, last, groups);
  }

  /** A head's part of a row consists of whole words. */
  private Bool wholeWords(Bool begin, Bool coded, Bool last) {
    int words = layout.contextHead() / config.inner();
    RowWriter writer = instance("writer", () -> new RowWriter("ContextWriter", writeAddress.type(),
        UInt.bits(field("rows").width()), config.inner() / config.lanes(), layout.contextWords() - words));
    writer.start.set(begin);
    writer.address.set(field("out").truncate(writeAddress.width()));
    writer.rows.set(field("rows"));
    writer.beat.set(coded);
    writer.beatLast.set(last);
    writeAddress.set(writer.word);
    writeBank.set(writer.bank);
    return writer.ends;
  }

  /** It begins and ends within words. */
  private Bool parts(Bool begin, Bool coded, Bool last, int groups) {
    AddressWalk walk = instance("walk", () -> new AddressWalk(writeAddress.type(), writeBank.type(), UInt.bits(1),
        UInt.bits(UInt.upTo(groups).width())));
    walk.start.set(begin);
    walk.address.set(field("out").truncate(writeAddress.width()));
    walk.firstBank.set(field("outBank").truncate(writeBank.width()));
    walk.stride.set(UInt.lit(layout.contextWords()).truncate(writeAddress.width()));
    walk.firstResidue.set(UInt.lit(0));
    walk.lastResidue.set(UInt.lit(0));
    walk.lastBank.set(UInt.lit(config.inner() / config.lanes() - 1));
    walk.groups.set(UInt.lit(groups));
    walk.step.set(coded);
    writeAddress.set(walk.word);
    writeBank.set(walk.bank);
    UInt rowsLeft = reg("rows_left", field("rows").type());
    Bool ends = name("ends", coded.and(last).and(rowsLeft.eq(1)));
    when(coded.and(last), () -> rowsLeft.set(rowsLeft.sub(1).modulo(rowsLeft.width())));
    when(begin, () -> rowsLeft.set(field("rows")));
    return ends;
  }

  private SInt serial(CodedContextUnit unit, UInt word) {
    tapSums.get(0).set(unit.sum);
    unit.multiplier.set(word.slice(Requantizer.MULTIPLIER_BITS - 1, 0));
    unit.shift.set(word.slice(Requantizer.MULTIPLIER_BITS + unit.shift.width() - 1, Requantizer.MULTIPLIER_BITS));
    return unit.result;
  }

  private SInt pipelined(ContextUnit unit, int lane, UInt word) {
    SInt sum = unit.output.payload().get(lane);
    tapSums.get(lane).set(sum);
    RequantizeLane rescale = instance("rescale_" + lane, () -> new RequantizeLane(rescaling(config)));
    rescale.advance.set(Bool.lit(true));
    rescale.accumulator.set(next("sum_" + lane, sum));
    int from = lane * (Requantizer.MULTIPLIER_BITS + ColumnWord.SHIFT_BITS);
    rescale.multiplier.set(word.slice(from + Requantizer.MULTIPLIER_BITS - 1, from));
    rescale.shift.set(word.slice(from + Requantizer.MULTIPLIER_BITS + rescale.shift.width() - 1,
        from + Requantizer.MULTIPLIER_BITS));
    return rescale.result;
  }

  private Bool delay(String name, Bool value, int cycles) {
    Bool late = value;
    for (int i = 1; i <= cycles; i++) {
      late = next(name + "_" + i, late, 0);
    }
    return late;
  }
}
