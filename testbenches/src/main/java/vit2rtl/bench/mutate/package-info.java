/** Mutants of a unit's hardware: many in one simulation model, each through the unit's bench, survivors to a proof. */
package vit2rtl.bench.mutate;
