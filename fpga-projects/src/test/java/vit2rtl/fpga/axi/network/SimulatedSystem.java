package vit2rtl.fpga.axi.network;

import vit2rtl.sim.SimOptions;

/** What a driver sees: the registers of a network's IP and of its DMA on one bus, and memory. */
final class SimulatedSystem implements AutoCloseable {
  static final long IP = 0xA000_0000L;
  static final long DMA = 0xA001_0000L;
  private static final int WINDOW = 0x1000;
  /** Clock cycles that an access of the processor takes beside those of the registers. */
  private static final int ACCESS_CYCLES = 20;

  final NetworkFixture network;
  final NetworkBus bus;
  final SystemMemory memory = new SystemMemory();
  private final AxiDma dma;

  SimulatedSystem(NetworkFixture network) {
    this.network = network;
    this.bus = new NetworkBus(network.ip(), SimOptions.Speed.FAST_BUILD, 0, 3);
    this.dma = new AxiDma(bus, memory, network.ip().config().channels());
    bus.memory.holds(memory);
    bus.memory.timing(12, network.ip().config().bus().bytes());
  }

  int read(long address) {
    pass();
    if (address >= IP && address < IP + WINDOW) {
      return (int) bus.readAt((int) (address - IP));
    }
    return (int) dma.read(offset(address));
  }

  void write(long address, int value) {
    if (address >= IP && address < IP + WINDOW) {
      if (bus.writeAt((int) (address - IP), value & 0xFFFFFFFFL, 15) != 0) {
        throw new AssertionError("a write at " + (address - IP) + " of the network is refused");
      }
    } else {
      dma.write(offset(address), value & 0xFFFFFFFFL);
    }
    pass();
  }

  private static int offset(long address) {
    if (address < DMA || address >= DMA + WINDOW) {
      throw new AssertionError("an access at " + Long.toHexString(address) + ", where nothing is");
    }
    return (int) (address - DMA);
  }

  private void pass() {
    bus.run(ACCESS_CYCLES);
    dma.follow();
  }

  /** An image by row, column, channel. */
  byte[] pixels(int image) {
    return network.bytes(image);
  }

  @Override
  public void close() {
    bus.close();
  }
}
