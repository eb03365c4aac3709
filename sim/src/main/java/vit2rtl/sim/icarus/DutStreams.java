package vit2rtl.sim.icarus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.dut.Samples;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;

/** One batched job through {@link DutStreamText}: its request and files, and what comes back. */
final class DutStreams {
  private final RtlDesign design;
  private final StreamJob job;
  private final Path folder;

  DutStreams(RtlDesign design, StreamJob job, Path folder) {
    if (job.window().count() > 0) {
      throw new IllegalArgumentException("a job with a window of " + job.window().count()
          + " cycles; Icarus Verilog records no ports: stream it in Verilator");
    }
    for (StreamPort stream : design.streams()) {
      for (String port : stream.payload()) {
        if (design.port(port).width() > Integer.SIZE) {
          throw new IllegalArgumentException("port " + port + " has " + design.port(port).width()
              + " bits; batched streams carry elements of up to 32 bits");
        }
      }
    }
    this.design = design;
    this.job = job;
    this.folder = folder;
  }

  private int index(String name, Direction direction) {
    StreamPort stream = design.stream(name);
    if (stream.direction() != direction) {
      throw new IllegalArgumentException("stream " + name + " of " + design.topName() + " flows the other way");
    }
    return design.streams().indexOf(stream);
  }

  /** What the bench is told, sources first; it finds the elements in files. */
  String request() {
    Map<Integer, String> settings = new LinkedHashMap<>();
    for (StreamSource source : job.sources()) {
      int index = index(source.stream(), Direction.IN);
      settings.put(index, setting(source.rows(), source.rowLength(), source.stalls()));
      StringBuilder elements = new StringBuilder();
      for (int element : source.data()) {
        elements.append(Integer.toHexString(element)).append('\n');
      }
      write(index, elements.toString());
    }
    for (StreamSink sink : job.sinks()) {
      settings.put(index(sink.stream(), Direction.OUT), setting(sink.rows(), sink.rowLength(), sink.stalls())
          + (sink.padding() == StreamSink.Padding.ZERO ? " 1" : " 0"));
    }
    StringBuilder request = new StringBuilder("5 " + job.maxCycles());
    for (Direction direction : List.of(Direction.IN, Direction.OUT)) {
      for (int i = 0; i < design.streams().size(); i++) {
        if (design.streams().get(i).direction() == direction) {
          if (direction == Direction.IN && !settings.containsKey(i)) {
            write(i, "");
          }
          request.append(' ').append(settings.getOrDefault(i, setting(0, 1, StallPattern.none())
              + (direction == Direction.IN ? "" : " 0")));
        }
      }
    }
    return request.toString();
  }

  private static String setting(int rows, int rowLength, StallPattern stalls) {
    String pauses = "0 0 0";
    if (stalls instanceof StallPattern.Random random) {
      pauses = "1 " + StallText.firstState(random.seed()) + " " + random.percent();
    } else if (stalls instanceof StallPattern.Bursts bursts) {
      pauses = "2 " + StallText.firstState(bursts.seed()) + " " + bursts.longest();
    } else if (stalls instanceof StallPattern.AfterValid after) {
      pauses = "3 0 " + after.cycles();
    } else if (stalls instanceof StallPattern.Late late) {
      pauses = "4 0 " + late.cycles();
    }
    return rows + " " + rowLength + " " + pauses;
  }

  private void write(int stream, String elements) {
    try {
      Files.writeString(folder.resolve(DutStreamText.file(stream)), elements);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What came out.
   *
   * @param answer the bench's: cycles, which fault, on which stream, and the first transfer on every stream
   * @param ran    receives how many cycles the job took
   */
  StreamResult result(String answer, LongConsumer ran) {
    String[] numbers = answer.split(" ");
    long steps = Long.parseLong(numbers[0]);
    ran.accept(steps);
    int fault = Integer.parseInt(numbers[1]);
    if (fault != 0) {
      throw new SimulationException("stream " + design.streams().get(Integer.parseInt(numbers[2])).name() + " of "
          + design.topName() + " " + DutStreamText.FAULTS.get(fault) + " in cycle " + (steps - 1));
    }
    List<List<String>> beats = new ArrayList<>();
    Map<String, Long> delivered = new LinkedHashMap<>();
    boolean whole = true;
    for (StreamSink sink : job.sinks()) {
      List<String> lines = read(index(sink.stream(), Direction.OUT));
      beats.add(lines);
      delivered.put(sink.stream(), (long) lines.size());
      whole &= lines.size() == sink.rows() * beatsPerRow(sink);
    }
    if (!whole && job.ending() == StreamJob.Ending.FAILS) {
      throw new SimulationException(design.topName() + ": the sinks did not get all their rows within "
          + job.maxCycles() + " cycles", delivered);
    }
    List<StreamResult.Received> received = new ArrayList<>();
    for (int i = 0; i < beats.size(); i++) {
      received.add(received(job.sinks().get(i), beats.get(i)));
    }
    long firstIn = job.sources().isEmpty() ? -1
        : Long.parseLong(numbers[3 + index(job.sources().get(0).stream(), Direction.IN)]);
    return new StreamResult(steps, firstIn, received, new Samples(0, List.of(), new long[0][]));
  }

  private List<String> read(int stream) {
    try {
      return Files.readAllLines(folder.resolve(DutStreamText.file(stream)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int beatsPerRow(StreamSink sink) {
    int lanes = design.stream(sink.stream()).payload().size();
    return (sink.rowLength() + lanes - 1) / lanes;
  }

  private StreamResult.Received received(StreamSink sink, List<String> beats) {
    StreamPort stream = design.stream(sink.stream());
    int lanes = stream.payload().size();
    int[] data = new int[sink.rows() * sink.rowLength()];
    int[] beatCycle = new int[sink.rows() * beatsPerRow(sink)];
    Arrays.fill(beatCycle, -1);
    int at = 0;
    for (int beat = 0; beat < beats.size(); beat++) {
      String[] words = beats.get(beat).split(" ");
      beatCycle[beat] = Integer.parseInt(words[0]);
      int left = sink.rowLength() - at % sink.rowLength();
      for (int lane = 0; lane < Math.min(lanes, left); lane++) {
        data[at] = element(stream, lane, words[1 + lane], at, beatCycle[beat]);
        at++;
      }
    }
    return new StreamResult.Received(sink.stream(), data, beatCycle, beatsPerRow(sink), lanes);
  }

  /** An element's bits, sign extended where its port is signed. */
  private int element(StreamPort stream, int lane, String hex, int at, int cycle) {
    if (!hex.matches("[0-9a-f]+")) {
      throw new SimulationException("element " + at + " of stream " + stream.name() + " of " + design.topName()
          + " is undefined in cycle " + cycle + ": " + hex);
    }
    int bits = Integer.parseUnsignedInt(hex, 16);
    int free = Integer.SIZE - design.port(stream.payload().get(lane)).width();
    return design.port(stream.payload().get(lane)).signed() ? bits << free >> free : bits;
  }
}
