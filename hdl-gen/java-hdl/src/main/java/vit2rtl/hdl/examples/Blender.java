package vit2rtl.hdl.examples;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/**
 * Lays a picture over another: out = ⌊(front·opacity + back·(256 − opacity) + 128)/256⌋, which lies between the two.
 * Every beat brings a pixel of both, front in lane 0; {@code opacity} is taken with it. One pixel per cycle, latency
 * {@link #STAGES}{@code .cycles()}.
 */
@Summary("Lays a picture over another: floor((front*opacity + back*(256 - opacity) + 128)/256).")
public final class Blender extends Component {
  /** What happens in which cycle. */
  public static final Stages STAGES = Stages.of("subtract", "scale", "add");

  /** Two pixels in each beat: of the picture in front, and of the one behind. */
  public final Stream<UInt> input = in("in", Stream.of(UInt.bits(8), 2));
  /** How much of the picture in front is seen, of 256. */
  public final UInt opacity = in(UInt.upTo(256));
  /** The blended pixels. */
  public final Stream<UInt> output = out("out", Stream.of(UInt.bits(8), 1));

  @Override
  protected void build() {
    Pipeline pipe = pipeline(STAGES, output);
    input.ready().set(pipe.advance());

    Stage subtract = pipe.stage("subtract");
    Staged<Bool> valid = subtract.flag("valid", input.valid());
    Staged<Bool> last = subtract.value("last", input.last());
    Staged<UInt> back = subtract.value("back", input.payload().get(1));
    Staged<UInt> share = subtract.value("share", opacity);
    Staged<SInt> difference = subtract.value("difference", input.payload().get(0).sub(back.at(subtract)));

    Stage scale = pipe.stage("scale");
    Staged<SInt> scaled = scale.value("scaled", difference.at(scale).mul(share.at(scale).asSInt()));

    Stage add = pipe.stage("add");
    SInt part = scaled.at(add).add(128).shr(8);
    Staged<UInt> sum = add.value("sum", back.at(add).asSInt().add(part).narrow(0, 255).asUInt());

    output.payload().get(0).set(sum.at(pipe.end()));
    pipe.deliver(valid, last);
  }
}
