package vit2rtl.accelerator.rtl;

import static vit2rtl.accelerator.rtl.Bits.address;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.block.SinglePortBlock;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * Words of {@link SinglePortBlock}s side by side: in a cycle a word is read, or those of its nibbles are written that
 * {@code mask} has, lowest first. A read delivers in the next cycle, and holds until the next read or write.
 */
@Summary("Words with one port: a word is read, or nibbles of a word are written.")
final class SinglePortWords extends Component {
  private final int columns;
  private final int depth;

  final Bool write = in("write", Bool.bool());
  final Bool read = in("read", Bool.bool());
  final UInt address;
  final Bits mask;
  final Bits data;
  final Bits word;

  /**
   * @param width bits of a word, which it has at least
   * @param depth words
   */
  SinglePortWords(int width, int depth) {
    super("SinglePortWords");
    this.columns = (width + SinglePortBlock.BITS - 1) / SinglePortBlock.BITS;
    this.depth = depth;
    this.address = in("address", address(depth));
    this.mask = in("mask", Bits.bits(columns * SinglePortBlock.BITS / SinglePortBlock.NIBBLE));
    this.data = in("data", Bits.bits(columns * SinglePortBlock.BITS));
    this.word = out("word", Bits.bits(columns * SinglePortBlock.BITS));
  }

  /** Bits with zeros above them. */
  static Bits padded(Bits bits, int width) {
    return bits.width() == width ? bits : Bits.lit(0, width - bits.width()).concat(bits);
  }

  @Override
  protected void build() {
    int rows = (depth + SinglePortBlock.WORDS - 1) / SinglePortBlock.WORDS;
    int low = Integer.numberOfTrailingZeros(SinglePortBlock.WORDS);
    check(write.and(read).not(), "a memory with one port is read and written in one cycle");
    Bits inBlock = name("in_block", address.width() > low ? address.slice(low - 1, 0).asBits()
        : padded(address.asBits(), low));
    Bool used = name("used", write.or(read));
    List<Bits> stored = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Bool chosen = rows == 1 ? used : used.and(address.slice(address.width() - 1, low).eq(row));
      Bits all = null;
      for (int column = 0; column < columns; column++) {
        SinglePortBlock block = instance("block_" + row + "_" + column, SinglePortBlock::new);
        block.active.set(chosen);
        block.write.set(write);
        block.mask.set(slice(mask, column, SinglePortBlock.BITS / SinglePortBlock.NIBBLE));
        block.address.set(inBlock);
        block.data.set(slice(data, column, SinglePortBlock.BITS));
        all = all == null ? block.q : block.q.concat(all);
      }
      stored.add(all);
    }
    word.set(rows == 1 ? stored.get(0)
        : Vec.of(stored).get(next(used, "row_read", address.slice(address.width() - 1, low))));
  }

  private static Bits slice(Bits all, int index, int bits) {
    return all.slice((index + 1) * bits - 1, index * bits);
  }
}
