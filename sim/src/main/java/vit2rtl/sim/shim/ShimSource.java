package vit2rtl.sim.shim;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The C++ around one design's model: the template {@code model.cpp.mustache}, filled with its ports, clocks and streams.
 * What does not depend on the design is in {@code runtime.h}.
 */
public final class ShimSource {
  private static final Template TEMPLATE = Mustache.compiler().escapeHTML(false).compile(text());

  private ShimSource() {}

  public static String of(ModelSpec spec, PortNames names) {
    return TEMPLATE.execute(ShimPage.of(spec, names));
  }

  private static String text() {
    try (InputStream in = ShimSource.class.getResourceAsStream("model.cpp.mustache")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
