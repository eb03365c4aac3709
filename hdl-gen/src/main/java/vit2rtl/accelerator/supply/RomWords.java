package vit2rtl.accelerator.supply;

import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * The words of an on-chip ROM from the first to the last, again and again, one per cycle. The memories lie all over a
 * chip: they form a chain of at most {@value #MOST_BANKS} banks ({@link RomBank}), so that addresses and words cross it
 * in many short steps. A word that is on its way has a place in the queue at the end from the start on.
 */
@Summary("The words of a memory on the chip one after the other, for ever.")
final class RomWords extends Component {
  /** Words of a bank are a power of two from 2^11 on: so deep are block memories of 18 kbit nine bits wide. */
  private static final int LEAST_BANK_BITS = 11;
  private static final int MOST_BANKS = 16;
  /** At least the cycles from a place that becomes free to its address, and from a word at the end of the chain to its place. */
  private static final int BESIDE_CHAIN = 3;

  private final PackedStream rom;
  private final int bankBits;
  private final int banks;

  final Stream<UInt> output;

  RomWords(PackedStream rom) {
    this(rom, Math.max(LEAST_BANK_BITS, log2((rom.depth() + MOST_BANKS - 1) / MOST_BANKS)));
  }

  /** With banks of 2^{@code bankBits} words. */
  RomWords(PackedStream rom, int bankBits) {
    super("RomWords");
    this.rom = rom;
    this.bankBits = bankBits;
    this.banks = (rom.depth() + (1 << bankBits) - 1) >> bankBits;
    this.output = out("words", Stream.of(UInt.bits(rom.columns() * rom.columnBits()), 1).withoutLast());
  }

  /** The least power of two that is not less, as its exponent. */
  private static int log2(int value) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, value) - 1);
  }

  @Override
  protected void build() {
    int latency = RomBank.LATENCY + banks - 1;
    int places = 1 << log2(latency + BESIDE_CHAIN);
    UInt free = reg("free", UInt.upTo(places), places);
    Bool set = name("sets_out", free.gt(0));
    Bool gone = name("gone", output.fire());
    when(set.and(gone.not()), () -> free.set(free.sub(1).saturateUnsigned(places)));
    when(gone.and(set.not()), () -> free.set(free.add(1).saturate(0, places)));

    int bits = UInt.upTo(Math.max(1, rom.depth() - 1)).width();
    UInt address = reg("address", UInt.bits(bits), 0);
    when(set, () -> address.set(address.eq(rom.depth() - 1).mux(UInt.lit(0), address.add(1).truncate(bits))));
    Bool there = set;
    for (int i = 1; i <= latency; i++) {
      there = next("on_its_way_" + i, there, 0);
    }
    StreamFifo<UInt> queue = instance("queue", () -> new StreamFifo<>("RomQueue", output.shape(), places));
    queue.input.valid().set(there);
    queue.input.payload().get(0).set(word(address));
    check(there.not().or(queue.input.ready()), "a word has no place in the queue");
    queue.output.into(output);
  }

  /** The word at the end of the chain. */
  private UInt word(UInt address) {
    RomBank last = null;
    for (int i = 0; i < banks; i++) {
      RomBank.Place place = new RomBank.Place(i, banks, bankBits);
      RomBank bank = instance("bank_" + i, () -> new RomBank(rom, place, address.width()));
      bank.address.set(last == null ? address : last.onward.get());
      if (last != null) {
        bank.earlier.get().set(last.word);
      }
      last = bank;
    }
    return last.word;
  }
}
