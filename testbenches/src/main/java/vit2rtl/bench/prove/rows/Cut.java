package vit2rtl.bench.prove.rows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.bench.prove.graph.Support;

/** Literals, what they depend on, and the rules for them that have been found. */
final class Cut {
  /** What a word is in a case; below 0 where that is not known, or where a case is none of those that are looked for. */
  record Rule(Case when, int term) {}

  /** What control lets through: the part of it that matters, and the words that matter then. */
  record Shape(Map<Integer, Boolean> control, int[] operands, Map<List<Integer>, Rule> rules) {}

  final int[] literals;
  final Support support;
  /** Nodes of control, and where in a cycle's record their values are. */
  final int[] controls;
  final int[] places;
  final int[] operands;
  final boolean takesPayload;
  final Map<Long, Shape> shapes = new HashMap<>();
  final Map<Case, Rule> rules = new HashMap<>();

  Cut(int[] literals, Support support, int[] controls, int[] places, int[] operands, boolean takesPayload) {
    this.literals = literals;
    this.support = support;
    this.controls = controls;
    this.places = places;
    this.operands = operands;
    this.takesPayload = takesPayload;
  }
}
