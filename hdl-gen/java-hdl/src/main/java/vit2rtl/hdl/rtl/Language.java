package vit2rtl.hdl.rtl;

/** The languages a design can be emitted in. */
public enum Language {
  /** Verilog-2001, what every tool reads. */
  VERILOG("v"),
  /** SystemVerilog, of 2012. */
  SYSTEMVERILOG("sv"),
  /** VHDL, read as 93 and 2008. */
  VHDL("vhd");

  private final String extension;

  Language(String extension) {
    this.extension = extension;
  }

  /** {@return file name extension, without the dot} */
  public String extension() {
    return extension;
  }
}
