package vit2rtl.hdl.error;

import java.util.List;
import java.util.function.BiFunction;

/** The rules that SpinalHDL checks: the words its report begins with, and what the Java HDL says instead. */
public enum Rule {
  /** Something has no driver. */
  MISSING_DRIVER("NO DRIVER ON", "nothing drives it", "set it, or remove it", MissingDriverException::new),
  /** A register is never set. */
  UNASSIGNED_REGISTER("UNASSIGNED REGISTER", "the register has neither a next value nor a reset value",
      "set it, or remove it", MissingDriverException::new),
  /** A register is set in part only. */
  PARTLY_ASSIGNED("PARTIALLY ASSIGNED REGISTER", "nothing sets some of its bits", "set all of them",
      MissingDriverException::new),
  /** A port is a register as well. */
  INPUT_REGISTER("REGISTER DEFINED AS COMPONENT INPUT", "it is a register and an input at once",
      "declare the input, and a register that is set from it", StructureException::new),
  /** A signal has no value under some condition. */
  LATCH("LATCH DETECTED", "it has a value under some conditions only, which takes a latch",
      "set it before the when, add an otherwise, or make it a register", LatchException::new),
  /** A signal is set twice in one place. */
  TWO_DRIVERS("ASSIGNMENT OVERLAP", "it is set again here, whatever it was set to before",
      "set it once, or put the later set under a condition", TwoDriversException::new),
  /** A signal depends on itself within a cycle. */
  LOOP("COMBINATORIAL LOOP", "it depends on itself without a register between", "put a register into the loop",
      LoopException::new),
  /** A signal inside another component is read. */
  HIERARCHY_READ("HIERARCHY VIOLATION (read access)", "a signal inside another component is read",
      "lead it out through a port", HierarchyException::new),
  /** A signal of another component is set. */
  HIERARCHY_SET("HIERARCHY VIOLATION (assignment)", "an input of this component, or a signal inside another, is set",
      "drive outputs, own signals and inputs of children", HierarchyException::new),
  /** Something belongs to another elaboration. */
  OTHER_DESIGN("OLD NETLIST RE-USED", "it belongs to another elaboration",
      "make everything inside the component, and keep no signals in static fields", HierarchyException::new),
  /** Something is used outside the condition it was made under. */
  SCOPE("SCOPE VIOLATION", "it is made inside a when and used outside", "make it before the when",
      HierarchyException::new),
  /** Two things have one name. */
  NAME("Reserved name", "something else in its module has the same name, in this or another case",
      "rename one of them", NameException::new),
  /** A value goes from one clock domain into another without a crossing. */
  CLOCK_CROSSING("CLOCK CROSSING VIOLATION", "it is written in one clock domain and used in another",
      "cross with Synchroniser, Handshake or AsyncFifo of vit2rtl.hdl.clock, or declare the input in that domain",
      ClockCrossingException::new),
  /** Anything else that the elaborator refuses. */
  OTHER("", "", "", ElaborationException::new);

  private final String words;
  private final String what;
  private final String fix;
  private final BiFunction<List<Diagnostic>, Throwable, HdlException> exception;

  Rule(String words, String what, String fix, BiFunction<List<Diagnostic>, Throwable, HdlException> exception) {
    this.words = words;
    this.what = what;
    this.fix = fix;
    this.exception = exception;
  }

  /**
   * {@return the rule that a report of the elaborator is about}
   *
   * @param report its text
   */
  public static Rule of(String report) {
    for (Rule rule : values()) {
      if (report.startsWith(rule.words)) {
        return rule;
      }
    }
    return OTHER;
  }

  /** {@return what is wrong, as a clause} */
  public String what() {
    return what;
  }

  /** {@return how to mend it, as an imperative} */
  public String fix() {
    return fix;
  }

  /**
   * {@return the exception of this kind of rule}
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  public HdlException exception(List<Diagnostic> diagnostics, Throwable cause) {
    return exception.apply(diagnostics, cause);
  }
}
