package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * Writes constants of the stream into tables: gathers the beats of a word, then writes it to the table that the job names
 * at {@code address}, {@code address} + 1 and so on. One beat per cycle. A word for the residual stream waits while
 * {@code stream_busy}: the drain writes there. Where the dispatcher is far away, what decides whether a beat is taken
 * is known a cycle ahead.
 */
@Summary("Gathers words of constants from the stream and writes them into the tables that jobs name.")
final class ConstantWriter extends JobUnit {
  private final AcceleratorConfig config;
  private final int wordBits;

  final Bool payloadValid = in("payload_valid", Bool.bool());
  final Bool payloadReady = out("payload_ready", Bool.bool());
  final UInt payload;
  final Bool streamBusy = in("stream_busy", Bool.bool());
  final List<Bool> writes = new ArrayList<>();
  final UInt address;
  final UInt word;

  ConstantWriter(AcceleratorConfig config, JobFormat format, int wordBits) {
    super("ConstantWriter", format, Unit.CONSTANTS);
    this.config = config;
    this.wordBits = wordBits;
    this.payload = in("payload", UInt.bits(8 * config.inner()));
    for (ConstantTable table : ConstantTable.values()) {
      writes.add(out("write_" + table.name().toLowerCase(Locale.ROOT), Bool.bool()));
    }
    this.address = out("address", UInt.bits(field("address").width()));
    this.word = out("word", UInt.bits(wordBits));
  }

  @Override
  protected void build() {
    int beatBits = 8 * config.inner();
    int beats = (wordBits + beatBits - 1) / beatBits;
    Bool busy = reg("busy", Bool.bool(), 0);
    Bool pending = reg("pending", Bool.bool(), 0);
    Bool begin = name("begins", jobValid.and(busy.not()));
    take.set(begin);
    UInt table = held("table");
    UInt wordBeats = held("wordBeats");
    UInt wordsLeft = reg("words_left", field("words").type());
    UInt index = reg("beat_index", Bits.address(Math.max(2, beats)), 0);
    UInt at = reg("at", address.type());

    Bool fillsStream = config.isFar() ? next(take, "fills_stream", field("table").eq(ConstantTable.STREAM.ordinal()))
        : table.eq(ConstantTable.STREAM.ordinal());
    Bool blocked = name("blocked", fillsStream.and(streamBusy));
    Bool writing = name("writing", pending.and(blocked.not()));
    Bool more = config.isFar() ? reg("more", Bool.bool(), 0) : wordsLeft.ne(0);
    Bool wanted = name("wanted", busy.and(more));
    payloadReady.set(wanted.and(pending.not().or(writing)));
    Bool accepted = name("accepted", payloadValid.and(payloadReady));
    Bool whole = name("whole", accepted.and(index.eq(Bits.fit(wordBeats.sub(1).modulo(index.width()), index))));
    UInt gathered = null;
    for (int i = 0; i < beats; i++) {
      UInt part = next(accepted.and(index.eq(i)), "part_" + i, payload);
      gathered = gathered == null ? part : part.concat(gathered);
    }
    word.set(gathered.truncate(wordBits));
    address.set(at);
    for (ConstantTable one : ConstantTable.values()) {
      writes.get(one.ordinal()).set(writing.and(table.eq(one.ordinal())));
    }
    Bool ends = name("ends", writing.and(wordsLeft.eq(0)));
    done.set(ends);

    when(accepted, () -> index.set(whole.mux(UInt.lit(0), Bits.fit(index.add(1), index))));
    when(writing, () -> {
      pending.set(Bool.lit(false));
      at.set(Bits.fit(at.add(1), at));
    });
    when(whole, () -> {
      pending.set(Bool.lit(true));
      wordsLeft.set(wordsLeft.sub(1).modulo(wordsLeft.width()));
      if (config.isFar()) {
        more.set(wordsLeft.ne(1));
      }
    });
    when(ends, () -> busy.set(Bool.lit(false)));
    when(begin, () -> {
      busy.set(Bool.lit(true));
      wordsLeft.set(field("words"));
      if (config.isFar()) {
        more.set(field("words").ne(0));
      }
      at.set(field("address"));
    });
  }
}
