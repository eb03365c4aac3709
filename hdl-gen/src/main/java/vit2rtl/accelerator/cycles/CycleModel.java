package vit2rtl.accelerator.cycles;

import java.util.List;
import java.util.Optional;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.rtl.Latencies;
import vit2rtl.accelerator.schedule.Program;

/**
 * What an accelerator does cycle by cycle when no stream stalls, or that of constants alone: dispatcher, queues, loader,
 * engine, constant writer and drain as their components describe them, the others by the times that their configurations
 * state. It computes no values; the cycles it predicts are those of the simulation, exactly.
 */
public final class CycleModel {
  private final JobBoard board;
  private final DispatcherCycles dispatcher;
  private final LoaderCycles loader;
  private final EngineCycles engine;
  private final WriterCycles writer;
  private final TimedPart drain;
  private final TimedPart norm;
  private final TimedPart attention;
  private final TimedPart pixels;
  private final TimedPart logits;

  public CycleModel(Program program) {
    this(program, ConstantSupply.ALWAYS);
  }

  /** With constants that may stall, and the other streams that do not. */
  public CycleModel(Program program, ConstantSupply supply) {
    board = new JobBoard(program.config());
    JobTimes times = new JobTimes(program.config());
    dispatcher = new DispatcherCycles(board, program, supply);
    loader = new LoaderCycles(board, program.config().columns(), Latencies.loaderRests(program.config()));
    engine = new EngineCycles(board, loader, times.engineLatency(), program.config().economy().jobs());
    drain = new TimedPart(board, Unit.DRAIN, times.drainRest(), times::drain);
    writer = new WriterCycles(board, drain, times::drainLatency, program.config().economy().jobs());
    norm = new TimedPart(board, Unit.NORM, 1, times::norm);
    attention = new TimedPart(board, Unit.ATTENTION, 1, times::attention);
    pixels = new TimedPart(board, Unit.PIXELS, 0, job -> times.pixels() + 1).begun(times.pixels());
    logits = new TimedPart(board, Unit.LOGITS, 1, job -> times.logits());
    board.takeFirstPixels();
  }

  /** Runs so many images; gives the cycles up to the transfer of the last logit, inclusive. */
  public long run(int images) {
    while (board.finished(Unit.LOGITS) < images) {
      step(images);
    }
    return board.cycle();
  }

  /** What every part did, in the order in which jobs ended; the first image's pixels, which no job asks for, left out. */
  public List<BusyInterval> intervals() {
    return board.intervals();
  }

  /** What held the engine up, in the order of its jobs. */
  public List<EngineWait> engineWaits() {
    return engine.waits();
  }

  /** One cycle: what is decided depends on the state before it alone. */
  private void step(int images) {
    boolean drainTakes = drain.takes();
    boolean normTakes = norm.takes();
    boolean attentionTakes = attention.takes();
    boolean pixelsTake = pixels.takes();
    boolean logitsTake = logits.takes();
    boolean loaderTakes = loader.takes();
    boolean writerTakes = writer.takes();
    boolean engineMet = engine.met();
    boolean tileWaits = loader.isFull();
    Optional<Cause> cause = engine.cause();
    boolean loaderBeat = dispatcher.hasForLoader() && loader.ready();
    boolean writerBeat = dispatcher.hasForWriter() && writer.ready();
    boolean writes = writer.writes();
    dispatcher.look(images);
    loader.step(loaderBeat, loaderTakes);
    engine.step(engineMet, tileWaits, cause);
    writer.step(writerBeat, writes, writerTakes);
    drain.step(drainTakes);
    norm.step(normTakes);
    attention.step(attentionTakes);
    pixels.step(pixelsTake);
    logits.step(logitsTake);
    dispatcher.step(loaderBeat || writerBeat);
    board.nextCycle();
  }
}
