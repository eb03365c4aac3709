package vit2rtl.golden.kernel;

/** The kernel has no form for a layer, which therefore stays with the definition in Java. */
final class KernelLimit extends RuntimeException {
  private static final long serialVersionUID = 1;

  KernelLimit(String message) {
    super(message);
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new KernelLimit(otherwise);
    }
  }
}
