package vit2rtl.hdl;

/** Something is declared or used where it cannot be: outside an elaboration, in another component, after build(). */
public final class StructureException extends HdlException {
  public StructureException(String what) {
    super(UserFrame.position() + what);
  }
}
