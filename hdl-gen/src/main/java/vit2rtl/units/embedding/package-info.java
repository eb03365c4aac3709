/** Patch embedding with positions and leading tokens. */
package vit2rtl.units.embedding;
