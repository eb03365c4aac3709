package vit2rtl.golden.vit;

/** Chooses the product this JVM can run fastest; all of them give the same bits. */
public final class FloatProducts {
  private static final String MODULE = "jdk.incubator.vector";

  private FloatProducts() {}

  /** On vectors where the JVM was started with {@code --add-modules jdk.incubator.vector}, else in plain Java. */
  public static FloatProduct fastest() {
    return ModuleLayer.boot().findModule(MODULE).isPresent() ? new VectorFloatProduct() : new ScalarFloatProduct();
  }
}
