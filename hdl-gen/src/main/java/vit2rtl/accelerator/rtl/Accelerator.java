package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.LoadWords;
import vit2rtl.accelerator.Units;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.DrainTarget;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Source;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.rtl.queue.FarJobQueue;
import vit2rtl.accelerator.rtl.queue.JobGate;
import vit2rtl.accelerator.rtl.queue.JobQueue;
import vit2rtl.accelerator.rtl.queue.Progress;
import vit2rtl.accelerator.schedule.ColumnWord;
import vit2rtl.accelerator.supply.RomSource;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * A whole Vision Transformer: pixels in, logits out, everything between by integers, equal to
 * {@link vit2rtl.golden.network.IntegerVit} in every tensor. What it computes is said by the jobs and constants in stream
 * {@code constants} ({@link JobFormat}, {@link vit2rtl.accelerator.schedule.Program}), sent anew for every image; parts
 * work at the same time as far as the jobs' conditions let them.
 *
 * <pre>
 *   constants ─► dispatcher ─► job queues of every part, loader (weights), constant writer (tables)
 *   pixels ─► pixel writer ─► PIXELS ─┐
 *                      NORMED ─┐      │
 *                              ├─► engine ─► drain ─► STREAM ─► PTF, LayerNorm ─► NORMED
 *                      HIDDEN ─┤                 ├─► HIDDEN (queries, GELU's codes)
 *                     CONTEXT ─┘                 ├─► KEYS ─► loader
 *                                                ├─► SCORES, VALUES ─► softmax, attention·V ─► CONTEXT
 *                                                └─► LOGITS ─► logits
 * </pre>
 */
@Summary("A whole Vision Transformer: pixels in, logits out, told what to do by jobs in the stream of constants.")
public final class Accelerator extends Component {
  private final AcceleratorConfig config;
  private final Layout layout;
  private final JobFormat format;

  /** Not there where the constants come out of a ROM. */
  public final Opt<Stream<UInt>> constants;
  public final Stream<UInt> pixels;
  /** Makes the next pixel the first of the image that is being taken; only with {@link PixelRestart#BY_PORT}. */
  public final Opt<Bool> pixelRestart;
  public final Stream<SInt> logits;

  private final Dispatcher dispatcher;
  private final Loader loader;
  private final Engine engine;
  private final ConstantWriter writer;
  private final Drain drain;
  private final NormStage norm;
  private final AttentionStage attention;
  private final PixelWriter pixelWriter;
  private final LogitsStage logitsStage;
  private final Opt<RomSource> rom;

  public Accelerator(AcceleratorConfig config) {
    this(config, Optional.empty(), PixelRestart.NEVER);
  }

  /** With the constants of one model on the chip. */
  public Accelerator(AcceleratorConfig config, PackedStream rom) {
    this(config, Optional.of(rom), PixelRestart.NEVER);
  }

  /** With constants from the stream, and images that may be begun anew. */
  public Accelerator(AcceleratorConfig config, PixelRestart restarts) {
    this(config, Optional.empty(), restarts);
  }

  private Accelerator(AcceleratorConfig config, Optional<PackedStream> packed, PixelRestart restarts) {
    super("Accelerator");
    this.config = config;
    this.layout = new Layout(config);
    this.format = new JobFormat(config);
    Stream.Shape<UInt> beats = constantStream(config);
    this.constants = Opt.when(packed.isEmpty(), () -> in("constants", beats));
    this.rom = Opt.when(packed.isPresent(), () -> instance("rom", () -> new RomSource(packed.orElseThrow(), beats, config.ways())));
    this.pixels = in("pixels", Stream.of(UInt.bits(8), 1));
    this.pixelRestart = Opt.when(restarts == PixelRestart.BY_PORT, () -> in("pixel_restart", Bool.bool()));
    this.logits = out("logits", Stream.of(SInt.bits(config.formats().logitBits()), 1));
    this.dispatcher = instance("dispatcher", () -> new Dispatcher(format, beats, config.isFar()));
    this.loader = instance("loader", () -> new Loader(config, format));
    this.engine = instance("engine", () -> new Engine(config, format));
    this.writer = instance("constant_writer", () -> new ConstantWriter(config, format));
    this.drain = instance("drain", () -> new Drain(config, format));
    this.norm = instance("norm_stage", () -> new NormStage(config, format));
    this.attention = instance("attention", () -> new AttentionStage(config, format));
    this.pixelWriter = instance("pixel_writer",
        () -> new PixelWriter(config, format, pixels.shape(), restarts));
    this.logitsStage = instance("logits_stage", () -> new LogitsStage(config, format));
  }

  /** K bytes per beat, in elements of up to four. */
  public static Stream.Shape<UInt> constantStream(AcceleratorConfig config) {
    int bytes = elementBytes(config);
    return Stream.of(UInt.bits(8 * bytes), config.inner() / bytes).withoutLast();
  }

  /** Bytes of an element of the constant stream. */
  public static int elementBytes(AcceleratorConfig config) {
    return config.inner() % 4 == 0 ? 4 : config.inner() % 2 == 0 ? 2 : 1;
  }

  /** Bits of the widest word of constants. */
  public static int wordBits(AcceleratorConfig config) {
    return Arrays.stream(ConstantTable.values()).mapToInt(table -> ConstantWriter.wordBits(config, table)).max().orElseThrow();
  }

  @Override
  protected void build() {
    give();
    engine();
    constants();
    memories();
    pixels.into(pixelWriter.pixels);
    pixelRestart.ifPresent(restart -> pixelWriter.restart.get().set(restart));
    logitsStage.logits.into(logits);
    if (config.taps() == AcceleratorConfig.Taps.STREAMS) {
      tap();
    }
  }

  // ---- jobs --------------------------------------------------------------------------------------------------------

  private JobUnit part(Unit unit) {
    return switch (unit) {
      case PIXELS -> pixelWriter;
      case LOADER -> loader;
      case ENGINE -> engine;
      case CONSTANTS -> writer;
      case DRAIN -> drain;
      case NORM -> norm;
      case ATTENTION -> attention;
      case LOGITS -> logitsStage;
    };
  }

  private void give() {
    constants.ifPresent(stream -> stream.into(dispatcher.stream));
    rom.ifPresent(source -> source.stream.into(dispatcher.stream));
    Progress progress = instance("progress", Progress::new);
    dispatcher.open.set(progress.open);
    List<Bool> done = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      done.add(ended(unit));
      progress.given.get(unit.ordinal()).set(dispatcher.gives.get(unit.ordinal()));
      progress.done.get(unit.ordinal()).set(done.get(unit.ordinal()));
    }
    if (config.economy().jobs() == Economy.Jobs.DIRECT) {
      direct();
    } else {
      queued(done);
    }
    loader.payload.set(dispatcher.beat);
    loader.payloadValid.set(dispatcher.loaderValid);
    dispatcher.loaderReady.set(loader.payloadReady);
    writer.payload.set(dispatcher.beat);
    writer.payloadValid.set(dispatcher.constantsValid);
    dispatcher.constantsReady.set(writer.payloadReady);
  }

  /** Whether a part's job ends, or has ended in the cycle before where that is far away. */
  private Bool ended(Unit unit) {
    Bool done = part(unit).done;
    return config.isFar() ? next("ended_" + unit.name().toLowerCase(java.util.Locale.ROOT), done, 0) : done;
  }

  /** The dispatcher's job, when its conditions are met. */
  private void direct() {
    JobGate gate = instance("job_gate", () -> new JobGate(format));
    for (Unit unit : Unit.values()) {
      int i = unit.ordinal();
      dispatcher.jobs.get(i).into(gate.inputs.get(i));
      part(unit).jobValid.set(gate.jobValid.get(i));
      part(unit).job.set(gate.job.get(i));
      gate.take.get(i).set(part(unit).take);
    }
  }

  /** A queue in front of every part. */
  private void queued(List<Bool> done) {
    for (Unit unit : Unit.values()) {
      JobUnit part = part(unit);
      int bits = Math.max(1, format.bits(unit));
      JobQueue queue = instance(unit.name().toLowerCase(java.util.Locale.ROOT) + "_jobs",
          () -> config.isFar() ? new FarJobQueue(bits) : new JobQueue(bits));
      dispatcher.jobs.get(unit.ordinal()).into(queue.input);
      for (Unit other : Unit.values()) {
        queue.done.get(other.ordinal()).set(done.get(other.ordinal()));
      }
      part.jobValid.set(queue.jobValid);
      part.job.set(queue.job);
      queue.take.set(part.take);
    }
  }

  private void engine() {
    engine.full.set(loader.full);
    loader.tileTaken.set(engine.tileTaken);
    engine.load.set(loader.load);
    engine.loadColumn.set(loader.loadColumn);
    engine.loadWord.set(loader.loadWord);
    engine.drainRead.set(drain.sumsRead);
    engine.drainRow.set(drain.sumsRow);
    engine.drainBank.set(drain.sumsBank);
    drain.sums.set(engine.sums);
  }

  private Bool writes(ConstantTable table) {
    return writer.writes.get(table.ordinal());
  }

  private void constants() {
    drain.columnsWrite.set(writes(ConstantTable.COLUMNS));
    drain.geluWrite.set(writes(ConstantTable.GELU));
    drain.tableAddress.set(Bits.fit(writer.address, drain.tableAddress));
    drain.tableWord.set(Bits.fit(writer.word(ConstantTable.COLUMNS, ConstantTable.GELU), drain.tableWord));
    norm.ptfWrite.set(writes(ConstantTable.PTF));
    norm.normWrite.set(writes(ConstantTable.NORM));
    norm.tableWord.set(Bits.fit(writer.word(ConstantTable.PTF, ConstantTable.NORM), norm.tableWord));
    attention.expWrite.set(writes(ConstantTable.EXP));
    attention.contextTableWrite.set(writes(ConstantTable.CONTEXT));
    attention.tableAddress.set(Bits.fit(writer.address, attention.tableAddress));
    attention.tableWord.set(Bits.fit(writer.word(ConstantTable.EXP, ConstantTable.CONTEXT), attention.tableWord));
  }

  // ---- memories ----------------------------------------------------------------------------------------------------

  private BankedMemory memory(String name, int bits, int writeLanes, int readLanes, int depth) {
    return instance(name, () -> new BankedMemory(camel(name),
        new BankedMemory.Shape(bits, writeLanes, readLanes, depth)));
  }

  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_")) {
      camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return camel.toString();
  }

  private void memories() {
    int lanes = config.lanes();
    if (config.economy().memories() == Economy.Memories.SINGLE_PORT) {
      sharedOperands();
    } else {
      operands();
    }
    BankedMemory scores = memory("score_memory", 8, lanes, config.softmaxLanes(), layout.scoreDepth());
    drained(DrainTarget.SCORES, scores);
    scores.read.set(attention.scoresRead);
    scores.readAddress.set(attention.scoresAddress);
    scores.readPart.ifPresent(part -> part.set(attention.scoresPart));
    attention.scores.set(scores.word);
    if (config.economy().memories() == Economy.Memories.SINGLE_PORT) {
      sharedStream();
    } else {
      keys();
      values();
      stream();
    }
    logitMemory();
  }

  /** What the engine reads, a memory for each kind. */
  private void operands() {
    int lanes = config.lanes();
    int inner = config.inner();
    BankedMemory pixelMemory = memory("pixel_memory", 8, 1, inner, layout.pixelDepth());
    pixelMemory.write.set(pixelWriter.write);
    pixelMemory.writeAddress.set(pixelWriter.writeAddress);
    pixelMemory.writeBank.ifPresent(bank -> bank.set(pixelWriter.writeBank));
    pixelMemory.data.get(0).set(pixelWriter.pixel);
    source(Source.PIXELS, pixelMemory);
    BankedMemory normed = memory("normed_memory", 8, lanes, inner, layout.normedDepth());
    normed.write.set(norm.write);
    normed.writeAddress.set(norm.writeAddress);
    normed.writeBank.ifPresent(bank -> bank.set(norm.writeBank));
    normed.data.set(norm.normed);
    source(Source.NORMED, normed);

    int operand = config.formats().operandBits();
    BankedMemory hidden = memory("hidden_memory", operand, lanes, inner, layout.hiddenDepth());
    drained(DrainTarget.HIDDEN, hidden);
    source(Source.HIDDEN, hidden);

    BankedMemory context = memory("context_memory", 8, lanes, inner, layout.contextDepth());
    context.write.set(attention.write);
    context.writeAddress.set(attention.writeAddress);
    context.writeBank.ifPresent(bank -> bank.set(attention.writeBank));
    context.data.set(attention.context);
    source(Source.CONTEXT, context);
  }

  /** The same and the pixels in one memory with one port; jobs see to it that one part uses it at a time. */
  private void sharedOperands() {
    OperandMemory memory = instance("operand_memory", () -> new OperandMemory(config));
    memory.drain.write().set(drain.writes.get(DrainTarget.HIDDEN.ordinal()));
    memory.drain.address().set(Bits.fit(drain.writeAddress, memory.drain.address()));
    memory.drain.bank().set(Bits.fit(drain.writeBank, memory.drain.bank()));
    memory.norm.write().set(norm.write);
    memory.norm.address().set(Bits.fit(norm.writeAddress, memory.norm.address()));
    memory.norm.bank().set(norm.writeBank);
    memory.norm.data().set(norm.normed);
    memory.attention.write().set(attention.write);
    memory.attention.address().set(Bits.fit(attention.writeAddress, memory.attention.address()));
    memory.attention.bank().set(attention.writeBank);
    memory.attention.data().set(attention.context);
    for (int lane = 0; lane < config.lanes(); lane++) {
      memory.drain.data().get(lane).set(drain.written.get(lane).modulo(Byte.SIZE));
    }
    memory.pixelWrite.set(pixelWriter.write);
    memory.pixelAddress.set(pixelWriter.writeAddress);
    memory.pixelByte.set(pixelWriter.writeBank);
    memory.pixel.set(pixelWriter.pixel);
    pixelWriter.held.get().set(memory.pixelHeld);
    Bool read = Bool.lit(false);
    for (Source source : Source.values()) {
      read = read.or(engine.sourceRead.get(source.ordinal()));
      engine.sources.get(source.ordinal()).set(memory.word);
    }
    memory.read.set(read);
    memory.readAddress.set(Bits.fit(engine.sourceAddress, memory.readAddress));
  }

  private void source(Source source, BankedMemory memory) {
    memory.read.set(engine.sourceRead.get(source.ordinal()));
    memory.readAddress.set(Bits.fit(engine.sourceAddress, memory.readAddress));
    engine.sources.get(source.ordinal()).set(memory.word);
  }

  /** A memory that the drain writes. */
  private void drained(DrainTarget target, BankedMemory memory) {
    drained(memory, drain.writes.get(target.ordinal()));
  }

  private void drained(BankedMemory memory, Bool write) {
    memory.write.set(write);
    memory.writeAddress.set(Bits.fit(drain.writeAddress, memory.writeAddress));
    memory.writeBank.ifPresent(bank -> bank.set(Bits.fit(drain.writeBank, bank)));
    for (int lane = 0; lane < config.lanes(); lane++) {
      memory.data.get(lane).set(drain.written.get(lane).modulo(memory.data.get(lane).width()));
    }
  }

  private void keys() {
    BankedMemory keys = memory("key_memory", config.formats().operandBits(), config.lanes(), config.inner(), layout.keyDepth());
    drained(DrainTarget.KEYS, keys);
    keys.read.set(loader.keysRead);
    keys.readAddress.set(loader.keysAddress);
    loader.keys.set(keys.word);
  }

  /** A memory per token of a beat of codes. */
  private void values() {
    List<SInt> all = new ArrayList<>();
    for (int token = 0; token < config.softmaxLanes(); token++) {
      BankedMemory memory = memory("value_memory_" + token, config.formats().operandBits(), config.lanes(), layout.valueLanes(),
          layout.valueDepth());
      drained(memory, drain.writes.get(DrainTarget.VALUES.ordinal()).and(drain.writeResidue.eq(token)));
      memory.read.set(attention.valuesRead);
      memory.readAddress.set(attention.valuesAddress);
      for (int i = 0; i < config.contextLanes(); i++) {
        all.add(memory.word.get(i).asBits().asSInt());
      }
    }
    attention.values.set(Vec.of(all));
  }

  /** The residual stream, in two copies with one content: LayerNorm reads one, the drain the other. */
  private void stream() {
    int bits = config.formats().stream().bits();
    Bool drains = drain.writes.get(DrainTarget.STREAM.ordinal());
    writer.streamBusy.set(drains);
    Bool fills = writes(ConstantTable.STREAM);
    BankedMemory forNorm = memory("stream_memory", bits, config.lanes(), config.lanes(), layout.streamDepth());
    BankedMemory forDrain = memory("stream_copy", bits, config.lanes(), config.lanes(), layout.streamDepth());
    for (BankedMemory memory : List.of(forNorm, forDrain)) {
      memory.write.set(drains.or(fills));
      memory.writeAddress.set(drains.mux(Bits.fit(drain.writeAddress, memory.writeAddress),
          Bits.fit(writer.address, memory.writeAddress)));
      for (int lane = 0; lane < config.lanes(); lane++) {
        memory.data.get(lane).set(drains.mux(drain.written.get(lane).modulo(bits),
            writer.word(ConstantTable.STREAM).slice((lane + 1) * bits - 1, lane * bits)));
      }
    }
    forNorm.read.set(norm.read);
    forNorm.readAddress.set(norm.readAddress);
    norm.stream.set(forNorm.word);
    forDrain.read.set(drain.streamRead);
    forDrain.readAddress.set(Bits.fit(drain.heldAddress, forDrain.readAddress));
    drain.stream.set(forDrain.word);
  }

  /** The residual stream, keys, values and GELU's table in one memory with one port. */
  private void sharedStream() {
    SharedMemory memory = instance("stream_memory", () -> new SharedMemory(config));
    Bool drains = drain.writes.get(DrainTarget.STREAM.ordinal());
    writer.streamBusy.set(drains);
    memory.streamWrite.set(drains);
    memory.keyWrite.set(drain.writes.get(DrainTarget.KEYS.ordinal()));
    memory.valueWrite.set(drain.writes.get(DrainTarget.VALUES.ordinal()));
    memory.drainAddress.set(Bits.fit(drain.writeAddress, memory.drainAddress));
    memory.bank.set(Bits.fit(drain.writeBank, memory.bank));
    memory.residue.set(Bits.fit(drain.writeResidue, memory.residue));
    for (int lane = 0; lane < config.lanes(); lane++) {
      memory.written.get(lane).set(drain.written.get(lane).modulo(config.formats().stream().bits()));
    }
    memory.streamFill.set(writes(ConstantTable.STREAM));
    memory.tableFill.ifPresent(port -> port.set(writes(ConstantTable.GELU)));
    memory.fillAddress.set(Bits.fit(writer.address, memory.fillAddress));
    memory.fillWord.set(Bits.fit(writer.word(ConstantTable.STREAM, ConstantTable.GELU), memory.fillWord));
    memory.normRead.set(norm.read);
    memory.normAddress.set(norm.readAddress);
    memory.heldRead.set(drain.streamRead);
    memory.heldAddress.set(Bits.fit(drain.heldAddress, memory.heldAddress));
    memory.keysRead.set(loader.keysRead);
    memory.keysAddress.set(loader.keysAddress);
    memory.valuesRead.set(attention.valuesRead);
    memory.valuesAddress.set(attention.valuesAddress);
    memory.tableRead.ifPresent(port -> port.set(drain.tableRead.get()));
    memory.tableIndex.ifPresent(port -> port.set(drain.tableIndex.get()));
    norm.stream.set(memory.residuals);
    drain.stream.set(memory.residuals);
    loader.keys.set(memory.keys);
    attention.values.set(memory.values);
    drain.entry.ifPresent(port -> port.set(memory.entry.get()));
  }

  private void logitMemory() {
    int bits = config.formats().logitBits();
    BankedMemory out = memory("logit_memory", bits, config.lanes(), 1, layout.logitDepth());
    drained(DrainTarget.LOGITS, out);
    out.read.set(logitsStage.read);
    out.readAddress.set(logitsStage.readAddress);
    out.readPart.ifPresent(part -> part.set(logitsStage.readPart));
    logitsStage.word.set(out.word.get(0));
    drain.logits.ifPresent(port -> {
      BankedMemory first = memory("first_logits", bits, config.lanes(), config.lanes(), layout.logitDepth());
      drained(DrainTarget.LOGITS, first);
      first.read.set(drain.logitsRead);
      first.readAddress.set(Bits.fit(drain.heldAddress, first.readAddress));
      port.set(first.word);
    });
  }

  // ---- taps --------------------------------------------------------------------------------------------------------

  private void tap() {
    show(Taps.SUMS, drain.tapSumsValid, drain.tapSums);
    show(Taps.CODES, drain.tapCodesValid, drain.tapCodes);
    show(Taps.ACTIVE, drain.tapActiveValid, drain.tapActive);
    show(Taps.NORM_IN, norm.tapInValid, norm.tapIn);
    show(Taps.NORM_OUT, norm.tapOutValid, norm.tapOut);
    show(Taps.ATTENTION, attention.tapCodesValid, attention.tapCodes);
    show(Taps.CONTEXT_SUMS, attention.tapSumsValid, attention.tapSums);
    show(Taps.CONTEXT, attention.tapContextValid, attention.tapContext);
  }

  private <T extends Signal> void show(String name, Bool valid, Vec<T> values) {
    @SuppressWarnings("unchecked")
    Stream<T> stream = out(name, Stream.of((vit2rtl.hdl.type.Type<T>) values.get(0).type(), values.size()).withoutLast());
    stream.valid().set(valid);
    stream.payload().set(values);
  }
}
