package vit2rtl.fpga.axi.network;

import java.util.ArrayList;
import java.util.List;

/**
 * An AXI DMA in direct register mode as far as drivers use it: one transfer at a time to the network, an image as a
 * packet, and one from it; addresses outside the memory are decode errors, after which a channel halts until the reset.
 */
final class AxiDma {
  private static final int RUN = 1;
  private static final int RESET = 4;
  private static final int HALTED = 1;
  private static final int IDLE = 2;
  private static final int DECODE_ERROR = 0x40;
  private static final int COMPLETE = 0x1000;

  /** One channel's registers. */
  private static final class Channel {
    private int control;
    private int status = HALTED;
    private long address;
    private int length;

    boolean runs() {
      return (control & RUN) != 0 && (status & HALTED) == 0;
    }
  }

  private final NetworkBus bus;
  private final SystemMemory memory;
  private final int pixelBytes;
  private Channel toNetwork = new Channel();
  private Channel fromNetwork = new Channel();
  private boolean receiving;
  private int received;

  AxiDma(NetworkBus bus, SystemMemory memory, int pixelBytes) {
    this.bus = bus;
    this.memory = memory;
    this.pixelBytes = pixelBytes;
    bus.takeResults(100);
  }

  long read(int offset) {
    Channel channel = offset < 0x30 ? toNetwork : fromNetwork;
    return switch (offset % 0x30) {
      case 0x00 -> channel.control;
      case 0x04 -> channel.status;
      default -> throw new AssertionError("a driver reads " + offset + " of the DMA");
    };
  }

  void write(int offset, long value) {
    Channel channel = offset < 0x30 ? toNetwork : fromNetwork;
    switch (offset % 0x30) {
      case 0x00 -> control(channel, (int) value);
      case 0x04 -> channel.status &= ~((int) value & COMPLETE);
      case 0x18 -> channel.address = channel.address >> 32 << 32 | value;
      case 0x1C -> channel.address = channel.address & 0xFFFFFFFFL | value << 32;
      case 0x28 -> start(channel, (int) value);
      default -> throw new AssertionError("a driver writes " + offset + " of the DMA");
    }
  }

  private void control(Channel channel, int value) {
    if ((value & RESET) != 0) {
      toNetwork = new Channel();
      fromNetwork = new Channel();
      receiving = false;
      bus.withdraw();
      bus.takeResults(100);
    } else {
      channel.control = value;
      channel.status = (value & RUN) != 0 ? channel.status & ~HALTED | IDLE : HALTED;
    }
  }

  private void start(Channel channel, int length) {
    if (!channel.runs() || (channel.status & IDLE) == 0) {
      throw new AssertionError("a transfer is begun on a channel that does not wait for one");
    }
    if (!memory.holds(channel.address, length)) {
      channel.status = channel.status & ~IDLE | DECODE_ERROR | HALTED;
      return;
    }
    channel.length = length;
    channel.status &= ~IDLE;
    if (channel == fromNetwork) {
      receiving = true;
      received = bus.results().size();
      bus.takeResults(0);
      return;
    }
    List<NetworkBus.Pixel> pixels = new ArrayList<>();
    for (int at = 0; at < length; at += pixelBytes) {
      int data = 0;
      for (int i = pixelBytes - 1; i >= 0; i--) {
        data = data << 8 | memory.at(channel.address + at + i) & 0xFF;
      }
      pixels.add(new NetworkBus.Pixel(data, false, at + pixelBytes >= length));
    }
    bus.send(pixels);
  }

  /** What the streams did since. */
  void follow() {
    if (toNetwork.runs() && (toNetwork.status & IDLE) == 0 && bus.allSent()) {
      toNetwork.status |= IDLE | COMPLETE;
    }
    while (receiving && received < bus.results().size()) {
      int word = bus.results().get(received);
      for (int i = 0; i < 4; i++) {
        memory.set(fromNetwork.address++, (byte) (word >> 8 * i));
      }
      fromNetwork.length -= 4;
      if (bus.lasts().get(received++) || fromNetwork.length == 0) {
        receiving = false;
        bus.takeResults(100);
        fromNetwork.status |= IDLE | COMPLETE;
      }
    }
  }
}
