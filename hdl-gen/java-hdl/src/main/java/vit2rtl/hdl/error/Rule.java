package vit2rtl.hdl.error;

import java.util.List;
import java.util.function.BiFunction;

/** The rules that SpinalHDL checks: the words its report begins with, and what the Java HDL says instead. */
public enum Rule {
  MISSING_DRIVER("NO DRIVER ON", "nothing drives it", "set it, or remove it", MissingDriverException::new),
  UNASSIGNED_REGISTER("UNASSIGNED REGISTER", "the register has neither a next value nor a reset value",
      "set it, or remove it", MissingDriverException::new),
  PARTLY_ASSIGNED("PARTIALLY ASSIGNED REGISTER", "nothing sets some of its bits", "set all of them",
      MissingDriverException::new),
  INPUT_REGISTER("REGISTER DEFINED AS COMPONENT INPUT", "it is a register and an input at once",
      "declare the input, and a register that is set from it", StructureException::new),
  LATCH("LATCH DETECTED", "it has a value under some conditions only, which takes a latch",
      "set it before the when, add an otherwise, or make it a register", LatchException::new),
  TWO_DRIVERS("ASSIGNMENT OVERLAP", "it is set again here, whatever it was set to before",
      "set it once, or put the later set under a condition", TwoDriversException::new),
  LOOP("COMBINATORIAL LOOP", "it depends on itself without a register between", "put a register into the loop",
      LoopException::new),
  HIERARCHY_READ("HIERARCHY VIOLATION (read access)", "a signal inside another component is read",
      "lead it out through a port", HierarchyException::new),
  HIERARCHY_SET("HIERARCHY VIOLATION (assignment)", "an input of this component, or a signal inside another, is set",
      "drive outputs, own signals and inputs of children", HierarchyException::new),
  OTHER_DESIGN("OLD NETLIST RE-USED", "it belongs to another elaboration",
      "make everything inside the component, and keep no signals in static fields", HierarchyException::new),
  SCOPE("SCOPE VIOLATION", "it is made inside a when and used outside", "make it before the when",
      HierarchyException::new),
  NAME("Reserved name", "something else in its module has the same name, in this or another case",
      "rename one of them", NameException::new),
  CLOCK_CROSSING("CLOCK CROSSING VIOLATION", "it is written in one clock domain and used in another",
      "cross with Synchroniser, Handshake or AsyncFifo of vit2rtl.hdl.clock, or declare the input in that domain",
      ClockCrossingException::new),
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

  public static Rule of(String report) {
    for (Rule rule : values()) {
      if (report.startsWith(rule.words)) {
        return rule;
      }
    }
    return OTHER;
  }

  public String what() {
    return what;
  }

  public String fix() {
    return fix;
  }

  public HdlException exception(List<Diagnostic> diagnostics, Throwable cause) {
    return exception.apply(diagnostics, cause);
  }
}
