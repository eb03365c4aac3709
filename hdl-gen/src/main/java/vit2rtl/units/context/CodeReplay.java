package vit2rtl.units.context;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.Rows;

/**
 * Presents the codes of every row as often as there are passes, with the word of the value memory that belongs to each
 * beat. A presented beat ({@code valid}) is taken in a cycle with {@code advance}, and nothing moves without it.
 *
 * <p>One pass: what arrives is presented in the same cycle. Several: a buffer of two rows. A row is presented while it
 * arrives and again from the buffer; the next one is taken meanwhile. {@code ready} depends on registers only then.
 */
@Summary("Presents the codes of every row as often as there are passes.")
final class CodeReplay extends Component {
  private final ContextConfig config;
  private final Rows rows;
  private final int codeBits;

  final Stream<UInt> input;
  final Bool advance = in("advance", Bool.bool());
  final Bool valid = out("valid", Bool.bool());
  final Vec<UInt> codes;
  /** Word of the value memory. */
  final UInt word;
  /** First and last beat of a pass. */
  final Bool first = out("first", Bool.bool());
  final Bool last = out("last", Bool.bool());
  /** The last pass over a row. */
  final Bool closing = out("closing", Bool.bool());

  CodeReplay(ContextConfig config) {
    super("ContextCodes");
    this.config = config;
    this.rows = config.codeRows();
    this.codeBits = UInt.upTo(config.params().maxCode()).width();
    this.input = in("in", codeStream(config));
    this.codes = out("codes", Vec.type(rows.lanes(), UInt.bits(codeBits)));
    this.word = out("word", UInt.upTo(Math.max(1, config.words() - 1)));
  }

  static Stream.Shape<UInt> codeStream(ContextConfig config) {
    return Stream.of(UInt.upTo(config.params().maxCode()), config.codeLanes());
  }

  /** Cycles from a beat's arrival to its first presentation. */
  static int latency(ContextConfig config) {
    return config.passes() == 1 ? 0 : 2;
  }

  @Override
  protected void build() {
    BeatCounter arriving = instance("arriving", () -> new BeatCounter(rows.beats()));
    arriving.step.set(input.fire());
    assume(input.fire().not().or(input.last().eq(arriving.last)), "codes_last marks the end of a row");
    if (config.passes() == 1) {
      input.ready().set(advance);
      valid.set(input.valid());
      codes.set(input.payload());
      word.set(arriving.index);
      first.set(arriving.first);
      last.set(arriving.last);
      closing.set(Bool.lit(true));
    } else {
      replay(arriving);
    }
  }

  private void replay(BeatCounter arriving) {
    UInt whole = reg("whole_rows", UInt.upTo(2), 0);
    UInt writeHalf = reg("write_half", UInt.bits(1), 0);
    UInt readHalf = reg("read_half", UInt.bits(1), 0);
    UInt next = reg("next_word", word.type(), 0);
    input.ready().set(whole.ne(2));
    Bool arrived = name("row_arrived", input.fire().and(arriving.last));

    BeatCounter beat = instance("beat", () -> new BeatCounter(rows.beats()));
    BeatCounter pass = instance("pass", () -> new BeatCounter(config.passes()));
    // Without a whole row the reader is in the first pass over the one that is arriving.
    Bool available = name("available", whole.ne(0).or(beat.index.ne(arriving.index)));
    Bool issue = name("issue", advance.and(available));
    Bool passEnds = name("pass_ends", issue.and(beat.last));
    Bool rowEnds = name("row_ends", passEnds.and(pass.last));
    beat.step.set(issue);
    pass.step.set(passEnds);

    when(arrived, () -> writeHalf.set(writeHalf.add(1).truncate(1)));
    when(rowEnds, () -> readHalf.set(readHalf.add(1).truncate(1)));
    when(arrived.and(rowEnds.not()), () -> whole.set(whole.add(1).narrow(0, 2)));
    when(rowEnds.and(arrived.not()), () -> whole.set(whole.sub(1).modulo(whole.width()).narrow(0, 2)));
    // Word b·Z + z follows without a product: Z further in a pass, the next z behind its end.
    when(issue, () -> next.set(beat.last.mux(
        pass.last.mux(UInt.lit(0), pass.index.add(1)), next.add(config.passes())).truncate(next.width())
        .narrow(0, config.words() - 1)));

    Mem<UInt> held = mem("held", UInt.bits(rows.lanes() * codeBits), 2 << beat.index.width());
    held.write(writeHalf.concat(arriving.index), packed(), input.fire());
    UInt read = name("read", held.readSync(readHalf.concat(beat.index), issue, ReadUnderWrite.DONT_CARE));
    List<UInt> lanes = new ArrayList<>();
    for (int lane = 0; lane < rows.lanes(); lane++) {
      lanes.add(read.slice((lane + 1) * codeBits - 1, lane * codeBits));
    }
    codes.set(Vec.of(lanes));
    valid.set(next(advance, "valid_now", available, 0));
    word.set(next(advance, "word_now", next));
    first.set(next(advance, "first_now", beat.first));
    last.set(next(advance, "last_now", beat.last));
    closing.set(next(advance, "closing_now", pass.last));
  }

  private UInt packed() {
    UInt packed = input.payload().get(0);
    for (int lane = 1; lane < rows.lanes(); lane++) {
      packed = input.payload().get(lane).concat(packed);
    }
    return packed;
  }
}
