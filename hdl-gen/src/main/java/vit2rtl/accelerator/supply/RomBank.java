package vit2rtl.accelerator.supply;

import java.util.Arrays;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;

/**
 * One of the memories that a ROM consists of, in a chain: addresses of the whole ROM pass from bank to bank, one bank per
 * cycle, and words come after them at the same pace. A bank passes on the word of the bank before, and its own where the
 * address is one of its words; no path is longer than from one bank to the next. A word comes {@link #LATENCY} cycles
 * after its address, one per cycle.
 */
@Summary("A part of a memory of constants: gives its own words, and passes on addresses and those of the part earlier.")
final class RomBank extends Component {
  /** From an address to its word. */
  static final int LATENCY = 3;

  /** Which words of the ROM a bank holds: those whose upper address bits are {@code index}. */
  record Place(int index, int banks, int wordBits) {}

  private final PackedStream rom;
  private final Place place;

  final UInt address;
  /** The word of the bank before, there except in the first. */
  final Opt<UInt> earlier;
  /** The address for the bank behind, there except in the last. */
  final Opt<UInt> onward;
  final UInt word;

  RomBank(PackedStream rom, Place place, int addressBits) {
    super("RomBank" + place.index);
    this.rom = rom;
    this.place = place;
    int bits = rom.columns() * rom.columnBits();
    this.address = in("address", UInt.bits(addressBits));
    this.earlier = Opt.when(place.index > 0, () -> in("earlier", UInt.bits(bits)));
    this.onward = Opt.when(place.index < place.banks - 1, () -> out("onward", UInt.bits(addressBits)));
    this.word = out("word", UInt.bits(bits));
  }

  @Override
  protected void build() {
    UInt here = next("here", address);
    onward.ifPresent(port -> port.set(here));
    UInt own = stored(here);
    if (place.banks > 1) {
      Bool mine = next("mine", here.slice(here.width() - 1, place.wordBits).eq(place.index));
      own = mine.mux(own, UInt.lit(0));
    }
    word.set(next("given", earlier.isPresent() ? earlier.get().or(own) : own));
  }

  /** What the columns hold, a cycle after the address. */
  private UInt stored(UInt here) {
    int first = place.index << place.wordBits;
    UInt word = null;
    for (int i = 0; i < rom.columns(); i++) {
      long[] all = rom.words().get(i);
      long[] own = Arrays.copyOfRange(all, first, Math.max(first + 2, Math.min(all.length, first + (1 << place.wordBits))));
      Mem<UInt> column = rom("column_" + i, UInt.bits(rom.columnBits()), own);
      UInt inBank = here.truncate(Math.min(here.width(), UInt.upTo(own.length - 1).width()));
      UInt stored = name("stored_" + i, column.anyAddress().readSync(inBank, Bool.lit(true)));
      word = word == null ? stored : stored.concat(word);
    }
    return word;
  }
}
