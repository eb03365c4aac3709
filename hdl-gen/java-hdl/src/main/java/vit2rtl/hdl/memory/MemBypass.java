package vit2rtl.hdl.memory;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.domain.Clocks;
import vit2rtl.hdl.domain.Properties;
import vit2rtl.hdl.error.ClockCrossingException;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.UserFrame;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.internal.module.Registers;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/** What a memory's synchronous reads return of words that are being written: made when all its ports are known. */
final class MemBypass {
  private record Write(UInt address, Bits data, Bool enable, Bits mask, ClockDomain domain) {}

  private record Read(UInt address, Bool enable, Bits word, Bits result, ReadUnderWrite policy, ClockDomain domain) {}

  /** A synchronous read, and where it was declared. */
  private record Plain(ClockDomain domain, String position) {}

  private final Instance owner = Instance.current();
  private final String memory;
  private final spinal.core.Mem<?> raw;
  private final List<Write> writes = new ArrayList<>();
  private final List<Read> reads = new ArrayList<>();
  private final List<Plain> plain = new ArrayList<>();
  private final List<ReadUnderWrite> policies = new ArrayList<>();

  MemBypass(String memory, spinal.core.Mem<?> raw) {
    this.memory = memory;
    this.raw = raw;
    owner.atEnd(this::finish);
  }

  void write(UInt address, Bits data, Bool enable, Bits mask) {
    writes.add(new Write(address, data, enable, mask, Clocks.current().domain()));
  }

  void policy(ReadUnderWrite policy) {
    policies.add(policy);
  }

  /** The word as the policy has it, given the one that the emitted memory returns, which is the old one. */
  Bits read(UInt address, Bool enable, Bits word, ReadUnderWrite policy) {
    policies.add(policy);
    plain.add(new Plain(Clocks.current().domain(), UserFrame.position()));
    boolean bypassed = policy == ReadUnderWrite.WRITE_FIRST
        || policy == ReadUnderWrite.DONT_CARE && Elaboration.current().verifying();
    if (!bypassed) {
      return word;
    }
    Bits result = Bits.bits(word.width()).create();
    reads.add(new Read(address, enable, word, result, policy, Clocks.current().domain()));
    return result;
  }

  private void finish() {
    refuseCrossings();
    if (!policies.isEmpty() && !policies.contains(ReadUnderWrite.READ_FIRST)) {
      raw.addAttribute("no_rw_check");
    }
    for (int i = 0; i < reads.size(); i++) {
      String prefix = memory + "_read" + i;
      Read read = reads.get(i);
      read.domain().on(() -> read.result().set(bypassed(prefix, read)));
    }
    for (int i = 0; i < writes.size(); i++) {
      for (Write other : writes.subList(i + 1, writes.size())) {
        requireApart(writes.get(i), other);
      }
    }
  }

  /** SpinalHDL would find them, but names neither memory nor way out. */
  private void refuseCrossings() {
    List<Diagnostic> crossings = new ArrayList<>();
    for (Plain read : plain) {
      writes.stream().map(write -> write.domain().clock()).filter(clock -> !clock.equals(read.domain().clock()))
          .findFirst().ifPresent(clock -> crossings.add(new Diagnostic(read.position(), owner.path(),
              "read of " + memory, "clock " + read.domain().clock() + " reads what clock " + clock + " writes",
              "use readCrossing, and see to it that no word is read near the time it is written")));
    }
    if (!crossings.isEmpty()) {
      throw new ClockCrossingException(crossings, null);
    }
  }

  private void requireApart(Write one, Write other) {
    if (one.domain().equals(other.domain())) {
      one.domain().on(() -> Properties.current().check(
          one.enable().and(other.enable()).and(one.address().eq(other.address())).not().spinal(),
          "two ports write one word of " + memory + " in one cycle"));
    }
  }

  private Bits bypassed(String prefix, Read read) {
    Bits result = read.word();
    for (int i = 0; i < writes.size(); i++) {
      Write write = writes.get(i);
      String name = prefix + "_write" + i;
      Bool meets = write.enable().and(write.address().eq(read.address()));
      Bits fresh = read.policy() == ReadUnderWrite.DONT_CARE
          ? read.word().not()
          : Registers.next(owner, read.enable(), name + "_word", write.data());
      result = merge(Registers.next(owner, read.enable(), name + "_meets", parts(write, meets)), fresh, result);
    }
    return result;
  }

  /** Which parts of the word a write changes, if it meets the read. */
  private static Bits parts(Write write, Bool meets) {
    if (write.mask() == null) {
      return meets.asBits();
    }
    Bits parts = write.mask().bit(0).and(meets).asBits();
    for (int i = 1; i < write.mask().width(); i++) {
      parts = write.mask().bit(i).and(meets).asBits().concat(parts);
    }
    return parts;
  }

  private static Bits merge(Bits parts, Bits fresh, Bits old) {
    int size = old.width() / parts.width();
    Bits merged = null;
    for (int i = 0; i < parts.width(); i++) {
      int high = (i + 1) * size - 1;
      Bits part = parts.bit(i).mux(fresh.slice(high, i * size), old.slice(high, i * size));
      merged = merged == null ? part : part.concat(merged);
    }
    return merged;
  }
}
