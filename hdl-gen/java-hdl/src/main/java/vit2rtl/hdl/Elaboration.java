package vit2rtl.hdl;

import java.time.Duration;
import java.util.ArrayList;
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

  private record Property(String clock, Diagnostic diagnostic) {}

  private static final ThreadLocal<Elaboration> CURRENT = new ThreadLocal<>();

  private final Purpose purpose;
  private final Language language;
  private final List<ClockPort> shippedClocks;
  private final Map<String, String> declared = new LinkedHashMap<>();
  private final Thread thread = Thread.currentThread();
  private final Clocks clocks = new Clocks();
  private final EnumDefinitions enums = new EnumDefinitions();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Covers covers = new Covers();
  private final PartlySet partlySet = new PartlySet();
  private final List<Property> properties = new ArrayList<>();
  private volatile boolean cancelled;
  private int assertions;

  private Elaboration(Purpose purpose, Language language, List<ClockPort> shippedClocks) {
    this.language = language;
    this.purpose = purpose;
    this.shippedClocks = shippedClocks;
  }

  static Elaboration begin(Purpose purpose, Language language) {
    return begin(purpose, language, List.of());
  }

  static Elaboration begin(Purpose purpose, Language language, List<ClockPort> shippedClocks) {
    Elaboration elaboration = new Elaboration(purpose, language, shippedClocks);
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

  /** An assertion of the user's. */
  void stateCheck(Bool condition, String message) {
    if (verifying()) {
      requireEdges("check");
      emit(condition, message);
    }
  }

  /** An assertion that need not be evaluated: of clocked parts, or of a component that may be in a design without. */
  void stateWhereClocked(Bool condition, String message) {
    if (verifying()) {
      emit(condition, message);
    }
  }

  /** An assertion to SpinalHDL; the text makes an assumption of it, by its message. */
  void stateAssumption(Bool condition, String message) {
    if (verifying()) {
      requireEdges("assume");
      emit(condition, Covers.ASSUMPTION + message);
    }
  }

  /** An assumption of the toolkit's own, about a design that has the clock. */
  void environment(Bool condition, String message) {
    if (verifying()) {
      emit(condition, Covers.ASSUMPTION + message);
    }
  }

  /** Whether the shipped design has a domain's clock, and its reset where it has one: known in later runs only. */
  boolean isShipped(ClockDomain domain) {
    return has(shippedClocks, domain);
  }

  static boolean has(List<ClockPort> clocks, ClockDomain domain) {
    return clocks.stream().anyMatch(port -> port.clock().equals(domain.clock())
        && (port.reset() != null || domain.reset().isEmpty()));
  }

  /** Keeps where a property was stated, and of which clock's edges. */
  void requireEdges(String operation) {
    clocks.requireClock(operation);
    String clock = clocks.current().clock();
    properties.add(new Property(clock, Diagnostic.here(operation,
        "no register or memory of the design has clock " + clock + ", at whose edges it would be evaluated",
        "give the design one, or state it where there is one")));
  }

  /** Refuses properties that would never be evaluated, because the shipped design has no port for their clock. */
  void requireEvaluated(List<ClockPort> shipped) {
    List<Diagnostic> never = properties.stream()
        .filter(property -> shipped.stream().noneMatch(port -> port.clock().equals(property.clock())))
        .map(Property::diagnostic).distinct().toList();
    if (!never.isEmpty()) {
      throw new StructureException(never, null);
    }
  }

  private void emit(Bool condition, String message) {
    AssertStatementHelper$.MODULE$.apply(condition.spinal(), language.stringBody(message), FAILURE$.MODULE$,
        AssertStatementKind$.MODULE$.ASSERT(), AssertStatementTrigger$.MODULE$.CLOCKED(), UserFrame.location());
  }

  /** The sources of black boxes, each once, by module name. */
  Map<String, String> sources() {
    return sources;
  }

  Covers covers() {
    return covers;
  }

  PartlySet partlySet() {
    return partlySet;
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

  /** Where a signal was declared; if that was in no code of the user's, where its component was made; or nothing. */
  String declared(String path, String name) {
    String own = declared.getOrDefault(path + "/" + name, "");
    return !own.isEmpty() ? own : declared.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(path + "/") && !entry.getValue().isEmpty())
        .map(Map.Entry::getValue).findFirst().orElse("");
  }

  /** What is said when the time is over; the elaboration, null before it began, ends with whatever it does next. */
  static HdlException late(Elaboration running, Duration limit) {
    String position = "";
    String initialiser = UserFrame.initialiser();
    if (running != null) {
      running.cancelled = true;
      position = UserFrame.position(running.thread);
    }
    return new TimeLimitException(List.of(new Diagnostic(position, "", "build",
        "it has not ended after " + limit.toMillis() / 1000.0 + " s",
        initialiser.isEmpty() ? "look for an endless loop here, or raise the limit in HdlOptions"
            : "it is elaborated in the static initialiser of " + initialiser + ", and on a thread of its own, which"
                + " waits for that initialiser as soon as it uses the class: elaborate it in a method")), null);
  }

  /** How many assertions the design has stated so far. */
  int assertions() {
    return assertions;
  }
}
