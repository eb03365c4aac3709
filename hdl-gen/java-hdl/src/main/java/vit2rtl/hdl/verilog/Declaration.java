package vit2rtl.hdl.verilog;

/** Declarations of signals, as lines. */
final class Declaration {
  private Declaration() {}

  static String of(String net, Term.Ref signal) {
    return line(net, type(signal.width(), signal.signed()), signal.name());
  }

  /** A range, with {@code signed} where it applies; nothing for a single bit. */
  static String type(int width, boolean signed) {
    return width == 1 && !signed ? "" : (signed ? "signed " : "") + "[" + (width - 1) + ":0]";
  }

  static String line(String net, String type, String name) {
    return String.format("  %-4s %-15s %s;%n", net, type, name);
  }
}
