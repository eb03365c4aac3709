package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.block.DualProducts;
import vit2rtl.accelerator.block.PackedProducts;
import vit2rtl.accelerator.block.PairedProducts;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Source;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.matmul.ColumnShape;
import vit2rtl.units.matmul.EngineColumn;
import vit2rtl.units.matmul.EngineColumns;
import vit2rtl.units.matmul.EntryRelay;

/**
 * The matrix engine: C columns of K multipliers, weight-stationary. A job is one column of tiles: for each tile of K
 * inputs in turn the rows of activations stream through, one per cycle, and are added to the sums of C output columns.
 * Word {@code address + t + r·stride} of the source holds row r of tile t. Between tiles, and between jobs, no cycle is
 * lost as long as the next tile's weights are there.
 *
 * <p>Sources of unsigned codes are entered as x − 128 (the top bit of eight inverted), which the bias makes up for: signed
 * 8×8 multipliers suffice. Where queries, keys and values have a zero point, operands have nine bits. Tiles begin at least two cycles apart, so that a sum is back in its memory before it is read
 * again.
 */
@Summary("The matrix engine: rows of activations stream past weights that stand still, a row a cycle.")
final class Engine extends JobUnit {
  private final AcceleratorConfig config;
  private final Layout layout;
  private final int rows;

  final Bool full = in("full", Bool.bool());
  final Bool tileTaken = out("tile_taken", Bool.bool());
  final Bool load = in("load", Bool.bool());
  final UInt loadColumn;
  final UInt loadWord;
  final List<Bool> sourceRead = new ArrayList<>();
  final UInt sourceAddress;
  final List<Vec<UInt>> sources = new ArrayList<>();
  final Bool drainRead = in("drain_read", Bool.bool());
  final UInt drainRow;
  final UInt drainBank = in("drain_bank", UInt.bits(1));
  /** The row of sums that the drain read last. */
  final Vec<SInt> sums;

  Engine(AcceleratorConfig config, JobFormat format) {
    super("Engine", format, Unit.ENGINE);
    this.config = config;
    this.layout = new Layout(config);
    this.rows = rows(layout);
    this.loadColumn = in("load_column", Bits.address(config.columns()));
    this.loadWord = in("load_word", UInt.bits(config.formats().operandBits() * config.inner()));
    this.sourceAddress = out("source_address", Bits.address(layout.operandDepth()));
    for (Source source : Source.values()) {
      String name = source.name().toLowerCase(java.util.Locale.ROOT);
      sourceRead.add(out("read_" + name, Bool.bool()));
      sources.add(in(name, Vec.type(config.inner(), UInt.bits(bits(source)))));
    }
    this.drainRow = in("drain_row", Bits.address(rows));
    this.sums = out("sums", Vec.type(config.columns(), SInt.bits(config.formats().accumulatorBits())));
  }

  private int bits(Source source) {
    return source == Source.HIDDEN ? config.formats().operandBits() : 8;
  }

  /** A stored code as the multipliers take it. */
  private SInt operand(UInt stored, Bool flips) {
    UInt code = stored.truncate(8);
    SInt flipped = code.xor(UInt.lit(0x80)).asBits().asSInt();
    return flips.mux(flipped, stored.asBits().asSInt()).truncate(config.formats().operandBits());
  }

  /** Rows of sums that a bank holds: those of the largest job. */
  static int rows(Layout layout) {
    return Math.max(layout.groupRows(), 2);
  }

  /** Cycles from a row's issue to its sum being written. */
  static int latency(AcceleratorConfig config) {
    return 2 + EngineColumn.latency(config.inner()) + (config.isFar() ? 1 : 0);
  }

  @Override
  protected void build() {
    Bool running = reg("running", Bool.bool(), 0);
    Bool between = reg("between", Bool.bool(), 0);
    UInt row = reg("row", Bits.address(rows));
    UInt tile = reg("tile", field("tiles").type());
    UInt address = reg("address", sourceAddress.type());
    UInt tileStart = reg("tile_start", sourceAddress.type());
    UInt source = held("source");
    Bool flips = name("flips", held("unsigned").eq(1));
    UInt stride = held("stride");
    UInt bank = held("bank");
    UInt lastRow = next(take, "last_row", field("rows").sub(1).modulo(row.width()));
    UInt lastTile = next(take, "last_tile", field("tiles").sub(1).modulo(tile.width()));

    // A job that nothing waits behind is taken at once: its first tile may be behind it in the stream.
    boolean waits = config.economy().jobs() == Economy.Jobs.QUEUED;
    boolean ahead = waits && config.isFar();
    Bool atLastRow = ahead ? reg("at_last_row", Bool.bool()) : row.eq(lastRow);
    Bool atLastTile = ahead ? reg("at_last_tile", Bool.bool()) : tile.eq(lastTile);
    Bool rowEnds = name("row_ends", running.and(atLastRow));
    Bool jobEnds = name("job_ends", rowEnds.and(atLastTile));
    Bool free = name("free", running.not().and(between.not()).or(jobEnds));
    Bool tileWanted = name("tile_wanted", between.or(rowEnds.and(jobEnds.not())));
    Bool begin = name("begins", waits ? free.and(jobValid).and(full) : free.and(jobValid));
    Bool go = name("go", waits ? begin.or(tileWanted.and(full)) : tileWanted.and(full));
    take.set(begin);
    tileTaken.set(go);

    when(running, () -> {
      row.set(Bits.fit(row.add(1), row));
      address.set(Bits.fit(address.add(stride), address));
    });
    when(rowEnds, () -> {
      running.set(Bool.lit(false));
      between.set(jobEnds.not());
    });
    if (waits) {
      when(go, () -> {
        UInt following = Bits.fit(tileStart.add(1), tileStart);
        running.set(Bool.lit(true));
        between.set(Bool.lit(false));
        row.set(UInt.lit(0));
        tile.set(begin.mux(UInt.lit(0), Bits.fit(tile.add(1), tile)));
        tileStart.set(begin.mux(field("address").truncate(address.width()), following));
        address.set(begin.mux(field("address").truncate(address.width()), following));
      });
    } else {
      beginFirst(begin, go, between, row, tile, tileStart, address, running);
    }
    if (ahead) {
      UInt rowBefore = next(take, "row_before_last", field("rows").sub(2).modulo(row.width()));
      UInt tileBefore = next(take, "tile_before_last", field("tiles").sub(2).modulo(tile.width()));
      Bool oneRow = next(take, "one_row", field("rows").eq(1));
      when(running, () -> atLastRow.set(row.eq(rowBefore)));
      when(go, () -> {
        atLastRow.set(begin.mux(field("rows").eq(1), oneRow));
        atLastTile.set(begin.mux(field("tiles").eq(1), tile.eq(tileBefore)));
      });
    }
    read(running, address, source);
    compute(running, row, tile, bank, source, flips, go, jobEnds);
  }

  /** A job is taken first, and its first tile is waited for like every other. */
  private void beginFirst(Bool begin, Bool go, Bool between, UInt row, UInt tile, UInt tileStart, UInt address,
      Bool running) {
    Bool fresh = reg("fresh", Bool.bool());
    when(go, () -> {
      UInt following = name("tile_following", fresh.mux(tileStart, Bits.fit(tileStart.add(1), tileStart)));
      running.set(Bool.lit(true));
      between.set(Bool.lit(false));
      fresh.set(Bool.lit(false));
      row.set(UInt.lit(0));
      tile.set(fresh.mux(UInt.lit(0), Bits.fit(tile.add(1), tile)));
      tileStart.set(following);
      address.set(following);
    });
    when(begin, () -> {
      between.set(Bool.lit(true));
      fresh.set(Bool.lit(true));
      tileStart.set(field("address").truncate(address.width()));
    });
  }

  private void read(Bool running, UInt address, UInt source) {
    sourceAddress.set(address);
    for (Source one : Source.values()) {
      sourceRead.get(one.ordinal()).set(running.and(source.eq(one.ordinal())));
    }
  }

  private void compute(Bool running, UInt row, UInt tile, UInt bank, UInt source, Bool flips, Bool go, Bool jobEnds) {
    int depth = latency(config);
    List<Bool> valid = new ArrayList<>(List.of(running));
    List<UInt> rowAt = new ArrayList<>(List.of(row));
    List<UInt> bankAt = new ArrayList<>(List.of(bank));
    List<Bool> firstAt = new ArrayList<>(List.of(name("first_tile", tile.eq(0))));
    List<Bool> endAt = new ArrayList<>(List.of(jobEnds));
    for (int i = 1; i <= depth; i++) {
      valid.add(next("valid_" + i, valid.get(i - 1), 0));
      rowAt.add(next("row_" + i, rowAt.get(i - 1)));
      bankAt.add(next("bank_" + i, bankAt.get(i - 1)));
      firstAt.add(next("first_" + i, firstAt.get(i - 1)));
      endAt.add(next("ends_" + i, endAt.get(i - 1), 0));
    }
    done.set(endAt.get(depth));
    Bool swap = next("swap", next("going", go, 0), 0);

    UInt sourceThere = next("source_1", source);
    Bool flipsThere = next("flips_1", flips);
    List<SInt> entered = new ArrayList<>();
    for (int k = 0; k < config.inner(); k++) {
      int lane = k;
      SInt operand = name("operand_" + k,
          Vec.of(sources.stream().map(s -> operand(s.get(lane), flipsThere)).toList()).get(sourceThere));
      entered.add(isDual() ? operand : next(valid.get(1), "activation_" + k, operand));
    }
    Vec<SInt> activations = Vec.of(entered);
    ColumnShape shape = new ColumnShape(config.inner(), config.formats().operandBits(),
        config.formats().accumulatorBits(), rows, ColumnShape.Pace.STEADY,
        config.products() == AcceleratorConfig.Products.PLAIN ? ColumnShape.Products.OWN : ColumnShape.Products.GIVEN);
    List<SInt> drained = new ArrayList<>();
    UInt drainBankThere = next(drainRead, "drain_bank_read", drainBank);
    UInt word = config.isFar() ? next("load_word_there", loadWord) : loadWord;
    List<Vec<SInt>> packed = packed(activations, config.isFar() ? valid.get(2) : valid.get(1), swap, word);
    List<Bool> read = new ArrayList<>();
    List<UInt> readRow = new ArrayList<>();
    List<Bool> write = new ArrayList<>();
    for (int b = 0; b < 2; b++) {
      Bool adding = valid.get(depth - 1).and(bankAt.get(depth - 1).eq(b)).and(firstAt.get(depth - 1).not());
      read.add(adding.or(drainRead.and(drainBank.eq(b))));
      readRow.add(adding.mux(rowAt.get(depth - 1), drainRow));
      write.add(valid.get(depth).and(bankAt.get(depth).eq(b)));
    }
    if (config.economy().memories() == Economy.Memories.SINGLE_PORT && !packed.isEmpty()) {
      EngineColumns all = instance("columns", () -> new EngineColumns(shape, config.columns()));
      all.products.set(Vec.of(packed.stream().flatMap(of -> of.elements().stream()).toList()));
      all.first.set(firstAt.get(depth));
      all.writeRow.set(rowAt.get(depth));
      all.read.set(Vec.of(read));
      all.readRow.set(Vec.of(readRow));
      all.write.set(Vec.of(write));
      for (int c = 0; c < config.columns(); c++) {
        drained.add(drainBankThere.eq(0).mux(all.sums.get(c), all.sums.get(config.columns() + c)));
      }
      sums.set(Vec.of(drained));
      return;
    }
    for (int c = 0; c < config.columns(); c++) {
      int index = c;
      EngineColumn column = instance("column_" + c, () -> new EngineColumn(shape));
      column.weights.ifPresent(weights -> {
        Entry entry = entry(index, 1, activations, swap);
        weights.load().set(entry.load.get(0));
        weights.word().set(word);
        weights.swap().set(entry.swap);
        weights.activations().set(entry.activations);
      });
      column.products.ifPresent(products -> products.set(packed.get(index)));
      column.first.set(firstAt.get(depth));
      column.writeRow.set(rowAt.get(depth));
      column.read.set(Vec.of(read));
      column.readRow.set(Vec.of(readRow));
      column.write.set(Vec.of(write));
      drained.add(drainBankThere.eq(0).mux(column.sums.get(0), column.sums.get(1)));
    }
    sums.set(Vec.of(drained));
  }

  /** What reaches the multipliers of a column, or of two that share them. */
  private record Entry(Vec<SInt> activations, Bool swap, List<Bool> load) {}

  private Entry entry(int column, int count, Vec<SInt> activations, Bool swap) {
    List<Bool> loads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      loads.add(load.and(loadColumn.eq(column + i)));
    }
    if (!config.isFar()) {
      return new Entry(activations, swap, loads);
    }
    EntryRelay relay = instance("entry_" + column,
        () -> new EntryRelay(config.inner(), config.formats().operandBits(), count));
    relay.activations.set(activations);
    relay.swap.set(swap);
    for (int i = 0; i < count; i++) {
      relay.load.get(i).set(loads.get(i));
    }
    return new Entry(relay.activationsOut, relay.swapOut, relay.loadOut.elements());
  }

  private boolean isDual() {
    return config.products() == AcceleratorConfig.Products.DUAL;
  }

  /** Products of every column, where two columns share multipliers; those of an iCE40 have the register of activations. */
  private List<Vec<SInt>> packed(Vec<SInt> activations, Bool enter, Bool swap, UInt word) {
    List<Vec<SInt>> products = new ArrayList<>();
    if (config.products() != AcceleratorConfig.Products.PLAIN) {
      for (int c = 0; c < config.columns(); c += 2) {
        boolean last = c + 2 == config.columns();
        PairedProducts pair = instance("products_" + c / 2, () -> pair(last));
        if (pair instanceof DualProducts dual) {
          dual.enter.set(enter);
        }
        Entry entry = entry(c, 2, activations, swap);
        pair.load.get(0).set(entry.load.get(0));
        pair.load.get(1).set(entry.load.get(1));
        pair.loadWord.set(word);
        pair.swap.set(entry.swap);
        pair.activations.set(entry.activations);
        products.addAll(pair.products);
      }
    }
    return products;
  }

  private PairedProducts pair(boolean last) {
    return isDual() ? new DualProducts(config.inner(), last && Loader.wordStays(config))
        : new PackedProducts(config.inner(), config.formats().operandBits());
  }
}
