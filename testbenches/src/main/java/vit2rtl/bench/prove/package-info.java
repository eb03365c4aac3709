/** Formal proofs of the emitted text: a monitor around the design, Yosys to gates, ABC's model checkers. */
package vit2rtl.bench.prove;
