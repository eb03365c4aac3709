/** Evaluations as work that is cut into shards: networks and images as other processes open them, results as bytes. */
package vit2rtl.golden.work;
