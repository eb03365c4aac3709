package vit2rtl.accelerator.rtl;

import static vit2rtl.accelerator.rtl.Bits.address;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.block.SinglePortBlock;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * All that the engine reads in one memory with one port, as {@link Layout} has it: normalised tokens, queries and hidden
 * layer, context, pixels. A word has K bytes, of which drain, LayerNorm and attention write L at a time. Jobs see to it that
 * of these and the engine one uses the port at a time; a pixel is written in a cycle in which nobody does, and waits while
 * {@code pixel_held}.
 */
@Summary("What the engine reads, in one memory with one port.")
final class OperandMemory extends Component {
  private final AcceleratorConfig config;
  private final Layout layout;
  private final List<Writer> writers = new ArrayList<>();

  final Writer drain;
  final Writer norm;
  final Writer attention;
  final Bool pixelWrite = in("pixel_write", Bool.bool());
  final Bool pixelHeld = out("pixel_held", Bool.bool());
  final UInt pixelAddress;
  final UInt pixelByte;
  final UInt pixel = in("pixel", UInt.bits(Byte.SIZE));
  final Bool read = in("read", Bool.bool());
  final UInt readAddress;
  final Vec<UInt> word;

  /** Ports of one who writes L bytes, the bank-th of a word. */
  record Writer(Bool write, UInt address, UInt bank, Vec<UInt> data) {}

  OperandMemory(AcceleratorConfig config) {
    super("OperandMemory");
    this.config = config;
    this.layout = new Layout(config);
    this.drain = writer("drain");
    this.norm = writer("norm");
    this.attention = writer("attention");
    this.pixelAddress = in("pixel_address", address(layout.pixelDepth()));
    this.pixelByte = in("pixel_byte", address(config.inner()));
    this.readAddress = in("read_address", address(layout.operandDepth()));
    this.word = out("word", Vec.type(config.inner(), UInt.bits(Byte.SIZE)));
  }

  private Writer writer(String name) {
    Writer writer = new Writer(in(name + "_write", Bool.bool()),
        in(name + "_address", address(layout.operandDepth())),
        in(name + "_bank", address(config.inner() / config.lanes())),
        in(name + "_data", Vec.type(config.lanes(), UInt.bits(Byte.SIZE))));
    writers.add(writer);
    return writer;
  }

  @Override
  protected void build() {
    SinglePortWords words = instance("words",
        () -> new SinglePortWords(Byte.SIZE * config.inner(), layout.operandDepth()));
    Bool writes = name("writes", drain.write().or(norm.write()).or(attention.write()));
    pixelHeld.set(writes.or(read));
    words.read.set(read);
    words.write.set(writes.or(pixelWrite));
    // The pixels' first word is at a multiple of a power of two that they all lie below.
    int low = pixelAddress.width();
    UInt base = UInt.lit(layout.pixelBase() >> low).truncate(readAddress.width() - low);
    UInt address = pixelWrite.mux(base.concat(pixelAddress), readAddress);
    Bits data = pixel.asBits().repeated(config.inner());
    UInt bank = UInt.lit(0).truncate(1);
    for (Writer writer : writers) {
      address = writer.write().mux(writer.address(), address);
      data = writer.write().mux(Dispatcher.joined(writer.data()).asBits().repeated(config.inner() / config.lanes()), data);
      bank = writer == drain ? writer.bank() : writer.write().mux(writer.bank(), bank);
    }
    words.address.set(address);
    words.data.set(SinglePortWords.padded(data, words.data.width()));
    Bits mask = null;
    for (int k = 0; k < config.inner(); k++) {
      Bool here = pixelWrite.mux(pixelByte.eq(k), name("chosen_" + k, bank.eq(k / config.lanes())));
      Bits nibbles = here.asBits().repeated(Byte.SIZE / SinglePortBlock.NIBBLE);
      mask = mask == null ? nibbles : nibbles.concat(mask);
      word.get(k).set(words.word.slice(Byte.SIZE * (k + 1) - 1, Byte.SIZE * k).asUInt());
    }
    words.mask.set(SinglePortWords.padded(mask, words.mask.width()));
  }
}
