package vit2rtl.golden.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.net.URISyntaxException;
import java.nio.file.Path;
import vit2rtl.golden.onnx.run.OnnxRuntime;

/** ONNX Runtime as the tests have it. */
public final class TestRuntime {
  public static final OnnxRuntime RUNTIME = OnnxRuntime.load(jar());

  private TestRuntime() {}

  private static Path jar() {
    try {
      return Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
