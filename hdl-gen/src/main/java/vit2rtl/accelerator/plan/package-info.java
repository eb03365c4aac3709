/**
 * What an accelerator will do: work and waits by layer, use of the multipliers, memory, a timeline; advice on lanes.
 */
package vit2rtl.accelerator.plan;
