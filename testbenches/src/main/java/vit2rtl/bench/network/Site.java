package vit2rtl.bench.network;

import vit2rtl.bench.UnitBench;
import vit2rtl.golden.io.SafeTensorsWriter;

/** One place of a network where a unit works. */
public sealed interface Site permits LayerNormSite, SoftmaxSite {

  /** Name in the network, as timm writes it. */
  String name();

  /** Name of the unit family, as the command line knows it. */
  String unit();

  /** The settings that {@code exec} and {@code verify} need beside {@link #tensors}, as arguments. */
  String settings();

  /** The unit with this place's constants, beside its golden model. */
  UnitBench bench();

  /** The codes that arrive here, row-major. */
  int[] rows();

  /** The unit's codes {@code out} for {@link #rows} against double arithmetic. */
  Accuracy accuracy(int[] out);

  /** This place's rows and constants as a file of tensors that {@code exec} and {@code verify --in} read. */
  SafeTensorsWriter tensors();
}
