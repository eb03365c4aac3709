package vit2rtl.golden.ops;

/** The implementations of {@link IntProduct} there are. */
public final class IntProducts {

  private IntProducts() {}

  /** The fastest one of this JVM: on vectors where the module is resolved, else plain Java. Same bits either way. */
  public static IntProduct best() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? new VectorIntProduct() : scalar();
  }

  /** Plain Java. */
  public static IntProduct scalar() {
    return new ScalarIntProduct();
  }
}
