package vit2rtl.cli.network;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.golden.network.QuantizedVit;

/** Where an accelerator's constants come from. */
public enum ConstantSource {
  /** A port. */
  STREAM {
    @Override
    public Accelerator accelerator(AcceleratorConfig config, QuantizedVit model) {
      return new Accelerator(config);
    }
  },
  /** A ROM on the chip, with one model in it. */
  ROM {
    @Override
    public Accelerator accelerator(AcceleratorConfig config, QuantizedVit model) {
      return new Accelerator(config, PackedStream.of(ProgramBuilder.build(config, model)));
    }
  };

  public static final String DESCRIPTION = "stream: a port that takes model.bin; rom: a memory on the chip with this model in it."
      + " Default: ${DEFAULT-VALUE}.";

  /** Called while elaborating. */
  public abstract Accelerator accelerator(AcceleratorConfig config, QuantizedVit model);

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
