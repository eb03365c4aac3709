package vit2rtl.sim.model;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.dut.Samples;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.shim.PortBlock;

/** A batched job in native memory, laid out as runtime.h declares it: every field 8 bytes. */
public final class NativeJob {
  private static final int SOURCE_FIELDS = 7;
  private static final int SINK_FIELDS = 11;
  private static final int JOB_FIELDS = 5;
  /** What a sink saw, by the number that runtime.h gives it. */
  private static final List<String> VIOLATIONS = List.of("", "dropped valid before the transfer",
      "changed its payload while waiting", "has last on the wrong beat", "has a padding lane that is not 0");
  /** The cycle of a beat that has not come. */
  private static final int NOT_YET = -1;

  private final RtlDesign design;
  private final StreamJob job;
  private final int portCount;
  private final Memory sources;
  private final Memory sinks;
  private final JobMemory memory;
  private final Memory header;
  private final Memory samples;
  private final Memory all;
  private final List<Memory> kept = new ArrayList<>();
  private final Memory[] data;
  private final Memory[] cycles;

  /** Stands until {@code memory} begins its next job. */
  public NativeJob(RtlDesign design, StreamJob job, long maxCycles, int portCount, JobMemory memory) {
    this.design = design;
    this.job = job;
    this.memory = memory;
    memory.begin();
    this.header = memory.words(JOB_FIELDS);
    this.all = memory.words(3);
    this.portCount = portCount;
    List<StreamPort> ins = streams(Direction.IN);
    List<StreamPort> outs = streams(Direction.OUT);
    this.sources = memory.words(Math.max(1, ins.size() * SOURCE_FIELDS));
    this.sinks = memory.words(Math.max(1, outs.size() * SINK_FIELDS));
    this.samples = memory.words(Math.max(1, job.window().count() * portCount));
    this.data = new Memory[outs.size()];
    this.cycles = new Memory[outs.size()];
    job.sources().forEach(source -> put(source, ins));
    job.sinks().forEach(sink -> put(sink, outs));
    header.setLong(0, maxCycles);
    header.setLong(16, job.window().from());
    header.setLong(24, job.window().count());
    header.setPointer(32, samples);
    all.setPointer(0, header);
    all.setPointer(8, sources);
    all.setPointer(16, sinks);
  }

  private List<StreamPort> streams(Direction direction) {
    return design.streams().stream().filter(s -> s.direction() == direction).toList();
  }

  private int index(String name, List<StreamPort> streams) {
    int index = streams.indexOf(design.stream(name));
    if (index < 0) {
      throw new IllegalArgumentException("stream " + name + " of " + design.topName() + " flows the other way");
    }
    return index;
  }

  private void put(StreamSource source, List<StreamPort> ins) {
    long at = index(source.stream(), ins) * SOURCE_FIELDS * 8L;
    Memory elements = memory.bytes(Math.max(4, source.data().length * 4L) + 256);
    ints(elements, source.data().length).put(source.data());
    kept.add(elements);
    sources.setPointer(at, elements);
    sources.setLong(at + 8, source.rows());
    sources.setLong(at + 16, source.rowLength());
    stalls(sources, at + 24, source.stalls());
  }

  private void put(StreamSink sink, List<StreamPort> outs) {
    int index = index(sink.stream(), outs);
    long at = index * SINK_FIELDS * 8L;
    int lanes = outs.get(index).payload().size();
    data[index] = memory.bytes(Math.max(4, (long) sink.rows() * sink.rowLength() * 4));
    cycles[index] = memory.bytes(Math.max(4, (long) sink.rows() * beats(sink, lanes) * 4));
    sinks.setPointer(at, data[index]);
    sinks.setPointer(at + 8, cycles[index]);
    sinks.setLong(at + 16, sink.rows());
    sinks.setLong(at + 24, sink.rowLength());
    stalls(sinks, at + 32, sink.stalls());
    sinks.setLong(at + 72, sink.padding() == StreamSink.Padding.ZERO ? 1 : 0);
  }

  /** Beats that every sink has got so far. */
  public Map<String, Long> delivered() {
    List<StreamPort> outs = streams(Direction.OUT);
    Map<String, Long> delivered = new LinkedHashMap<>();
    for (StreamSink sink : job.sinks()) {
      delivered.put(sink.stream(), came(index(sink.stream(), outs)));
    }
    return delivered;
  }

  private long came(int index) {
    return sinks.getLong(index * SINK_FIELDS * 8L + 80);
  }

  private static int beats(StreamSink sink, int lanes) {
    return (sink.rowLength() + lanes - 1) / lanes;
  }

  private static void stalls(Memory memory, long at, StallPattern pattern) {
    if (pattern instanceof StallPattern.Random random) {
      stalls(memory, at, 1, random.seed(), random.percent());
    } else if (pattern instanceof StallPattern.Bursts bursts) {
      stalls(memory, at, 2, bursts.seed(), bursts.longest());
    } else if (pattern instanceof StallPattern.AfterValid after) {
      stalls(memory, at, 3, 0, after.cycles());
    } else if (pattern instanceof StallPattern.Late late) {
      stalls(memory, at, 4, 0, late.cycles());
    } else {
      stalls(memory, at, 0, 0, 0);
    }
  }

  private static void stalls(Memory memory, long at, long kind, long seed, long parameter) {
    memory.setLong(at, kind);
    memory.setLong(at + 8, seed);
    memory.setLong(at + 16, parameter);
  }

  public Pointer pointer() {
    return all;
  }

  public long cycles() {
    return header.getLong(8);
  }

  /** Cycle of the first violation, from the start of the job. */
  public long violationCycle() {
    List<StreamPort> outs = streams(Direction.OUT);
    return job.sinks().stream().mapToLong(sink -> index(sink.stream(), outs) * SINK_FIELDS * 8L)
        .filter(at -> sinks.getLong(at + 56) != 0).map(at -> sinks.getLong(at + 64)).findFirst().orElse(0);
  }

  /** What a sink saw that AXI4-Stream forbids, or null. */
  public String violation() {
    List<StreamPort> outs = streams(Direction.OUT);
    for (StreamSink sink : job.sinks()) {
      long at = index(sink.stream(), outs) * SINK_FIELDS * 8L;
      long kind = sinks.getLong(at + 56);
      if (kind != 0) {
        return "stream " + sink.stream() + " of " + design.topName() + " " + VIOLATIONS.get((int) kind) + " in cycle "
            + sinks.getLong(at + 64);
      }
    }
    return null;
  }

  public StreamResult result(PortBlock block) {
    List<StreamPort> outs = streams(Direction.OUT);
    List<StreamResult.Received> received = new ArrayList<>();
    for (StreamSink sink : job.sinks()) {
      int index = index(sink.stream(), outs);
      int lanes = outs.get(index).payload().size();
      int beats = beats(sink, lanes);
      int[] beatCycle = read(cycles[index], sink.rows() * beats);
      Arrays.fill(beatCycle, (int) came(index), beatCycle.length, NOT_YET);
      received.add(new StreamResult.Received(sink.stream(), read(data[index], sink.rows() * sink.rowLength()), beatCycle,
          beats, lanes));
    }
    long firstIn = job.sources().isEmpty()
        ? -1
        : sources.getLong(index(job.sources().get(0).stream(), streams(Direction.IN)) * SOURCE_FIELDS * 8L + 48);
    return new StreamResult(cycles(), firstIn, received, samples(block));
  }

  /** A buffer copies by vectors, which JNA's own methods do not. */
  private static IntBuffer ints(Memory memory, int count) {
    return memory.getByteBuffer(0, 4L * count).order(ByteOrder.nativeOrder()).asIntBuffer();
  }

  private static int[] read(Memory memory, int count) {
    int[] values = new int[count];
    ints(memory, count).get(values);
    return values;
  }

  Samples samples(PortBlock block) {
    int count = (int) Math.max(0, Math.min(job.window().count(), cycles() - job.window().from()));
    long[][] values = new long[count][];
    for (int i = 0; i < count; i++) {
      values[i] = samples.getLongArray((long) i * portCount * 8, portCount);
    }
    return new Samples(job.window().from(), List.copyOf(block.ports().values()), values);
  }
}
