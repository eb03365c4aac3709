package vit2rtl.units.embedding;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.matmul.MatmulUnit;
import vit2rtl.units.requantize.RequantizeUnit;

/**
 * The patch embedding, equal to {@link vit2rtl.golden.ops.WideEmbedding} behind a {@link vit2rtl.golden.ops.Linear} bit
 * for bit: an image's rows of pixels in, one per patch; its rows of the residual stream out, those of the leading
 * tokens before those of the patches,
 * <pre>
 *   r[n][c] = table[n][c]                                                        leading tokens
 *   r[n][c] = saturate(table[n][c] + ⌊(a[n][c]·M_c + 2^(s_c−1)) / 2^s_c⌋)        patches
 * </pre>
 * A {@link MatmulUnit}, a {@link RequantizeUnit} that adds the positions, and the table of the leading tokens, which go
 * out as soon as the first beat of their image has been taken. The first word of each table is read long before; where tables
 * can be loaded it is read again in every cycle until it is offered, so an image meets what has been loaded until it began.
 *
 * <p><b>Cycles</b>, no stream stalling, with T beats in and U beats out per row, L leading tokens and P patches: the
 * first beat out comes one cycle after the first beat in. An image takes P·T·U cycles where T > L, as its leading tokens
 * go out while the sums of its first patch are added up; where T = 1 it takes (P + L)·U, one beat in every cycle; where
 * T = L = 2 something between P·T·U and (P·T + 1)·U. What is inside leaves without further input.
 *
 * <p><b>Widths</b> are those of the two units.
 */
@Summary("Patches of pixels to tokens of the residual stream, with class token and positions.")
public final class EmbeddingUnit extends RowUnit<Int, Int> {
  private static final Stages READ = Stages.of("lookup");

  private final EmbeddingConfig config;
  private final Rows row;

  public EmbeddingUnit(EmbeddingConfig config) {
    super("Embedding", config, Stream.of(codes(config.inputs()), config.rows().lanes()),
        Stream.of(codes(config.outputs()), config.results().lanes()));
    this.config = config;
    this.row = config.results();
  }

  /** A beat of a table, whether it is there, whether it ends a row, and what asks for the next. */
  private record Walk(List<SInt> elements, Bool there, Bool last, Bool advance) {}

  @Override
  protected void build() {
    MatmulUnit product = instance("product", () -> new MatmulUnit(config.product()));
    RequantizeUnit rescale = instance("rescale", () -> new RequantizeUnit(config.rescale()));
    input.into(product.input);
    product.output.into(rescale.input);
    load.ifPresent(port -> {
      port.into(product.load.get());
      port.into(rescale.load.get());
    });

    boolean loaded = config.tables() == TableSource.LOADABLE;
    // A leading token is offered as soon as its image has begun, and what is offered may not change.
    Opt<Bool> resting = Opt.when(loaded, () -> wire("leading_rests", Bool.bool()));
    Walk tokens = walk("leading", config.leadingTokens(), resting);
    Walk positions = walk("position", config.positions(), Opt.when(loaded, () -> Bool.lit(true)));
    BeatCounter sent = instance("sent", () -> new BeatCounter(config.group().results() * row.beats()));
    int leadingBeats = config.leading() * row.beats();
    Bool turn = name("leading_turn", sent.index.lt(leadingBeats));
    Bool begun = begun(name("led", output.fire().and(sent.index.eq(leadingBeats - 1))));
    resting.ifPresent(rests -> rests.set(begun.not()));
    Bool leading = name("leading_valid", tokens.there.and(begun));
    sent.step.set(output.fire());

    rescale.residual.valid().set(positions.there);
    rescale.residual.last().set(positions.last);
    output.valid().set(turn.mux(leading, rescale.output.valid()));
    output.last().set(turn.mux(tokens.last, rescale.output.last()));
    rescale.output.ready().set(output.ready().and(turn.not()));
    positions.advance.set(positions.there.not().or(rescale.residual.ready()));
    tokens.advance.set(tokens.there.not().or(turn.and(begun).and(output.ready())));
    for (int c = 0; c < row.lanes(); c++) {
      // As bits: before the first read the registers of the tables have any value of them, in range or not.
      rescale.residual.payload().get(c).setBits(positions.elements.get(c).asBits());
      output.payload().get(c).setBits(
          turn.mux(tokens.elements.get(c).asBits(), rescale.output.payload().get(c).asBits()));
    }
  }

  /**
   * A table, beat by beat and image by image.
   *
   * @param again when its first word is read again, where it may change
   */
  private Walk walk(String name, ConstantTable<SInt> table, Opt<Bool> again) {
    Bool advance = wire(name + "_advance", Bool.bool());
    Pipeline pipe = pipeline(READ, advance);
    BeatCounter place = instance(name + "_place", () -> new BeatCounter(table.words()));
    BeatCounter inRow = instance(name + "_in_row", () -> new BeatCounter(row.beats()));
    place.step.set(advance);
    inRow.step.set(advance);
    List<SInt> elements = again.isPresent() ? againWhileFirst(pipe, name, table, place, again.get())
        : once(pipe, name, table, place);
    return new Walk(elements, pipe.start().flag(name + "_there", Bool.lit(true)).at(pipe.end()),
        pipe.start().value(name + "_last", inRow.last).at(pipe.end()), advance);
  }

  private List<SInt> once(Pipeline pipe, String name, ConstantTable<SInt> table, BeatCounter place) {
    List<SInt> elements = new ArrayList<>();
    for (int c = 0; c < row.lanes(); c++) {
      Staged<SInt> element = pipe.start().read(name + "_" + c, words(table, c), place.index);
      elements.add(element.at(pipe.end()));
    }
    return elements;
  }

  /** The same, and what is there is read again while it is the first word. */
  private List<SInt> againWhileFirst(Pipeline pipe, String name, ConstantTable<SInt> table, BeatCounter place, Bool again) {
    Bool first = pipe.start().value(name + "_first", place.first).at(pipe.end());
    UInt address = name(name + "_address", pipe.advance().mux(place.index, UInt.lit(0)));
    Bool reads = name(name + "_reads", pipe.advance().or(first.and(again)));
    List<SInt> elements = new ArrayList<>();
    for (int c = 0; c < row.lanes(); c++) {
      elements.add(name(name + "_" + c, words(table, c).readSync(address, reads)));
    }
    return elements;
  }

  /**
   * Whether the image whose leading tokens are next has begun to arrive. Images inside that wait for theirs have a row
   * of a cycle or more each, so there are no more than the patches' way has cycles, and two.
   */
  private Bool begun(Bool led) {
    BeatCounter arriving = instance("arriving", () -> new BeatCounter(config.group().rows() * config.rows().beats()));
    arriving.step.set(input.fire());
    Bool begins = name("begins", input.fire().and(arriving.first));
    int most = config.product().latency() + config.rescale().latency() + 2;
    UInt images = reg("images", UInt.bits(UInt.upTo(most).width()), 0);
    check(images.le(most), "more images inside than the unit can hold");
    when(begins.and(led.not()), () -> images.set(images.add(1).truncate(images.width())));
    when(led.and(begins.not()), () -> images.set(images.sub(1).modulo(images.width())));
    return images.ne(0);
  }
}
