package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.hdl.type.Vec;

/**
 * A memory whose writer brings few elements a cycle and whose reader takes many, or the other way round. A word has
 * max(write lanes, read lanes) elements; the writer names a part of a word by {@code write_bank}, the reader by
 * {@code read_part}. One write and one read per cycle; a read delivers in the next cycle and holds until the next. No job
 * reads a word that another writes, so what a read sees of a write in its own cycle is left open, which saves logic.
 */
@Summary("A memory with a narrow and a wide side: the narrow one names a part of a word.")
final class BankedMemory extends Component {

  /**
   * Sizes of a memory.
   *
   * @param bits       bits of an element
   * @param writeLanes elements per write
   * @param readLanes  elements per read; divides {@code writeLanes} or is a multiple of it
   * @param depth      words
   */
  record Shape(int bits, int writeLanes, int readLanes, int depth) {
    int wordLanes() {
      return Math.max(writeLanes, readLanes);
    }

    int banks() {
      return wordLanes() / writeLanes;
    }

    int parts() {
      return wordLanes() / readLanes;
    }

    UIntType addresses() {
      return Bits.address(depth);
    }

    UIntType bankNumbers() {
      return Bits.address(banks());
    }
  }

  private final Shape shape;

  final Bool write = in("write", Bool.bool());
  final UInt writeAddress;
  final Opt<UInt> writeBank;
  final Vec<UInt> data;
  final Bool read = in("read", Bool.bool());
  final UInt readAddress;
  final Opt<UInt> readPart;
  final Vec<UInt> word;

  BankedMemory(String name, Shape shape) {
    super(name);
    this.shape = shape;
    this.writeAddress = in("write_address", Bits.address(shape.depth));
    this.writeBank = Opt.when(shape.banks() > 1, () -> in("write_bank", Bits.address(shape.banks())));
    this.data = in("data", Vec.type(shape.writeLanes, UInt.bits(shape.bits)));
    this.readAddress = in("read_address", Bits.address(shape.depth));
    this.readPart = Opt.when(shape.parts() > 1, () -> in("read_part", Bits.address(shape.parts())));
    this.word = out("word", Vec.type(shape.readLanes, UInt.bits(shape.bits)));
  }

  @Override
  protected void build() {
    List<UInt> elements = new ArrayList<>();
    for (int bank = 0; bank < shape.banks(); bank++) {
      int index = bank;
      Mem<UInt> words = mem("bank_" + bank, UInt.bits(shape.writeLanes * shape.bits), Math.max(2, shape.depth))
          .zeroInSimulation();
      Bool chosen = shape.banks() == 1 ? write : write.and(writeBank.get().eq(index));
      words.anyAddress().write(writeAddress, joined(), chosen);
      UInt stored = name("stored_" + bank, words.readSync(readAddress, read, ReadUnderWrite.DONT_CARE));
      for (int lane = 0; lane < shape.writeLanes; lane++) {
        elements.add(stored.slice((lane + 1) * shape.bits - 1, lane * shape.bits));
      }
    }
    if (shape.parts() == 1) {
      for (int lane = 0; lane < shape.readLanes; lane++) {
        word.get(lane).set(elements.get(lane));
      }
      return;
    }
    UInt part = next(read, "part_read", readPart.get());
    for (int lane = 0; lane < shape.readLanes; lane++) {
      List<UInt> choices = new ArrayList<>();
      for (int i = 0; i < shape.parts(); i++) {
        choices.add(elements.get(i * shape.readLanes + lane));
      }
      word.get(lane).set(Vec.of(choices).get(part));
    }
  }

  private UInt joined() {
    UInt all = data.get(0);
    for (int lane = 1; lane < shape.writeLanes; lane++) {
      all = data.get(lane).concat(all);
    }
    return all;
  }
}
