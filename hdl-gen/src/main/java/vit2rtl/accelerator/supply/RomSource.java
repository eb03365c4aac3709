package vit2rtl.accelerator.supply;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.type.UInt;

/**
 * The constant stream out of an on-chip ROM: reads a {@link PackedStream} again and again ({@link RomWords}) and gives
 * its beats with their padding ({@link Unpacker}). A beat per cycle; the description of a run takes two cycles of its own.
 * In a design whose parts are far from each other {@link FarUnpacker} does it, with a queue behind that hides what it
 * takes longer.
 */
@Summary("The stream of constants out of a memory on the chip, its padding put back.")
public final class RomSource extends Component {
  private final PackedStream rom;
  private final AcceleratorConfig.Ways ways;

  public final Stream<UInt> stream;

  public RomSource(PackedStream rom, Stream.Shape<UInt> shape, AcceleratorConfig.Ways ways) {
    super("RomSource");
    this.rom = rom;
    this.ways = ways;
    this.stream = out("stream", shape);
  }

  @Override
  protected void build() {
    RomWords words = instance("words", () -> new RomWords(rom));
    if (ways == AcceleratorConfig.Ways.LONG) {
      FarUnpacker unpacker = instance("unpacker", () -> new FarUnpacker(rom, words.output.shape(), stream.shape()));
      words.output.into(unpacker.words);
      unpacker.beats.into(stream);
      return;
    }
    Unpacker unpacker = instance("unpacker", () -> new Unpacker(rom, words.output.shape(), stream.shape()));
    // Whoever takes beats is far away: its ready ends here.
    StreamStage<UInt> stage = instance("beats",
        () -> new StreamStage<>("ConstantBeats", stream.shape(), StreamStage.Kind.FULL));
    // Whether the unpacker takes a word depends on whether its beat is taken.
    StreamStage<UInt> word = instance("word",
        () -> new StreamStage<>("RomWord", words.output.shape(), StreamStage.Kind.FULL));
    words.output.into(word.input);
    word.output.into(unpacker.words);
    unpacker.beats.into(stage.input);
    stage.output.into(stream);
  }
}
