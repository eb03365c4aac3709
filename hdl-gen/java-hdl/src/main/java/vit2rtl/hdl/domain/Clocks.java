package vit2rtl.hdl.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import spinal.core.ASYNC$;
import spinal.core.ClockDomainConfig;
import spinal.core.FALLING$;
import spinal.core.HIGH$;
import spinal.core.LOW$;
import spinal.core.RISING$;
import spinal.core.SYNC$;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.Reset;

/** The clock domains of one elaboration, and which of them is current. */
public final class Clocks {
  private final Map<ClockDomain, spinal.core.ClockDomain> domains = new LinkedHashMap<>();
  private final Map<String, spinal.core.Bool> signals = new HashMap<>();
  private ClockDomain current;

  private Clocks() {}

  /** {@return the clocks of the run that is under way; refused where there is none} */
  public static Clocks current() {
    return of(Elaboration.current());
  }

  /**
   * {@return the clocks of a run}
   *
   * @param elaboration the run
   */
  public static Clocks of(Elaboration elaboration) {
    return elaboration.part(Clocks.class, Clocks::new);
  }

  /**
   * Runs a body inside a domain.
   *
   * @param <T>    what the body returns
   * @param domain the domain
   * @param body   run once, at once
   * @return what the body returns
   */
  public <T> T in(ClockDomain domain, Supplier<T> body) {
    ClockDomain outer = current;
    var stack = spinal(domain).push();
    current = domain;
    try {
      return body.get();
    } finally {
      current = outer;
      stack.restore();
    }
  }

  /**
   * Takes a domain as the elaborator's caller has it.
   *
   * @param domain the domain as users know it
   * @param made   the same as the elaborator has it
   */
  public void adopt(ClockDomain domain, spinal.core.ClockDomain made) {
    domains.put(domain, made);
    current = domain;
  }

  /** {@return the domain that what is described now belongs to} */
  public ClockDomain domain() {
    return current;
  }

  /**
   * What holds contents needs a clock.
   *
   * @param operation what the user called, as messages name it
   */
  public void requireClock(String operation) {
    if (current.equals(ClockDomain.ASYNCHRONOUS)) {
      throw new StructureException(operation, "there is no clock in the asynchronous domain",
          "declare inputs in it and nothing else");
    }
  }

  /**
   * A register's reset value needs a reset.
   *
   * @param operation what the user called, as messages name it
   */
  public void requireReset(String operation) {
    if (current.reset().isEmpty()) {
      throw new StructureException(operation, "clock " + current.clock() + " has no reset",
          "declare the register without a reset value, or the clock domain with a reset");
    }
  }

  /**
   * {@return a domain as the elaborator has it, made at its first use}
   *
   * @param domain the domain
   */
  public spinal.core.ClockDomain spinal(ClockDomain domain) {
    spinal.core.ClockDomain known = domains.get(domain);
    if (known == null) {
      domains.keySet().forEach(other -> requireCompatible(domain, other));
      known = make(domain);
      domains.put(domain, known);
    }
    return known;
  }

  private static void requireCompatible(ClockDomain domain, ClockDomain other) {
    boolean sameClock = domain.clock().equals(other.clock());
    boolean sameReset = domain.reset().isPresent() && domain.reset().equals(other.reset());
    boolean bothReset = domain.reset().isPresent() && other.reset().isPresent();
    if (sameClock && (!domain.hertz().equals(other.hertz()) || bothReset && !sameReset)) {
      throw new StructureException("clock domain", "clock " + domain.clock() + " is declared with another "
          + (bothReset && !sameReset ? "reset" : "frequency") + " elsewhere",
          "declare it once and use that declaration");
    }
    Set<String> names = new LinkedHashSet<>(names(other));
    names.retainAll(names(domain));
    if (!sameClock && !names.isEmpty()) {
      throw new StructureException("clock domain", "the clocks " + domain.clock() + " and " + other.clock()
          + " share the name " + names.iterator().next(), "give each clock a name and a reset of its own");
    }
  }

  private static Set<String> names(ClockDomain domain) {
    Set<String> names = new LinkedHashSet<>(Set.of(domain.clock()));
    domain.reset().ifPresent(reset -> names.add(reset.name()));
    return names;
  }

  private spinal.core.ClockDomain make(ClockDomain domain) {
    Reset reset = domain.reset().orElse(Reset.of("none"));
    ClockDomainConfig config = new ClockDomainConfig(
        domain.edge() == Edge.RISING ? RISING$.MODULE$ : FALLING$.MODULE$,
        reset.kind() == Reset.Kind.SYNCHRONOUS ? SYNC$.MODULE$ : ASYNC$.MODULE$,
        reset.active() == Reset.Level.HIGH ? HIGH$.MODULE$ : LOW$.MODULE$, HIGH$.MODULE$, HIGH$.MODULE$);
    return new spinal.core.ClockDomain(signal(domain.clock()),
        domain.reset().map(r -> signal(r.name())).orElse(null), null, null, null, config,
        new spinal.core.ClockDomain.UnknownFrequency(), new spinal.core.ClockDomain.UnknownDivisionRate());
  }

  /** A signal that belongs to no component: each that needs it gets an input for it. */
  private spinal.core.Bool signal(String name) {
    return signals.computeIfAbsent(name, n -> {
      var outside = spinal.core.Component$.MODULE$.push(null);
      try {
        spinal.core.Bool made = spinal.core.package$.MODULE$.Bool();
        made.setName(n);
        return made;
      } finally {
        outside.restore();
      }
    });
  }

  /**
   * Refuses a component's own signals that have the name of a clock or reset.
   *
   * @param component a finished component
   */
  public void requireFree(Instance component) {
    domains.keySet().stream().filter(domain -> !domain.equals(ClockDomain.ASYNCHRONOUS))
        .flatMap(domain -> names(domain).stream()).forEach(component.names()::refuseClockName);
    component.children().forEach(this::requireFree);
  }

  /**
   * {@return the clock inputs that the top has got, in order of use}
   *
   * @param top the finished top
   */
  public List<ClockPort> ports(spinal.core.Component top) {
    Map<String, ClockPort> ports = new LinkedHashMap<>();
    domains.forEach((domain, made) -> {
      if (isPort(top, made.clock())) {
        ports.merge(domain.clock(), port(domain, made, top), Clocks::both);
      }
    });
    return new ArrayList<>(ports.values());
  }

  private static boolean isPort(spinal.core.Component top, spinal.core.Bool signal) {
    return signal != null && top.pulledDataCache().contains(signal)
        && top.getAllIo().contains((spinal.core.BaseType) top.pulledDataCache().apply(signal));
  }

  private static ClockPort port(ClockDomain domain, spinal.core.ClockDomain made, spinal.core.Component top) {
    if (!isPort(top, made.reset())) {
      return new ClockPort(domain.clock(), null, domain.edge(), Reset.Kind.SYNCHRONOUS, Reset.Level.HIGH,
          domain.hertz());
    }
    Reset reset = domain.reset().orElseThrow();
    return new ClockPort(domain.clock(), reset.name(), domain.edge(), reset.kind(), reset.active(), domain.hertz());
  }

  private static ClockPort both(ClockPort first, ClockPort second) {
    return first.reset() != null || second.reset() == null ? first : new ClockPort(first.clock(), second.reset(),
        first.edge(), second.resetKind(), second.resetLevel(), first.hertz());
  }
}
