/**
 * Work cut into shards: what there is to do as units, threads that do it, files that keep what was done, results put
 * together in the order of the units. It knows nothing of networks and hardware, and needs nothing but the JDK.
 */
package vit2rtl.golden.fleet;
