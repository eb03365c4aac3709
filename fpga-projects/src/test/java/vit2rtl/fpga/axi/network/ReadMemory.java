package vit2rtl.fpga.axi.network;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import vit2rtl.sim.PortHandle;
import vit2rtl.sim.Simulation;

/**
 * A memory on the AXI4 read channels: a burst's first beat comes so many cycles after its address, or when the burst
 * before has ended; beats come at a stated rate; it pauses at random, and answers errors where it is told to. With one ID
 * nothing may be reordered.
 */
final class ReadMemory {
  private static final int OKAY = 0;
  private static final int DECERR = 3;

  /** What is at an address. */
  interface Contents {
    byte at(long address);

    /** Whether anything is there. */
    default boolean holds(long address) {
      return true;
    }
  }

  /** A burst under way. */
  private static final class Burst {
    private final long from;
    private long address;
    private int left;

    Burst(long from, long address, int left) {
      this.from = from;
      this.address = address;
      this.left = left;
    }
  }

  private final Simulation sim;
  private final PortHandle arvalid;
  private final PortHandle arready;
  private final PortHandle araddr;
  private final PortHandle arlen;
  private final PortHandle rvalid;
  private final PortHandle rresp;
  private final PortHandle rlast;
  private final int bytes;
  private final Deque<Burst> bursts = new ArrayDeque<>();
  private final Map<Long, Integer> errors = new HashMap<>();
  private Contents contents = address -> 0;
  private Random random = new Random(1);
  private int pauses;
  private int latency = 1;
  private double interval = 1;
  private double nextBeat;
  private long cycle;
  private boolean shown;
  private int accepted;

  ReadMemory(Simulation sim, int bytes) {
    this.sim = sim;
    this.bytes = bytes;
    this.arvalid = sim.port("m_axi_arvalid");
    this.arready = sim.port("m_axi_arready");
    this.araddr = sim.port("m_axi_araddr");
    this.arlen = sim.port("m_axi_arlen");
    this.rvalid = sim.port("m_axi_rvalid");
    this.rresp = sim.port("m_axi_rresp");
    this.rlast = sim.port("m_axi_rlast");
  }

  void holds(Contents what) {
    contents = what;
  }

  /** Bytes from an address on, zeros elsewhere. */
  void holds(long base, byte[] what) {
    holds(address -> address >= base && address < base + what.length ? what[(int) (address - base)] : 0);
  }

  void timing(int cycles, double bytesPerCycle) {
    latency = cycles;
    interval = Math.max(1, bytes / bytesPerCycle);
  }

  /** Pauses in so many percent of the cycles. */
  void pauses(int percent, long seed) {
    pauses = percent;
    random = new Random(seed);
  }

  /** The beat at an address is answered so. */
  void answers(long address, int response) {
    errors.put(address / bytes * bytes, response);
  }

  void answersWell() {
    errors.clear();
  }

  /** Bursts that were asked for. */
  int accepted() {
    return accepted;
  }

  /** Inputs of the coming cycle. */
  void offer() {
    arready.set(random.nextInt(100) >= pauses ? 1 : 0);
    Burst oldest = bursts.peek();
    if (!shown && oldest != null && cycle >= oldest.from && cycle >= nextBeat && random.nextInt(100) >= pauses) {
      shown = true;
      nextBeat = (nextBeat > cycle - 1 ? nextBeat : cycle) + interval;
      byte[] beat = new byte[bytes + 1];
      for (int i = 0; i < bytes; i++) {
        beat[bytes - i] = contents.at(oldest.address + i);
      }
      sim.poke("m_axi_rdata", new BigInteger(beat));
      rresp.set(errors.getOrDefault(oldest.address, contents.holds(oldest.address) ? OKAY : DECERR));
      rlast.set(oldest.left == 1 ? 1 : 0);
    }
    rvalid.set(shown ? 1 : 0);
  }

  /** What happens at the coming clock edge; the master is always ready. */
  void observe() {
    if (shown) {
      shown = false;
      Burst oldest = bursts.peek();
      oldest.address += bytes;
      if (--oldest.left == 0) {
        bursts.remove();
      }
    }
    if (arvalid.get() == 1 && arready.get() == 1) {
      bursts.add(new Burst(cycle + latency, araddr.get(), (int) arlen.get() + 1));
      accepted++;
    }
    cycle++;
  }
}
