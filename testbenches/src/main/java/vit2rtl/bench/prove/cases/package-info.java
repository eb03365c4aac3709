/** What is proven: components for streams, and units in sizes that proofs end for. */
package vit2rtl.bench.prove.cases;
