package vit2rtl.fpga.axi.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import vit2rtl.fpga.axi.RegisterMap;
import vit2rtl.sim.PortHandle;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.wave.FailureWaves;

/** A network's IP with a memory on its master, and everything else driven cycle by cycle, each side pausing as it is told. */
final class NetworkBus implements AutoCloseable {
  static final int RUN = 1;
  static final int PACKETS = 2;
  static final int VIDEO_ORDER = 4;
  private static final int LIMIT = 50_000_000;

  /** A beat of pixels. */
  record Pixel(int data, boolean first, boolean last) {}

  final Simulation sim;
  final ReadMemory memory;
  final RegisterMap map;
  private final Random random;
  private final int percent;
  private final Deque<Pixel> pixels = new ArrayDeque<>();
  private final List<Integer> results = new ArrayList<>();
  private final List<Boolean> lasts = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();
  private boolean offering;
  private long cycle;
  private int resultPercent;

  private final PortHandle pixelValid;
  private final PortHandle pixelReady;
  private final PortHandle pixelData;
  private final PortHandle pixelLast;
  private final PortHandle pixelUser;
  private final PortHandle resultValid;
  private final PortHandle resultReady;
  private final PortHandle resultData;
  private final PortHandle resultLast;

  /** @param percent of the cycles in which pixels, logits and register accesses pause */
  NetworkBus(NetworkIp ip, SimOptions.Speed speed, int percent, long seed) {
    this.sim = Simulator.open(ip.design(),
        SimOptions.defaults().withFailureWaves(FailureWaves.none()).withSpeed(speed));
    this.map = ip.map();
    this.percent = percent;
    this.resultPercent = percent;
    this.random = new Random(seed);
    this.memory = new ReadMemory(sim, ip.config().bus().bytes());
    pixelValid = sim.port("s_axis_tvalid");
    pixelReady = sim.port("s_axis_tready");
    pixelData = sim.port("s_axis_tdata");
    pixelLast = sim.port("s_axis_tlast");
    pixelUser = sim.port("s_axis_tuser");
    resultValid = sim.port("m_axis_tvalid");
    resultReady = sim.port("m_axis_tready");
    resultData = sim.port("m_axis_tdata");
    resultLast = sim.port("m_axis_tlast");
    sim.poke("aresetn", 0);
    sim.step(8);
    sim.poke("aresetn", 1);
    sim.step(8);
  }

  // ---- streams -----------------------------------------------------------------------------------------------------

  void send(List<Pixel> image) {
    pixels.addAll(image);
  }

  /** What was not taken is taken back. */
  void withdraw() {
    pixels.clear();
    offering = false;
  }

  boolean allSent() {
    return pixels.isEmpty();
  }

  /** Logits are taken in all but so many percent of the cycles. */
  void takeResults(int pausing) {
    resultPercent = pausing;
  }

  List<Integer> results() {
    return results;
  }

  List<Boolean> lasts() {
    return lasts;
  }

  /** Cycles in which images' last logits left. */
  List<Long> ends() {
    return ends;
  }

  long cycles() {
    return cycle;
  }

  void runUntilImages(int count) {
    for (int i = 0; ends.size() < count; i++) {
      if (i == LIMIT) {
        throw new AssertionError("only " + ends.size() + " of " + count + " images came out");
      }
      cycle();
    }
  }

  void run(int count) {
    for (int i = 0; i < count; i++) {
      cycle();
    }
  }

  private boolean goes(int pausing) {
    return pausing == 0 || random.nextInt(100) >= pausing;
  }

  void cycle() {
    Pixel pixel = pixels.peek();
    offering = pixel != null && (offering || goes(percent));
    pixelValid.set(offering ? 1 : 0);
    pixelData.set(offering ? pixel.data() : 0);
    pixelLast.set(offering && pixel.last() ? 1 : 0);
    pixelUser.set(offering && pixel.first() ? 1 : 0);
    resultReady.set(goes(resultPercent) ? 1 : 0);
    memory.offer();
    sim.eval();
    if (offering && pixelReady.get() == 1) {
      pixels.remove();
      offering = false;
    }
    if (resultValid.get() == 1 && resultReady.get() == 1) {
      results.add((int) resultData.get());
      lasts.add(resultLast.get() == 1);
      if (resultLast.get() == 1) {
        ends.add(cycle);
      }
    }
    memory.observe();
    sim.step();
    cycle++;
  }

  // ---- registers ---------------------------------------------------------------------------------------------------

  long read(String register) {
    return readAt(map.register(register).offset());
  }

  /** A field of one bit. */
  boolean flag(String register, String field) {
    return (read(register) & map.register(register).fields().stream().filter(f -> f.name().equals(field)).findFirst()
        .orElseThrow().mask()) != 0;
  }

  void write(String register, long value) {
    int response = writeAt(map.register(register).offset(), value, 15);
    if (response != 0) {
      throw new AssertionError("a write of " + register + " is answered " + response);
    }
  }

  long readAt(int offset) {
    long word = access(offset, -1, 0);
    if (word >> 32 != 0) {
      throw new AssertionError("a read at " + offset + " is answered " + (word >> 32));
    }
    return word;
  }

  int responseAt(int offset) {
    return (int) (access(offset, -1, 0) >> 32);
  }

  int writeAt(int offset, long value, int strobe) {
    return (int) access(offset, value, strobe);
  }

  /** A read gives response and word, a write the response. */
  private long access(int offset, long value, int strobe) {
    boolean writing = value >= 0;
    boolean address = false;
    boolean data = !writing;
    boolean shownAddress = false;
    boolean shownData = false;
    for (int i = 0; i < LIMIT; i++) {
      shownAddress = !address && (shownAddress || goes(percent));
      shownData = !data && (shownData || goes(percent));
      sim.poke("s_axi_awvalid", writing && shownAddress ? 1 : 0);
      sim.poke("s_axi_awaddr", writing && shownAddress ? offset : 0);
      sim.poke("s_axi_wvalid", shownData ? 1 : 0);
      sim.poke("s_axi_wdata", shownData ? value : 0);
      sim.poke("s_axi_wstrb", shownData ? strobe : 0);
      sim.poke("s_axi_arvalid", !writing && shownAddress ? 1 : 0);
      sim.poke("s_axi_araddr", !writing && shownAddress ? offset : 0);
      boolean takes = goes(percent);
      sim.poke("s_axi_bready", takes ? 1 : 0);
      sim.poke("s_axi_rready", takes ? 1 : 0);
      sim.eval();
      address |= shownAddress && sim.peek(writing ? "s_axi_awready" : "s_axi_arready") == 1;
      data |= shownData && sim.peek("s_axi_wready") == 1;
      boolean answered = takes && sim.peek(writing ? "s_axi_bvalid" : "s_axi_rvalid") == 1;
      long answer = writing ? sim.peek("s_axi_bresp") : sim.peek("s_axi_rresp") << 32 | sim.peek("s_axi_rdata");
      cycle();
      if (answered) {
        quiet();
        return answer;
      }
    }
    throw new AssertionError("no answer to an access at " + offset);
  }

  private void quiet() {
    for (String pin : List.of("s_axi_awvalid", "s_axi_wvalid", "s_axi_arvalid", "s_axi_bready", "s_axi_rready")) {
      sim.poke(pin, 0);
    }
  }

  @Override
  public void close() {
    sim.close();
  }
}
