/**
 * How a described design becomes text: runs of SpinalHDL's elaborator, its errors in the user's words, names of modules
 * and enums. Users meet {@link vit2rtl.hdl.emit.HdlOptions}; the rest is for the toolkit itself.
 */
package vit2rtl.hdl.emit;
