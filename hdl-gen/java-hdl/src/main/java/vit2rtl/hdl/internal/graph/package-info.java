/**
 * Not for users; it may change with every version. What drives what in SpinalHDL's netlist, and which operators it has.
 */
package vit2rtl.hdl.internal.graph;
