package vit2rtl.hdl;

/** The languages a design can be emitted in. */
public enum Language {
  VERILOG("v"),
  SYSTEMVERILOG("sv"),
  VHDL("vhd");

  private final String extension;

  Language(String extension) {
    this.extension = extension;
  }

  /**
   * A message as it is written between the quotes of a string: Verilog's are formats, in which a per cent sign begins a
   * field and a backslash an escape, no language takes control characters, and VHDL none beyond ASCII as this file
   * has them. The generator itself escapes quotes for VHDL, and the ends of lines.
   */
  String stringBody(String message) {
    String plain = message.replaceAll("[\\p{Cntrl}&&[^\\n]]", " ");
    return this == VHDL ? plain.replaceAll("[^\\n -~]", "?") : plain.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
  }

  /** File name extension, without the dot. */
  public String extension() {
    return extension;
  }
}
