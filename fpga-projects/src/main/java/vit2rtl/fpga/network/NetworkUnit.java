package vit2rtl.fpga.network;

import java.util.Optional;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.flash.FlashFormat;
import vit2rtl.fpga.flash.FlashImage;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.hdl.Hdl;

/**
 * A whole network on a board, its constants in the chip's own memories or in the board's flash. A request brings an
 * image, a byte per pixel by row, column, channel; the reply is the logits, each in as many whole bytes as its bits need,
 * the low byte first, and behind them {@link #CYCLE_BYTES} bytes with the clock cycles that the image took
 * ({@link NetworkRows}).
 *
 * @param config    the accelerator
 * @param constants its constants, packed; empty where a flash holds them plain
 * @param flash     the flash that holds them; without one a ROM does
 * @param queues    whether an image may come while another is computed
 */
public record NetworkUnit(AcceleratorConfig config, Optional<PackedStream> constants, Optional<FlashImage> flash,
    Queues queues) implements BoardUnit {
  /** What stands between line and network. */
  public enum Queues {
    /** An image in front of it, and the cycles that it took behind it. */
    IMAGE,
    /** Nothing; the line counts the cycles. */
    NONE
  }

  public static final String NAME = "network";
  /** In a board's description; those of single units are small. */
  public static final int CODE = 128;
  /** An unsigned number, the low byte first. */
  public static final int CYCLE_BYTES = 4;

  /** The network of a model, its constants on the chip. */
  public static NetworkUnit of(AcceleratorConfig config, QuantizedVit model) {
    return new NetworkUnit(config, Optional.of(PackedStream.of(ProgramBuilder.build(config, model))), Optional.empty(),
        Queues.IMAGE);
  }

  /**
   * The network of a model, its constants in a flash.
   *
   * @param offset address in the flash
   * @param settle cycles that the flash takes to wake up
   */
  public static NetworkUnit of(AcceleratorConfig config, QuantizedVit model, int offset, FlashFormat.Lines lines,
      int settle) {
    if (config.inner() * Byte.SIZE > FlashFormat.WORD) {
      throw new InputException("network: inner=" + config.inner() + " with constants in a flash; allowed: up to "
          + FlashFormat.WORD / Byte.SIZE + ", a word of the flash per beat");
    }
    Program program = ProgramBuilder.build(config, model);
    PackedStream packed = PackedStream.inWords(program, FlashFormat.WORD);
    return new NetworkUnit(config, Optional.of(packed),
        Optional.of(FlashImage.of(program, packed, offset, lines, settle)), Queues.IMAGE);
  }

  /** The same, its constants plain. */
  public static NetworkUnit plain(AcceleratorConfig config, QuantizedVit model, int offset, FlashFormat.Lines lines,
      int settle) {
    return new NetworkUnit(config, Optional.empty(),
        Optional.of(FlashImage.plain(ProgramBuilder.build(config, model), offset, lines, settle)), Queues.IMAGE);
  }

  /** The same with or without an image's room in front. */
  public NetworkUnit with(Queues wanted) {
    return new NetworkUnit(config, constants, flash, wanted);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int code() {
    return CODE;
  }

  /** Pixels of all channels. */
  @Override
  public int rowLength() {
    VitShape shape = config.shape();
    return shape.imageSize() * shape.imageSize() * shape.channels();
  }

  @Override
  public int inputBits() {
    return Byte.SIZE;
  }

  @Override
  public CodeFormat.Sign inputSign() {
    return CodeFormat.Sign.UNSIGNED;
  }

  /** Logits. */
  @Override
  public int results() {
    return config.shape().classes();
  }

  @Override
  public int outputBits() {
    return config.formats().logitBits();
  }

  @Override
  public CodeFormat.Sign outputSign() {
    return CodeFormat.Sign.SIGNED;
  }

  @Override
  public void requireOnBoard() {
    // Every network's pixels are bytes, and its logits are sent in whole ones.
  }

  /** Logits wait in the accelerator. */
  @Override
  public boolean holdsRows() {
    return true;
  }

  @Override
  public boolean isFar() {
    return config.isFar();
  }

  @Override
  public int window() {
    return queues == Queues.NONE ? 1 : MOST_WINDOW;
  }

  @Override
  public Ends place(Parent parent) {
    NetworkRows rows = parent.place(NAME, this::create);
    return new Ends(rows.input, rows.output,
        rows.flash.isPresent() ? Optional.of(new Flash(rows.flash.get(), rows.fault.get())) : Optional.empty());
  }

  @Override
  public Optional<byte[]> flashImage() {
    return flash.map(FlashImage::bytes);
  }

  private NetworkRows create() {
    return new NetworkRows(config, constants, flash.map(FlashImage::format), queues);
  }

  @Override
  public int fingerprint() {
    return BoardUnit.fingerprint(Hdl.elaborate(this::create));
  }
}
