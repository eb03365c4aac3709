package vit2rtl.hdl.error;

import java.util.function.Supplier;

/** Where in the hierarchy hardware is being described, for diagnostics. The toolkit says so; users have no need to. */
public final class HierarchyPath {
  private static final Supplier<String> OUTSIDE = () -> "";
  private static final ThreadLocal<Supplier<String>> CURRENT = ThreadLocal.withInitial(() -> OUTSIDE);

  private HierarchyPath() {}

  /** {@return {@code Top/child}, or nothing outside components} */
  public static String current() {
    return CURRENT.get().get();
  }

  /**
   * This thread describes the component at {@code path} from now on; asked for when it is needed, as it may change.
   *
   * @param path gives {@code Top/child}
   */
  public static void enter(Supplier<String> path) {
    CURRENT.set(path);
  }

  /** This thread describes no component any more. */
  public static void leave() {
    CURRENT.remove();
  }
}
