package vit2rtl.golden.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import vit2rtl.golden.InputException;
import vit2rtl.golden.kernel.library.Kernel;
import vit2rtl.golden.ops.IntProduct;
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.ops.LinearParams;

/** How integer networks are computed; every path gives the same bits. */
public enum ComputePath {
  /** The definitions, in plain Java. */
  PLAIN,
  /** The definitions with matrix products on the JVM's vectors. */
  VECTOR,
  /** Whole passes in the native kernel; what that has no form for as {@link #VECTOR} or {@link #PLAIN}. */
  NATIVE;

  /** The system property that chooses one. */
  public static final String PROPERTY = Kernel.PROPERTY;

  /** The chosen one, else the fastest that this machine has. */
  public static ComputePath chosen() {
    String name = System.getProperty(PROPERTY, "");
    return name.isEmpty() ? fastest() : named(name);
  }

  private static ComputePath fastest() {
    return Kernel.isPresent() ? NATIVE : fastestInJava();
  }

  private static ComputePath fastestInJava() {
    return IntProducts.hasVectors() ? VECTOR : PLAIN;
  }

  /** The path of a name, if this machine has it. */
  public static ComputePath named(String name) {
    ComputePath path = Arrays.stream(values()).filter(p -> p.label().equals(name)).findFirst()
        .orElseThrow(() -> new InputException("path '" + name + "'; allowed: " + names()));
    if (path == VECTOR && !IntProducts.hasVectors()) {
      throw new InputException("path vector needs a JVM with the module jdk.incubator.vector; this one has none");
    }
    if (path == NATIVE && !Kernel.isPresent()) {
      throw new InputException("path native needs its kernel: " + Kernel.missing().orElseThrow());
    }
    return path;
  }

  /** Names of all. */
  public static String names() {
    return Arrays.stream(values()).map(ComputePath::label).collect(Collectors.joining(", "));
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name and what it runs on. */
  public String description() {
    return switch (this) {
      case PLAIN -> "plain Java";
      case VECTOR -> "vector (products on the JVM's vectors)";
      case NATIVE -> "native (" + Kernel.vectors() + ")";
    };
  }

  /** A layer's sums by the kernel, if this is its path and it has a form for them. */
  public Optional<NativeSums> sums(LinearParams params) {
    return this == NATIVE ? NativeSums.of(params) : Optional.empty();
  }

  /** Blocks by the kernel, if this is its path and it has passes for all of them; empty ones have none. */
  public Optional<NativeBlocks> blocks(List<Optional<BlockParts>> parts) {
    return this == NATIVE && parts.stream().allMatch(Optional::isPresent)
        ? NativeBlocks.of(parts.stream().map(Optional::get).toList()) : Optional.empty();
  }

  /** This one, or where blocks that it asked for are not there, the fastest in Java. */
  public ComputePath within(Optional<NativeBlocks> blocks) {
    return this != NATIVE || blocks.isPresent() ? this : fastestInJava();
  }

  /** The matrix product of what is computed in Java. */
  public IntProduct product() {
    return this == PLAIN ? IntProducts.scalar() : IntProducts.best();
  }
}
