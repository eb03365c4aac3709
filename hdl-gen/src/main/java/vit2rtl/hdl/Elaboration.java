package vit2rtl.hdl;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final Thread thread = Thread.currentThread();
  private final Clocks clocks = new Clocks();
  private final EnumDefinitions enums = new EnumDefinitions();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Covers covers = new Covers();
  private volatile boolean cancelled;
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
    if (CURRENT.get().cancelled) {
      throw new StructureException("build", "the time is over", "");
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
    if (verifying()) {
      state(condition, message);
    }
  }

  /** An assertion to SpinalHDL; the text makes an assumption of it, by its message. */
  void assumption(Bool condition, String message) {
    if (verifying()) {
      state(condition, Covers.ASSUMPTION + message);
    }
  }

  private static void state(Bool condition, String message) {
    AssertStatementHelper$.MODULE$.apply(condition.spinal(), message, FAILURE$.MODULE$,
        AssertStatementKind$.MODULE$.ASSERT(), AssertStatementTrigger$.MODULE$.CLOCKED(), UserFrame.location());
  }

  /** The sources of black boxes, each once, by module name. */
  Map<String, String> sources() {
    return sources;
  }

  Covers covers() {
    return covers;
  }

  EnumDefinitions enums() {
    return enums;
  }

  /** Keeps where a signal was declared. */
  void declare(String path, String name) {
    declared.putIfAbsent(path + "/" + name, UserFrame.position());
  }

  /** What was declared in a component's constructor was so before its instance had a name. */
  void moved(String before, String after) {
    for (String key : List.copyOf(declared.keySet())) {
      if (key.startsWith(before + "/")) {
        declared.put(after + key.substring(before.length()), declared.remove(key));
      }
    }
  }

  /** Where a signal was declared, or nothing. */
  String declared(String path, String name) {
    return declared.getOrDefault(path + "/" + name, "");
  }

  /** What is said when the time is over; the elaboration, null before it began, ends with whatever it does next. */
  static HdlException late(Elaboration running, Duration limit) {
    String position = "";
    if (running != null) {
      running.cancelled = true;
      position = UserFrame.position(running.thread);
    }
    return new TimeLimitException(List.of(new Diagnostic(position, "", "build",
        "it has not ended after " + limit.toMillis() / 1000.0 + " s",
        "look for an endless loop here, or raise the limit in HdlOptions")), null);
  }

  /** How many assertions the design has stated so far. */
  int assertions() {
    return assertions;
  }
}
