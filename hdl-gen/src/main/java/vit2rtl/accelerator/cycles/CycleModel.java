package vit2rtl.accelerator.cycles;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.DrainTarget;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.schedule.Program;

/**
 * What an accelerator does cycle by cycle when no stream stalls: dispatcher, queues, loader, engine, constant writer and
 * drain as their components describe them, the others by the times that their configurations state. It computes no
 * values; the cycles it predicts are those of the simulation, exactly.
 */
public final class CycleModel {
  private static final int QUEUE = 2;
  private static final long NEVER = Long.MAX_VALUE / 2;

  /** A job that was given out. */
  private record Given(Job job, int index, int image, long[] needs) {}

  private final Program program;
  private final JobTimes times;
  private final int columns;
  private final int headerBeats;
  private final int beatBytes;
  private final List<Map<Unit, Integer>> allowed;
  private final List<Deque<Given>> queues = new ArrayList<>();
  private final long[] given = new long[Unit.values().length];
  private final long[] finished = new long[Unit.values().length];
  private final Given[] current = new Given[Unit.values().length];
  private final long[] takenAt = new long[Unit.values().length];
  private final Deque<long[]> engineEnds = new ArrayDeque<>();
  private final List<BusyInterval> intervals = new ArrayList<>();
  private final EngineWaits waits = new EngineWaits();
  private long cycle;

  // Dispatcher.
  private int next;
  private int image;
  private int header;
  private boolean issuing;
  private int payloadLeft;
  private boolean toLoader;

  // Loader.
  private boolean loaderBusy;
  private boolean filled;
  private int column;
  private long tilesToLoad;
  private boolean loaderKeys;
  private boolean loaderEnded;

  // Engine.
  private boolean running;
  private boolean between;
  private long row;
  private long rows;
  private long tile;
  private long tiles;

  // Constant writer.
  private boolean writerBusy;
  private boolean pending;
  private boolean fillsStream;
  private long beatIndex;
  private long wordBeats;
  private long wordsLeft;

  // Parts whose times are known when they begin: the cycle in which they are done, and the first in which they are free.
  private final long[] doneAt = new long[Unit.values().length];
  private final long[] freeAt = new long[Unit.values().length];

  public CycleModel(Program program) {
    this.program = program;
    this.times = new JobTimes(program.config());
    JobFormat format = new JobFormat(program.config());
    this.columns = program.config().columns();
    this.headerBeats = format.headerBeats();
    this.beatBytes = format.beatBytes();
    this.allowed = program.allowed();
    for (Unit unit : Unit.values()) {
      queues.add(new ArrayDeque<>());
      doneAt[unit.ordinal()] = NEVER;
    }
    // The first image's pixels are asked for by nobody: they are taken from the first cycle on.
    int pixels = Unit.PIXELS.ordinal();
    given[pixels] = 1;
    current[pixels] = new Given(null, -1, 0, null);
    doneAt[pixels] = times.pixels();
    freeAt[pixels] = times.pixels();
  }

  /** Runs so many images; gives the cycles up to the transfer of the last logit, inclusive. */
  public long run(int images) {
    while (finished[Unit.LOGITS.ordinal()] < images) {
      step(images);
    }
    return cycle;
  }

  /** What every part did, in the order in which jobs ended; the first image's pixels, which no job asks for, left out. */
  public List<BusyInterval> intervals() {
    return List.copyOf(intervals);
  }

  /** What held the engine up, in the order of its jobs. */
  public List<EngineWait> engineWaits() {
    return waits.jobs();
  }

  private Job job(Unit unit) {
    return current[unit.ordinal()].job();
  }

  private boolean met(Unit unit) {
    Given head = queues.get(unit.ordinal()).peek();
    return head != null && firstUnmet(head) == null;
  }

  /** A part whose jobs a job still waits for, or null. */
  private Unit firstUnmet(Given head) {
    for (Unit unit : Unit.values()) {
      if (finished[unit.ordinal()] < head.needs()[unit.ordinal()]) {
        return unit;
      }
    }
    return null;
  }

  private void take(Unit unit) {
    current[unit.ordinal()] = queues.get(unit.ordinal()).remove();
    takenAt[unit.ordinal()] = cycle;
  }

  private void end(Unit unit, Given which, long from) {
    finished[unit.ordinal()]++;
    if (which.index() >= 0) {
      intervals.add(new BusyInterval(unit, which.index(), which.image(), from, cycle + 1));
    }
  }

  /** One cycle: what is decided depends on the state before it alone. */
  private void step(int images) {
    boolean drainTakes = free(Unit.DRAIN) && met(Unit.DRAIN);
    boolean normTakes = free(Unit.NORM) && met(Unit.NORM);
    boolean attentionTakes = free(Unit.ATTENTION) && met(Unit.ATTENTION);
    boolean pixelsTake = free(Unit.PIXELS) && met(Unit.PIXELS);
    boolean logitsTake = free(Unit.LOGITS) && met(Unit.LOGITS);
    boolean loaderTakes = !loaderBusy && met(Unit.LOADER);
    boolean writerTakes = !writerBusy && met(Unit.CONSTANTS);
    boolean engineMet = (!running || row == rows - 1) && met(Unit.ENGINE);
    boolean wasFilled = filled;
    Optional<Cause> wait = running && row < rows - 1 ? Optional.empty() : Optional.of(cause());
    boolean loaderReady = loaderBusy && !filled && !loaderKeys;
    boolean writing = pending && !(fillsStream && streamBusy());
    boolean writerReady = writerBusy && wordsLeft > 0 && (!pending || writing);
    boolean beat = payloadLeft > 0 && (toLoader ? loaderReady : writerReady);
    boolean issued = issuing && next < program.jobs().size() * images
        && queues.get(nextJob().unit().ordinal()).size() < QUEUE;
    // Done now, counted from the next cycle on.
    loader(beat && toLoader, loaderTakes);
    engine(engineMet, wasFilled, wait);
    writer(beat && !toLoader, writing, writerTakes);
    timed(Unit.DRAIN, drainTakes);
    timed(Unit.NORM, normTakes);
    timed(Unit.ATTENTION, attentionTakes);
    timed(Unit.PIXELS, pixelsTake);
    timed(Unit.LOGITS, logitsTake);
    dispatch(beat, issued, images);
    cycle++;
  }

  // ---- dispatcher --------------------------------------------------------------------------------------------------

  private Job nextJob() {
    return program.jobs().get(next % program.jobs().size());
  }

  private void dispatch(boolean beat, boolean issued, int images) {
    if (payloadLeft > 0) {
      payloadLeft -= beat ? 1 : 0;
    } else if (issued) {
      give();
    } else if (!issuing && next < program.jobs().size() * images && ++header == headerBeats) {
      header = 0;
      issuing = true;
    }
  }

  private void give() {
    Job job = nextJob();
    int index = next % program.jobs().size();
    long[] needs = new long[finished.length];
    for (Unit unit : Unit.values()) {
      int open = allowed.get(index).get(unit);
      needs[unit.ordinal()] = open == JobFormat.ANY ? 0 : given[unit.ordinal()] - open;
    }
    queues.get(job.unit().ordinal()).add(new Given(job, index, next / program.jobs().size(), needs));
    given[job.unit().ordinal()]++;
    payloadLeft = job.payload().beats(beatBytes);
    toLoader = job.unit() == Unit.LOADER;
    issuing = false;
    next++;
  }

  // ---- loader ------------------------------------------------------------------------------------------------------

  private void loader(boolean beat, boolean takes) {
    if (loaderEnded) {
      end(Unit.LOADER, current[Unit.LOADER.ordinal()], takenAt[Unit.LOADER.ordinal()]);
      loaderEnded = false;
    }
    boolean step = loaderBusy && !filled && (loaderKeys || beat);
    if (step) {
      column++;
      if (column == columns) {
        column = 0;
        filled = true;
        if (--tilesToLoad == 0) {
          loaderBusy = false;
          loaderEnded = true;
        }
      }
    }
    if (takes) {
      take(Unit.LOADER);
      loaderBusy = true;
      tilesToLoad = job(Unit.LOADER).field("tiles");
      loaderKeys = job(Unit.LOADER).field("keys") == 1;
    }
  }

  // ---- engine ------------------------------------------------------------------------------------------------------

  /** Why no row is issued in the next cycle, where none is. */
  private Cause cause() {
    if (!between) {
      boolean moreTiles = running && tile < tiles - 1;
      Given head = queues.get(Unit.ENGINE.ordinal()).peek();
      if (!moreTiles && head == null) {
        return Cause.STREAM;
      }
      Unit unmet = moreTiles ? null : firstUnmet(head);
      if (unmet != null) {
        return Cause.of(unmet);
      }
    }
    Given load = queues.get(Unit.LOADER.ordinal()).peek();
    if (filled || loaderBusy) {
      return Cause.WEIGHTS;
    }
    if (load == null) {
      return Cause.STREAM;
    }
    Unit unmet = firstUnmet(load);
    return unmet == null ? Cause.WEIGHTS : Cause.of(unmet);
  }

  private void engine(boolean met, boolean full, Optional<Cause> wait) {
    if (!engineEnds.isEmpty() && engineEnds.peek()[0] == cycle) {
      long[] ended = engineEnds.remove();
      end(Unit.ENGINE, new Given(null, (int) ended[1], (int) ended[2], null), ended[3]);
    }
    boolean rowEnds = running && row == rows - 1;
    boolean jobEnds = rowEnds && tile == tiles - 1;
    boolean begin = (!running && !between || jobEnds) && met && full;
    boolean go = begin || (between || rowEnds && !jobEnds) && full;
    if (jobEnds) {
      Given ending = current[Unit.ENGINE.ordinal()];
      engineEnds.add(new long[] {cycle + times.engineLatency(), ending.index(), ending.image(),
          takenAt[Unit.ENGINE.ordinal()]});
      waits.end(ending.index(), ending.image());
    }
    if (running) {
      row++;
    }
    if (rowEnds) {
      running = false;
      between = !jobEnds;
    }
    if (go) {
      tile = begin ? 0 : tile + 1;
      running = true;
      between = false;
      row = 0;
      filled = false;
      if (begin) {
        take(Unit.ENGINE);
        rows = job(Unit.ENGINE).field("rows");
        tiles = job(Unit.ENGINE).field("tiles");
      }
    }
    if (!running) {
      waits.add(wait.orElseThrow());
    }
  }

  // ---- constant writer ---------------------------------------------------------------------------------------------

  private boolean streamBusy() {
    Given drain = current[Unit.DRAIN.ordinal()];
    if (drain == null || doneAt[Unit.DRAIN.ordinal()] == NEVER) {
      return false;
    }
    long first = takenAt[Unit.DRAIN.ordinal()] + 1 + times.drainLatency();
    return job(Unit.DRAIN).field("target") == DrainTarget.STREAM.ordinal() && cycle >= first
        && cycle <= doneAt[Unit.DRAIN.ordinal()];
  }

  private void writer(boolean beat, boolean writing, boolean takes) {
    if (writing) {
      pending = false;
      if (wordsLeft == 0) {
        writerBusy = false;
        end(Unit.CONSTANTS, current[Unit.CONSTANTS.ordinal()], takenAt[Unit.CONSTANTS.ordinal()]);
      }
    }
    if (beat && ++beatIndex == wordBeats) {
      beatIndex = 0;
      pending = true;
      wordsLeft--;
    }
    if (takes) {
      take(Unit.CONSTANTS);
      writerBusy = true;
      wordsLeft = job(Unit.CONSTANTS).field("words");
      wordBeats = job(Unit.CONSTANTS).field("wordBeats");
      fillsStream = job(Unit.CONSTANTS).field("table") == ConstantTable.STREAM.ordinal();
    }
  }

  // ---- parts that nobody holds up ----------------------------------------------------------------------------------

  private boolean free(Unit unit) {
    return cycle >= freeAt[unit.ordinal()];
  }

  private void timed(Unit unit, boolean takes) {
    int u = unit.ordinal();
    if (doneAt[u] == cycle) {
      end(unit, current[u], takenAt[u]);
      doneAt[u] = NEVER;
    }
    if (takes) {
      take(unit);
      long length = switch (unit) {
        case DRAIN -> times.drainIssues(job(unit)) + times.drainLatency();
        case NORM -> times.norm(job(unit));
        case ATTENTION -> times.attention(job(unit));
        case PIXELS -> times.pixels() + 1;
        case LOGITS -> times.logits();
        default -> throw new IllegalArgumentException(unit.toString());
      };
      doneAt[u] = cycle + length;
      freeAt[u] = cycle + length + (unit == Unit.PIXELS ? 0 : 1);
    }
  }
}
