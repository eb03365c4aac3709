/**
 * Not for users; it may change with every version. What components, memories and pipelines have in common: names for
 * signals, registers, covers.
 */
package vit2rtl.hdl.internal.module;
