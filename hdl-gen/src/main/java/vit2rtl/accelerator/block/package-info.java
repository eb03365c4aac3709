/**
 * What devices have ready-made: multipliers that make two products, memories with one port. Blocks that synthesis makes of
 * no expression are black boxes with a text for simulators, which tests compare with the cell's model.
 */
package vit2rtl.accelerator.block;
