package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.LoadWords;
import vit2rtl.accelerator.Units;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.schedule.ColumnWord;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * Writes constants of the stream into tables: gathers the beats of a word, then writes it to the table that the job names
 * at {@code address}, {@code address} + 1 and so on. One beat per cycle. A word for the residual stream waits while
 * {@code stream_busy}: the drain writes there. Where the dispatcher is far away, what decides whether a beat is taken
 * is known a cycle ahead.
 *
 * <p>Where jobs wait in no queues a word is written in the cycle in which its last beat comes, which so needs no register;
 * then words of tables whose words have different beats are different ports.
 */
@Summary("Gathers words of constants from the stream and writes them into the tables that jobs name.")
final class ConstantWriter extends JobUnit {
  private final AcceleratorConfig config;
  private final boolean direct;
  private final int mostBeats;

  final Bool payloadValid = in("payload_valid", Bool.bool());
  final Bool payloadReady = out("payload_ready", Bool.bool());
  final UInt payload;
  final Bool streamBusy = in("stream_busy", Bool.bool());
  final List<Bool> writes = new ArrayList<>();
  final UInt address;
  /** By beats of a word; one for all where it is in registers. */
  private final SortedMap<Integer, UInt> words = new TreeMap<>();

  ConstantWriter(AcceleratorConfig config, JobFormat format) {
    super("ConstantWriter", format, Unit.CONSTANTS);
    this.config = config;
    this.direct = format.isDirect();
    this.mostBeats = Arrays.stream(ConstantTable.values()).mapToInt(table -> beats(config, table)).max().orElseThrow();
    this.payload = in("payload", UInt.bits(8 * config.inner()));
    for (ConstantTable table : ConstantTable.values()) {
      writes.add(out("write_" + table.name().toLowerCase(Locale.ROOT), Bool.bool()));
    }
    this.address = out("address", UInt.bits(field("address").width()));
    for (ConstantTable table : ConstantTable.values()) {
      int ofTable = direct ? beats(config, table) : mostBeats;
      int bits = Math.min(Accelerator.wordBits(config), 8 * config.inner() * ofTable);
      words.computeIfAbsent(ofTable, beats -> out(beats == mostBeats ? "word" : "word_of_" + beats, UInt.bits(bits)));
    }
  }

  /** Bits of a word of this table. */
  static int wordBits(AcceleratorConfig config, ConstantTable table) {
    Units units = new Units(config);
    return switch (table) {
      case COLUMNS -> config.lanes() * ColumnWord.bits(config);
      case GELU -> GeluTable.ENTRIES.bits();
      case PTF -> units.ptfWords().map(LoadWords::bits).orElse(0);
      case NORM -> units.normWords().bits();
      case EXP -> units.expWords().bits();
      case CONTEXT -> AttentionStage.constantBits(config);
      case STREAM -> config.lanes() * config.formats().stream().bits();
    };
  }

  /** Beats of a word of this table. */
  private static int beats(AcceleratorConfig config, ConstantTable table) {
    int beatBits = 8 * config.inner();
    return Math.max(1, (wordBits(config, table) + beatBits - 1) / beatBits);
  }

  /** The word while it is written to this table. */
  UInt word(ConstantTable table) {
    return words.get(direct ? beats(config, table) : mostBeats);
  }

  /** The word while it is written to one of two tables. */
  UInt word(ConstantTable one, ConstantTable other) {
    UInt first = word(one);
    UInt second = word(other);
    return first == second ? first : writes.get(one.ordinal()).mux(first, second);
  }

  @Override
  protected void build() {
    Bool busy = reg("busy", Bool.bool(), 0);
    Bool begin = name("begins", jobValid.and(busy.not()));
    take.set(begin);
    UInt table = held("table");
    UInt wordBeats = held("wordBeats");
    UInt wordsLeft = reg("words_left", field("words").type());
    UInt index = reg("beat_index", Bits.address(Math.max(2, mostBeats)), 0);
    UInt at = reg("at", address.type());

    Bool fillsStream = config.isFar() ? next(take, "fills_stream", field("table").eq(ConstantTable.STREAM.ordinal()))
        : table.eq(ConstantTable.STREAM.ordinal());
    Bool blocked = name("blocked", fillsStream.and(streamBusy));
    boolean ahead = config.isFar() && !direct;
    Bool more = ahead ? reg("more", Bool.bool(), 0) : wordsLeft.ne(0);
    Bool accepted = wire("accepted", Bool.bool());
    Bool whole = name("whole", accepted.and(index.eq(Bits.fit(wordBeats.sub(1).modulo(index.width()), index))));
    Bool writing = direct ? writeAtOnce(busy, blocked, accepted, whole, index)
        : write(busy.and(more), blocked, accepted, whole, index);
    accepted.set(payloadValid.and(payloadReady));
    address.set(at);
    for (ConstantTable one : ConstantTable.values()) {
      writes.get(one.ordinal()).set(writing.and(table.eq(one.ordinal())));
    }
    Bool ends = name("ends", writing.and(wordsLeft.eq(direct ? 1 : 0)));
    done.set(ends);

    when(accepted, () -> index.set(whole.mux(UInt.lit(0), Bits.fit(index.add(1), index))));
    when(writing, () -> at.set(Bits.fit(at.add(1), at)));
    when(whole, () -> {
      wordsLeft.set(wordsLeft.sub(1).modulo(wordsLeft.width()));
      if (ahead) {
        more.set(wordsLeft.ne(1));
      }
    });
    when(ends, () -> busy.set(Bool.lit(false)));
    when(begin, () -> {
      busy.set(Bool.lit(true));
      wordsLeft.set(field("words"));
      if (ahead) {
        more.set(field("words").ne(0));
      }
      at.set(field("address"));
    });
  }

  /** A word goes from its registers while the next comes; high in the cycle in which it does. */
  private Bool write(Bool wants, Bool blocked, Bool accepted, Bool whole, UInt index) {
    Bool pending = reg("pending", Bool.bool(), 0);
    Bool writing = name("writing", pending.and(blocked.not()));
    Bool wanted = name("wanted", wants);
    payloadReady.set(wanted.and(pending.not().or(writing)));
    UInt gathered = null;
    for (int i = 0; i < mostBeats; i++) {
      gathered = above(next(accepted.and(index.eq(i)), "part_" + i, payload), gathered);
    }
    words.get(mostBeats).set(gathered.truncate(words.get(mostBeats).width()));
    when(writing, () -> pending.set(Bool.lit(false)));
    when(whole, () -> pending.set(Bool.lit(true)));
    return writing;
  }

  /** A word goes with its last beat. */
  private Bool writeAtOnce(Bool busy, Bool blocked, Bool accepted, Bool whole, UInt index) {
    payloadReady.set(busy.and(blocked.not()));
    UInt before = null;
    for (int i = 0; i < mostBeats; i++) {
      UInt gathered = above(payload, before);
      if (words.containsKey(i + 1)) {
        words.get(i + 1).set(gathered.truncate(words.get(i + 1).width()));
      }
      if (i < mostBeats - 1) {
        before = above(next(accepted.and(index.eq(i)), "part_" + i, payload), before);
      }
    }
    return whole;
  }

  private static UInt above(UInt part, UInt before) {
    return before == null ? part : part.concat(before);
  }
}
