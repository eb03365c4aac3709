package vit2rtl.bench.prove.rows;

import java.util.Map;

/**
 * When a rule holds.
 *
 * @param control values of registers and inputs of control, by their nodes
 * @param terms   numbers of the terms that words are, by the numbers of the words
 */
record Case(Map<Integer, Boolean> control, Map<Integer, Integer> terms) {}
