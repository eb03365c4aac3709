package vit2rtl.hdl.internal.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import scala.runtime.BoxedUnit;
import spinal.core.BaseType;
import spinal.core.MemPortStatement;
import spinal.core.MemWrite;
import spinal.core.internals.AssignmentStatement;
import spinal.core.internals.BinaryMultiplexer;
import spinal.core.internals.Expression;
import spinal.core.internals.InitAssignmentStatement;
import spinal.core.internals.Multiplexer;
import spinal.core.internals.Statement;
import spinal.core.internals.SwitchStatement;
import spinal.core.internals.TreeStatement;
import spinal.core.internals.WhenStatement;

/** What drives what inside one component: the signals and memories that a value is made of, through logic and wires. */
public final class Drivers {
  private final Map<BaseType, List<Expression>> values = new IdentityHashMap<>();
  private final Map<BaseType, List<Expression>> conditions = new IdentityHashMap<>();
  private final Map<Object, List<Expression>> addresses = new IdentityHashMap<>();
  private final Map<Object, List<Expression>> writes = new IdentityHashMap<>();

  /** Which ways a search follows. */
  public enum Ways {
    /** Only where values come from. */
    VALUES,
    /** Also what chooses between them. */
    CONDITIONS
  }

  public Drivers(spinal.core.Component component) {
    component.dslBody().walkStatements(statement -> {
      take(statement);
      return BoxedUnit.UNIT;
    });
  }

  private void take(Statement statement) {
    if (statement instanceof AssignmentStatement assignment && !(statement instanceof InitAssignmentStatement)) {
      add(values, assignment.finalTarget(), assignment.source());
      for (TreeStatement parent = assignment.parentScope().parentStatement(); parent != null;
          parent = parent.parentScope().parentStatement()) {
        if (parent instanceof WhenStatement when) {
          add(conditions, assignment.finalTarget(), when.cond());
        } else if (parent instanceof SwitchStatement choice) {
          add(conditions, assignment.finalTarget(), choice.value());
        }
      }
    } else if (statement instanceof MemPortStatement port) {
      if (port instanceof MemWrite write) {
        add(writes, write.mem(), write.data());
        add(addresses, write.mem(), write.address());
      } else if (port instanceof spinal.core.MemReadSync read) {
        add(addresses, read.mem(), read.address());
      } else if (port instanceof spinal.core.MemReadAsync read) {
        add(addresses, read.mem(), read.address());
      }
    }
  }

  private static <K> void add(Map<K, List<Expression>> map, K key, Expression value) {
    map.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }

  public List<Expression> writes(spinal.core.Mem<?> memory) {
    return writes.getOrDefault(memory, List.of());
  }

  public List<Expression> addresses(spinal.core.Mem<?> memory) {
    return addresses.getOrDefault(memory, List.of());
  }

  public List<Expression> values(BaseType signal) {
    return values.getOrDefault(signal, List.of());
  }

  /** Operators that make up the values of signals, back to where {@code isEnd} holds: "2 adders, 1 multiplier". */
  public String operators(List<BaseType> targets, Predicate<BaseType> isEnd) {
    Map<String, Integer> counts = new TreeMap<>();
    Set<Expression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Expression> open = new ArrayDeque<>();
    targets.forEach(target -> open.addAll(values(target)));
    while (!open.isEmpty()) {
      Expression expression = open.remove();
      if (!seen.add(expression) || expression instanceof MemPortStatement) {
        continue;
      }
      if (expression instanceof BaseType signal) {
        if (!signal.isReg() && !isEnd.test(signal)) {
          open.addAll(values(signal));
        }
        continue;
      }
      String kind = Operators.kind(expression);
      if (kind != null) {
        counts.merge(kind, 1, Integer::sum);
      }
      expression.foreachExpression(part -> {
        open.add(part);
        return BoxedUnit.UNIT;
      });
    }
    return counts.entrySet().stream().map(e -> e.getValue() + " " + Operators.noun(e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private record Step(Expression expression, boolean registered) {}

  /**
   * Where the search ends, nearest first: signals that {@code isEnd} accepts and memories, each with whether a register
   * lies on every way from it.
   */
  public Map<Object, Boolean> sources(List<? extends Expression> from, Ways ways, Predicate<BaseType> isEnd) {
    Map<Object, Boolean> found = new LinkedHashMap<>();
    Map<Boolean, Set<BaseType>> seen = Map.of(true, Collections.newSetFromMap(new IdentityHashMap<>()),
        false, Collections.newSetFromMap(new IdentityHashMap<>()));
    Deque<Step> open = new ArrayDeque<>();
    for (Expression start : from) {
      if (start instanceof BaseType signal) {
        follow(signal, false, ways, open);
      } else {
        open.add(new Step(start, false));
      }
    }
    while (!open.isEmpty()) {
      Step step = open.remove();
      leaves(step.expression, ways, leaf -> {
        if (leaf instanceof spinal.core.Mem<?> || isEnd.test((BaseType) leaf)) {
          found.merge(leaf, step.registered, Boolean::logicalAnd);
        } else if (seen.get(step.registered).add((BaseType) leaf)) {
          follow((BaseType) leaf, step.registered, ways, open);
        }
      });
    }
    return found;
  }

  private void follow(BaseType signal, boolean registered, Ways ways, Deque<Step> open) {
    boolean now = registered || signal.isReg();
    values(signal).forEach(e -> open.add(new Step(e, now)));
    if (ways == Ways.CONDITIONS) {
      conditions.getOrDefault(signal, List.of()).forEach(e -> open.add(new Step(e, now)));
    }
  }

  /** The signals and memories in an expression; an address is no part of the value read there. */
  private static void leaves(Expression expression, Ways ways, Consumer<Object> taker) {
    if (expression instanceof BaseType) {
      taker.accept(expression);
    } else if (expression instanceof MemPortStatement port) {
      taker.accept(port.mem());
    } else {
      Expression choice = expression instanceof BinaryMultiplexer mux ? mux.cond()
          : expression instanceof Multiplexer mux ? mux.select() : null;
      expression.foreachExpression(part -> {
        if (part != choice || ways == Ways.CONDITIONS) {
          leaves(part, ways, taker);
        }
        return BoxedUnit.UNIT;
      });
    }
  }
}
