package vit2rtl.fpga.axi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;

/** Drives an IP's five AXI4-Lite channels and both streams, every side pausing at random as AXI allows. */
final class AxiBus implements AutoCloseable {
  private static final int LIMIT = 2_000_000;

  /** One register access and what came of it. */
  static final class Access {
    final int address;
    final Integer data;
    final int strobe;
    int response = -1;
    long read;

    private boolean addressTaken;
    private boolean dataTaken;

    private Access(int address, Integer data, int strobe) {
      this.address = address;
      this.data = data;
      this.strobe = strobe;
    }

    static Access read(int address) {
      return new Access(address, null, 0);
    }

    static Access write(int address, int data, int strobe) {
      return new Access(address, data, strobe);
    }
  }

  final Simulation sim;
  private final Random random;
  private final int percent;
  private final int beatsPerRow;

  private final Deque<Long> toSend = new ArrayDeque<>();
  private final List<Long> received = new ArrayList<>();
  private final List<Boolean> lasts = new ArrayList<>();
  private int beatInRow;
  private boolean offering;
  private Access access;
  private boolean sinkOpen = true;
  private int inputWaits;
  private int outputWaits;
  private boolean awShown;
  private boolean wShown;
  private boolean arShown;

  /** @param percent of the cycles in which each side pauses */
  AxiBus(RtlDesign design, int beatsPerRow, int percent, long seed) {
    this.sim = Simulator.open(design, SimOptions.defaults());
    this.random = new Random(seed);
    this.percent = percent;
    this.beatsPerRow = beatsPerRow;
    sim.poke("aresetn", 0);
    sim.step(8);
    sim.poke("aresetn", 1);
    sim.step(2);
  }

  void send(long beat) {
    toSend.add(beat);
  }

  List<Long> received() {
    return received;
  }

  /** Whether each received beat was marked as a row's last. */
  List<Boolean> lasts() {
    return lasts;
  }

  /** Whether the sink takes anything at all. */
  void openSink(boolean open) {
    sinkOpen = open;
  }

  /** Cycles in which the input waited. */
  int inputWaits() {
    return inputWaits;
  }

  /** Cycles in which the output waited. */
  int outputWaits() {
    return outputWaits;
  }

  /** Performs one access; streams go on meanwhile. */
  Access perform(Access wanted) {
    access = wanted;
    for (int i = 0; access.response < 0; i++) {
      if (i == LIMIT) {
        throw new AssertionError("no answer to an access at " + wanted.address);
      }
      cycle();
    }
    return wanted;
  }

  /** Streams until so many beats have come out. */
  void runUntilReceived(int beats) {
    for (int i = 0; received.size() < beats; i++) {
      if (i == LIMIT) {
        throw new AssertionError("only " + received.size() + " of " + beats + " beats came out");
      }
      cycle();
    }
  }

  private boolean goes() {
    return random.nextInt(100) >= percent;
  }

  void cycle() {
    offering = !toSend.isEmpty() && (offering || goes());
    sim.poke("s_axis_tvalid", offering ? 1 : 0);
    sim.poke("s_axis_tdata", offering ? toSend.peek() : 0);
    sim.poke("s_axis_tlast", offering && beatInRow == beatsPerRow - 1 ? 1 : 0);
    sim.poke("m_axis_tready", goes() && sinkOpen ? 1 : 0);
    boolean writing = access != null && access.response < 0 && access.data != null;
    boolean reading = access != null && access.response < 0 && access.data == null;
    awShown = writing && !access.addressTaken && (awShown || goes());
    wShown = writing && !access.dataTaken && (wShown || goes());
    arShown = reading && !access.addressTaken && (arShown || goes());
    sim.poke("s_axi_awvalid", awShown ? 1 : 0);
    sim.poke("s_axi_wvalid", wShown ? 1 : 0);
    sim.poke("s_axi_arvalid", arShown ? 1 : 0);
    sim.poke("s_axi_awaddr", awShown ? access.address : 0);
    sim.poke("s_axi_araddr", arShown ? access.address : 0);
    sim.poke("s_axi_wdata", wShown ? access.data & 0xFFFFFFFFL : 0);
    sim.poke("s_axi_wstrb", wShown ? access.strobe : 0);
    sim.poke("s_axi_bready", goes() ? 1 : 0);
    sim.poke("s_axi_rready", goes() ? 1 : 0);
    sim.eval();
    observe();
    sim.step();
  }

  private boolean high(String port) {
    return sim.peek(port) == 1;
  }

  /** Which transfers happen at the coming clock edge. */
  private void observe() {
    inputWaits += offering && !high("s_axis_tready") ? 1 : 0;
    outputWaits += high("m_axis_tvalid") && !high("m_axis_tready") ? 1 : 0;
    if (offering && high("s_axis_tready")) {
      toSend.remove();
      offering = false;
      beatInRow = (beatInRow + 1) % beatsPerRow;
    }
    if (high("m_axis_tvalid") && high("m_axis_tready")) {
      received.add(sim.peek("m_axis_tdata"));
      lasts.add(high("m_axis_tlast"));
    }
    if (access == null || access.response >= 0) {
      return;
    }
    if (high("s_axi_bvalid") && high("s_axi_bready")) {
      access.response = (int) sim.peek("s_axi_bresp");
    }
    if (high("s_axi_rvalid") && high("s_axi_rready")) {
      access.response = (int) sim.peek("s_axi_rresp");
      access.read = sim.peek("s_axi_rdata");
    }
    access.addressTaken |= awShown && high("s_axi_awready") || arShown && high("s_axi_arready");
    access.dataTaken |= wShown && high("s_axi_wready");
  }

  @Override
  public void close() {
    sim.close();
  }
}
