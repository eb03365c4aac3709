package vit2rtl.golden.ops;

/** The implementations of {@link IntProduct} there are. */
public final class IntProducts {

  private IntProducts() {}

  /** The fastest one of this JVM: on vectors where the module is resolved, else plain Java. Same bits either way. */
  public static IntProduct best() {
    return hasVectors() ? new VectorIntProduct() : scalar();
  }

  /** Whether this JVM has the module for products on vectors. */
  public static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /** Plain Java. */
  public static IntProduct scalar() {
    return new ScalarIntProduct();
  }
}
