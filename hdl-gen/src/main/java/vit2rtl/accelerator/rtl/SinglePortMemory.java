package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.block.SinglePortBlock;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * A memory as {@link BankedMemory}, whose reader takes whole words, of {@link SinglePortBlock}s: a write or a read per
 * cycle, never both. A read delivers in the next cycle, and holds until the next read or write.
 */
@Summary("A memory with one port: a word is read, or a part of a word is written.")
final class SinglePortMemory extends Component {
  private final BankedMemory.Shape shape;

  final Bool write = in("write", Bool.bool());
  final UInt writeAddress;
  final Opt<UInt> writeBank;
  final Vec<UInt> data;
  final Bool read = in("read", Bool.bool());
  final UInt readAddress;
  final Vec<UInt> word;

  SinglePortMemory(String name, BankedMemory.Shape shape) {
    super(name);
    boolean nibbles = shape.writeLanes() * shape.bits() % SinglePortBlock.NIBBLE == 0;
    if (shape.parts() != 1 || shape.banks() > 1 && !nibbles) {
      throw new IllegalArgumentException(shape + "; allowed: reads of whole words, writes of whole nibbles of them");
    }
    this.shape = shape;
    this.writeAddress = in("write_address", shape.addresses());
    this.writeBank = Opt.when(shape.banks() > 1, () -> in("write_bank", shape.bankNumbers()));
    this.data = in("data", Vec.type(shape.writeLanes(), UInt.bits(shape.bits())));
    this.readAddress = in("read_address", shape.addresses());
    this.word = out("word", Vec.type(shape.readLanes(), UInt.bits(shape.bits())));
  }

  @Override
  protected void build() {
    int width = shape.wordLanes() * shape.bits();
    int columns = (width + SinglePortBlock.BITS - 1) / SinglePortBlock.BITS;
    int rows = (shape.depth() + SinglePortBlock.WORDS - 1) / SinglePortBlock.WORDS;
    int low = Integer.numberOfTrailingZeros(SinglePortBlock.WORDS);
    check(write.and(read).not(), "a memory with one port is read and written in one cycle");
    UInt address = name("address", write.mux(writeAddress, readAddress));
    Bits inBlock = name("in_block", address.width() > low ? address.slice(low - 1, 0).asBits()
        : padded(address.asBits(), low));
    Bits nibbles = name("nibbles", nibbles(columns));
    Bits written = name("written", padded(repeated(), columns * SinglePortBlock.BITS));
    Bool used = name("used", write.or(read));
    List<Bits> stored = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Bool chosen = rows == 1 ? used : used.and(address.slice(address.width() - 1, low).eq(row));
      Bits all = null;
      for (int column = 0; column < columns; column++) {
        SinglePortBlock block = instance("block_" + row + "_" + column, SinglePortBlock::new);
        block.active.set(chosen);
        block.write.set(write);
        block.mask.set(slice(nibbles, column, SinglePortBlock.BITS / SinglePortBlock.NIBBLE));
        block.address.set(inBlock);
        block.data.set(slice(written, column, SinglePortBlock.BITS));
        all = all == null ? block.q : block.q.concat(all);
      }
      stored.add(all);
    }
    Bits read = rows == 1 ? stored.get(0)
        : Vec.of(stored).get(next(used, "row_read", address.slice(address.width() - 1, low)));
    for (int lane = 0; lane < shape.readLanes(); lane++) {
      word.get(lane).set(read.slice((lane + 1) * shape.bits() - 1, lane * shape.bits()).asUInt());
    }
  }

  private static Bits slice(Bits all, int index, int bits) {
    return all.slice((index + 1) * bits - 1, index * bits);
  }

  private static Bits padded(Bits bits, int width) {
    return bits.width() == width ? bits : Bits.lit(0, width - bits.width()).concat(bits);
  }

  /** The written lanes in every bank of the word. */
  private Bits repeated() {
    Bits lanes = data.get(0).asBits();
    for (int lane = 1; lane < shape.writeLanes(); lane++) {
      lanes = data.get(lane).asBits().concat(lanes);
    }
    return shape.banks() == 1 ? lanes : lanes.repeated(shape.banks());
  }

  /** Which nibbles of the word the bank has. */
  private Bits nibbles(int columns) {
    int all = columns * SinglePortBlock.BITS / SinglePortBlock.NIBBLE;
    if (shape.banks() == 1) {
      return Bits.lit(1, 1).repeated(all);
    }
    int each = shape.writeLanes() * shape.bits() / SinglePortBlock.NIBBLE;
    Bits mask = null;
    for (int bank = 0; bank < shape.banks(); bank++) {
      Bits here = writeBank.get().eq(bank).asBits().repeated(each);
      mask = mask == null ? here : here.concat(mask);
    }
    return padded(mask, all);
  }
}
