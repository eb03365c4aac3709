package vit2rtl.accelerator.rtl;

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
    SinglePortWords words = instance("words", () -> new SinglePortWords(width, shape.depth()));
    words.write.set(write);
    words.read.set(read);
    words.address.set(write.mux(writeAddress, readAddress));
    words.mask.set(nibbles(words.mask.width()));
    words.data.set(SinglePortWords.padded(repeated(), words.data.width()));
    for (int lane = 0; lane < shape.readLanes(); lane++) {
      word.get(lane).set(words.word.slice((lane + 1) * shape.bits() - 1, lane * shape.bits()).asUInt());
    }
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
  private Bits nibbles(int all) {
    if (shape.banks() == 1) {
      return Bits.lit(1, 1).repeated(all);
    }
    int each = shape.writeLanes() * shape.bits() / SinglePortBlock.NIBBLE;
    Bits mask = null;
    for (int bank = 0; bank < shape.banks(); bank++) {
      Bits here = writeBank.get().eq(bank).asBits().repeated(each);
      mask = mask == null ? here : here.concat(mask);
    }
    return SinglePortWords.padded(mask, all);
  }
}
