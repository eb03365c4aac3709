package vit2rtl.fpga.axi.network;

import vit2rtl.golden.InputException;

/**
 * The AXI4 master that reads constants. Bursts end at multiples of their greatest length, which divides 4 KiB, so none
 * crosses a boundary of 4 KiB. Room for all beats that are under way is kept free, so the master never refuses data.
 *
 * @param bytes       of a beat, 8 or 16
 * @param burst       beats of a burst at most, a power of two
 * @param outstanding bursts that may be under way, a power of two
 * @param addressBits of an address
 */
public record ReadBus(int bytes, int burst, int outstanding, int addressBits) {
  /** 128 bits, 8 bursts of 16 beats under way, which suits memories with a latency of up to 107 cycles; and 40 bits. */
  public static final ReadBus STANDARD = new ReadBus(16, 16, 8, 40);
  private static final int PAGE = 4096;

  public ReadBus {
    if (bytes != 8 && bytes != 16) {
      throw new InputException("ip network: a bus of " + 8 * bytes + " bits; allowed: 64 or 128");
    }
    powerOfTwo("bursts of " + burst + " beats", burst, Math.min(256, PAGE / bytes));
    powerOfTwo(outstanding + " outstanding bursts", outstanding, 32);
    if (addressBits < 32 || addressBits > 64) {
      throw new InputException("ip network: addresses of " + addressBits + " bits; allowed: 32 to 64");
    }
    if (burst * outstanding < 2) {
      throw new InputException("ip network: one burst of one beat at a time; allowed: from 2 beats under way");
    }
  }

  private static void powerOfTwo(String what, int value, int most) {
    if (Integer.bitCount(value) != 1 || value > most) {
      throw new InputException("ip network: " + what + "; allowed: powers of two to " + most);
    }
  }

  /** Beats that may be under way or wait. */
  public int depth() {
    return burst * outstanding;
  }

  /** Beats of so many bytes. */
  public int beats(int of) {
    return (of + bytes - 1) / bytes;
  }
}
