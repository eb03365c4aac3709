package vit2rtl.hdl.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.TimeLimitException;
import vit2rtl.hdl.error.UserFrame;

/**
 * One run of the elaborator, on its own thread: what kind of text it is for, whether that makes a difference, and what
 * other packages keep for as long as it lasts.
 */
public final class Elaboration {
  /** Which text is being made. */
  public enum Purpose { SHIPPED, VERIFICATION }

  private static final ThreadLocal<Elaboration> CURRENT = new ThreadLocal<>();

  private final Purpose purpose;
  /** Where signals were declared, by the path of their component and their name. */
  private final Map<String, Map<String, String>> declared = new LinkedHashMap<>();
  private final Map<Class<?>, Object> parts = new HashMap<>();
  private final Thread thread = Thread.currentThread();
  private volatile boolean cancelled;
  private int assertions;

  private Elaboration(Purpose purpose) {
    this.purpose = purpose;
  }

  public static Elaboration begin(Purpose purpose) {
    Elaboration elaboration = new Elaboration(purpose);
    CURRENT.set(elaboration);
    return elaboration;
  }

  public static void end() {
    CURRENT.remove();
    Instance.reset();
  }

  public static boolean running() {
    return CURRENT.get() != null;
  }

  /** This thread's run; refused where there is none, and when its time is over. */
  public static Elaboration current() {
    if (!running()) {
      throw new StructureException("", "hardware is described outside an elaboration", "use Hdl.elaborate");
    }
    if (CURRENT.get().cancelled) {
      throw new StructureException("build", "the time is over", "");
    }
    return CURRENT.get();
  }

  /** What a class keeps for this run, made when it is first asked for. */
  public <T> T part(Class<T> kind, Supplier<T> make) {
    return kind.cast(parts.computeIfAbsent(kind, k -> make.get()));
  }

  /** Whether the verification text is being made; asking makes that text differ from the shipped one. */
  public boolean verifying() {
    assertions++;
    return purpose == Purpose.VERIFICATION;
  }

  /** How often the design has asked that so far. */
  public int assertions() {
    return assertions;
  }

  /** Keeps where a signal was declared. */
  void declare(String path, String name) {
    declared.computeIfAbsent(path, component -> new LinkedHashMap<>())
        .computeIfAbsent(name, signal -> UserFrame.position());
  }

  /** What was declared in a component's constructor was so before its instance had a name. */
  void moved(String before, String after) {
    for (String path : List.copyOf(declared.keySet())) {
      if (isWithin(before, path)) {
        declared.put(after + path.substring(before.length()), declared.remove(path));
      }
    }
  }

  /** Where a signal was declared; if that was in no code of the user's, where its component was made; or nothing. */
  public String declared(String path, String name) {
    String own = declared.getOrDefault(path, Map.of()).getOrDefault(name, "");
    return !own.isEmpty() ? own : declared.entrySet().stream().filter(entry -> isWithin(path, entry.getKey()))
        .flatMap(entry -> entry.getValue().values().stream()).filter(position -> !position.isEmpty())
        .findFirst().orElse("");
  }

  private static boolean isWithin(String component, String path) {
    return path.startsWith(component) && (path.length() == component.length() || path.charAt(component.length()) == '/');
  }

  /** What is said when the time is over; the elaboration, null before it began, ends with whatever it does next. */
  public static HdlException late(Elaboration running, Duration limit) {
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
}
