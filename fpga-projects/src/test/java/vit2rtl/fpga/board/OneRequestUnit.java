package vit2rtl.fpga.board;

import vit2rtl.fpga.BoardUnit;
import vit2rtl.golden.CodeFormat;

/** A unit that takes one request at a time, four bytes each, and is never placed. */
record OneRequestUnit(int outputBits) implements BoardUnit {
  static final int LENGTH = 4;

  @Override
  public String name() {
    return "one";
  }

  @Override
  public int code() {
    return 1;
  }

  @Override
  public int rowLength() {
    return LENGTH;
  }

  @Override
  public int inputBits() {
    return Byte.SIZE;
  }

  @Override
  public CodeFormat.Sign inputSign() {
    return CodeFormat.Sign.UNSIGNED;
  }

  @Override
  public int results() {
    return LENGTH;
  }

  @Override
  public CodeFormat.Sign outputSign() {
    return CodeFormat.Sign.SIGNED;
  }

  @Override
  public int fingerprint() {
    return 0;
  }

  @Override
  public void requireOnBoard() {
    // It is on none.
  }

  @Override
  public boolean holdsRows() {
    return true;
  }

  @Override
  public int window() {
    return 1;
  }

  @Override
  public Ends place(Parent parent) {
    throw new IllegalStateException("is not placed");
  }
}
