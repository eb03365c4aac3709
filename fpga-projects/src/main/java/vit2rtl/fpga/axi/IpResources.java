package vit2rtl.fpga.axi;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import vit2rtl.hdl.rtl.Port;

/** What IPs are made from beside generated text. */
public final class IpResources {
  private IpResources() {}

  /** A text beside this class. */
  public static String text(String name) {
    try (InputStream stream = IpResources.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A template beside this class, filled with what a page has. */
  public static String filled(String template, Object page) {
    return Mustache.compiler().escapeHTML(false).compile(text(template)).execute(page);
  }

  /** A pin as a simulation sees it: an unsigned number. */
  public static Port port(Ip.Pin pin) {
    return new Port(pin.name(), pin.direction(), pin.width(), false, BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(pin.width()).subtract(BigInteger.ONE));
  }
}
