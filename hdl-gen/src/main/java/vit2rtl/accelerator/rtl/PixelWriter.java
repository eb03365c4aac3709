package vit2rtl.accelerator.rtl;

import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;

/**
 * Takes an image, one byte per cycle in the order of a video stream (row, column, channel), and puts it where the engine
 * wants it: patch after patch, each in the order channel, row, column, K bytes to a word. {@code last} marks the end of
 * the image. The first image is taken without a job, every other when a job
 * asks for it. Where there is a {@code restart}, it makes the next byte the first of the image that is being taken: what
 * came of it is written over.
 */
@Summary("Writes the pixels of an image where a patch is a row of words.")
final class PixelWriter extends JobUnit {
  private final AcceleratorConfig config;
  private final VitShape shape;
  private final Layout layout;

  final Stream<UInt> pixels;
  final Opt<Bool> restart;
  /** A pixel waits, where the memory has one port. */
  final Opt<Bool> held;
  final Bool write = out("write", Bool.bool());
  final UInt writeAddress;
  final UInt writeBank;
  final UInt pixel = out("pixel", UInt.bits(8));

  PixelWriter(AcceleratorConfig config, JobFormat format, Stream.Shape<UInt> stream, PixelRestart restarts) {
    super("PixelWriter", format, Unit.PIXELS);
    this.config = config;
    this.shape = config.shape();
    this.layout = new Layout(config);
    this.pixels = in("pixels", stream);
    this.restart = Opt.when(restarts == PixelRestart.BY_PORT, () -> in("restart", Bool.bool()));
    this.held = Opt.when(config.economy().memories() == Economy.Memories.SINGLE_PORT, () -> in("held", Bool.bool()));
    this.writeAddress = out("write_address", Bits.address(layout.pixelDepth()));
    this.writeBank = out("write_bank", Bits.address(config.inner()));
  }

  @Override
  protected void build() {
    int rowBytes = shape.patch() * shape.channels();
    Bool busy = reg("busy", Bool.bool(), 1);
    Bool begin = name("begins", jobValid.and(busy.not()));
    take.set(begin);
    Bool waiting = reg("arrived", Bool.bool(), 0);
    Bool stopped = held.isPresent() ? waiting.and(held.get()) : Bool.lit(false);
    Bool open = name("takes_pixels", busy.and(stopped.not()));
    pixels.ready().set(open);
    Bool arriving = name("arriving", pixels.valid().and(open));

    UInt inRow = reg("in_row", Bits.address(rowBytes), 0);
    UInt column = reg("patch_column", Bits.address(shape.grid()), 0);
    UInt line = reg("patch_line", Bits.address(shape.patch()), 0);
    UInt lineStart = reg("line_start", Bits.address(shape.patchInputs()), 0);
    UInt index = reg("index", Bits.address(shape.patchInputs()), 0);
    UInt patch = reg("patch_word", writeAddress.type(), 0);
    UInt bandStart = reg("band_start", writeAddress.type(), 0);
    UInt band = reg("band", Bits.address(shape.grid()), 0);

    Bool rowEnds = name("patch_row_ends", inRow.eq(rowBytes - 1));
    Bool lineEnds = name("line_ends", rowEnds.and(column.eq(shape.grid() - 1)));
    Bool bandEnds = name("band_ends", lineEnds.and(line.eq(shape.patch() - 1)));
    Bool imageEnds = name("image_ends", bandEnds.and(band.eq(shape.grid() - 1)));
    assume(arriving.not().or(pixels.last().eq(imageEnds)), "pixels_last marks the end of the image");
    UInt nextPatch = name("next_patch", patch.add(layout.patchWords()).truncate(patch.width()));
    UInt nextLine = name("next_line", line.eq(shape.patch() - 1)
        .mux(UInt.lit(0), lineStart.add(rowBytes).truncate(lineStart.width())));
    when(arriving, () -> {
      inRow.set(rowEnds.mux(UInt.lit(0), Bits.fit(inRow.add(1), inRow)));
      index.set(lineEnds.mux(nextLine, rowEnds.mux(lineStart, Bits.fit(index.add(1), index))));
      when(rowEnds, () -> {
        column.set(lineEnds.mux(UInt.lit(0), Bits.fit(column.add(1), column)));
        patch.set(imageEnds.mux(UInt.lit(0), bandEnds.mux(nextPatch, lineEnds.mux(bandStart, nextPatch))));
      });
      when(lineEnds, () -> {
        line.set(line.eq(shape.patch() - 1).mux(UInt.lit(0), Bits.fit(line.add(1), line)));
        lineStart.set(nextLine);
      });
      when(bandEnds, () -> {
        bandStart.set(imageEnds.mux(UInt.lit(0), nextPatch));
        band.set(imageEnds.mux(UInt.lit(0), Bits.fit(band.add(1), band)));
      });
      when(imageEnds, () -> busy.set(Bool.lit(false)));
    });
    restart.ifPresent(again -> {
      check(again.not().or(busy), "an image is begun anew that is not being taken");
      when(again, () -> List.of(inRow, column, line, lineStart, index, patch, bandStart, band)
          .forEach(position -> position.set(UInt.lit(0))));
    });
    when(begin, () -> busy.set(Bool.lit(true)));
    waiting.set(arriving.or(stopped));
    store(arriving, index, patch, imageEnds, waiting);
  }

  /** A cycle later, when the place of this byte within its patch has been looked up. */
  private void store(Bool arriving, UInt index, UInt patch, Bool imageEnds, Bool waiting) {
    int bankBits = writeBank.width();
    Mem<UInt> places = rom("places", UInt.bits(bankBits + writeAddress.width()), places());
    UInt place = name("place", places.anyAddress().readSync(index, arriving));
    UInt base = next(arriving, "patch_word_1", patch);
    Bool leaves = held.isPresent() ? waiting.and(held.get().not()) : waiting;
    write.set(leaves);
    pixel.set(next(arriving, "pixel_1", pixels.payload().get(0)));
    writeBank.set(place.slice(bankBits - 1, 0));
    writeAddress.set(base.add(place.slice(place.width() - 1, bankBits)).truncate(writeAddress.width()));
    Bool ends = next(arriving, "ends", imageEnds);
    done.set(leaves.and(ends));
  }

  /** Word and byte of a patch's pixels, in the order in which they come. */
  private long[] places() {
    long[] places = new long[Math.max(2, shape.patchInputs())];
    int side = shape.patch();
    int i = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        for (int c = 0; c < shape.channels(); c++) {
          int at = (c * side + y) * side + x;
          places[i++] = (long) (at / config.inner()) << writeBank.width() | at % config.inner();
        }
      }
    }
    return places;
  }
}
