package vit2rtl.cli.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vit2rtl.golden.onnx.run.OnnxRuntime;
import vit2rtl.golden.onnx.run.OnnxRuntimeException;
import vit2rtl.sim.tool.ToolException;

/**
 * ONNX Runtime's jar, which the launcher fetches for the one command that needs it and names by the system property
 * {@value #PROPERTY}; a user's own is named by the environment variable {@value #VARIABLE}.
 */
public final class OnnxRuntimeJar {
  static final String PROPERTY = "vit2rtl.onnxruntime";
  static final String VARIABLE = "VIT2RTL_ONNXRUNTIME";

  private OnnxRuntimeJar() {}

  private static String place() {
    return System.getProperty(PROPERTY, Optional.ofNullable(System.getenv(VARIABLE)).orElse(""));
  }

  /** Where one is named; for commands that can do without. */
  public static Optional<OnnxRuntime> find() {
    return place().isEmpty() ? Optional.empty() : Optional.of(load());
  }

  static OnnxRuntime load() {
    String place = place();
    if (place.isEmpty() || !Files.isReadable(Path.of(place))) {
      throw new ToolException("verify onnx needs ONNX Runtime's jar, "
          + (place.isEmpty() ? "and none is named" : "and none is readable at " + place)
          + "; ./vit2rtl fetches it from Maven's repository on first use, or name your own"
          + " com.microsoft.onnxruntime:onnxruntime by " + VARIABLE + "=JAR");
    }
    try {
      return OnnxRuntime.load(Path.of(place));
    } catch (OnnxRuntimeException e) {
      throw new ToolException(e.getMessage(), e);
    }
  }
}
