package vit2rtl.hdl;

import java.util.List;

/** Something is declared or used where it cannot be: outside an elaboration, in another component, after build(). */
public final class StructureException extends HdlException {
  StructureException(String operation, String what, String fix) {
    super(List.of(Diagnostic.here(operation, what, fix)), null);
  }
}
