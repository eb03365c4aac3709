/**
 * Programs outside this JVM: which there are and how to get them, one run of one of them, and what must not outlive
 * this process; what a user is told where that or a request fails.
 */
package vit2rtl.sim.tool;
