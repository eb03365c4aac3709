package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * Fills the engine's shadow registers, one column of K weights per cycle, a tile of C columns while the engine works on
 * the tile before: from the constant stream, or from the keys of a head, whose rows are the columns of Q·Kᵀ. After the
 * last column {@code full} is high until the engine takes them ({@code tile_taken}).
 *
 * <p>A column that is read in a cycle is on the load port two cycles later, one of the stream without queues of jobs one
 * cycle: the engine takes what the shadow registers had two cycles after {@code tile_taken}, before they change. Tile t of a job of keys is word
 * {@code address + t + c·stride} for column c, zeros behind the end of the head.
 */
@Summary("Brings the next tile of weights, from the stream or from the keys, into the shadow registers of the engine.")
final class Loader extends JobUnit {
  private final AcceleratorConfig config;
  private final boolean direct;

  final Bool payloadValid = in("payload_valid", Bool.bool());
  final Bool payloadReady = out("payload_ready", Bool.bool());
  final UInt payload;
  final Bool keysRead = out("keys_read", Bool.bool());
  final UInt keysAddress;
  final Vec<UInt> keys;
  final Bool tileTaken = in("tile_taken", Bool.bool());
  final Bool full = out("full", Bool.bool());
  final Bool load = out("load", Bool.bool());
  final UInt loadColumn;
  final UInt loadWord;

  Loader(AcceleratorConfig config, JobFormat format) {
    super("Loader", format, Unit.LOADER);
    this.config = config;
    this.direct = format.isDirect();
    this.payload = in("payload", UInt.bits(8 * config.inner()));
    this.keysAddress = out("keys_address", Bits.address(new Layout(config).keyDepth()));
    this.keys = in("keys", Vec.type(config.inner(), UInt.bits(config.formats().operandBits())));
    this.loadColumn = out("load_column", Bits.address(config.columns()));
    this.loadWord = out("load_word", UInt.bits(config.formats().operandBits() * config.inner()));
  }

  @Override
  protected void build() {
    Bool busy = reg("busy", Bool.bool(), 0);
    Bool filled = reg("filled", Bool.bool(), 0);
    UInt column = reg("column", loadColumn.type(), 0);
    Bool begin = name("begins", jobValid.and(busy.not()));
    take.set(begin);
    Bool fromKeys = name("from_keys", held("keys").eq(1));
    UInt stride = held("stride");
    UInt tilesLeft = reg("tiles_left", field("tiles").type());
    UInt tileStart = reg("tile_start", keysAddress.type());
    UInt address = reg("address", keysAddress.type());

    Bool room = name("room", wordStays(config)
        ? busy.and(filled.not()).and(next("tile_taken_before", tileTaken, 0).not()) : busy.and(filled.not()));
    Bool step = name("step", room.and(fromKeys.or(payloadValid)));
    Bool lastColumn = name("last_column", column.eq(config.columns() - 1));
    Bool tileEnds = name("tile_ends", step.and(lastColumn));
    Bool jobEnds = name("job_ends", tileEnds.and(tilesLeft.eq(1)));
    payloadReady.set(room.and(fromKeys.not()));
    keysRead.set(step.and(fromKeys));
    keysAddress.set(address);
    done.set(next("ended", jobEnds, 0));
    full.set(filled);

    when(step, () -> {
      column.set(lastColumn.mux(UInt.lit(0), Bits.fit(column.add(1), column)));
      address.set(Bits.fit(address.add(stride), address));
    });
    when(tileEnds, () -> {
      UInt following = Bits.fit(tileStart.add(1), tileStart);
      tilesLeft.set(tilesLeft.sub(1).modulo(tilesLeft.width()));
      tileStart.set(following);
      address.set(following);
      filled.set(Bool.lit(true));
    });
    when(tileTaken, () -> filled.set(Bool.lit(false)));
    when(jobEnds, () -> busy.set(Bool.lit(false)));
    when(begin, () -> {
      busy.set(Bool.lit(true));
      tilesLeft.set(field("tiles"));
      tileStart.set(field("address").truncate(address.width()));
      address.set(field("address").truncate(address.width()));
    });

    if (direct) {
      loadAtOnce(step, fromKeys, column, tilesLeft);
      return;
    }
    Bool stepped = next("stepped", step, 0);
    UInt steppedColumn = next("stepped_column", column);
    // Whether it is wanted is known a cycle later; near the dispatcher it is kept still otherwise.
    UInt streamed = config.isFar() ? next("streamed", payload) : next(step, "streamed", payload);
    load.set(next("loading", stepped, 0));
    loadColumn.set(next("loading_column", steppedColumn));
    Bool lastTile = next("last_tile", tilesLeft.eq(1));
    loadWord.set(next(stepped, "loading_word", fromKeys.mux(key(lastTile), weights(streamed))));
  }

  /** The same with one register: weights of the stream are on the load port a cycle earlier. */
  private void loadAtOnce(Bool step, Bool fromKeys, UInt column, UInt tilesLeft) {
    Bool streams = name("streams", step.and(fromKeys.not()));
    Bool reads = next("reads", step.and(fromKeys), 0);
    check(reads.and(streams).not(), "a column of keys and one of the stream come together");
    Bool comes = name("comes", reads.or(streams));
    UInt columnRead = next("column_read", column);
    Bool lastTile = next("last_tile", tilesLeft.eq(1));
    load.set(next("loading", comes, 0));
    loadColumn.set(next("loading_column", reads.mux(columnRead, column)));
    loadWord.set(next(comes, "loading_word", reads.mux(key(lastTile), weights(payload))));
  }

  /** Whether the next tile begins a cycle later, so that the last word of a tile stays until the engine has taken it. */
  static boolean wordStays(AcceleratorConfig config) {
    return config.economy().jobs() == Economy.Jobs.DIRECT && config.products() == AcceleratorConfig.Products.DUAL
        && config.ways() != AcceleratorConfig.Ways.LONG;
  }

  /** Weights of eight bits as wide as the multipliers take them. */
  private UInt weights(UInt streamed) {
    int bits = config.formats().operandBits();
    List<UInt> wide = new ArrayList<>();
    for (int k = 0; k < config.inner(); k++) {
      wide.add(streamed.slice(8 * k + 7, 8 * k).asBits().asSInt().modulo(bits));
    }
    return bits == 8 ? streamed : Dispatcher.joined(Vec.of(wide));
  }

  /** The key's last word ends with the head; what lies behind is not multiplied. */
  private UInt key(Bool lastTile) {
    int head = config.shape().headWidth();
    int tail = head - (new Layout(config).headWords() - 1) * config.inner();
    UInt all = Dispatcher.joined(keys);
    return tail == config.inner() ? all
        : lastTile.mux(Dispatcher.joined(Vec.of(keys.elements().subList(0, tail))), all);
  }
}
