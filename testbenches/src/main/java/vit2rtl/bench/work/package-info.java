/** Verifications of units as work that is cut into shards: what other processes make benches of, results as bytes. */
package vit2rtl.bench.work;
