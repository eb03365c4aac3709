/**
 * What signals carry: truth values, bits, integers with a value range, constants of enums, vectors and records, with the
 * types that make them. {@link vit2rtl.hdl.type.Signals} is for the toolkit itself.
 */
package vit2rtl.hdl.type;
