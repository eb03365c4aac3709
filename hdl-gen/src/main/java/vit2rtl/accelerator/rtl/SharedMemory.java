package vit2rtl.accelerator.rtl;

import static vit2rtl.accelerator.rtl.Bits.address;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.block.SinglePortBlock;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.hdl.type.Vec;

/**
 * The residual stream, the keys, the values and, with one lane, GELU's table in one memory with one port, one behind the
 * other as {@link Layout} has it. A word has L residuals, K bytes of a key, P·A bytes of values, or an entry. Jobs see to it
 * that one part uses it at a time; a read delivers in the next cycle, and holds until the next read or write.
 */
@Summary("The residual stream, keys, values and GELU's table in one memory with one port.")
final class SharedMemory extends Component {
  private final AcceleratorConfig config;
  private final Layout layout;
  private final int residualBits;

  /** What the drain writes: a word of residuals, or L bytes of a word of keys or values. */
  final Bool streamWrite = in("stream_write", Bool.bool());
  final Bool keyWrite = in("key_write", Bool.bool());
  final Bool valueWrite = in("value_write", Bool.bool());
  final UInt drainAddress;
  final UInt bank;
  final UInt residue;
  final Vec<UInt> written;
  /** What the constant writer writes. */
  final Bool streamFill = in("stream_fill", Bool.bool());
  final Opt<Bool> tableFill;
  final UInt fillAddress;
  final UInt fillWord;
  /** Who reads. */
  final Bool normRead = in("norm_read", Bool.bool());
  final UInt normAddress;
  final Bool heldRead = in("held_read", Bool.bool());
  final UInt heldAddress;
  final Bool keysRead = in("keys_read", Bool.bool());
  final UInt keysAddress;
  final Bool valuesRead = in("values_read", Bool.bool());
  final UInt valuesAddress;
  final Opt<Bool> tableRead;
  final Opt<UInt> tableIndex;
  final Vec<UInt> residuals;
  final Vec<UInt> keys;
  final Vec<SInt> values;
  final Opt<SInt> entry;

  SharedMemory(AcceleratorConfig config) {
    super("SharedMemory");
    this.config = config;
    this.layout = new Layout(config);
    this.residualBits = config.formats().stream().bits();
    int lanes = config.lanes();
    boolean table = layout.tableIsShared();
    this.drainAddress = in("drain_address", everywhere());
    this.bank = in("bank", address(Math.max(config.inner(), layout.valueLanes()) / lanes));
    this.residue = in("residue", address(config.softmaxLanes()));
    this.written = in("written", Vec.type(lanes, UInt.bits(residualBits)));
    this.fillAddress = in("fill_address", everywhere());
    this.tableFill = Opt.when(table, () -> in("table_fill", Bool.bool()));
    this.fillWord = in("fill_word", UInt.bits(table ? Math.max(residualBits, GeluTable.ENTRIES.bits()) : lanes * residualBits));
    this.normAddress = in("norm_address", everywhere());
    this.heldAddress = in("held_address", everywhere());
    this.keysAddress = in("keys_address", everywhere());
    this.valuesAddress = in("values_address", everywhere());
    this.tableRead = Opt.when(table, () -> in("table_read", Bool.bool()));
    this.tableIndex = Opt.when(table, () -> in("table_index", UInt.bits(config.formats().geluBits())));
    this.residuals = out("residuals", Vec.type(lanes, UInt.bits(residualBits)));
    this.keys = out("keys", Vec.type(config.inner(), UInt.bits(Byte.SIZE)));
    this.values = out("values", Vec.type(config.softmaxLanes() * config.contextLanes(), SInt.bits(Byte.SIZE)));
    this.entry = Opt.when(table, () -> out("entry", SInt.bits(GeluTable.ENTRIES.bits())));
  }

  /** Addresses of the whole memory. */
  private UIntType everywhere() {
    return address(layout.sharedDepth());
  }

  @Override
  protected void build() {
    int bytes = layout.sharedBytes();
    int width = Math.max(fillWord.width(), Math.max(config.lanes() * residualBits, Byte.SIZE * bytes));
    SinglePortWords words = instance("words", () -> new SinglePortWords(width, layout.sharedDepth()));
    Bool fills = tableFill.isPresent() ? streamFill.or(tableFill.get()) : streamFill;
    Bool drains = streamWrite.or(keyWrite).or(valueWrite);
    words.write.set(fills.or(drains));
    words.read.set(readers());
    // Where residuals are read a group at a time the drain writes them where it read them.
    Bool ofDrain = Drain.waitsForWrites(config) ? drains.or(heldRead) : drains;
    words.address.set(fills.mux(fillAddress, ofDrain.mux(drainAddress, readAddress())));
    Bool part = name("part", keyWrite.or(valueWrite));
    int all = words.data.width();
    Bits whole = SinglePortWords.padded(Dispatcher.joined(written).asBits(), all);
    Bits repeated = SinglePortWords.padded(lowBytes().repeated(bytes / config.lanes()), all);
    words.data.set(fills.mux(SinglePortWords.padded(fillWord.asBits(), all), part.mux(repeated, whole)));
    words.mask.set(part.mux(SinglePortWords.padded(places(bytes / config.lanes()), words.mask.width()),
        Bits.lit(1, 1).repeated(words.mask.width())));
    give(words.word);
  }

  private Bool readers() {
    Bool some = normRead.or(heldRead).or(keysRead).or(valuesRead);
    return tableRead.isPresent() ? some.or(tableRead.get()) : some;
  }

  private UInt readAddress() {
    UInt others = keysRead.mux(keysAddress, valuesAddress);
    UInt rest = normRead.mux(normAddress, Drain.waitsForWrites(config) ? others : heldRead.mux(heldAddress, others));
    if (!tableRead.isPresent()) {
      return rest;
    }
    int low = tableIndex.get().width();
    UInt base = UInt.lit(layout.tableBase() >> low).truncate(rest.width() - low);
    return tableRead.get().mux(base.concat(tableIndex.get()), rest);
  }

  private Bits lowBytes() {
    Bits lanes = written.get(0).slice(Byte.SIZE - 1, 0).asBits();
    for (int lane = 1; lane < config.lanes(); lane++) {
      lanes = written.get(lane).slice(Byte.SIZE - 1, 0).asBits().concat(lanes);
    }
    return lanes;
  }

  /** The nibbles of L bytes of a word of keys, or of a token's values. */
  private Bits places(int groups) {
    int perToken = layout.valueLanes() / config.lanes();
    int ofKeys = config.inner() / config.lanes();
    Bits mask = null;
    for (int i = 0; i < groups; i++) {
      Bool ofKey = i < ofKeys ? keyWrite.and(bank.eq(i)) : Bool.lit(false);
      Bool ofValue = i < config.softmaxLanes() * perToken
          ? valueWrite.and(bank.eq(i % perToken)).and(residue.eq(i / perToken)) : Bool.lit(false);
      Bits here = ofKey.or(ofValue).asBits().repeated(config.lanes() * Byte.SIZE / SinglePortBlock.NIBBLE);
      mask = mask == null ? here : here.concat(mask);
    }
    return mask;
  }

  private void give(Bits word) {
    for (int lane = 0; lane < config.lanes(); lane++) {
      residuals.get(lane).set(word.slice((lane + 1) * residualBits - 1, lane * residualBits).asUInt());
    }
    List<Bits> bytes = new ArrayList<>();
    for (int i = 0; i < layout.sharedBytes(); i++) {
      bytes.add(word.slice(Byte.SIZE * (i + 1) - 1, Byte.SIZE * i));
    }
    for (int k = 0; k < config.inner(); k++) {
      keys.get(k).set(bytes.get(k).asUInt());
    }
    for (int i = 0; i < values.size(); i++) {
      int token = i / config.contextLanes();
      values.get(i).set(bytes.get(token * layout.valueLanes() + i % config.contextLanes()).asSInt());
    }
    entry.ifPresent(port -> port.set(word.slice(port.width() - 1, 0).asSInt()));
  }
}
