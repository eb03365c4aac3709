package vit2rtl.accelerator.supply;

import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * The words of an on-chip ROM from the first to the last, again and again, one per cycle. Address, memories and what
 * they read have registers of their own, for the memories lie all over a chip; a word that is on its way has a place in
 * the queue at the end from the start on.
 */
@Summary("The words of a memory on the chip one after the other, for ever.")
final class RomWords extends Component {
  /** At least the cycles from a place that becomes free to the word that takes it. */
  private static final int PLACES = 8;

  private final PackedStream rom;

  final Stream<UInt> output;

  RomWords(PackedStream rom) {
    super("RomWords");
    this.rom = rom;
    this.output = out("words", Stream.of(UInt.bits(rom.columns() * rom.columnBits()), 1).withoutLast());
  }

  @Override
  protected void build() {
    UInt free = reg("free", UInt.upTo(PLACES), PLACES);
    Bool set = name("sets_out", free.gt(0));
    Bool gone = name("gone", output.fire());
    when(set.and(gone.not()), () -> free.set(free.sub(1).saturateUnsigned(PLACES)));
    when(gone.and(set.not()), () -> free.set(free.add(1).saturate(0, PLACES)));

    int bits = UInt.upTo(Math.max(1, rom.depth() - 1)).width();
    UInt address = reg("address", UInt.bits(bits), 0);
    when(set, () -> address.set(address.eq(rom.depth() - 1).mux(UInt.lit(0), address.add(1).truncate(bits))));
    Bool reading = next("reading", set, 0);
    UInt here = next("address_here", address);
    Bool stored = next("stored", reading, 0);
    Bool there = next("there", stored, 0);
    StreamFifo<UInt> queue = instance("queue", () -> new StreamFifo<>("RomQueue", output.shape(), PLACES));
    queue.input.valid().set(there);
    queue.input.payload().get(0).set(next("word", word(here)));
    check(there.not().or(queue.input.ready()), "a word has no place in the queue");
    queue.output.into(output);
  }

  private UInt word(UInt address) {
    UInt word = null;
    for (int i = 0; i < rom.columns(); i++) {
      long[] contents = rom.words().get(i).length > 1 ? rom.words().get(i) : new long[] {rom.words().get(i)[0], 0};
      Mem<UInt> column = rom("column_" + i, UInt.bits(rom.columnBits()), contents);
      UInt stored = name("stored_" + i, column.anyAddress().readSync(address, Bool.lit(true)));
      word = word == null ? stored : stored.concat(word);
    }
    return word;
  }
}
