/** Stimulus and expected elements as files that other simulators, benches and languages read. */
package vit2rtl.bench.vectors;
