package vit2rtl.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import vit2rtl.golden.IntRange;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.icarus.VectorCheck;
import vit2rtl.units.LoadFormat;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.SecondStream;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;

/**
 * A unit beside its golden model: the same rows through both. One stream {@code in}, beside it
 * another where the unit has it, one stream {@code out}, rows of one length on each.
 */
public final class UnitBench {
  private static final String LOADED = "load_data";

  private final UnitConfig config;
  private final RtlDesign design;
  private final UnaryOperator<int[]> golden;
  private final Timing timing;
  private final Constants constants;

  /** Whether the hardware has this bench's constants where nothing has been loaded. */
  private enum Constants { OF_THE_TEXT, ANOTHER_LAYER }

  /** Whether the cycles that the configuration states bind the hardware. */
  private enum Timing { STATED, ITS_OWN }

  public UnitBench(UnitConfig config) {
    this(config, Hdl.elaborate(config::create), Timing.STATED, Constants.OF_THE_TEXT);
  }

  private UnitBench(UnitConfig config, RtlDesign design, Timing timing, Constants constants) {
    this.config = config;
    this.design = design;
    this.golden = config.golden();
    this.timing = timing;
    this.constants = constants;
  }

  /**
   * A bench per configuration, by name. Where constants can be loaded, all configurations are of one unit, and their
   * benches share its design.
   */
  public static Map<String, UnitBench> of(Map<String, UnitConfig> configs) {
    Map<String, UnitBench> benches = new LinkedHashMap<>();
    UnitBench first = null;
    for (Map.Entry<String, UnitConfig> entry : configs.entrySet()) {
      UnitConfig config = entry.getValue();
      first = first == null || config.tables() == TableSource.BAKED ? new UnitBench(config) : first.withLayer(config);
      benches.put(entry.getKey(), first);
    }
    return benches;
  }

  /** The same unit, to be loaded with the constants of another configuration of it. */
  public UnitBench withLayer(UnitConfig other) {
    return new UnitBench(other, design, timing, Constants.ANOTHER_LAYER);
  }

  /** The same unit, to be loaded with constants that are drawn anew, where it can be. */
  public Optional<UnitBench> drawn(Random random) {
    return config.drawn(random).map(this::withLayer);
  }

  /** The unit's configuration. */
  public UnitConfig config() {
    return config;
  }

  /** The unit, elaborated. */
  public RtlDesign design() {
    return design;
  }

  /** The unit with its top component, for what looks inside. */
  public Design<RowUnit<?, ?>> unit(Language language) {
    return Hdl.design(config::create, language);
  }

  /** The unit in another language. */
  public RtlDesign elaborate(Language language) {
    return unit(language).rtl();
  }

  /** Elements per row. */
  public int rowLength() {
    return config.rows().length();
  }

  /** Elements per row of results. */
  public int resultLength() {
    return config.results().length();
  }

  public int lanes() {
    return config.rows().lanes();
  }

  /** Cycles from first beat in to first beat out that the unit promises when nobody stalls. */
  public int statedLatency() {
    return config.latency();
  }

  /** The golden model on whole rows. */
  public int[] golden(int[] in) {
    return golden.apply(in);
  }

  /** The same bench around another text of the same unit, to see whether it notices. */
  public UnitBench withDesign(RtlDesign other) {
    return new UnitBench(config, other, Timing.STATED, constants);
  }

  /** The same bench around hardware with the unit's ports that was written elsewhere: latency and rate are its own. */
  public UnitBench withForeign(RtlDesign other) {
    return new UnitBench(config, other, Timing.ITS_OWN, constants);
  }

  /**
   * Makes the constants this bench's again behind a reset, which takes those of a single word back to those of the text: as
   * often as not there is nothing to do where they are this bench's, and rows may come in the next cycle.
   */
  public void loadAfterReset(Dut dut, Random random) {
    if (constants == Constants.ANOTHER_LAYER || random.nextBoolean()) {
      loadWithNoise(dut, random);
    }
  }

  /** What the unit's load port takes, cycle by cycle; nothing where tables are baked. */
  List<Map<String, Long>> loading() {
    return config.loading();
  }

  /** Loads this bench's layer into a running model that no row is inside of. */
  public void load(Dut dut) {
    load(dut, loading());
  }

  /**
   * The same in any order, some elements after data that is another one's, with cycles between in which nothing is loaded
   * whatever the other pins say, as in all cycles from then on. One such cycle is behind the last of them in any case, as units
   * ask for.
   */
  public void loadWithNoise(Dut dut, Random random) {
    loadWithNoise(dut, loading(), random);
  }

  /**
   * The same behind a reset in hardware whose text has this bench's constants, without those of a single word, which a reset
   * takes back to the text's. A table of an element for each column is no such constant where there is one column.
   */
  public void loadMemories(Dut dut, Random random) {
    boolean hasSingles = config.layers() == 1 && config.rows().length() > 1 && resultLength() > 1;
    loadWithNoise(dut, config.tables() == TableSource.BAKED ? List.of() : LoadFormat.of(config).cycles(0,
        config.constants().stream().filter(table -> !hasSingles || table.elements().length > 1).toList()), random);
  }

  private static void loadWithNoise(Dut dut, List<Map<String, Long>> cycles, Random random) {
    List<Map<String, Long>> last = new ArrayList<>(cycles);
    if (last.isEmpty()) {
      return;
    }
    List<Map<String, Long>> all = new ArrayList<>();
    for (int i = 0; i < last.size() / 2; i++) {
      all.add(elsewhere(last, random));
    }
    Collections.shuffle(last, random);
    all.addAll(last);
    for (Map<String, Long> cycle : all) {
      load(dut, List.of(cycle));
      elsewhere(last, random).forEach(dut::poke);
      if (random.nextBoolean()) {
        dut.step();
      }
    }
    dut.step();
  }

  /** An element's data where another one belongs. */
  private static Map<String, Long> elsewhere(List<Map<String, Long>> cycles, Random random) {
    Map<String, Long> one = new LinkedHashMap<>(cycles.get(random.nextInt(cycles.size())));
    one.put(LOADED, cycles.get(random.nextInt(cycles.size())).get(LOADED));
    return one;
  }

  static void load(Dut dut, List<Map<String, Long>> cycles) {
    for (Map<String, Long> cycle : cycles) {
      cycle.forEach(dut::poke);
      dut.poke("load_valid", 1);
      dut.step();
      dut.poke("load_valid", 0);
    }
  }

  /** Of rows, so many whole groups, from a random one on. */
  int[] part(int[] rows, int atLeast, Random random) {
    int group = config.group().rows() * config.rowElements();
    int all = rows.length / group;
    int wanted = Math.min(all, (atLeast + config.group().rows() - 1) / config.group().rows());
    int from = random.nextInt(all - wanted + 1) * group;
    return Arrays.copyOfRange(rows, from, from + wanted * group);
  }

  /** The job that sends rows through the unit. */
  public StreamJob job(int[] in, StallPattern source, StallPattern sink) {
    int rows = in.length / config.rowElements();
    List<StreamSource> sources = new ArrayList<>(List.of(new StreamSource("in", part(in, 0), rowLength(), source)));
    config.beside().ifPresent(beside -> sources.add(
        new StreamSource(beside.stream(), part(in, rowLength()), rowLength(), other(source))));
    return new StreamJob(sources, List.of(new StreamSink("out",
        rows / config.group().rows() * config.group().results(), resultLength(), sink,
        timing == Timing.STATED ? StreamSink.Padding.ZERO : StreamSink.Padding.ANY)));
  }

  /**
   * The same job with any elements in the lanes behind the end of a row, which a unit ignores. Of hardware that was written
   * elsewhere nothing is known of these lanes: they are zeros.
   */
  public StreamJob jobWithNoise(int[] in, StallPattern source, StallPattern sink) {
    StreamJob job = job(in, source, sink);
    Rows rows = config.rows();
    if (timing == Timing.ITS_OWN || rows.tail() == rows.lanes()) {
      return job;
    }
    Random random = new Random(in.length);
    return new StreamJob(job.sources().stream().map(one -> new StreamSource(one.stream(),
        withNoise(one.data(), range(one.stream()), random), rows.beats() * rows.lanes(), one.stalls())).toList(), job.sinks());
  }

  /** What a stream of rows brings. */
  private IntRange range(String stream) {
    return config.beside().filter(beside -> beside.stream().equals(stream)).map(SecondStream::range)
        .orElse(config.inputs());
  }

  private int[] withNoise(int[] data, IntRange range, Random random) {
    Rows rows = config.rows();
    int whole = rows.beats() * rows.lanes();
    int[] noisy = new int[data.length / rows.length() * whole];
    for (int i = 0; i < noisy.length; i++) {
      int column = i % whole;
      noisy[i] = column < rows.length() ? data[i / whole * rows.length() + column]
          : random.nextInt((int) range.min(), (int) range.max() + 1);
    }
    return noisy;
  }

  /** What one stream brings of rows that may be of two. */
  private int[] part(int[] rows, int from) {
    if (config.beside().isEmpty()) {
      return rows;
    }
    int[] part = new int[rows.length / 2];
    for (int row = 0; row < part.length; row += rowLength()) {
      System.arraycopy(rows, 2 * row + from, part, row, rowLength());
    }
    return part;
  }

  /** Pauses of the same kind at other times. */
  private static StallPattern other(StallPattern pattern) {
    if (pattern instanceof StallPattern.Random random) {
      return new StallPattern.Random(~random.seed(), random.percent());
    }
    return pattern instanceof StallPattern.Bursts bursts ? new StallPattern.Bursts(~bursts.seed(), bursts.longest())
        : pattern;
  }

  /** Rows, stalls and what must come out, constants loaded before where they are loaded, for another simulator. */
  public VectorCheck check(int[] in, StallPattern source, StallPattern sink) {
    List<Map<String, Long>> prelude = new ArrayList<>();
    for (Map<String, Long> cycle : loading()) {
      Map<String, Long> values = new LinkedHashMap<>(cycle);
      values.put("load_valid", 1L);
      prelude.add(values);
    }
    return new VectorCheck(design, prelude, job(in, source, sink), List.of(golden(in)));
  }

  /** Streams rows through a running model, in whatever simulator, of {@link #design} and compares every element. */
  public Comparison compare(Dut dut, int[] in, StallPattern source, StallPattern sink) {
    return Comparison.of(golden(in), dut.stream(job(in, source, sink)), resultLength());
  }

  /** The same run with the ports in a window of cycles recorded. */
  public StreamResult record(Simulation simulation, int[] in, StallPattern source, StallPattern sink,
      CycleWindow window) {
    return simulation.stream(job(in, source, sink).withWindow(window));
  }

  /** Whether the hardware is the unit's own, so that all its promises bind it. */
  public boolean isOwn() {
    return timing == Timing.STATED;
  }

  /** The stated latency in words, or that the hardware has its own. */
  public String timing() {
    return timing == Timing.STATED ? "stated " + statedLatency() : "its own";
  }

  /** A sentence where a run without stalls did not keep the stated latency or rate. */
  public Optional<String> brokenPromise(Comparison free) {
    if (timing == Timing.ITS_OWN) {
      return Optional.empty();
    }
    if (free.latency() != statedLatency()) {
      return Optional.of("the latency is " + free.latency() + " cycles; stated: " + statedLatency());
    }
    int rows = (int) (free.elements() / resultLength());
    IntRange stated = config.outCycles(rows / config.group().results());
    if (!stated.contains(free.outCycles())) {
      return Optional.of("the output took " + free.outCycles() + " cycles for " + rows + " rows of "
          + config.results().beats() + " beats; stated: "
          + (stated.min() == stated.max() ? String.valueOf(stated.min()) : stated.toString()));
    }
    return Optional.empty();
  }
}
