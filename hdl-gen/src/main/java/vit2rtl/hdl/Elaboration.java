package vit2rtl.hdl;

import java.util.HashMap;
import java.util.Map;
import spinal.core.FAILURE$;
import spinal.core.internals.AssertStatementHelper$;
import spinal.core.internals.AssertStatementKind$;
import spinal.core.internals.AssertStatementTrigger$;

/** One run of the elaborator, on its own thread: what kind of text it is for, and whether that makes a difference. */
final class Elaboration {
  /** Which text is being made. */
  enum Purpose { SHIPPED, VERIFICATION }

  private static final ThreadLocal<Elaboration> CURRENT = new ThreadLocal<>();

  private final Purpose purpose;
  private final Map<String, String> declared = new HashMap<>();
  private final Clocks clocks = new Clocks();
  private final EnumDefinitions enums = new EnumDefinitions();
  private int assertions;

  private Elaboration(Purpose purpose) {
    this.purpose = purpose;
  }

  static Elaboration begin(Purpose purpose) {
    Elaboration elaboration = new Elaboration(purpose);
    CURRENT.set(elaboration);
    return elaboration;
  }

  static void end() {
    CURRENT.remove();
    Component.reset();
  }

  static boolean running() {
    return CURRENT.get() != null;
  }

  static Elaboration current() {
    if (!running()) {
      throw new StructureException("", "hardware is described outside an elaboration", "use Hdl.elaborate");
    }
    return CURRENT.get();
  }

  Clocks clocks() {
    return clocks;
  }

  /** Whether the verification text is being made; asking makes that text differ from the shipped one. */
  boolean verifying() {
    assertions++;
    return purpose == Purpose.VERIFICATION;
  }

  void assertion(Bool condition, String message) {
    assertions++;
    if (purpose == Purpose.VERIFICATION) {
      AssertStatementHelper$.MODULE$.apply(condition.spinal(), message, FAILURE$.MODULE$,
          AssertStatementKind$.MODULE$.ASSERT(), AssertStatementTrigger$.MODULE$.CLOCKED(), UserFrame.location());
    }
  }

  EnumDefinitions enums() {
    return enums;
  }

  /** Keeps where a signal was declared. */
  void declare(String path, String name) {
    declared.putIfAbsent(path + "/" + name, UserFrame.position());
  }

  /** Where a signal was declared, or nothing. */
  String declared(String path, String name) {
    return declared.getOrDefault(path + "/" + name, "");
  }

  /** How many assertions the design has stated so far. */
  int assertions() {
    return assertions;
  }
}
