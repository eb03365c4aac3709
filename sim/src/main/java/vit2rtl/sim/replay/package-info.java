/** Files that repeat a failed run without its bench. */
package vit2rtl.sim.replay;
