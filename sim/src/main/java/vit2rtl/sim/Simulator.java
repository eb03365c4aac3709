package vit2rtl.sim;

import vit2rtl.hdl.RtlDesign;

/** Opens simulations: Verilator models of designs, built on first use and cached. */
public final class Simulator {
  private static ModelBuild build;

  private Simulator() {}

  public static Simulation open(RtlDesign design, SimOptions options) {
    ModelBuild builder = build();
    Bridge.register(builder.bridge());
    return new Simulation(design, options, Bridge.open(builder.model(design, options)));
  }

  public static Simulation open(RtlDesign design) {
    return open(design, SimOptions.defaults());
  }

  static synchronized ModelBuild build() {
    if (build == null) {
      build = new ModelBuild(ModelCache.standard());
    }
    return build;
  }
}
