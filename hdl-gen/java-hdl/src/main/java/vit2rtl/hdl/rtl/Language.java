package vit2rtl.hdl.rtl;

/** The languages a design can be emitted in. */
public enum Language {
  VERILOG("v"),
  SYSTEMVERILOG("sv"),
  VHDL("vhd");

  private final String extension;

  Language(String extension) {
    this.extension = extension;
  }

  /** File name extension, without the dot. */
  public String extension() {
    return extension;
  }
}
