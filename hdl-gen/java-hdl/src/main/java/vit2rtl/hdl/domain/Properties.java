package vit2rtl.hdl.domain;

import java.util.ArrayList;
import java.util.List;
import spinal.core.Bool;
import spinal.core.FAILURE$;
import spinal.core.internals.AssertStatementHelper$;
import spinal.core.internals.AssertStatementKind$;
import spinal.core.internals.AssertStatementTrigger$;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.UserFrame;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Language;

/**
 * What a run states in its verification text, at the edges of the current clock. For the toolkit: users state properties
 * with the methods of their component.
 */
public final class Properties {
  /** What the message of an assumption begins with. */
  public static final String ASSUMPTION = "assumption: ";

  private record Property(String clock, Diagnostic diagnostic) {}

  private final Elaboration elaboration;
  private final Language language;
  private final List<ClockPort> shippedClocks;
  private final List<Property> properties = new ArrayList<>();

  private Properties(Elaboration elaboration, Language language, List<ClockPort> shippedClocks) {
    this.elaboration = elaboration;
    this.language = language;
    this.shippedClocks = shippedClocks;
  }

  /**
   * Makes those of a run.
   *
   * @param elaboration   the run
   * @param language      of the text, which decides how an assumption is written
   * @param shippedClocks the clocks of the shipped design, which later runs only know
   * @return the properties of the run
   */
  public static Properties begin(Elaboration elaboration, Language language, List<ClockPort> shippedClocks) {
    return elaboration.part(Properties.class, () -> new Properties(elaboration, language, shippedClocks));
  }

  /** {@return those of the run that is under way; refused where there is none} */
  public static Properties current() {
    return of(Elaboration.current());
  }

  /**
   * {@return the properties of a run}
   *
   * @param elaboration the run
   */
  public static Properties of(Elaboration elaboration) {
    return elaboration.part(Properties.class, () -> {
      throw new IllegalStateException("begin has not been called");
    });
  }

  /**
   * An assertion of the user's.
   *
   * @param condition holds at every clock edge out of reset
   * @param message   what a failure says
   */
  public void check(Bool condition, String message) {
    if (elaboration.verifying()) {
      requireEdges("check");
      emit(condition, message);
    }
  }

  /**
   * An assertion that need not be evaluated: of clocked parts, or of a component that may be in a design without.
   *
   * @param condition holds at every clock edge out of reset
   * @param message   what a failure says
   */
  public void checkWhereClocked(Bool condition, String message) {
    if (elaboration.verifying()) {
      emit(condition, message);
    }
  }

  /**
   * An assertion to SpinalHDL; the text makes an assumption of it, by its message.
   *
   * @param condition holds at every clock edge out of reset
   * @param message   what a failure says
   */
  public void assume(Bool condition, String message) {
    if (elaboration.verifying()) {
      requireEdges("assume");
      emit(condition, ASSUMPTION + message);
    }
  }

  /**
   * An assumption of the toolkit's own, about a design that has the clock.
   *
   * @param condition what the environment guarantees
   * @param message   what a failure says
   */
  public void environment(Bool condition, String message) {
    if (elaboration.verifying()) {
      emit(condition, ASSUMPTION + message);
    }
  }

  private void emit(Bool condition, String message) {
    AssertStatementHelper$.MODULE$.apply(condition, stringBody(message), FAILURE$.MODULE$,
        AssertStatementKind$.MODULE$.ASSERT(), AssertStatementTrigger$.MODULE$.CLOCKED(), UserFrame.location());
  }

  /**
   * A message as it is written between the quotes of a string: Verilog's are formats, in which a per cent sign begins a
   * field and a backslash an escape, no language takes control characters, and VHDL none beyond ASCII as this file
   * has them. The generator itself escapes quotes for VHDL, and the ends of lines.
   */
  private String stringBody(String message) {
    String plain = message.replaceAll("[\\p{Cntrl}&&[^\\n]]", " ");
    return language == Language.VHDL ? plain.replaceAll("[^\\n -~]", "?")
        : plain.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
  }

  /**
   * {@return whether the shipped design has a domain's clock, and its reset where it has one: known in later runs only}
   *
   * @param domain a clock domain
   */
  public boolean isShipped(ClockDomain domain) {
    return has(shippedClocks, domain);
  }

  /**
   * {@return whether these clock inputs have a domain's clock, and its reset where it has one}
   *
   * @param clocks clock inputs of a design
   * @param domain a clock domain
   */
  public static boolean has(List<ClockPort> clocks, ClockDomain domain) {
    return clocks.stream().anyMatch(port -> port.clock().equals(domain.clock())
        && (port.reset() != null || domain.reset().isEmpty()));
  }

  /**
   * Keeps where a property was stated, and of which clock's edges.
   *
   * @param operation what the user called, as messages name it
   */
  public void requireEdges(String operation) {
    Clocks clocks = Clocks.of(elaboration);
    clocks.requireClock(operation);
    String clock = clocks.domain().clock();
    properties.add(new Property(clock, Diagnostic.here(operation,
        "no register or memory of the design has clock " + clock + ", at whose edges it would be evaluated",
        "give the design one, or state it where there is one")));
  }

  /**
   * Refuses properties that would never be evaluated, because the shipped design has no port for their clock.
   *
   * @param shipped clock inputs of the shipped design
   */
  public void requireEvaluated(List<ClockPort> shipped) {
    List<Diagnostic> never = properties.stream()
        .filter(property -> shipped.stream().noneMatch(port -> port.clock().equals(property.clock())))
        .map(Property::diagnostic).distinct().toList();
    if (!never.isEmpty()) {
      throw new StructureException(never, null);
    }
  }
}
