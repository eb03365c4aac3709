/**
 * Not for users; it may change with every version. One run of the elaborator and what is kept while it lasts, components'
 * places in the hierarchy, names, and SpinalHDL's operators by readable names: everything below signals.
 */
package vit2rtl.hdl.internal;
