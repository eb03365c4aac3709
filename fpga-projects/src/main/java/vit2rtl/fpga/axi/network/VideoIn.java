package vit2rtl.fpga.axi.network;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * Takes images from an AXI4-Stream, a pixel a beat, and gives them on byte by byte in the order of the accelerator: row,
 * column, channel; full rate, a byte a cycle. Images begin while {@code run} is high and are completed in any case.
 *
 * <p>Framing, as {@code packets} says: low, a video stream, {@code tuser} with an image's first pixel and {@code tlast} with
 * every line's last; high, an image is a packet, {@code tlast} with its last pixel, and {@code tuser} is not looked at.
 * A pixel where one of them is wrong is reported. If it begins an image, that one takes the place of the broken one; else
 * the pixel and all up to the next beginning are dropped. {@code restart} makes the accelerator forget what it has of the
 * image: of a broken image nothing is computed.
 *
 * <p>Order of three channels: red in the low byte; with {@code video_order} green, blue, red from the low byte up, as video
 * IPs of AMD have it.
 */
@Summary("Pixels of a video stream or of packets as bytes; broken images are reported and left out.")
final class VideoIn extends Component {
  private final int side;
  private final int channels;

  final UInt data;
  final Bool valid = in("valid", Bool.bool());
  final Bool ready = out("ready", Bool.bool());
  final Bool last = in("last", Bool.bool());
  final Bool user = in("user", Bool.bool());

  final Bool run = in("run", Bool.bool());
  final Bool packets = in("packets", Bool.bool());
  final Bool videoOrder = in("video_order", Bool.bool());
  /** Forgets everything. */
  final Bool clear = in("clear", Bool.bool());

  final UInt pixel = out("pixel", UInt.bits(8));
  final Bool pixelValid = out("pixel_valid", Bool.bool());
  final Bool pixelReady = in("pixel_ready", Bool.bool());
  final Bool pixelLast = out("pixel_last", Bool.bool());
  final Bool restart = out("restart", Bool.bool());

  /** High with a pixel that begins an image within another. */
  final Bool startEarly = out("start_early", Bool.bool());
  /** High with a pixel that should begin an image and does not say so. */
  final Bool startMissing = out("start_missing", Bool.bool());
  final Bool endEarly = out("end_early", Bool.bool());
  final Bool endMissing = out("end_missing", Bool.bool());
  /** An image was left out, or pixels before the first. */
  final Bool broken = out("broken", Bool.bool());
  /** Some pixels of an image are in, and not all. */
  final Bool open = out("image_open", Bool.bool());
  /** Pixels are dropped up to the next beginning. */
  final Bool skipping = out("skipping", Bool.bool());

  VideoIn(int side, int channels) {
    super("VideoIn");
    this.side = side;
    this.channels = channels;
    this.data = in("data", UInt.bits(8 * channels));
  }

  @Override
  protected void build() {
    UInt column = reg("column", UInt.upTo(side - 1), 0);
    UInt line = reg("line", UInt.upTo(side - 1), 0);
    Bool lost = reg("lost", Bool.bool(), 1);
    Bool late = reg("late", Bool.bool(), 0);
    Bool dropping = reg("dropping", Bool.bool(), 0);
    Bool free = name("free", give());

    Bool atStart = name("at_start", column.eq(0).and(line.eq(0)));
    Bool begins = name("begins", packets.not().and(user));
    UInt here = name("here", begins.mux(UInt.lit(0), column).narrow(0, side - 1));
    UInt hereLine = name("here_line", begins.mux(UInt.lit(0), line).narrow(0, side - 1));
    Bool lineEnds = name("line_ends", here.eq(side - 1));
    Bool imageEnds = name("image_ends", lineEnds.and(hereLine.eq(side - 1)));
    Bool skip = name("skip", packets.mux(late, lost.and(user.not())));
    ready.set(free.and(run.or(atStart.not())).and(clear.not()));
    Bool arriving = name("arriving", valid.and(ready));
    Bool looked = name("looked_at", arriving.and(skip.not()));

    Bool wanted = name("last_wanted", packets.mux(imageEnds, lineEnds));
    Bool unmarked = name("unmarked", packets.not().and(atStart).and(user.not()));
    startMissing.set(looked.and(unmarked));
    startEarly.set(looked.and(begins).and(atStart.not()));
    endEarly.set(looked.and(unmarked.not()).and(last).and(wanted.not()));
    endMissing.set(looked.and(unmarked.not()).and(last.not()).and(wanted));
    Bool drop = name("drop", unmarked.or(last.eq(wanted).not()));
    broken.set(looked.and(drop.or(begins.and(atStart.not()))));
    restart.set(broken.and(atStart.not()));
    load(looked.and(drop.not()), imageEnds);

    when(looked, () -> {
      column.set(lineEnds.or(drop).mux(UInt.lit(0), here.add(1)).saturate(0, side - 1));
      line.set(imageEnds.or(drop).mux(UInt.lit(0), lineEnds.mux(hereLine.add(1), hereLine)).saturate(0, side - 1));
      lost.set(drop);
      late.set(packets.and(last.not()).and(wanted));
    });
    when(arriving.and(skip).and(last), () -> late.set(Bool.lit(false)));
    when(arriving, () -> dropping.set(skip.or(drop).and(packets.and(last).not())));
    when(clear, () -> {
      column.set(UInt.lit(0));
      line.set(UInt.lit(0));
      lost.set(Bool.lit(true));
      late.set(Bool.lit(false));
      dropping.set(Bool.lit(false));
    });
    open.set(atStart.not());
    skipping.set(dropping);
  }

  private UInt held;
  private UInt left;
  private Bool ends;

  /** The pixel that is given byte by byte; whether there is room for the next. */
  private Bool give() {
    held = reg("held", UInt.bits(8 * channels));
    left = reg("bytes_left", UInt.upTo(channels), 0);
    ends = reg("image_ended", Bool.bool(), 0);
    pixel.set(held.slice(7, 0));
    pixelValid.set(left.ne(0));
    pixelLast.set(ends.and(left.eq(1)));
    Bool taken = name("taken", pixelReady.and(left.ne(0)));
    when(taken, () -> {
      left.set(left.sub(1).saturate(0, channels));
      held.set(channels == 1 ? held : UInt.lit(0).concat(held.slice(8 * channels - 1, 8)).truncate(8 * channels));
    });
    when(clear, () -> left.set(UInt.lit(0)));
    return left.eq(0).or(pixelReady.and(left.eq(1)));
  }

  private void load(Bool loads, Bool imageEnds) {
    List<UInt> bytes = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      bytes.add(data.slice(8 * c + 7, 8 * c));
    }
    UInt other = channels == 3 ? bytes.get(1).concat(bytes.get(0)).concat(bytes.get(2)) : data;
    when(loads, () -> {
      held.set(videoOrder.mux(other, data).truncate(8 * channels));
      left.set(UInt.lit(channels));
      ends.set(imageEnds);
    });
  }
}
