package vit2rtl.hdl.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.internal.Names;

/**
 * The stages of a {@link Pipeline} in order, by name: a plain value that exists before any hardware. A configuration
 * makes it and reads latencies from it; the component builds its pipeline from the same one, so that the two agree:
 * <pre>
 *   Stages stages = Stages.of("read", "shift").then("sum", 3).then("clip");
 *   stages.cycles();                  // 6: from what is given at "read" to the register behind "clip"
 *   stages.between("shift", "clip");  // 4
 * </pre>
 * A stage is what happens between two clock edges. Behind the last one lies {@value #END}, where results are taken.
 *
 * @param names one per cycle, legal and different
 */
public record Stages(List<String> names) {
  /** Name of the place behind the last stage. */
  public static final String END = "end";

  /**
   * Refuses names that occur twice or that no register can have.
   *
   * @param names one per cycle, legal and different
   */
  public Stages {
    names = List.copyOf(names);
    for (String name : names) {
      Names.checkPart("stage", name);
      if (Collections.frequency(names, name) > 1 || name.equals(END)) {
        throw new NameException("stage", "the name '" + name + "' is taken", "choose another");
      }
    }
  }

  /**
   * {@return stages by their names}
   *
   * @param names the first first
   */
  public static Stages of(String... names) {
    return new Stages(List.of(names));
  }

  /**
   * {@return these and one more}
   *
   * @param name not in the list yet
   */
  public Stages then(String name) {
    return then(name, 1);
  }

  /**
   * These and {@code cycles} more, for a block that takes as many: {@code name}, {@code name_2}, {@code name_3}, ….
   *
   * @param name   not in the list yet
   * @param cycles from 0
   * @return the longer list
   */
  public Stages then(String name, int cycles) {
    if (cycles < 0) {
      throw new StructureException("stage", cycles + " cycles of '" + name + "'; allowed: from 0", "count the stages");
    }
    List<String> more = new ArrayList<>();
    for (int cycle = 1; cycle <= cycles; cycle++) {
      more.add(cycle == 1 ? name : name + "_" + cycle);
    }
    return then(new Stages(more));
  }

  /**
   * {@return these, and those of a block that begins behind them}
   *
   * @param more names that are not in the list
   */
  public Stages then(Stages more) {
    List<String> all = new ArrayList<>(names);
    all.addAll(more.names);
    return new Stages(all);
  }

  /**
   * {@return cycles from a value given at the first stage to the result, which is in a register: the number of stages}
   */
  public int cycles() {
    return names.size();
  }

  /**
   * {@return cycles from the first stage to this one}
   *
   * @param name one of the list's
   */
  public int until(String name) {
    int index = name.equals(END) ? cycles() : names.indexOf(name);
    if (index < 0) {
      throw new StructureException("stage", "there is no '" + name + "' among the stages " + String.join(", ", names),
          "name one of them or '" + END + "'");
    }
    return index;
  }

  /**
   * {@return cycles from one stage to another; negative where that comes before}
   *
   * @param from one of the list's names
   * @param to   one of the list's names
   */
  public int between(String from, String to) {
    return until(to) - until(from);
  }

  /** Name of the stage at an index, {@value #END} behind the last. */
  String name(int index) {
    return index == cycles() ? END : names.get(index);
  }
}
