package vit2rtl.sim;

import com.sun.jna.Memory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.Reset;
import vit2rtl.hdl.rtl.RtlDesign;

/** The ports' values in the block that Java and the model share, by name; values are checked against the ranges. */
final class PortValues {
  private final PortBlock block;
  private final Memory memory;
  private final ByteBuffer words;

  PortValues(RtlDesign design) {
    this.block = new PortBlock(design);
    this.memory = new Memory(block.words() * 8L);
    memory.clear();
    this.words = memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());
    block.ports().values().stream().filter(port -> port.direction() == Direction.IN)
        .forEach(port -> poke(port.name(), PortRange.rest(port)));
    // A model starts with its resets released, so that asserting an asynchronous one is an edge.
    design.clocks().stream().filter(clock -> clock.reset() != null && clock.resetLevel() == Reset.Level.LOW)
        .forEach(clock -> poke(clock.reset(), 1));
  }

  Memory memory() {
    return memory;
  }

  ByteBuffer words() {
    return words;
  }

  PortBlock block() {
    return block;
  }

  void poke(String port, long value) {
    Port p = input(port);
    if (p.width() > 64) {
      poke(port, BigInteger.valueOf(value));
      return;
    }
    if (!handle(port).holds(value)) {
      throw PortRange.refused("port " + port, p, value);
    }
    words.putLong(block.offset(port) * 8, Word.value(p.width(), false, value));
  }

  void poke(String port, BigInteger value) {
    Port p = input(port);
    if (!PortRange.holds(p, value)) {
      throw PortRange.refused("port " + port, p, value);
    }
    BigInteger bits = Word.bits(p.width(), value);
    for (int word = 0; word < PortBlock.wordsOf(p); word++) {
      words.putLong((block.offset(port) + word) * 8, bits.shiftRight(64 * word).longValue());
    }
  }

  private Port input(String port) {
    Port p = block.port(port);
    if (p.direction() != Direction.IN) {
      throw new IllegalArgumentException("port " + port + " is an output; inputs can be poked");
    }
    return p;
  }

  long peek(String port) {
    Port p = block.port(port);
    if (p.width() > 64) {
      throw new IllegalArgumentException("port " + port + " has " + p.width() + " bits; use peekBig");
    }
    return Word.value(p.width(), p.signed(), words.getLong(block.offset(port) * 8));
  }

  BigInteger peekBig(String port) {
    Port p = block.port(port);
    BigInteger bits = BigInteger.ZERO;
    for (int word = PortBlock.wordsOf(p) - 1; word >= 0; word--) {
      long low = words.getLong((block.offset(port) + word) * 8);
      bits = bits.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(low)));
    }
    return Word.value(p.width(), p.signed(), bits);
  }

  PortHandle handle(String port) {
    return new PortHandle(words, block.offset(port) * 8, block.port(port));
  }
}
